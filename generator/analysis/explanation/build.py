"""A known failure of a machine → the personas of a profile that the machine can be, and what each of them lacks."""

from collections.abc import Iterator

from generator.analysis.explanation.explanation import BuildAdvice, MachineAdvice, PeopleAdvice
from generator.analysis.explanation.known import Known
from generator.model.denial import BuildFailure
from generator.model.module import Module
from generator.model.profile import IdentityKind, Persona, PersonaKind
from generator.reference.build_failures import KnownFailure, find_failure


def advise(failure: BuildFailure, known: Known) -> BuildAdvice:
    """A failed build → what it means here."""
    row = find_failure(failure.symptom)
    people = tuple(PeopleAdvice(capability=one, personas=_users(one, known)) for one in _for_people(row, known))
    return BuildAdvice(failure=failure, row=row, machines=machines_of(row, known), people=people)


def machines_of(row: KnownFailure, known: Known) -> tuple[MachineAdvice, ...]:
    """Every machine of the row's kind, with what it lacks of what helps."""
    machines = (one for one in known.personas if one.kind is PersonaKind.MACHINE and one.has(row.identity))
    return tuple(_machine(one, row, known) for one in machines)


def _machine(module: Module, row: KnownFailure, known: Known) -> MachineAdvice:
    attached = {str(one).rpartition("/")[2] for one in module.managed_policies}
    used = set(_capabilities(known.persona(module.persona), known))
    return MachineAdvice(
        module=module,
        attached=tuple(one for one in row.managed_policies if one in attached),
        lacking=tuple(one for one in row.managed_policies if one not in attached),
        used=tuple(one for one in row.capabilities if one in used),
        gettable=tuple(one for one in row.capabilities if one not in _for_people(row, known)),
    )


def _for_people(row: KnownFailure, known: Known) -> tuple[str, ...]:
    """The capabilities that no machine gets: all where AWS writes its policies, else those that people have."""
    if row.identity is IdentityKind.SERVICE_LINKED_ROLE:
        return row.capabilities
    people = {one.name for one in known.profiles.personas if one.kind is PersonaKind.HUMAN}
    return tuple(one for one in row.capabilities if people & set(_users(one, known)))


def _users(capability: str, known: Known) -> tuple[str, ...]:
    """The personas that have a capability."""
    found = (one for one in known.personas if capability in _capabilities(known.persona(one.persona), known))
    return tuple(one.persona for one in found)


def _capabilities(persona: Persona, known: Known) -> Iterator[str]:
    """The capabilities of a persona and of those that it extends."""
    yield from (word.text for grant in persona.can for word in grant.capabilities)
    for word in persona.extends:
        yield from _capabilities(known.persona(word.text), known)
