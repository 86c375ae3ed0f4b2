"""A statement → portions that a profile has words for, and what is left over, with the reason.

A portion is actions of one service on the same resources under the same conditions.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.model.policy import BoundCondition, BoundStatement
from generator.model.reference import Action, ResourceType, Service
from generator.pipeline.importing.meeting import Inexpressible, is_everything, meet
from generator.reference.lookup import find_action, find_resource_type, matching_actions
from generator.reference.services import find_service

MOST_ACTIONS = 300
"""How many actions a statement may mean and still be spelled out: more would fill policy after policy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """`arns` are the resources by the name of their type; empty means any resource, `*`.

    `words` are the wildcards that the actions were written with, among others.
    """

    service: Service
    actions: tuple[Action, ...]
    arns: tuple[tuple[str, frozenset[str]], ...]
    conditions: tuple[BoundCondition, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """What stays as it is: these actions of a statement, or, without any, the whole statement."""

    reason: str
    actions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a statement falls into; `inert` are actions that none of its resources is for."""

    portions: tuple[Portion, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    inert: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """The actions of today that a statement means, and the words that mean none."""

    actions: tuple[tuple[Service, Action], ...]
    unknown: tuple[str, ...]


def whole(reason: str) -> Taken:
    """A statement that stays as it is."""
    return Taken(leftovers=(Leftover(reason=reason),))


def names_every_service(word: str) -> bool:
    """Whether an action's wildcard is in the place of the service."""
    prefix = word.partition(":")[0]
    return "*" in prefix or "?" in prefix


def is_wild(word: str) -> bool:
    """Whether an action is a wildcard."""
    return "*" in word or "?" in word


def meant_by(words: tuple[str, ...]) -> Meant:
    """Actions as a policy writes them → those that AWS has today."""
    found: dict[str, tuple[Service, Action]] = {}
    unknown: list[str] = []
    for word in words:
        prefix, _, name = word.partition(":")
        service = find_service(prefix)
        matched = _matched(service, name) if service else ()
        found.update((str(one), (service, one)) for one in matched if service)
        if not matched:
            unknown.append(word)
    return Meant(actions=tuple(found[one] for one in sorted(found)), unknown=tuple(unknown))


def portions_of(statement: BoundStatement, meant: Meant, partition: str) -> Taken:
    """A statement without `NotAction` and `NotResource` → its portions, by service."""
    elsewhere = next((one for one in statement.resources if _lies_elsewhere(one, partition)), "")
    if elsewhere:
        return whole(f"`{elsewhere}` is in another partition than `{partition}`, in which the policies are compared")
    anywhere: list[tuple[Service, Action]] = []
    typed: list[tuple[Service, Action]] = []
    inert: list[str] = []
    leftovers: list[Leftover] = []
    if meant.unknown:
        leftovers.append(Leftover(reason="AWS's Reference has no such action today", actions=meant.unknown))
    starred = any(map(is_everything, statement.resources))
    for service, action in meant.actions:
        if starred and not any(one.required for one in action.resources):
            anywhere.append((service, action))
            continue
        try:
            arns = arns_of(statement.resources, service, action, partition)
        except Inexpressible as error:
            leftovers.append(Leftover(reason=str(error), actions=(str(action),)))
            continue
        missing = [one.type for one in action.resources if one.required and one.type not in arns]
        if not arns:
            inert.append(str(action))
        elif missing:
            reason = f"`{action}` acts on `{missing[0]}` too, which this statement does not name"
            leftovers.append(Leftover(reason=reason, actions=(str(action),)))
        else:
            typed.append((service, action))
    portions = (*_typed(statement, typed, partition), *_anywhere(statement, anywhere))
    return Taken(portions=portions, leftovers=tuple(leftovers), inert=tuple(inert))


def _lies_elsewhere(arn: str, partition: str) -> bool:
    """Whether an ARN spells out another partition."""
    parts = arn.split(":", 2)
    return len(parts) == 3 and parts[0] == "arn" and not is_wild(parts[1]) and parts[1] != partition


def arns_of(resources: tuple[str, ...], service: Service, action: Action, partition: str) -> dict[str, frozenset[str]]:
    """The ARNs on which an action is granted, by type.

    Raises: Inexpressible.
    """
    found: dict[str, frozenset[str]] = {}
    for one in action.resources:
        type_ = find_resource_type(service, one.type)
        arns = _met(resources, service, type_, partition) if type_ else frozenset[str]()
        if arns:
            found[one.type] = arns
    return found


def without(portion: Portion, names: frozenset[str]) -> Portion | None:
    """A portion without some of its actions, and without the types that then nothing acts on."""
    kept = tuple(one for one in portion.actions if str(one) not in names)
    reached = {each.type for one in kept for each in one.resources}
    arns = tuple(pair for pair in portion.arns if pair[0] in reached)
    return replace(portion, actions=kept, arns=arns) if kept else None


def _met(resources: tuple[str, ...], service: Service, type_: ResourceType, partition: str) -> frozenset[str]:
    return frozenset(arn for one in resources for arn in meet(one, service.prefix, type_, partition))


def _matched(service: Service, name: str) -> tuple[Action, ...]:
    if is_wild(name):
        return matching_actions(service, name)
    exact = find_action(service, name)
    return (exact,) if exact is not None else ()


def _typed(statement: BoundStatement, typed: list[tuple[Service, Action]], partition: str) -> Iterator[Portion]:
    for service, actions in _by_service(typed):
        arns: dict[str, frozenset[str]] = {}
        for one in actions:
            arns.update(arns_of(statement.resources, service, one, partition))
        yield Portion(
            service=service,
            actions=actions,
            arns=tuple(sorted(arns.items())),
            conditions=statement.conditions,
            words=wildcards(statement),
        )


def _anywhere(statement: BoundStatement, found: list[tuple[Service, Action]]) -> Iterator[Portion]:
    for service, actions in _by_service(found):
        words = wildcards(statement)
        yield Portion(service=service, actions=actions, arns=(), conditions=statement.conditions, words=words)


def wildcards(statement: BoundStatement) -> tuple[str, ...]:
    """The wildcards among the actions of a statement, the widest first."""
    return tuple(sorted(filter(is_wild, statement.actions), key=lambda one: (len(one), one)))


def _by_service(pairs: list[tuple[Service, Action]]) -> Iterator[tuple[Service, tuple[Action, ...]]]:
    services = {service.prefix: service for service, _ in pairs}
    for prefix, service in sorted(services.items()):
        yield service, tuple(action for one, action in pairs if one.prefix == prefix)
