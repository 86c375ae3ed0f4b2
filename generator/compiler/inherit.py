"""`extends` → what a persona may and may not do, its own grants first."""

from collections.abc import Iterator, Mapping
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
    line = tuple(_line(persona, personas))
    return Inherited(
        persona=persona,
        can=tuple(dict.fromkeys(grant for one in line for grant in one.can)),
        cannot=tuple(dict.fromkeys(grant for one in line for grant in one.cannot)),
    )


def _line(persona: Persona, personas: Mapping[str, Persona]) -> Iterator[Persona]:
    yield persona
    for name in persona.extends:
        yield from _line(personas[name.text], personas)


def _check(persona: Persona, personas: Mapping[str, Persona], problems: Problems) -> None:
    for name in persona.extends:
        if name.text not in personas:
            hint = did_you_mean(nearest(name.text, personas))
            problems.error("unknown-persona", f"no persona is called `{name}`", name.at, hint)
        elif cycle := _cycle(name.text, (persona.name,), personas):
            problems.error("cyclic-extends", f"`{persona.name}` extends itself", name.at, " → ".join(cycle))


def _cycle(name: str, path: tuple[str, ...], personas: Mapping[str, Persona]) -> tuple[str, ...]:
    if name == path[0]:
        return (*path, name)
    if name in path or name not in personas:
        return ()
    parents = personas[name].extends
    return next((cycle for one in parents if (cycle := _cycle(one.text, (*path, name), personas))), ())
