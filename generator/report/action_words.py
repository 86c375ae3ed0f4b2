"""What statements allow → verbs with their objects, in clauses.

Each clause is one thing that somebody may do: verbs that share an object stand together, and so do objects that share
their verbs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model.phrase import Phrase, chained, exact, listed, say
from generator.model.reference import AccessLevel, Action, Service
from generator.reference.lookup import SENSITIVITY, find_action
from generator.reference.services import find_service
from generator.report.resource_words import EVERYTHING, Things, noun, things_of
from generator.report.uses import ON, Use, types_of, uses_of
from generator.report.wording import Wording

_LIKE = (
    {AccessLevel.PERMISSIONS_MANAGEMENT: "manage who may use"},
    {AccessLevel.TAGGING: "tag"},
    {AccessLevel.WRITE: "change"},
    {AccessLevel.READ: "look at", AccessLevel.LIST: "look at"},
)
"""What many actions of a level do; levels that do alike are told together."""
_NOT_ONE = "account-wide lists and settings"
"""What actions act on that take no resource.

Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Actions on resources, as one statement has them."""

    actions: tuple[str, ...]
    resources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfService:
    """The clauses about one service; `mark` names it, where it does not go without saying."""

    clauses: tuple[Phrase, ...]
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spelled:
    """Verbs, each in its words."""

    befores: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counted:
    """One verb for many actions, and their names."""

    verb: str
    names: tuple[str, ...]


def clauses_of(scopes: Sequence[Scope], wording: Wording) -> tuple[OfService, ...]:
    """Actions on resources → a clause for each group that belongs together, by service."""
    prefixes = sorted({_prefix(one) for scope in scopes for one in scope.actions})
    return tuple(_of_service(one, scopes, wording) for one in prefixes)


def short_name(service: Service) -> str:
    """A service's name; its abbreviation where it has one."""
    head, opened, tail = service.name.partition(" (")
    return tail.removesuffix(")") if opened else head


def _prefix(action: str) -> str:
    return action.partition(":")[0].lower() if ":" in action else EVERYTHING


def _of_service(prefix: str, scopes: Sequence[Scope], wording: Wording) -> OfService:
    service = find_service(prefix)
    known: list[Use] = []
    others: list[Phrase] = []
    for scope in scopes:
        names = sorted({one for one in scope.actions if _prefix(one) == prefix})
        if service is None:
            others += [_unknown(names, scope.resources, wording)] if names else []
            continue
        found = {one: find_action(service, one.partition(":")[2]) for one in names}
        actions = [one for one in found.values() if one is not None]
        known += uses_of(service, actions, scope.resources, wording)
        others += _left_over(service, actions, scope.resources, wording)
        wild = [name for name, one in found.items() if one is None]
        others += [_wild(service, wild, scope.resources, wording)] if wild else []
    mark = short_name(service) if service is not None and known and prefix != wording.service else ""
    return OfService(clauses=(*_grouped(known, wording), *dict.fromkeys(others)), mark=mark)


def _unknown(names: Sequence[str], resources: Sequence[str], wording: Wording) -> Phrase:
    if names == [EVERYTHING]:
        return say(f"do {wording.everything}", _on(things_of(resources, ()), wording))
    return say(
        "use ",
        listed([exact(one) for one in names], wording.most, wording.last),
        _on(things_of(resources, ()), wording),
    )


def _wild(service: Service, names: Sequence[str], resources: Sequence[str], wording: Wording) -> Phrase:
    """Actions by wildcards, and names that the Reference does not have."""
    on = _on(things_of(resources, service.resource_types), wording)
    if any(one.partition(":")[2] == EVERYTHING for one in names):
        return say(f"do {wording.everything} in ", service.name, on)
    return say(f"use {wording.every} action like ", listed([exact(one) for one in names], wording.most, "or"), on)


def _on(things: Sequence[Things], wording: Wording) -> Phrase:
    if any(EVERYTHING in one.names and not one.families for one in things):
        return say()
    return say(" on ", listed([noun(one, wording) for one in things], wording.most, wording.last))


def _left_over(
    service: Service, actions: Sequence[Action], resources: Sequence[str], wording: Wording
) -> Iterator[Phrase]:
    """Nothing is kept quiet: what the statement names and none of its actions of this service acts on, is said by its
    ARN, where the service has such resources at all.
    """
    if EVERYTHING in resources or not any(types_of(service, one) for one in actions):
        return
    types = [type_ for one in actions for type_ in types_of(service, one)]
    strange = [one for one in things_of(resources, types) if not one.families]
    named = {name for one in strange for name in one.names}
    if strange and len(named) < len(set(resources)):
        yield say("use the same on ", listed([noun(one, wording) for one in strange], wording.most, wording.last))


def _grouped(uses: Sequence[Use], wording: Wording) -> Iterator[Phrase]:
    """Uses that share an object are told together, and then objects that share their verbs."""
    by_object: dict[Phrase | None, set[Use]] = {}
    for one in uses:
        by_object.setdefault(one.object, set()).add(one)
    by_verbs: dict[_Spelled | _Counted, list[Phrase | None]] = {}
    for object_, group in by_object.items():
        for verbs in _verbs_of(group, wording):
            by_verbs.setdefault(verbs, []).append(object_)
    for verbs, objects in by_verbs.items():
        named = [one for one in objects if one is not None]
        if named:
            yield _clause(verbs, listed(named, wording.most, wording.last), wording)
        if len(named) < len(objects):
            yield _clause(verbs, None, wording)


def _verbs_of(group: set[Use], wording: Wording) -> Iterator[_Spelled | _Counted]:
    """What is done with one object: each action in words, or many of one level by what they do."""
    uses = sorted(group, key=lambda one: (SENSITIVITY.index(one.level), one.name))
    if len(uses) <= wording.spelled:
        yield _Spelled(befores=tuple(one.before for one in uses))
        return
    for alike in _LIKE:
        some = [one for one in uses if one.level in alike]
        if len(some) > wording.spelled:
            yield _Counted(verb=alike[some[0].level], names=tuple(one.name for one in some))
        elif some:
            yield _Spelled(befores=tuple(one.before for one in some))


def _clause(verbs: _Spelled | _Counted, object_: Phrase | None, wording: Wording) -> Phrase:
    if isinstance(verbs, _Counted):
        names = listed([exact(one) for one in verbs.names], wording.most, wording.last)
        what = object_ if object_ is not None else say(_NOT_ONE)
        return say(f"{verbs.verb} ", what, f" ({len(verbs.names)} actions: ", names, ")")
    last = f" {wording.last} "
    if object_ is None:
        return chained(verbs.befores, ", ", last)
    if all(str(one).endswith(ON) for one in verbs.befores):
        return say(chained([say(str(one).removesuffix(ON)) for one in verbs.befores], ", ", last), ON, " ", object_)
    return say(chained(verbs.befores, ", ", last), " ", object_)
