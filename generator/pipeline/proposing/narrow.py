"""A denial of the profile's own → the least that makes it leave the request alone."""

from collections.abc import Iterator

from generator.analysis.access_tests.resources import is_pattern
from generator.model.policy import Effect
from generator.model.profile import Grant
from generator.model.proposal import ProposalKind
from generator.pipeline.proposing.grant import known_conditions
from generator.pipeline.proposing.sources import Edit, Move, Spoken
from generator.pipeline.proposing.spelling import spellings, types_of
from generator.pipeline.proposing.standing import Standing, grants_of, speaks
from generator.pipeline.proposing.wish import Wish
from generator.profiles.edit import AddKey, Append, Change, Pairs, Remove
from generator.profiles.edit_order import BEFORE_CONDITIONS, BEFORE_EXCLUDE
from generator.profiles.edit_spots import Place
from generator.profiles.node import Node, ScalarNode, SequenceNode, child_of, entries_of, items_of
from generator.reference.conditions import supports_key


def narrowings(standing: Standing, wish: Wish) -> Iterator[Move]:
    """The ways to narrow the first denial: by a value of the request, by a resource, by the action."""
    at = standing.denials[0]
    place = standing.sources.place_of(at)
    grant = next((one for each in standing.profiles.personas for _, one in grants_of(each) if one.at == at), None)
    node = standing.sources.node(at.file, place) if place is not None else None
    if place is None or grant is None or node is None:
        return
    for change, what in (
        *_by_condition(place, node, wish),
        *_by_resource(place, node, standing, wish),
        *_by_action(place, node, standing, wish, grant),
    ):
        edit = Edit(file=at.file, change=change)
        about = Spoken(called="the denial", then=_then(grant), file=at.file, place=place)
        yield Move(kind=ProposalKind.NARROW_DENY, summary=what, edits=(edit,), about=about)


def _then(grant: Grant) -> str:
    """A narrowed denial names actions: its wildcards no longer mean those that AWS adds later."""
    narrowed = grant.exclude or grant.resources or grant.conditions
    if narrowed or not any(is_pattern(one.text) for one in grant.actions):
        return ""
    return ", whose wildcards then mean today's actions only"


def _by_condition(place: Place, node: Node, wish: Wish) -> Iterator[tuple[Change, str]]:
    """What the request says of its resource or its use becomes what the denial does not mean."""
    given = child_of(node, "conditions")
    written = {entry.key.text.casefold(): entry for entry in entries_of(given)}
    for key, value in known_conditions(wish.request.context):
        types = [None, *(one.type for one in wish.action.resources)]
        if key.lower().startswith("aws:requesttag/") or not any(
            supports_key(wish.service, wish.action, one, key) for one in types
        ):
            continue
        told = f"leave `{key}` = `{value}` out"
        entry = written.get(key.casefold())
        if entry is not None and child_of(entry.value, "StringNotEquals") is not None:
            yield Append(place=(*place, "conditions", entry.key.text, "StringNotEquals"), value=value), told
        elif entry is None and given is not None:
            yield AddKey(place=(*place, "conditions"), key=key, value=_unless(value)), told
        elif entry is None:
            pair = Pairs(entries=((key, _unless(value)),))
            yield AddKey(place=place, key="conditions", value=pair, after=BEFORE_CONDITIONS), told


def _unless(value: str) -> Pairs:
    return Pairs(entries=(("StringNotEquals", value),))


def _by_resource(place: Place, node: Node, standing: Standing, wish: Wish) -> Iterator[tuple[Change, str]]:
    """The very resource of the request is taken out of the list that names it."""
    bindings = standing.subject.place.bindings
    types = types_of(wish.service, wish.action, wish.request.resource, bindings)
    spelled = {one for type_ in types for one in spellings(type_, wish.request.resource, bindings)}
    for entry in entries_of(child_of(node, "resources")):
        inner: Place = () if child_of(entry.value, "names") is None else ("names",)
        names = child_of(entry.value, "names") if inner else entry.value
        for number, one in enumerate(names.items if isinstance(names, SequenceNode) else ()):
            if isinstance(one, ScalarNode) and one.text in {*spelled, wish.request.resource}:
                yield Remove(place=(*place, "resources", entry.key.text, *inner, number)), f"take `{one.text}` out"


def _by_action(place: Place, node: Node, standing: Standing, wish: Wish, grant: Grant) -> Iterator[tuple[Change, str]]:
    """The action is taken out of the list, or excluded; a denial of nothing else goes only if it says no more."""
    denied = speaks(standing.profiles, grant, Effect.DENY, str(wish.action))
    if len(denied) > 1:
        told = f"take `{wish.action}` out"
        for number, one in enumerate(items_of(child_of(node, "actions"))):
            if isinstance(one, ScalarNode) and _means(one.text, wish):
                yield Remove(place=(*place, "actions", number)), told
        name = wish.action.name if wish.action.service == _home(node, standing) else str(wish.action)
        if child_of(node, "exclude") is not None:
            yield Append(place=(*place, "exclude"), value=name), told
        else:
            yield AddKey(place=place, key="exclude", value=(name,), after=BEFORE_EXCLUDE), told
    elif _says_no_more(node, standing, wish):
        yield Remove(place=place), "take out the whole"
        yield Remove(place=place[:-1]), "take out the whole"


def _home(node: Node, standing: Standing) -> str:
    given = child_of(node, "service")
    return given.text if isinstance(given, ScalarNode) else standing.profiles.service


def _means(text: str, wish: Wish) -> bool:
    name = text.rpartition(":")[2]
    return not is_pattern(text) and name.casefold() == wish.action.name.casefold()


def _says_no_more(node: Node, standing: Standing, wish: Wish) -> bool:
    """Whether a denial of one action names one resource, that of the request."""
    bindings = standing.subject.place.bindings
    types = types_of(wish.service, wish.action, wish.request.resource, bindings)
    spelled = {one for type_ in types for one in spellings(type_, wish.request.resource, bindings)}
    entries = entries_of(child_of(node, "resources"))
    names = [one for entry in entries for one in items_of(entry.value)]
    return len(names) == 1 and isinstance(names[0], ScalarNode) and names[0].text in {*spelled, wish.request.resource}
