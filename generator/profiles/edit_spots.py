"""YAML text → its values with the exact place of each, for those who change the text."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import cast

import yaml

_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Step = str | int
Place = tuple[Step, ...]
"""The way to a value: keys of mappings, numbers of items."""


class Form(Enum):
    """How a value is written."""

    SCALAR = "a text on its line"
    LONG_SCALAR = "a text behind `|` or `>`"
    FLOW_SEQUENCE = "[ ]"
    BLOCK_SEQUENCE = "- "
    FLOW_MAPPING = "{ }"
    BLOCK_MAPPING = "key:"
    ALIAS = "*alias"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A value between two offsets; one in block style ends with the last thing in it.

    `parts` are the items of a sequence, and key and value in turn of a mapping; `text` is a scalar's.
    """

    form: Form
    start: int
    end: int
    column: int = 0
    text: str = ""
    parts: tuple["Spot", ...] = ()

    @property
    def entries(self) -> tuple[tuple["Spot", "Spot"], ...]:
        """The keys of a mapping with their values."""
        return tuple(zip(self.parts[::2], self.parts[1::2], strict=True))


def locate(text: str) -> Spot:
    """A text that `parse` takes → its root."""
    events = cast("Iterator[yaml.Event]", yaml.parse(text, Loader=_LOADER))
    started = next(one for one in events if isinstance(one, yaml.NodeEvent))
    return _spot(started, events)


def find(root: Spot, place: Place) -> Spot | None:
    """The value at a place; None where there is none, or an alias is in the way."""
    spot: Spot | None = root
    for step in place:
        spot = _child(spot, step) if spot is not None else None
    return spot


def _child(spot: Spot, step: Step) -> Spot | None:
    if isinstance(step, int):
        is_list = spot.form in (Form.FLOW_SEQUENCE, Form.BLOCK_SEQUENCE)
        return spot.parts[step] if is_list and step < len(spot.parts) else None
    if spot.form not in (Form.FLOW_MAPPING, Form.BLOCK_MAPPING):
        return None
    return next((value for key, value in spot.entries if key.text == step), None)


def _spot(event: yaml.Event, events: Iterator[yaml.Event]) -> Spot:
    start, end = event.start_mark, event.end_mark
    match event:
        case yaml.ScalarEvent(style="|" | ">"):
            return _long(event)
        case yaml.ScalarEvent():
            return Spot(form=Form.SCALAR, start=start.index, end=end.index, column=start.column, text=event.value)
        case yaml.SequenceStartEvent():
            forms = Form.FLOW_SEQUENCE, Form.BLOCK_SEQUENCE
        case yaml.MappingStartEvent():
            forms = Form.FLOW_MAPPING, Form.BLOCK_MAPPING
        case _:
            return Spot(form=Form.ALIAS, start=start.index, end=end.index, column=start.column)
    parts: list[Spot] = []
    while not isinstance(inner := next(events), yaml.CollectionEndEvent):
        parts.append(_spot(inner, events))
    form = forms[0] if event.flow_style else forms[1]
    closing = inner.end_mark.index if event.flow_style or not parts else parts[-1].end
    column = start.column if event.flow_style or not parts else _column(form, parts[0], start.column)
    return Spot(form=form, start=start.index, end=closing, column=column, parts=tuple(parts))


def _column(form: Form, first: Spot, start: int) -> int:
    """Where the lines of a collection in block style start; an anchor before a mapping is no part of them."""
    return first.column if form is Form.BLOCK_MAPPING else start


def _long(event: yaml.ScalarEvent) -> Spot:
    """A text behind `|` or `>`, whose last line break belongs to what follows."""
    start, end = event.start_mark, event.end_mark
    return Spot(form=Form.LONG_SCALAR, start=start.index, end=end.index, column=start.column, text=event.value)
