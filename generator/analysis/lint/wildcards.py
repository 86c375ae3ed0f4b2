"""Texts with `*` and `?`: which cover which, and which meet.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
"""

import re
from functools import lru_cache

_VARIABLE = re.compile(r"\$\{[^}]*\}")


def has_wildcard(text: str) -> bool:
    """Whether `*` or `?` stands in a text outside of its variables."""
    return any(char in "*?" for char in _VARIABLE.sub("", text))


def is_star(text: str) -> bool:
    """Whether a text is nothing but `*`."""
    return bool(text) and not text.strip("*")


def covers(wide: str, narrow: str) -> bool:
    """Whether every text that `narrow` matches is matched by `wide` too; "yes" is always right."""
    if not _may_cover(wide, narrow):
        return False
    reached = {0}
    for char in wide:
        if char == "*":
            reached = set(range(min(reached), len(narrow) + 1))
        else:
            reached = {at + 1 for at in reached if at < len(narrow) and _same(char, narrow[at])}
        if not reached:
            return False
    return len(narrow) in reached


def meets(one: str, other: str) -> bool:
    """Whether some text is matched by both."""
    reached = _closed({0}, other)
    for char in one:
        if char == "*":
            reached = set(range(min(reached), len(other) + 1))
        else:
            reached = _closed(_step(reached, char, other), other)
        if not reached:
            return False
    return len(other) in reached


def _step(reached: set[int], char: str, other: str) -> set[int]:
    """The places behind one more character: `*` of the other text stays where it is."""
    stayed = {at for at in reached if at < len(other) and other[at] == "*"}
    moved = {at + 1 for at in reached if at < len(other) and (char == "?" or other[at] in ("?", char))}
    return stayed | moved


def _closed(reached: set[int], other: str) -> set[int]:
    """Places and those that an empty `*` leads to."""
    found = set(reached)
    for at in sorted(reached):
        while at < len(other) and other[at] == "*":
            at += 1  # noqa: PLW2901 - the loop walks on from here
            found.add(at)
    return found


def _same(wide: str, narrow: str) -> bool:
    return narrow != "*" if wide == "?" else wide == narrow


def _may_cover(wide: str, narrow: str) -> bool:
    head, tail = _ends(wide)
    return narrow.startswith(head) and narrow.endswith(tail)


@lru_cache(maxsize=4096)
def _ends(wide: str) -> tuple[str, str]:
    """What stands before the first and behind the last wildcard."""
    parts = re.split(r"[*?]", wide)
    return parts[0], parts[-1]


def without_variables(text: str) -> str:
    """A text whose variables could be anything."""
    return _VARIABLE.sub("*", text)
