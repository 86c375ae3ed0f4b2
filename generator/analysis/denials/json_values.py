"""A text → the JSON values that stand in it, and the text between them.

A value begins at the first bracket of a line. What is no whole value stays text, and what was looked at for it is
not looked at again: the time is linear in the length of the text.
"""

import json
import re
from collections.abc import Iterator
from typing import cast

Json = dict[str, "Json"] | list["Json"] | str | bool | None
"""Numbers stay text: nobody counts with them, and Python refuses those of more than 4300 digits."""

MOST_BROKEN = 200
"""Values that break off, after which a text is no JSON: telling where costs time, each time."""

_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
_START = re.compile(r"^[ \t]*+(?=\[\s*+[{\[\]\"])|^[^{\n]{0,400}+(?=\{\s*+[\"}])", re.MULTILINE)
"""Before the first brace of a line, or before a bracket that begins it; not before `[INFO]` and Terraform's braces."""
_NEXT = re.compile(r"[\s,]*+(?=[{\[])")
"""Before a value that follows one directly."""


def split_json(text: str) -> Iterator[Json]:
    """The values and the texts between them, in order; a text is a string."""
    start = broken = 0
    found = _START.search(text)
    while found is not None and broken < MOST_BROKEN:
        value, position = _value_at(text, found.end())
        if value is None:
            broken += 1
            found = _START.search(text, position)
            continue
        yield text[start : found.end()]
        yield value
        start = position
        found = _NEXT.match(text, position) or _START.search(text, position)
    yield text[start:]


def parse_json(text: str) -> Json:
    """A text that is one JSON object or array becomes it; any other becomes None."""
    stripped = text.strip()
    if not stripped.startswith(("{", "[")):
        return None
    value, end = _value_at(stripped, 0)
    return value if end == len(stripped) else None


def _value_at(text: str, start: int) -> tuple[Json, int]:
    """The value that begins at a place and where it ends; None and where to look next if there is none."""
    try:
        value, end = cast("tuple[Json, int]", _DECODER.raw_decode(text, start))
    except json.JSONDecodeError as error:
        return None, max(error.pos, start + 1)
    except RecursionError:
        return None, len(text)
    return value, end
