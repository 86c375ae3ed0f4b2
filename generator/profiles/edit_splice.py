"""A place and what is to be there → the one stretch of text that changes."""

from dataclasses import dataclass

from generator.profiles import quoting
from generator.profiles.edit_layout import Habit, Item, Value, block_entry, block_item, flow, habit_of
from generator.profiles.edit_spots import Form, Spot, Step

_BREAKS = "\r\n"


class CannotEdit(Exception):
    """Why a text cannot be changed at a place without changing more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Splice:
    """What stands between two offsets gives way to a text."""

    start: int
    end: int
    text: str


def appended(text: str, root: Spot, spot: Spot, value: Value) -> Splice:
    """A list gets one more item; a lone text becomes a list of two."""
    match spot.form:
        case Form.SCALAR:
            return _as_list(text, spot, value)
        case Form.FLOW_SEQUENCE:
            return _into_flow(text, spot, spot.parts, flow(value))
        case Form.BLOCK_SEQUENCE:
            habit = habit_of(text, root, root)
            return _below(text, spot.parts[-1], block_item(value, spot.column, habit), habit)
        case _:
            raise CannotEdit(f"a value written as `{spot.form.value}` takes no further item")


def added_key(text: str, root: Spot, spot: Spot, item: Item) -> Splice:
    """A mapping gets one more key."""
    habit = habit_of(text, root, spot)
    number = item.number([key.text for key, _ in spot.entries]) if spot.parts else 0
    match spot.form:
        case Form.FLOW_MAPPING:
            written = f"{quoting.scalar(item.key)}: {flow(item.value)}"
            return _into_flow(text, spot, spot.parts[: 2 * number], written)
        case Form.BLOCK_MAPPING:
            return _below(text, spot.parts[2 * number - 1], block_entry(item, spot.column, habit), habit)
        case _:
            raise CannotEdit(f"a value written as `{spot.form.value}` takes no further key")


def removed(text: str, spot: Spot, step: Step) -> Splice:
    """A list or a mapping without one of its items; comments beside it keep it where it is."""
    items = _items(spot)
    number = step if isinstance(step, int) else [key.text for key, _ in spot.entries].index(step)
    if len(items) < 2:
        raise CannotEdit("nothing would be left")
    if spot.form in (Form.FLOW_SEQUENCE, Form.FLOW_MAPPING):
        splice = _out_of_flow(items, number)
    else:
        splice = _lines(text, *items[number])
    gone = text[splice.start : splice.end]
    if "#" in gone.replace(text[items[number][0] : items[number][1]], "", 1):
        raise CannotEdit("a comment stands beside it")
    return splice


def _as_list(text: str, spot: Spot, value: Value) -> Splice:
    """The text keeps its quotes; a plain one gets some where a list would read it otherwise."""
    written = text[spot.start : spot.end]
    is_quoted = written[:1] in ("'", '"')
    kept = written if is_quoted or quoting.scalar(spot.text) == spot.text else quoting.scalar(spot.text)
    return Splice(start=spot.start, end=spot.end, text=f"[{kept}, {flow(value)}]")


def _into_flow(text: str, spot: Spot, before: tuple[Spot, ...], written: str) -> Splice:
    """Behind what stands before; on a line of its own where the others have theirs."""
    if not before:
        return Splice(start=spot.start + 1, end=spot.end - 1, text=written)
    last = before[-1]
    apart = _line_start(text, last.start) > spot.start
    alone = not text[_line_start(text, last.start) : last.start].strip()
    rest = text[last.end : _line_end(text, last.end)]
    if apart and alone and "#" not in rest:
        habit = habit_of(text, spot, spot)
        indent = text[_line_start(text, last.start) : last.start]
        return Splice(start=last.end, end=last.end, text=f",{habit.line_break}{indent}{written}")
    return Splice(start=last.end, end=last.end, text=f", {written}")


def _below(text: str, last: Spot, written: str, habit: Habit) -> Splice:
    """On lines of its own below the line in which something ends."""
    if last.form is Form.LONG_SCALAR or text[last.start : last.end].endswith(tuple(_BREAKS)):
        end = last.end
        lead = "" if text[:end].endswith(tuple(_BREAKS)) else habit.line_break
        return Splice(start=end, end=end, text=f"{lead}{written}" + ("" if lead else habit.line_break))
    end = _line_end(text, last.end)
    return Splice(start=end, end=end, text=f"{habit.line_break}{written}")


def _items(spot: Spot) -> list[tuple[int, int]]:
    """Where each item starts and ends; that of a mapping is a key with its value."""
    if spot.form in (Form.FLOW_MAPPING, Form.BLOCK_MAPPING):
        return [(key.start, max(key.end, value.end)) for key, value in spot.entries]
    return [(one.start, one.end) for one in spot.parts]


def _out_of_flow(items: list[tuple[int, int]], number: int) -> Splice:
    if number + 1 < len(items):
        return Splice(start=items[number][0], end=items[number + 1][0], text="")
    return Splice(start=items[number - 1][1], end=items[number][1], text="")


def _lines(text: str, start: int, end: int) -> Splice:
    """Whole lines: nothing else may stand in them."""
    first, last = _line_start(text, start), _line_end(text, end)
    after = last + (2 if text[last : last + 2] == "\r\n" else 1)
    if text[first:start].strip(" -"):
        raise CannotEdit("something else stands in the same line")
    return Splice(start=first, end=min(after, len(text)), text="")


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind(one, 0, offset) for one in _BREAKS) + 1


def _line_end(text: str, offset: int) -> int:
    ends = [found for one in _BREAKS if (found := text.find(one, offset)) >= 0]
    return min(ends, default=len(text))
