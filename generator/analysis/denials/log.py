"""A text, from one message to a whole log → the readings in it, in the order in which they stand there."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from generator.analysis.denials.clean import clean
from generator.analysis.denials.encoded import find_encoded
from generator.analysis.denials.failure import find_failures
from generator.analysis.denials.find import find_pieces
from generator.analysis.denials.heading import MOST_CHARS, find_headings, read_heading
from generator.analysis.denials.message import read_message
from generator.analysis.denials.operation import action_called, read_operation
from generator.model.denial import EncodedDenial, Reading

Placed = tuple[int, int, Reading]
"""Where a reading begins and ends."""


FEWEST_CHARS = 20
"""No message is shorter."""


def read_log(text: str) -> Iterator[Reading]:
    """All readings of a text that is no JSON."""
    if len(text) >= FEWEST_CHARS:
        yield from _read(clean(text))


def _read(text: str) -> Iterator[Reading]:
    messages = tuple(_messages(text))
    encoded = tuple(_encoded(text, messages))
    starts = sorted(start for start, _, _ in (*messages, *encoded))
    placed = (*messages, *encoded, *_operations(text, starts), *_failures(text, starts))
    yield from (reading for _, _, reading in sorted(placed, key=lambda one: one[0]))


def _messages(text: str) -> Iterator[Placed]:
    for piece in find_pieces(text):
        message = read_message(piece)
        yield piece.start, piece.end + message.end, message.reading


def _encoded(text: str, messages: Sequence[Placed]) -> Iterator[Placed]:
    """The encoded messages that do not belong to a message in words."""
    starts = [start for start, _, _ in messages]
    for one in find_encoded(text):
        before = bisect_right(starts, one.start) - 1
        if before >= 0 and messages[before][1] >= one.end:
            continue
        heading = read_heading(text[max(0, one.start - MOST_CHARS) : one.start])
        reading = EncodedDenial(message=one.message, action=action_called(heading), operation=heading.operation)
        yield one.start, one.end, reading


def _operations(text: str, starts: Sequence[int]) -> Iterator[Placed]:
    """The refused operations whose message says nothing more."""
    headings = sorted(find_headings(text), key=lambda one: one[0])
    ends = [*(start for start, _, _ in headings[1:]), len(text)]
    for (start, end, heading), limit in zip(headings, ends, strict=False):
        if not _any_between(starts, end, min(limit, end + MOST_CHARS)):
            yield start, end, read_operation(heading, text[start : min(limit, end + MOST_CHARS)])


def _failures(text: str, starts: Sequence[int]) -> Iterator[Placed]:
    """The known failures; a message of AWS's about the same says more."""
    for start, end, failure in find_failures(text):
        if not _any_between(starts, start, end):
            yield start, end, failure


def _any_between(starts: Sequence[int], start: int, end: int) -> bool:
    place = bisect_left(starts, start)
    return place < len(starts) and starts[place] <= end
