"""Pass 4b, regroup: groups → groups of the same pairs of action and resource in fewer characters.

Only for a persona that outgrows what can be attached to a role: merged by action, a service with a hundred types and
hundreds of actions says each ARN again for each set of types. Here an action that few share is said beside each of its
resources instead, which is harder to read and never grants another pair.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from generator.compiler.clause import Atom
from generator.compiler.merge import Group, union
from generator.model.pattern import Pattern

_STATEMENT_CHARS = 90
"""About what a statement takes besides its actions and resources: keys, effect, Sid."""
_QUOTED_CHARS = 3
"""What a text takes in a list besides itself: its quotes and a comma."""


def regroup(groups: Iterable[Group], atoms: Iterable[Atom]) -> tuple[Group, ...]:
    """Groups and the atoms that they were merged from → groups in fewer characters."""
    types = _types_of(atoms)
    joined: dict[tuple[object, ...], list[Group]] = defaultdict(list)
    for one in (piece for group in groups for piece in _pieces(group, types)):
        joined[one.effect, one.service, one.resources, one.conditions].append(one)
    return tuple(_join(members) for members in joined.values())


def _pieces(group: Group, types: Mapping[tuple[str, Pattern], tuple[str, ...]]) -> Iterator[Group]:
    """A group, or one for each of its resources where saying its actions again takes less."""
    conditions = _chars(text for one in group.conditions for text in (one.operator, one.key, *one.values))
    alone = _STATEMENT_CHARS + conditions + _chars(group.actions) + _chars(group.resources)
    if len(group.resources) == 1 or alone <= _chars(group.actions) * len(group.resources):
        yield group
        return
    for one in group.resources:
        yield replace(group, resources=(one,), types=types[group.service, one])


def _chars(items: Iterable[str | Pattern]) -> int:
    return sum(len(str(one)) + _QUOTED_CHARS for one in items)


def _types_of(atoms: Iterable[Atom]) -> dict[tuple[str, Pattern], tuple[str, ...]]:
    """The resource types that each resource is of."""
    found: dict[tuple[str, Pattern], list[tuple[str, ...]]] = defaultdict(list)
    for atom in atoms:
        for one in atom.resources:
            found[atom.service, one].append(atom.types)
    return {key: union(types) for key, types in found.items()}


def _join(members: list[Group]) -> Group:
    return replace(
        members[0],
        actions=union(one.actions for one in members),
        types=union(one.types for one in members),
        origins=union(one.origins for one in members),
    )
