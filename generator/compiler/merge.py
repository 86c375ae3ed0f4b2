"""Passes 3 and 4, subsume and merge: fewer, larger atoms with the same meaning.

Subsume drops a resource where the same action is granted on a wider one under no more
conditions. Merge joins the resources of one action, and then the actions of one set of
resources, always under the same conditions, so that no new pair of action and resource
comes into being.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import product
from typing import TypeVar

from generator.compiler.clause import Atom
from generator.compiler.cover import covers
from generator.diagnostics import Position
from generator.model.pattern import Pattern
from generator.model.policy import Condition, Effect

_Item = TypeVar("_Item", str, Pattern, Position)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A statement in the making: every action on every resource, under the same conditions."""

    effect: Effect
    service: str
    actions: tuple[str, ...]
    types: tuple[str, ...]
    resources: tuple[Pattern, ...]
    conditions: tuple[Condition, ...]
    origins: tuple[Position, ...] = field(default=(), compare=False)


def subsume(atoms: Iterable[Atom]) -> tuple[Atom, ...]:
    """Atoms without the resources that another atom of the same action covers, and without the types of those."""
    given = tuple(atoms)
    typed: dict[tuple[object, ...], set[tuple[Pattern, str]]] = defaultdict(set)
    for atom in given:
        typed[_key(atom)] |= set(product(atom.resources, atom.types))
    by_action: dict[tuple[Effect, str], list[Atom]] = defaultdict(list)
    for atom in _by_action(given):
        by_action[atom.effect, atom.action].append(atom)
    kept = (_needed(atom, siblings) for siblings in by_action.values() for atom in siblings)
    return tuple(_typed(atom, typed[_key(atom)]) for atom in kept if atom.resources)


def merge(atoms: Iterable[Atom]) -> tuple[Group, ...]:
    """Atoms → groups, one for each effect, service, set of resources and conditions."""
    found: dict[tuple[object, ...], list[Atom]] = defaultdict(list)
    for atom in _by_action(atoms):
        found[atom.effect, atom.service, atom.resources, atom.conditions].append(atom)
    return tuple(_group(members) for members in found.values())


def _by_action(atoms: Iterable[Atom]) -> Iterator[Atom]:
    """One atom for each effect, action and conditions, with all resources and types."""
    found: dict[tuple[object, ...], list[Atom]] = defaultdict(list)
    for atom in atoms:
        found[_key(atom)].append(atom)
    for members in found.values():
        yield replace(
            members[0],
            types=union(one.types for one in members),
            resources=union(one.resources for one in members),
            origins=union(one.origins for one in members),
        )


def _key(atom: Atom) -> tuple[object, ...]:
    return atom.effect, atom.service, atom.action, atom.conditions


def _typed(atom: Atom, typed: set[tuple[Pattern, str]]) -> Atom:
    """An atom with the types of its resources only."""
    return replace(atom, types=tuple(sorted({type_ for resource, type_ in typed if resource in atom.resources})))


def _needed(atom: Atom, siblings: list[Atom]) -> Atom:
    return replace(atom, resources=tuple(one for one in atom.resources if not _is_redundant(one, atom, siblings)))


def _is_redundant(resource: Pattern, atom: Atom, siblings: list[Atom]) -> bool:
    return any(
        _reaches(other, wide, atom, resource)
        and not (_reaches(atom, resource, other, wide) and _rank(atom, resource) <= _rank(other, wide))
        for other in siblings
        for wide in other.resources
    )


def _reaches(other: Atom, wide: Pattern, atom: Atom, resource: Pattern) -> bool:
    return set(other.conditions) <= set(atom.conditions) and covers(wide, resource)


def _rank(atom: Atom, resource: Pattern) -> tuple[int, str, tuple[Condition, ...]]:
    """Of two that cover each other (`a*` and `a**`) the lower one stays; a resource is never above itself."""
    return len(str(resource)), str(resource), atom.conditions


def _group(members: list[Atom]) -> Group:
    first = members[0]
    return Group(
        effect=first.effect,
        service=first.service,
        actions=union((one.action,) for one in members),
        types=union(one.types for one in members),
        resources=first.resources,
        conditions=first.conditions,
        origins=union(one.origins for one in members),
    )


def union(tuples: Iterable[tuple[_Item, ...]]) -> tuple[_Item, ...]:
    """All items, each once, sorted."""
    return tuple(sorted({one for items in tuples for one in items}))
