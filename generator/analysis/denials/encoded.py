"""`Encoded authorization failure message: …` → what `aws sts decode-authorization-message` takes.

Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis.denials.words import GAP, phrase

MOST_CHARS = 10_240
"""Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html"""
FEWEST_CHARS = 40
"""A line that a terminal broke is at least so long."""

_ENCODED = re.compile(rf"{phrase('Encoded authorization failure message')}:{GAP}(?P<message>[A-Za-z0-9_-]{{20,}}+)")
_NEXT_SENTENCE = re.compile(rf"\.?{GAP}{_ENCODED.pattern}")
_NEXT_LINE = re.compile(r"\n([A-Za-z0-9_-]{1,4096}+)(?=\n|\Z)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """An encoded message, and where it begins and ends."""

    message: str = ""
    start: int = 0
    end: int = 0


def find_encoded(text: str) -> Iterator[Encoded]:
    """Every encoded message."""
    return (_joined(text, found) for found in _ENCODED.finditer(text))


def read_encoded(after: str) -> Encoded:
    """The encoded message right at the start of a text; an empty one where there is none."""
    found = _NEXT_SENTENCE.match(after)
    return _joined(after, found) if found else Encoded()


def _joined(text: str, found: re.Match[str]) -> Encoded:
    """A message without the line feeds of the terminal that broke it."""
    parts, end = [found["message"]], found.end()
    while len(parts[-1]) >= FEWEST_CHARS and (more := _NEXT_LINE.match(text, end)) is not None:
        parts.append(more[1])
        end = more.end()
    return Encoded(message="".join(parts)[:MOST_CHARS], start=found.start(), end=end)
