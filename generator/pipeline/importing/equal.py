"""Two sets of policies → whether each allows, and denies, just what the other does.

That the one allows nothing more is asked of every request. That it allows nothing less is asked of the resources that
AWS's Reference says an action acts on, for an ARN that no action acts on is never requested.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from generator.analysis.comparison.actions import CalledOn, called_on
from generator.analysis.comparison.search import Nothing, Unknown, Witness, search
from generator.analysis.granted import granted, speaks_of
from generator.model.access import NamedPolicy, Policies
from generator.model.policy import BoundDocument, BoundStatement
from generator.model.reference import Action, ResourceType, Service
from generator.pipeline.importing.meeting import arns_meet, format_globs, no_names
from generator.reference.lookup import find_resource_type
from generator.reference.services import find_service, service_prefixes

Statements = tuple[BoundStatement, ...]
_EVERYTHING = BoundStatement(sid="", effect="Allow", actions=("*",), resources=("*",))
_NO_ARN = "arn:*"
Restrict = Callable[[Service, Action], Iterator[BoundStatement]]
"""What is looked at for an action, as allows and denies of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Why two sets of policies are not proved to be equal, in words."""

    action: str
    found: Witness | Unknown


def first_doubt(original: Statements, made: Statements, partition: str) -> Doubt | None:
    """The first action of today's Reference that keeps two policies from being equal; None is a proof."""
    if set(map(_bare, original)) == set(map(_bare, made)):
        return None
    asked = (*_of_allows(original, made, partition), *_of_denies(original, made))
    return next((doubt for one in asked for doubt in one), None)


def actions_of(statements: Statements) -> Iterator[tuple[Service, Action]]:
    """Every action of today that some of the statements speaks of."""
    spoken = granted(statements)
    prefixes = sorted(spoken.services() or service_prefixes()) if statements else ()
    for service in filter(None, map(find_service, prefixes)):
        yield from ((service, one) for one in service.actions if str(one) in spoken)


def _of_allows(original: Statements, made: Statements, partition: str) -> Iterator[Iterator[Doubt]]:
    yield _beyond(made, original, _anything)
    yield _beyond(original, made, partial(_acted_on, partition))


def _of_denies(original: Statements, made: Statements) -> Iterator[Iterator[Doubt]]:
    """Denies compared beneath somebody who may do everything; only what they speak of can differ."""
    denying = [tuple(one for one in each if one.effect == "Deny") for each in (original, made)]
    if {_bare(one) for one in denying[0]} == {_bare(one) for one in denying[1]}:
        return
    for one, other in (denying, reversed(denying)):
        about = tuple(replace(each, effect="Allow") for each in (*one, *other))
        yield _beyond((_EVERYTHING, *one), (_EVERYTHING, *other), _anything, about)


def _bare(statement: BoundStatement) -> BoundStatement:
    return replace(statement, sid="", origins=())


def _anything(_service: Service, _action: Action) -> Iterator[BoundStatement]:
    """An allow of everything, which restricts nothing."""
    yield _EVERYTHING


def _beyond(more: Statements, less: Statements, restrict: Restrict, about: Statements = ()) -> Iterator[Doubt]:
    """What one allows beyond another, action by action; what looks alike for two actions is asked once."""
    allowing = about or tuple(one for one in more if one.effect == "Allow")
    seen: set[object] = set()
    for service, action in actions_of(allowing):
        left, right = _spoken(more, action), _spoken(less, action)
        within = tuple(restrict(service, action))
        blind = tuple(replace(one, actions=("",), not_actions=()) for one in (*left, _EVERYTHING, *right))
        key = (blind, within, called_on(action))
        if key in seen or left == right:
            continue
        seen.add(key)
        asked = [_policies(left), _policies(tuple(replace(one, actions=(str(action),)) for one in within))]
        found = search(asked, [_policies(right)])
        if not isinstance(found, Nothing):
            yield Doubt(action=str(action), found=found)


def _spoken(statements: Statements, action: Action) -> Statements:
    name = str(action)
    return tuple(replace(_bare(one), actions=(name,), not_actions=()) for one in statements if speaks_of(one, name))


def _policies(statements: Statements) -> Policies:
    return Policies(identity=(NamedPolicy(name="", document=BoundDocument(statements=statements)),))


def _acted_on(partition: str, service: Service, action: Action) -> Iterator[BoundStatement]:
    """An allow of the resources that an action acts on, and of no particular one where it can be called so."""
    types = [one for each in action.resources if (one := find_resource_type(service, each.type)) is not None]
    globs = [glob for one in types for glob in _whole(one, partition)]
    whole = tuple(sorted({one if one.startswith("arn:") else "*" for one in globs}))
    if whole:
        yield replace(_EVERYTHING, resources=whole)
    if CalledOn.NOTHING in called_on(action):
        yield replace(_EVERYTHING, resources=(), not_resources=(_NO_ARN,))
    for one in types:
        impossible = no_names(service.prefix, one.name, partition)
        others = [glob for each in types if each is not one for glob in _whole(each, partition)]
        if impossible and not any(arns_meet(impossible[0], glob) for glob in others):
            yield replace(_EVERYTHING, effect="Deny", resources=impossible)


def _whole(type_: ResourceType, partition: str) -> tuple[str, ...]:
    """The ARNs of a type, no part of which is empty or, in front of the resource, holds a colon."""
    return tuple(glob.replace("*", "*?") for glob in format_globs(type_, partition))
