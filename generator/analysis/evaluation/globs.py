"""IAM's wildcards become regular expressions that cannot be driven into backtracking.

`*` is any run of characters, `?` any one. Between two `*` the leftmost match is as good as any
other, so each such part is an atomic group and matching takes at most the product of both lengths.

Sources:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

ARN_SEGMENTS = 6
_MOST_COLONS = 24
"""ARNs with more colons are matched step by step: every `*` before the last segment could end at any of them."""


class Wildcard(Enum):
    ANY = "*"
    ONE = "?"


Token = str | Wildcard
"""A text that stands for itself, or a wildcard."""
Glob = tuple[Token, ...]
_ARN: Glob = ("arn",)


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
def resource_regex(glob: Glob) -> str:
    """Tokens of a Resource → the expression of all ARNs that they name.

    In the first five segments `?` and a `*` inside a segment stay within it; a `*` that ends a segment reaches
    beyond, so that `arn:aws:s3:*` names all of S3. A pattern that does not start with `arn:` names nothing.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
    ("can expand to match beyond the colon boundaries")
    """
    segments = _segments(glob)
    if segments[0] != _ARN:
        return r"(?!)"
    return ":".join(_head_regex(one) for one in segments[: ARN_SEGMENTS - 1]) + "".join(
        f":{_regex(one, ANYTHING)}" for one in segments[ARN_SEGMENTS - 1 :]
    )


def compile_resources(globs: Iterable[Glob]) -> Callable[[str], bool]:
    """Tokens of Resources → whether any of them names an ARN."""
    kept = tuple(globs)
    fullmatch = compile_any(resource_regex(one) for one in kept).fullmatch

    def names(resource: str) -> bool:
        if resource.count(":") > _MOST_COLONS:
            return any(names_resource(one, resource) for one in kept)
        return fullmatch(resource) is not None

    return names


def names_resource(glob: Glob, resource: str) -> bool:
    """As `resource_regex`, in time proportional to both lengths, whatever they are."""
    segments = _segments(glob)
    if segments[0] != _ARN:
        return False
    reached = {0}
    for number, segment in enumerate(segments):
        head = number < ARN_SEGMENTS - 1
        tokens: tuple[Token, ...] = segment if number == 0 else (":", *segment)
        for place, token in enumerate(tokens):
            crosses = not head or (token is Wildcard.ANY and place == len(tokens) - 1)
            reached = _after(token, resource, reached, ANYTHING if crosses else SEGMENT)
        if not reached:
            return False
    return len(resource) in reached


@lru_cache(maxsize=4096)
def arn_regex(glob: Glob) -> str:
    """Tokens of an ARN condition → the expression of all ARNs that they match, each of the six segments for itself.

    A pattern with fewer segments is no ARN, and matches nothing.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
    ("Each of the six colon-delimited components of the ARN is checked separately")
    """
    segments = _segments(glob)
    if len(segments) < ARN_SEGMENTS:
        return r"(?!)"
    first = ":".join(_regex(one, SEGMENT) for one in segments[:-1])
    return f"{first}:{_regex(segments[-1], ANYTHING)}"


def compile_any(expressions: Iterable[str]) -> re.Pattern[str]:
    """Expressions → one that matches what any of them matches."""
    return re.compile("|".join(f"(?:{one})" for one in expressions) or r"(?!)", re.DOTALL)


def _head_regex(segment: Glob) -> str:
    if segment[-1:] == (Wildcard.ANY,):
        return f"{_regex(segment[:-1], SEGMENT)}.*?"
    return _regex(segment, SEGMENT)


def _after(token: Token, text: str, reached: set[int], within: Within) -> set[int]:
    """The places in a text that one token reaches from others."""
    match token:
        case str():
            return {one + len(token) for one in reached if text.startswith(token, one)}
        case Wildcard.ONE:
            return {one + 1 for one in reached if one < len(text) and (within is ANYTHING or text[one] != ":")}
        case Wildcard.ANY:
            return _from_any(text, reached, within)


def _from_any(text: str, reached: set[int], within: Within) -> set[int]:
    found: set[int] = set()
    for start in sorted(reached):
        if start in found:
            continue
        colon = text.find(":", start) if within is SEGMENT else -1
        found |= set(range(start, (colon if colon >= 0 else len(text)) + 1))
    return found


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
