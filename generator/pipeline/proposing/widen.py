"""A statement that would allow the request on another resource → the values that would make it this one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis.evaluation.evaluation import Element
from generator.diagnostics import Position
from generator.model.access import PolicyKind
from generator.model.profile import InputType
from generator.model.proposal import ProposalKind
from generator.model.target import Bindings
from generator.pipeline.proposing.sources import Edit, Move, Spoken
from generator.pipeline.proposing.spelling import open_arn, spellings, types_of
from generator.pipeline.proposing.standing import Standing, origins_of
from generator.pipeline.proposing.wish import Wish
from generator.profiles.edit import AddKey, Append, Pairs, Value
from generator.profiles.edit_order import BEFORE_INPUTS
from generator.profiles.edit_spots import Place
from generator.profiles.node import MappingNode, Node, child_of, entries_of, texts_of

_LONE_INPUT = re.compile(r"\$\{input\.([^{}]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Where a grant names resources: the place of a text or a list of them."""

    grant: Spoken
    name: str
    place: Place
    node: Node


def widenings(standing: Standing, wish: Wish, kind: PolicyKind) -> Iterator[Move]:
    """Values to add to what near misses name, each in every way that could mean the resource."""
    misses = (one for one in standing.evaluation.near_misses if one.element is Element.RESOURCE and one.at.kind is kind)
    for at in sorted({origin for one in misses for origin in origins_of(one.at)}):
        for slot in _slots(standing, wish, at):
            for text in _texts(slot, wish, standing.subject.place.bindings):
                yield from _into_inputs(standing, slot, text)
                yield _into(slot, text)


def _slots(standing: Standing, wish: Wish, at: Position) -> Iterator[Slot]:
    place = standing.sources.place_of(at)
    grant = standing.sources.node(at.file, place) if place is not None else None
    if place is None or grant is None:
        return
    about = Spoken(called="the grant", file=at.file, place=place)
    types = types_of(wish.service, wish.action, wish.request.resource, standing.subject.place.bindings)
    words = {one.casefold() for type_ in types for one in (type_.name, type_.family or type_.name)}
    for entry in entries_of(child_of(grant, "resources")):
        names = entry.value.get("names") if isinstance(entry.value, MappingNode) else entry.value
        if entry.key.text.rpartition(":")[2].casefold() in words and names is not None:
            inner = ("names",) if isinstance(entry.value, MappingNode) else ()
            yield Slot(
                grant=about, name=entry.key.text, place=(*place, "resources", entry.key.text, *inner), node=names
            )
    for entry in entries_of(child_of(grant, "with")):
        yield Slot(grant=about, name=entry.key.text, place=(*place, "with", entry.key.text), node=entry.value)


def _texts(slot: Slot, wish: Wish, bindings: Bindings) -> Iterator[str]:
    """Ways to name the resource, as the slot does it first: by name, or as an ARN."""
    arn = wish.request.resource
    types = types_of(wish.service, wish.action, arn, bindings)
    found = dict.fromkeys(one for type_ in types for one in spellings(type_, arn, bindings))
    names = [one for one in found if not one.startswith("arn:")]
    whole = open_arn(arn, bindings) if arn.count(":") >= 5 else arn
    written = [one.text for one in texts_of(slot.node)]
    by_arn = any(one.startswith("arn:") for one in written)
    yield from (whole, *names) if by_arn else (*names, whole)


def _into(slot: Slot, text: str) -> Move:
    edit = Edit(file=slot.grant.file, change=Append(place=slot.place, value=text))
    summary = f"add `{text}` to `{slot.name}`"
    return Move(kind=ProposalKind.ADD_VALUE, summary=summary, edits=(edit,), about=slot.grant)


def _into_inputs(standing: Standing, slot: Slot, text: str) -> Iterator[Move]:
    """The value goes to the input that the slot reads: to the target's own value, else to the default."""
    declared = {one.name: one for one in standing.profiles.inputs if one.type is InputType.LIST_OF_STRING}
    for one in texts_of(slot.node):
        found = _LONE_INPUT.fullmatch(one.text)
        if found is not None and found[1] in declared:
            yield from _into_target(standing, found[1], text)
            if declared[found[1]].default is not None:
                place = ("inputs", found[1], "default")
                edit = Edit(file=declared[found[1]].at.file, change=Append(place=place, value=text))
                summary = f"add `{text}` to the default of the input `{found[1]}`"
                yield Move(kind=ProposalKind.ADD_VALUE, summary=summary, edits=(edit,))


def _into_target(standing: Standing, name: str, text: str) -> Iterator[Move]:
    target = next((one for one in standing.profiles.targets if one.name == standing.subject.place.name), None)
    place = standing.sources.place_of(target.at) if target is not None else None
    if target is None or place is None:
        return
    home: Place = place if isinstance(standing.sources.node(target.at.file, place), MappingNode) else place[:-1]
    value = dict(target.bindings.inputs).get(name)
    node = standing.sources.node(target.at.file, home)
    if not isinstance(value, tuple) or not isinstance(node, MappingNode):
        return
    where = f"the input `{name}` of the target `{target.name}`"
    summary = f"add `{text}` to {where}, and give the Terraform variable of that name the same value"
    change = _target_change(home, node, name, (*value, text))
    yield Move(kind=ProposalKind.ADD_VALUE, summary=summary, edits=(Edit(file=target.at.file, change=change),))


def _target_change(home: Place, target: MappingNode, name: str, values: tuple[str, ...]) -> Append | AddKey:
    given = target.get("inputs")
    if child_of(given, name) is not None:
        return Append(place=(*home, "inputs", name), value=values[-1])
    if given is not None:
        return AddKey(place=(*home, "inputs"), key=name, value=values)
    return AddKey(place=home, key="inputs", value=_pair(name, values), after=BEFORE_INPUTS)


def _pair(name: str, value: Value) -> Value:
    return Pairs(entries=((name, value),))
