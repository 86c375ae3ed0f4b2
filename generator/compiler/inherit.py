"""`extends` → what a persona may and may not do, its own grants first."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.compiler.problems import Problems, did_you_mean
from generator.diagnostics.nearest import nearest
from generator.model.profile import Grant, Persona


@dataclass(frozen=True, slots=True, kw_only=True)
class Inherited:
    """All grants that count for a persona."""

    persona: Persona
    can: tuple[Grant, ...]
    cannot: tuple[Grant, ...]


def inherit(personas: Mapping[str, Persona], problems: Problems) -> tuple[Inherited, ...]:
    """Personas by name → personas with everything they inherit; a cycle or an unknown name is an error."""
    for persona in personas.values():
        _check(persona, personas, problems)
    problems.raise_errors()
    return tuple(_inherited(persona, personas) for persona in personas.values())


def _inherited(persona: Persona, personas: Mapping[str, Persona]) -> Inherited:
    line = _line(persona, personas)
    return Inherited(
        persona=persona,
        can=tuple(dict.fromkeys(grant for one in line for grant in one.can)),
        cannot=tuple(dict.fromkeys(grant for one in line for grant in one.cannot)),
    )


def _line(persona: Persona, personas: Mapping[str, Persona]) -> tuple[Persona, ...]:
    """The persona and all that it extends, each once, however many ways lead there."""
    found: dict[str, Persona] = {}
    waiting = [persona]
    while waiting:
        one = waiting.pop()
        if one.name not in found:
            found[one.name] = one
            waiting += (personas[name.text] for name in reversed(one.extends))
    return tuple(found.values())


def _check(persona: Persona, personas: Mapping[str, Persona], problems: Problems) -> None:
    for name in persona.extends:
        if name.text not in personas:
            hint = did_you_mean(nearest(name.text, personas))
            problems.error("unknown-persona", f"no persona is called `{name}`", name.at, hint)
        elif cycle := _cycle((persona.name, name.text), personas):
            problems.error("cyclic-extends", f"`{persona.name}` extends itself", name.at, " → ".join(cycle))


def _cycle(start: tuple[str, str], personas: Mapping[str, Persona]) -> tuple[str, ...]:
    """The first way from a persona back to itself; nobody is asked twice."""
    seen: set[str] = set()
    waiting: list[tuple[str, ...]] = [start]
    while waiting:
        path = waiting.pop()
        if path[-1] == path[0]:
            return path
        if path[-1] in personas and path[-1] not in seen:
            seen.add(path[-1])
            waiting += ((*path, one.text) for one in reversed(personas[path[-1]].extends))
    return ()
