"""Whether one resource pattern covers another, decided so that "yes" is always right.

Holes are opaque: they cover themselves and are covered by a wildcard. In the first five
segments of an ARN `*` does not reach across a `:`.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
"""

from functools import cache

from generator.model.pattern import Literal, Part, Pattern

Token = str | Part


def covers(wide: Pattern, narrow: Pattern) -> bool:
    """Whether every resource that `narrow` names is named by `wide` too."""
    if wide == narrow or wide.literal == "*":
        return True
    head = _head(wide)
    if head is None or _tokens(narrow)[: len(head)] != head:
        return False
    pairs = zip(_segments(wide), _segments(narrow), strict=False)
    return len(_segments(wide)) == len(_segments(narrow)) and all(_matches(one, other) for one, other in pairs)


@cache
def _head(pattern: Pattern) -> list[Token] | None:
    """What stands before the first wildcard, which spares most comparisons; None where there is none."""
    tokens = _tokens(pattern)
    return next((tokens[:at] for at, token in enumerate(tokens) if token in ("*", "?")), None)


@cache
def _segments(pattern: Pattern) -> list[list[Token]]:
    """The six segments of an ARN as tokens; anything else is one segment."""
    segments: list[list[Token]] = [[]]
    for token in _tokens(pattern):
        if token == ":" and len(segments) < 6:
            segments.append([])
        else:
            segments[-1].append(token)
    return segments


@cache
def _tokens(pattern: Pattern) -> list[Token]:
    tokens: list[Token] = []
    for part in pattern.parts:
        tokens += list(part.text) if isinstance(part, Literal) else [part]
    return tokens


def _matches(wide: list[Token], narrow: list[Token]) -> bool:
    """Glob matching over tokens, `*` of `wide` taking any run."""
    if wide == narrow:
        return True
    reached: set[int] = {0}
    for token in wide:
        if token == "*":
            reached = set(range(min(reached), len(narrow) + 1)) if reached else set()
        else:
            reached = {at + 1 for at in reached if at < len(narrow) and _same(token, narrow[at])}
    return len(narrow) in reached


def _same(wide: Token, narrow: Token) -> bool:
    if wide == "?":
        return isinstance(narrow, str) and narrow != "*"
    return wide == narrow
