"""The words after `to perform` → the action, as the Reference spells it."""

import re
from dataclasses import dataclass

from generator.analysis.denials.words import GAP
from generator.reference.lookup import find_action
from generator.reference.services import find_service

_ACTION = re.compile(
    rf":?{GAP}?(?:(?:the|action|operation):?{GAP}){{0,2}}[\"'`]?"
    r"(?P<action>[A-Za-z][A-Za-z0-9-]{0,62}:[A-Za-z0-9*]{1,128})(?![A-Za-z0-9:_/*-])[\"'`]?"
)
_BROKEN = re.compile(r"\n([A-Za-z0-9]{1,100})(?= on\b| because\b| with\b|\n|\.?\Z)")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedAction:
    """An action, whether the Reference has it, and where in the text it ends."""

    action: str
    end: int
    is_known: bool


def read_action(after: str) -> NamedAction | None:
    """The action at the start of a text; joined where a terminal broke it and only the whole is an action."""
    found = _ACTION.match(after)
    if found is None:
        return None
    rest = _BROKEN.match(after, found.end())
    if rest and (whole := spelled(found["action"] + rest[1])) is not None:
        return NamedAction(action=whole, end=rest.end(), is_known=True)
    known = spelled(found["action"])
    return NamedAction(action=known or found["action"], end=found.end(), is_known=known is not None)


def longer_than(action: str) -> str:
    """An action whose name begins as another's; empty where none does."""
    prefix, _, name = action.partition(":")
    service = find_service(prefix)
    others = (one.name for one in service.actions) if service else ()
    return next((f"{prefix}:{one}" for one in others if one != name and one.startswith(name)), "")


def spelled(action: str) -> str | None:
    """`SNS:publish` becomes `sns:Publish`; None where the Reference has no such action."""
    prefix, _, name = action.partition(":")
    service = find_service(prefix)
    if service is None:
        return None
    listed = find_action(service, name)
    if listed is not None:
        return f"{service.prefix}:{listed.name}"
    return next((f"{service.prefix}:{one}" for one in service.retired if one.casefold() == name.casefold()), None)
