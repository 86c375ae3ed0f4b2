"""A cleaned text → its pieces that say that somebody is not authorized to do something, in order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis.denials.words import GAP, phrase

MOST_BEFORE = 2500
"""Characters before the words: a caller's ARN has at most 2048, and the operation stands before it.

Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForPrincipalPolicy.html
"""
MOST_AFTER = 12_000
"""Characters after the words: action, resource, reason, and an encoded message."""

_WORDS = ("is not authorized to perform", "is not authorised to perform", "isn't authorized to perform")
_SAYING = re.compile(
    rf"{'|'.join(map(phrase, _WORDS))}|\b{phrase('not authorized to perform')}(?=:?{GAP}[a-z0-9-]{{1,63}}:[A-Za-z])",
    re.IGNORECASE,
)
"""The second form has no caller: `Not authorized to perform sts:AssumeRoleWithWebIdentity`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A message around its words: `before` ends with who, `after` begins with what."""

    before: str
    after: str
    start: int
    end: int


def find_pieces(text: str) -> Iterator[Piece]:
    """Every message, which ends where the next one begins."""
    found = list(_SAYING.finditer(text))
    for index, one in enumerate(found):
        begin = found[index - 1].end() if index else 0
        end = found[index + 1].start() if index + 1 < len(found) else len(text)
        yield Piece(
            before=text[max(begin, one.start() - MOST_BEFORE) : one.start()],
            after=text[one.end() : min(end, one.end() + MOST_AFTER)],
            start=one.start(),
            end=one.end(),
        )
