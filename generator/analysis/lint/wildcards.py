"""Texts with `*` and `?`: which cover which, and which meet.

A set of places in a text is a number with a bit for each place, so that all are moved at once.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
"""

import re
from dataclasses import dataclass
from functools import lru_cache

_VARIABLE = re.compile(r"\$\{[^{}]*\}")
_STARS = re.compile(r"\*{2,}")


@dataclass(frozen=True, slots=True)
class _Places:
    """A text's length, and for each character the places in front of it."""

    size: int
    of: dict[str, int]


def has_wildcard(text: str) -> bool:
    """Whether `*` or `?` stands in a text outside of its variables."""
    return any(char in "*?" for char in _VARIABLE.sub("", text))


def is_star(text: str) -> bool:
    """Whether a text is nothing but `*`."""
    return bool(text) and not text.strip("*")


def without_variables(text: str) -> str:
    """A text whose variables could be anything."""
    return _VARIABLE.sub("*", text)


def covers(wide: str, narrow: str) -> bool:
    """Whether every text that `narrow` matches is matched by `wide` too; "yes" is always right."""
    places = _places(narrow)
    stars, reached = places.of.get("*", 0), 1
    for char in _STARS.sub("*", wide):
        match char:
            case "*":
                reached = _from_first(reached, places.size)
            case "?":
                reached = (reached & ~stars & _all(places.size)) << 1
            case _:
                reached = (reached & places.of.get(char, 0)) << 1
        if not reached:
            return False
    return bool(reached >> places.size)


def meets(one: str, other: str) -> bool:
    """Whether some text is matched by both."""
    places = _places(_STARS.sub("*", other))
    stars, singles = places.of.get("*", 0), places.of.get("?", 0)
    reached = _past_stars(1, stars)
    for char in _STARS.sub("*", one):
        if char == "*":
            reached = _from_first(reached, places.size)
        else:
            fits = _all(places.size) if char == "?" else places.of.get(char, 0) | singles
            reached = _past_stars(reached & stars | (reached & fits & ~stars) << 1, stars)
        if not reached:
            return False
    return bool(reached >> places.size)


def _past_stars(reached: int, stars: int) -> int:
    """Places, and those behind a `*` that stands for nothing."""
    return reached | (reached & stars) << 1


def _from_first(reached: int, size: int) -> int:
    """Every place from the first one on."""
    return ((1 << (size + 1)) - 1) & -(reached & -reached)


def _all(size: int) -> int:
    """Every place with a character behind it."""
    return (1 << size) - 1


@lru_cache(maxsize=1024)
def _places(text: str) -> _Places:
    found: dict[str, int] = {}
    for at, char in enumerate(text):
        found[char] = found.get(char, 0) | 1 << at
    return _Places(len(text), found)
