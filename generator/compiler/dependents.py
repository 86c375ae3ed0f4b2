"""What granted actions need beside themselves: said in a note, or granted where the profile asks.

Never added silently: the API call of one action can be authorised for others too, but often
only in some uses.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.compiler.arn import EVERY_NAME
from generator.compiler.clause import Clause, Selected
from generator.compiler.expand import type_for
from generator.compiler.problems import Problems
from generator.diagnostics import Position
from generator.model.policy import Effect
from generator.model.profile import (
    Capability,
    ConditionClause,
    Dependents,
    Grant,
    Persona,
    ResourceClause,
    ResourceScope,
    Word,
)
from generator.model.reference import Dependent, ResourceType
from generator.reference.lookup import find_action, find_resource_type
from generator.reference.services import find_service

PASS_ROLE = "iam:PassRole"
PASSED_TO = "iam:passedtoservice"
_SHOWN = 3


def with_dependents(clauses: Iterable[Clause]) -> Iterator[Clause]:
    """Clauses, each followed by its dependents where the grant says `dependents: scoped`."""
    for clause in clauses:
        yield clause
        if clause.dependents is Dependents.SCOPED and clause.effect is Effect.ALLOW:
            yield from _scoped(clause)


def _scoped(clause: Clause) -> Iterator[Clause]:
    granted = {str(one.action) for one in clause.selected}
    wanted = {one.action for selected in clause.selected for one in selected.action.dependents or ()} - granted
    for name in sorted(wanted):
        if (selected := _selected(name)) is not None:
            shared = _shared_types(clause, selected)
            yield replace(
                clause,
                selected=(selected,),
                resources=_resources(clause, selected, shared),
                narrowing=clause.narrowing if shared else (),
                conditions=tuple(replace(one, unsupported=clause.unsupported_conditions) for one in clause.conditions),
                dependents=Dependents.NOTE,
            )


def _shared_types(clause: Clause, dependent: Selected) -> tuple[ResourceType, ...]:
    """The types that a dependent shares with the actions that need it: tagging comes with making one type."""
    needing = [
        one
        for one in clause.selected
        if one.service is dependent.service
        and str(dependent.action) in {each.action for each in one.action.dependents or ()}
    ]
    names = {type_.type for one in needing for type_ in one.action.resources}
    types = (find_resource_type(dependent.service, one.type) for one in dependent.action.resources if one.type in names)
    return tuple(one for one in types if one is not None)


def _resources(
    clause: Clause, dependent: Selected, shared: tuple[ResourceType, ...]
) -> tuple[ResourceClause, ...] | ResourceScope:
    """What the clause says of the shared types, or all of them; an action that shares none gets all of its own."""
    own = clause.resources if isinstance(clause.resources, tuple) else ()
    said = tuple(one for one in own if any(type_for(dependent, one, type_) for type_ in shared))
    return said or tuple(ResourceClause(type=Word(text=one.name), names=(EVERY_NAME,)) for one in shared)


def _selected(name: str) -> Selected | None:
    prefix, _, short = name.partition(":")
    service = find_service(prefix)
    action = find_action(service, short) if service is not None else None
    if service is None or action is None or action.named_only:
        return None
    return Selected(service=service, action=action, spelled=str(action))


@dataclass(frozen=True, slots=True, kw_only=True)
class DependentNotes:
    """Says which dependents a persona lacks, and which capability supplies each."""

    suppliers: Mapping[str, str]
    problems: Problems

    def note(self, persona: Persona, clauses: Iterable[Clause]) -> None:
        """One note for each dependent that nothing grants."""
        allowing = [one for one in clauses if one.effect is Effect.ALLOW]
        granted = set(_granted(allowing))
        lacking: dict[str, dict[str, set[Position]]] = defaultdict(lambda: defaultdict(set))
        for clause in allowing:
            for selected in clause.selected:
                for dependent in selected.action.dependents or ():
                    if _key(dependent) not in granted:
                        lacking[_key(dependent)][selected.action.name].add(clause.at)
        for key, needing in sorted(lacking.items()):
            self._note(persona, key, needing)

    def _note(self, persona: Persona, key: str, needing: Mapping[str, set[Position]]) -> None:
        names = sorted(needing)
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        actions = ", ".join(f"`{one}`" for one in names[:_SHOWN]) + more
        supplier = self.suppliers.get(key)
        hint = f"the capability `{supplier}` supplies it" if supplier else "grant it where that use is wanted"
        message = f"`{persona.name}` may also need `{key}` for {actions}, and has no grant of it"
        origins = tuple(sorted({at for places in needing.values() for at in places}))
        self.problems.note("missing-dependent", message, origins[0], hint, origins)


def suppliers(capabilities: Iterable[Capability], home: str) -> dict[str, str]:
    """Which capability supplies what actions of a service need: the one with the least else, then the smallest."""
    needed = _needed(home)
    found: dict[str, tuple[int, int, str]] = {}
    for capability in capabilities:
        keys = {key for grant in capability.grants for key in _written(grant, capability.service)}
        rank = (len(keys - needed), len(keys), capability.name)
        for key in keys & needed:
            found[key] = min(found.get(key, rank), rank)
    return {key: name for key, (*_, name) in found.items()}


def _needed(home: str) -> set[str]:
    """What any action of a service needs beside itself; a role that is passed counts with and without its service."""
    service = find_service(home)
    dependents = {one for action in service.actions for one in action.dependents or ()} if service is not None else ()
    return {key for one in dependents for key in (one.action, _key(one))}


def _granted(clauses: Iterable[Clause]) -> Iterator[str]:
    for clause in clauses:
        passed = _passed_to(one.written for one in clause.conditions)
        for selected in clause.selected:
            name = str(selected.action)
            yield name
            yield from (_pass_role(one) for one in passed if name == PASS_ROLE)


def _written(grant: Grant, home: str) -> Iterator[str]:
    passed = _passed_to(grant.conditions)
    service = grant.service.text if grant.service is not None else home
    for word in grant.actions:
        name = word.text if ":" in word.text else f"{service}:{word.text}"
        yield name
        yield from (_pass_role(one) for one in passed if name == PASS_ROLE)


def _passed_to(conditions: Iterable[ConditionClause]) -> list[str]:
    return [str(value) for one in conditions if str(one.key).casefold() == PASSED_TO for value in one.values]


def _key(dependent: Dependent) -> str:
    return _pass_role(dependent.passed_to) if dependent.passed_to else dependent.action


def _pass_role(service: str) -> str:
    """`iam:PassRole` to a service; the DNS suffix of a partition does not matter."""
    return f"{PASS_ROLE} to {service.partition('.')[0]}"
