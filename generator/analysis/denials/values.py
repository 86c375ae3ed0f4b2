"""JSON values in any envelope → the readings in them, in order.

Envelopes are not listed: whatever holds an event, a decoded message or a text with AWS's words, at whatever depth, as
a value or printed into a string, is read. So are `Records`, `lookup-events`, EventBridge, SNS, SQS and log exports.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis.denials.decoded import is_decoded, read_decoded
from generator.analysis.denials.event import is_event, read_event
from generator.analysis.denials.json_values import Json, parse_json
from generator.analysis.denials.log import read_log
from generator.model.denial import Reading

MOST_LEVELS = 6
"""JSON printed into JSON: a queue's message holds a notification, that an event, and that a printed one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """An event in which nothing was refused."""


def read_value(value: Json) -> Iterator[Reading | Quiet]:
    """All readings of a value; a stack instead of recursion, so that no depth is too deep."""
    waiting = [(value, 0)]
    while waiting:
        one, level = waiting.pop()
        if isinstance(one, str):
            printed = parse_json(one) if level < MOST_LEVELS else None
            if printed is None:
                yield from read_log(one)
            else:
                waiting.append((printed, level + 1))
        elif is_event(one):
            yield read_event(one) or Quiet()
        elif is_decoded(one):
            yield read_decoded(one)
        else:
            waiting.extend((inner, level) for inner in reversed(_inside(one)))


def _inside(value: Json) -> list[Json]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
