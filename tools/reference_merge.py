"""Two releases and what was committed before become the services that are written.

Actions, resource types and condition keys come from the newest release. Dependent
actions come from an older one, because upstream lost all of them on 2026-07-15; an
action that the older release doesn't have is "unknown", which is not "none".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from generator.model.reference import Action, Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """What is written: today's services, and services of which only the memory is left.

    A retired service has a name and retired actions, nothing else.
    """

    services: tuple[Service, ...]
    retired: tuple[Service, ...] = ()


EMPTY = Dataset(services=())


def merge(actions_from: Iterable[Service], dependents_from: Iterable[Service], committed: Dataset = EMPTY) -> Dataset:
    """Today's services get the dependents of the older release and the memory of all before."""
    older = tuple(dependents_from)
    dependents = {str(action).casefold(): action for service in older for action in service.actions}
    remembered = _remember((*committed.retired, *committed.services, *older))
    today = tuple(
        _attach(service, dependents, remembered.get(service.prefix))
        for service in sorted(actions_from, key=lambda one: one.prefix)
    )
    gone = sorted(remembered.keys() - {service.prefix for service in today})
    return Dataset(services=today, retired=tuple(remembered[prefix] for prefix in gone))


def _attach(service: Service, dependents: Mapping[str, Action], memory: Service | None) -> Service:
    known = {action.name.casefold() for action in service.actions}
    before = memory.retired if memory else ()
    return replace(
        service,
        actions=tuple(_with_dependents(action, dependents.get(str(action).casefold())) for action in service.actions),
        retired=tuple(name for name in before if name.casefold() not in known),
    )


def _with_dependents(action: Action, older: Action | None) -> Action:
    return replace(action, dependents=older.dependents if older else None)


def _remember(services: Iterable[Service]) -> dict[str, Service]:
    """Each prefix with its last known name and every action that it ever had, as retired."""
    memory: dict[str, Service] = {}
    for service in services:
        before = memory.get(service.prefix)
        names = {*service.retired, *(action.name for action in service.actions), *(before.retired if before else ())}
        memory[service.prefix] = Service(
            prefix=service.prefix,
            name=before.name if before else service.name,
            actions=(),
            resource_types=(),
            condition_keys=(),
            retired=_one_spelling_each(names),
        )
    return memory


def _one_spelling_each(names: Iterable[str]) -> tuple[str, ...]:
    """Names that differ in case only are one action; the last in ASCII order stays."""
    spelling = {name.casefold(): name for name in sorted(names)}
    return tuple(spelling[folded] for folded in sorted(spelling))
