"""IAM's wildcards become regular expressions that cannot be driven into backtracking.

`*` is any run of characters, `?` any one. Between two `*` the leftmost match is as good as any
other, so each such part is an atomic group and matching takes at most the product of both lengths.

Sources:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

ARN_SEGMENTS = 6


class Wildcard(Enum):
    ANY = "*"
    ONE = "?"


Token = str | Wildcard
"""A text that stands for itself, or a wildcard."""
Glob = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Within:
    """What a wildcard may stand for: a class of regular expressions."""

    char: str


ANYTHING = Within(".")
SEGMENT = Within("[^:]")


def glob_of(text: str) -> Glob:
    """A text whose `*` and `?` are wildcards → tokens."""
    return tuple(Wildcard(part) if part in ("*", "?") else part for part in re.split(r"([*?])", text) if part)


@lru_cache(maxsize=4096)
def text_regex(glob: Glob) -> str:
    """Tokens → the expression of all texts that they match."""
    return _regex(glob, ANYTHING)


@lru_cache(maxsize=4096)
def arn_regex(glob: Glob) -> str:
    """Tokens → the expression of all ARNs that they match, each of the six segments for itself.

    A pattern with fewer segments is no ARN, and matches nothing.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
    (a wildcard does not reach across the colons between segments)
    """
    segments = _segments(glob)
    if len(segments) < ARN_SEGMENTS:
        return r"(?!)"
    first = ":".join(_regex(one, SEGMENT) for one in segments[:-1])
    return f"{first}:{_regex(segments[-1], ANYTHING)}"


def compile_any(expressions: Iterable[str]) -> re.Pattern[str]:
    """Expressions → one that matches what any of them matches."""
    return re.compile("|".join(f"(?:{one})" for one in expressions) or r"(?!)", re.DOTALL)


def _segments(glob: Glob) -> list[Glob]:
    found: list[list[Token]] = [[]]
    for token in glob:
        if isinstance(token, Wildcard):
            found[-1].append(token)
            continue
        head, *rest = token.split(":", ARN_SEGMENTS - len(found))
        found[-1].append(head)
        found.extend(list[Token]((one,)) for one in rest)
    return [tuple(one for one in segment if one) for segment in found]


def _regex(glob: Glob, within: Within) -> str:
    parts: list[str] = [""]
    for token in glob:
        match token:
            case Wildcard.ANY:
                parts.append("")
            case Wildcard.ONE:
                parts[-1] += within.char
            case str():
                parts[-1] += re.escape(token)
    first, *rest = parts
    if not rest:
        return first
    middle = "".join(f"(?>{within.char}*?{part})" for part in rest[:-1] if part)
    return f"{first}{middle}{within.char}*{rest[-1]}"
