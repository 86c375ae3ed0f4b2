"""A request that nothing allows → the grants that would: a capability with few actions, or the one action."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis.access_tests.resources import EVERY_RESOURCE
from generator.compiler.expand import Expander
from generator.compiler.problems import Problems
from generator.model.access import Context, PolicyKind
from generator.model.policy import Effect
from generator.model.profile import Capability, Grant, Profiles, Word
from generator.model.proposal import ProposalKind
from generator.pipeline.proposing.holder import Holder, holder_of
from generator.pipeline.proposing.sources import Move
from generator.pipeline.proposing.spelling import spellings, type_word, types_of
from generator.pipeline.proposing.standing import Standing
from generator.pipeline.proposing.wish import Wish
from generator.profiles.edit import Pairs, Value
from generator.reference.lookup import find_resource_type

_MOST_CAPABILITIES = 3
_MOST_ACTIONS = 12


def grants(standing: Standing, wish: Wish, kind: PolicyKind) -> Iterator[Move]:
    """The grants that could allow the request, to be added where that kind of policy is written."""
    holder = holder_of(standing, kind)
    if holder is None:
        return
    for one in _capabilities(standing.profiles, wish):
        yield from _capability(holder, one, standing, wish)
    for value in one_action(standing, wish):
        summary = f"let `{holder.called}` do `{wish.action}`{_on(wish)}"
        yield holder.move(ProposalKind.ADD_ACTION, summary, value)


def one_action(standing: Standing, wish: Wish) -> Iterator[Pairs]:
    """A grant of the one action on the one resource, in every way that could mean it; exact conditions last."""
    name = wish.action.name if wish.action.service == standing.profiles.service else str(wish.action)
    demanded = _demanded(wish)
    for resources in _resources(standing, wish):
        yield _grant(name, resources, demanded)
        known = tuple(one for one in known_conditions(wish.request.context) if one not in demanded)
        if known:
            yield _grant(name, resources, (*demanded, *known))


def known_conditions(context: Context) -> tuple[tuple[str, str], ...]:
    """The keys of a request that tell what it is about, with one value: tags, and what a service says itself."""
    own = ("aws:requesttag/", "aws:resourcetag/")
    telling = ((key, values) for key, values in context if not key.startswith("aws:") or key.lower().startswith(own))
    return tuple((key, values[0]) for key, values in telling if len(values) == 1)


def missing_keys(wish: Wish) -> tuple[str, ...]:
    """The condition keys that the action is only granted with, and that the request does not carry."""
    carried = {key.casefold() for key, values in wish.request.context if values}
    return tuple(one for one in wish.action.demanded_keys if one.casefold() not in carried)


def _grant(name: str, resources: Value, conditions: tuple[tuple[str, str], ...]) -> Pairs:
    entries: list[tuple[str, Value]] = [("actions", (name,))]
    if resources:
        entries.append(("resources", resources))
    if conditions:
        entries.append(("conditions", Pairs(entries=conditions)))
    return Pairs(entries=tuple(entries))


def _demanded(wish: Wish) -> tuple[tuple[str, str], ...]:
    folded = {one.casefold() for one in wish.action.demanded_keys}
    return tuple((key, values[0]) for key, values in wish.request.context if key.casefold() in folded and values)


def _resources(standing: Standing, wish: Wish) -> Iterator[Value]:
    """What stands under `resources`; nothing for an action that acts on none."""
    if not wish.action.resources:
        yield ""
    elif wish.request.resource == EVERY_RESOURCE:
        yield EVERY_RESOURCE
    else:
        for word, name in _named(standing, wish):
            yield Pairs(entries=((word, name), *_needed_besides(word, wish)))


def _named(standing: Standing, wish: Wish) -> Iterator[tuple[str, str]]:
    """The types that the resource can be of, as a grant calls them, each with its name."""
    bindings = standing.subject.place.bindings
    for type_ in types_of(wish.service, wish.action, wish.request.resource, bindings):
        yield type_word(type_, wish.service), next(spellings(type_, wish.request.resource, bindings))


def _needed_besides(named: str, wish: Wish) -> Iterator[tuple[str, Value]]:
    """The other types that the action always acts on as well: none may be left out."""
    types = (find_resource_type(wish.service, one.type) for one in wish.action.resources if one.required)
    words = dict.fromkeys(type_word(one, wish.service) for one in types if one is not None)
    yield from ((one, EVERY_RESOURCE) for one in words if one != named)


def _on(wish: Wish) -> str:
    return f" on `{wish.request.resource}`" if wish.request.resource != EVERY_RESOURCE else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fitting:
    capability: Capability
    actions: int


def _capabilities(profiles: Profiles, wish: Wish) -> tuple[Capability, ...]:
    """The capabilities of the action's or the profile's service that grant it beside few others, the fewest first."""
    expander = Expander(
        capabilities={one.name: one for one in profiles.capabilities}, home=profiles.service, problems=Problems()
    )
    found: list[_Fitting] = []
    for one in profiles.capabilities:
        clauses = expander.expand(Grant(capabilities=(Word(text=one.name),)), Effect.ALLOW)
        actions = {str(each.action) for clause in clauses for each in clause.selected}
        if str(wish.action) in actions and len(actions) <= _MOST_ACTIONS:
            found.append(_Fitting(capability=one, actions=len(actions)))
    found.sort(key=lambda one: (one.actions, one.capability.name))
    return tuple(one.capability for one in found[:_MOST_CAPABILITIES])


def _capability(holder: Holder, capability: Capability, standing: Standing, wish: Wish) -> Iterator[Move]:
    """The capability narrowed to the resource, and as it is."""
    summary = f"give `{holder.called}` the capability `{capability.name}`"
    start: tuple[tuple[str, Value], ...] = (("capability", capability.name),)
    if any(one.required and one.default is None for one in capability.parameters):
        return
    for named in _named(standing, wish):
        narrow = Pairs(entries=(*start, ("resources", Pairs(entries=(named,)))))
        yield holder.move(ProposalKind.ADD_CAPABILITY, f"{summary}{_on(wish)}", narrow)
    yield holder.move(ProposalKind.ADD_CAPABILITY, summary, Pairs(entries=start))
