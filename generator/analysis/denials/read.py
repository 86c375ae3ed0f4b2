"""A pasted text → what AWS refused, in order and once each.

A text is one message, a log, one or many CloudTrail events in any envelope, or a decoded authorization message.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.analysis.denials.clean import clean
from generator.analysis.denials.json_values import split_json
from generator.analysis.denials.log import read_log
from generator.analysis.denials.unrecognised import cut_caller, denied_somehow, nothing_denied, too_many
from generator.analysis.denials.values import Quiet, read_value
from generator.model.denial import Denial, Reading, Unrecognised

MOST_READINGS = 500
"""Different readings of one text."""

_SPEAKS_OF_DENIAL = re.compile(
    r"access[ \n-]?denied|not authori[sz]ed|unauthorized|permission denied|forbidden|\b403\b", re.IGNORECASE
)

_NAMES_A_CALLER = re.compile(r"\bUser:[ \n]arn:aws")


def read_denials(text: str) -> tuple[Reading, ...]:
    """Everything in a text that was refused; at least one reading, which says so if nothing was."""
    found = tuple(_readings(text))
    events = sum(isinstance(one, Quiet) for one in found)
    refused = tuple(_once(one for one in found if not isinstance(one, Quiet))) or (_nothing(text, events),)
    return tuple(replace(one, number=number) for number, one in enumerate(refused))


def _readings(text: str) -> Iterator[Reading | Quiet]:
    for part in split_json(text):
        yield from read_log(part) if isinstance(part, str) else read_value(part)


def _once(readings: Iterable[Reading]) -> Iterator[Reading]:
    """Each reading at its first place, up to the most."""
    seen: set[Reading] = set()
    for one in readings:
        same = replace(one, authorization_id="") if isinstance(one, Denial) else one
        if same in seen:
            continue
        if len(seen) == MOST_READINGS:
            yield too_many(MOST_READINGS)
            return
        seen.add(same)
        yield one


def _nothing(text: str, events: int) -> Unrecognised:
    seen = clean(text)
    if not events and _SPEAKS_OF_DENIAL.search(seen):
        return denied_somehow(text)
    return cut_caller(text) if _NAMES_A_CALLER.search(seen) else nothing_denied(text, events)
