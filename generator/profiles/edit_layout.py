"""Values → YAML as a profile lays it out: lists and mappings in a line, grants line by line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Union

from generator.profiles import quoting
from generator.profiles.edit_spots import Form, Spot

_STEP = 2

Value = Union[str, tuple["Value", ...], "Pairs"]
"""What is written: a text, a list, or a mapping."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """A mapping's keys with their values, in order."""

    entries: tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A key to be added, with its value; it stands behind the last of `after`, or behind all."""

    key: str
    value: Value
    after: tuple[str, ...] = ()

    def number(self, keys: Sequence[str]) -> int:
        """How many of the keys stand before it."""
        before = [number for number, key in enumerate(keys, 1) if key in self.after]
        return max(before, default=len(keys))


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """How a text is laid out: its line break, and how far lists stand in from the key that they belong to."""

    line_break: str
    list_offset: int


def habit_of(text: str, root: Spot, near: Spot) -> Habit:
    """The layout of the mapping at hand, else of the first list of the text, else the usual one."""
    end = text.find("\n")
    line_break = "\r\n" if end > 0 and text[end - 1] == "\r" else "\n"
    if end < 0 and "\r" in text:
        line_break = "\r"
    offset = next(_offsets(near), next(_all_offsets(root), _STEP))
    return Habit(line_break=line_break, list_offset=offset)


def flow(value: Value) -> str:
    """A value on one line."""
    match value:
        case str():
            return quoting.scalar(value)
        case tuple():
            return f"[{', '.join(map(flow, value))}]"
        case Pairs(entries=entries):
            return "{" + ", ".join(f"{quoting.scalar(key)}: {flow(one)}" for key, one in entries) + "}"


def block_item(value: Value, column: int, habit: Habit) -> str:
    """An item of a list in block style, its `-` at a column: a mapping line by line, all else on one."""
    if isinstance(value, Pairs) and value.entries:
        lines = [f"{quoting.scalar(key)}: {flow(one)}" for key, one in value.entries]
        return " " * column + "- " + (habit.line_break + " " * (column + _STEP)).join(lines)
    return " " * column + "- " + flow(value)


def block_entry(item: Item, column: int, habit: Habit) -> str:
    """A key at a column with its value: a list of mappings line by line, all else on one."""
    start = " " * column + quoting.scalar(item.key) + ":"
    if isinstance(item.value, tuple) and any(isinstance(one, Pairs) for one in item.value):
        below = (block_item(one, column + habit.list_offset, habit) for one in item.value)
        return habit.line_break.join((start, *below))
    return f"{start} {flow(item.value)}"


def _offsets(mapping: Spot) -> Iterator[int]:
    if mapping.form is Form.BLOCK_MAPPING:
        yield from (value.column - key.column for key, value in mapping.entries if value.form is Form.BLOCK_SEQUENCE)


def _all_offsets(spot: Spot) -> Iterator[int]:
    yield from _offsets(spot)
    for one in spot.parts:
        yield from _all_offsets(one)
