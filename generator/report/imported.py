"""What became of imported policies → text, or JSON."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from generator.diagnostics import Position
from generator.renderer.imported_profile import ImportedGrant, ImportedPersona
from generator.report.diagnostics_text import printable
from generator.report.summary import count

_MOST_NAMES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLine:
    """A statement, or some actions of it, that stays raw."""

    sid: str
    at: Position
    reason: str
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedLine:
    """A policy, the persona that it became, and for how many actions of today the two were compared."""

    label: str
    at: Position
    persona: ImportedPersona
    kept: tuple[KeptLine, ...]
    inert: tuple[str, ...]
    expanded: int
    compared: int


def imported_text(lines: tuple[ImportedLine, ...]) -> str:
    """Each policy with what became of it and what was proved."""
    return "".join(f"{line}\n" for one in lines for line in _lines(one))


def imported_json(lines: tuple[ImportedLine, ...]) -> str:
    """The same for programs."""
    return json.dumps({"policies": [_object(one) for one in lines]}, indent=2) + "\n"


def _lines(one: ImportedLine) -> Iterator[str]:
    persona = one.persona
    yield printable(f"{one.label} ({one.at}) → {persona.name}")
    yield from (f"  {line}" for line in _words(persona))
    for kept in one.kept:
        yield printable(f"  raw: {_which(kept)}: {kept.reason}")
    if one.inert:
        yield printable(f"  left out, for no resource of the policy is theirs: {some(one.inert)}")
    if one.expanded:
        yield f"  wildcards became {count(one.expanded, 'action')} of today; `--keep-wildcards` keeps them"
    yield (
        f"  proved: `{persona.name}` allows nothing that the original does not, and the other way round "
        f"({count(one.compared, 'action')} of today)"
    )


def _words(persona: ImportedPersona) -> Iterator[str]:
    capabilities = tuple(one.capability for one in persona.can if one.capability)
    if capabilities:
        yield f"{_plural(len(capabilities), 'capability', 'capabilities')}: {', '.join(capabilities)}"
    levels = tuple(_levels(one) for one in persona.can if one.access)
    if levels:
        yield f"{count(len(levels), 'grant')} by access level: {'; '.join(levels)}"
    actions = sum(len(one.actions) for one in persona.can)
    if actions:
        yield f"{count(actions, 'action')} by name"
    denied = sum(1 for one in persona.cannot if one.actions)
    if denied:
        yield count(denied, "denial")


def _levels(one: ImportedGrant) -> str:
    return f"{one.service} {', '.join(one.access)}".strip()


def _which(kept: KeptLine) -> str:
    named = f"statement `{kept.sid}`" if kept.sid else "a statement"
    of = f", {some(kept.actions)}" if kept.actions else ""
    return f"{named} ({kept.at}{of})"


def some(names: tuple[str, ...]) -> str:
    """The first of many names, and how many more there are."""
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return ", ".join(names[:_MOST_NAMES]) + more


def _plural(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _object(one: ImportedLine) -> dict[str, object]:
    can = one.persona.can
    return {
        "policy": one.label,
        "at": str(one.at),
        "persona": one.persona.name,
        "capabilities": [each.capability for each in can if each.capability],
        "access": [{"service": each.service, "levels": list(each.access)} for each in can if each.access],
        "actions": sorted(name for each in can for name in each.actions),
        "denials": sum(1 for each in one.persona.cannot if each.actions),
        "raw": [
            {"sid": each.sid, "at": str(each.at), "reason": each.reason, "actions": list(each.actions)}
            for each in one.kept
        ],
        "left_out": list(one.inert),
        "proved": True,
        "actions_compared": one.compared,
    }
