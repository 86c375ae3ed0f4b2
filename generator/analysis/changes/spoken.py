"""Two sets of policies → the actions of which they do not say the same.

What was only regrouped, renamed or sorted anew says the same: statements are compared action by action, without their
Sids and without the policies that they stand in.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.analysis.granted import about, granted, unchanged
from generator.model.access import NamedPolicy, Policies
from generator.model.policy import VERSION, BoundCondition, BoundStatement
from generator.model.reference import Action
from generator.reference.services import find_service, service_prefixes


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a statement says of an action; texts as IAM compares them, and sorted."""

    version: str
    effect: str
    resources: tuple[str, ...]
    not_resources: tuple[str, ...]
    conditions: tuple[BoundCondition, ...]


Levels = tuple[frozenset[Said] | None, ...]
"""What each layer of policies says of an action; None where there is no such layer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An action by its name; `action` is None where the Reference does not have it."""

    name: str
    action: Action | None


def said(policies: Policies, action: str) -> Levels:
    """What policies say of an action."""
    seen = about(policies, action, unchanged)
    return tuple(
        frozenset(meaning(each, named.document.version) for named in layer for each in named.document.statements)
        if layer is not None
        else None
        for layer in _layers(seen)
    )


def said_by(statement: BoundStatement) -> Said:
    """What one statement says; the keys and operators of its conditions as they are written."""
    return Said(
        version=VERSION,
        effect=statement.effect,
        resources=statement.resources,
        not_resources=statement.not_resources,
        conditions=statement.conditions,
    )


def spoken_of(statements: Iterable[BoundStatement]) -> Iterator[Asked]:
    """Every action of which statements speak, sorted by service."""
    statements = tuple(statements)
    speaking = granted(statements)
    spelled = {one for statement in statements for one in statement.actions if "*" not in one and "?" not in one}
    known: set[str] = set()
    for prefix in sorted(speaking.services() or service_prefixes()):
        service = find_service(prefix)
        for one in service.actions if service is not None else ():
            known.add(str(one).lower())
            if str(one) in speaking:
                yield Asked(name=str(one), action=one)
    yield from (Asked(name=one, action=None) for one in sorted(spelled) if one.lower() not in known)


def disputed(old: Policies, new: Policies) -> Iterator[BoundStatement]:
    """The statements that only one of two has; all of them where one has a layer that the other lacks."""
    before, after = _layers(old), _layers(new)
    whole = len(before) != len(after) or any(
        (one is None) is not (other is None) for one, other in zip(before, after, strict=True)
    )
    ours, theirs = {_key(*one): one[1] for one in _all(before)}, {_key(*one): one[1] for one in _all(after)}
    yield from (one for key, one in ours.items() if whole or key not in theirs)
    yield from (one for key, one in theirs.items() if whole or key not in ours)


def statements_in(policies: Policies) -> Iterator[BoundStatement]:
    """Every statement that counts."""
    yield from (one for _, one, _ in _all(_layers(policies)))


def _layers(policies: Policies) -> tuple[tuple[NamedPolicy, ...] | None, ...]:
    return (
        policies.identity,
        (policies.boundary,) if policies.boundary is not None else None,
        policies.sessions or None,
        *policies.scps,
        *policies.rcps,
    )


def _all(layers: Iterable[tuple[NamedPolicy, ...] | None]) -> Iterator[tuple[int, BoundStatement, str]]:
    for number, layer in enumerate(layers):
        for named in layer or ():
            yield from ((number, one, named.document.version) for one in named.document.statements)


def _key(number: int, one: BoundStatement, version: str) -> tuple[object, ...]:
    actions = tuple(sorted({each.lower() for each in one.actions}))
    return number, actions, one.not_actions, one.principals, one.not_principals, meaning(one, version)


def meaning(one: BoundStatement, version: str = VERSION) -> Said:
    """What a statement says, as IAM compares it."""
    return Said(
        version=version,
        effect=one.effect,
        resources=tuple(sorted(set(one.resources))),
        not_resources=tuple(sorted(set(one.not_resources))),
        conditions=tuple(sorted(_condition(each) for each in one.conditions)),
    )


def _condition(one: BoundCondition) -> BoundCondition:
    """The values are alternatives, and IAM reads operators and keys in any case.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
    """
    return BoundCondition(operator=one.operator.lower(), key=one.key.lower(), values=tuple(sorted(set(one.values))))
