"""Two states → who newly may, or no longer may, do what."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from generator.analysis.changes.action_change import ChangeKind, action_changes
from generator.analysis.changes.claim import Changes, Claim, Told, Topic
from generator.analysis.changes.paths import path_claims
from generator.analysis.changes.principals import PrincipalChange, principal_changes, unreadable_principals
from generator.analysis.changes.settings import setting_claims
from generator.analysis.changes.state import Stand, StandKind, State
from generator.analysis.changes.tell import merged, teller_for
from generator.model.access import NamedPolicy, Policies
from generator.model.target import Bindings

_Placed = tuple[str, Bindings, Claim]


def compare(old: State, new: State) -> Changes:
    """Two states → their changes, in the order of the names of today."""
    before, after = old.by_name(), new.by_name()
    told = (_told(name, was, after.get(name, {}), before.get(was, {})) for name, was in _pairs(before, after))
    doubts = tuple(f"{one.label}: {doubt}" for one in (old, new) for doubt in one.doubts)
    return Changes(
        old=old.label,
        new=new.label,
        told=tuple(one for one in told if one.claims),
        service=new.service or old.service,
        doubts=doubts,
    )


def _pairs(
    before: Mapping[str, Mapping[str, Stand]], after: Mapping[str, Mapping[str, Stand]]
) -> Iterator[tuple[str, str]]:
    """The names of today with those of before; who is gone keeps its name."""
    formerly = {name: next(iter(places.values())).formerly for name, places in after.items()}
    renamed = {was: name for name, was in formerly.items() if was in before and was not in after and name not in before}
    for name in sorted({*before, *after} - set(renamed)):
        was = formerly.get(name, "")
        yield name, was if renamed.get(was) == name else name


def _told(name: str, was: str, now: Mapping[str, Stand], then: Mapping[str, Stand]) -> Told:
    places = sorted({**then, **now}.values(), key=lambda one: (one.place.bindings.partition != "aws", one.place.name))
    names = [one.place.name for one in places]
    placed = [one for place in names for one in _in_place(then.get(place), now.get(place))]
    kind = next(iter((now or then).values())).kind.value
    claims = (*_existence(now, then), *merged(placed))
    return Told(name=name, kind=kind, formerly=was if was != name else "", claims=claims, places=len({*now, *then}))


def _existence(now: Mapping[str, Stand], then: Mapping[str, Stand]) -> Iterator[Claim]:
    """A module that is new or gone, or new or gone in some places."""
    for kind, some, others in ((ChangeKind.GAINED, now, then), (ChangeKind.LOST, then, now)):
        places = tuple(sorted(set(some) - set(others)))
        if places:
            yield Claim(topic=Topic.EXISTENCE, kind=kind, places=places if others else ())


def _in_place(old: Stand | None, new: Stand | None) -> Iterator[_Placed]:
    stand = new if new is not None else old
    assert stand is not None
    for one in _claims(old, new, stand):
        yield stand.place.name, stand.place.bindings, one


def _claims(old: Stand | None, new: Stand | None, stand: Stand) -> Iterator[Claim]:
    yield from _access(*(one.policies if one is not None else _nothing(stand) for one in (old, new)))
    yield from _admission(old, new, stand)
    if stand.kind is StandKind.PERSONA:
        yield from path_claims(old, new)
    yield from setting_claims(old, new)


def _nothing(stand: Stand) -> Policies:
    """What counts where a module is not there: a persona may do nothing, and a guardrail denies nothing."""
    if stand.kind is not StandKind.GUARDRAIL:
        return Policies()
    own = stand.policies
    return replace(own, scps=_allowing(own.scps), rcps=_allowing(own.rcps))


def _allowing(levels: Iterable[tuple[NamedPolicy, ...]]) -> tuple[tuple[NamedPolicy, ...], ...]:
    return tuple(level[:1] for level in levels)


def _access(old: Policies, new: Policies) -> Iterator[Claim]:
    changes = tuple(action_changes(old, new))
    if changes:
        teller = teller_for(old, new)
        yield from (teller.claim(one, Topic.ACCESS) for one in changes)


def _admission(old: Stand | None, new: Stand | None, stand: Stand) -> Iterator[Claim]:
    """Who may newly assume the role, or use the resource."""
    before, after = (one.admitting if one is not None else () for one in (old, new))
    if before == after:
        return
    topic = Topic.TRUST if stand.kind is StandKind.PERSONA else Topic.USE
    changes = principal_changes(before, after, stand.place)
    yield from (_of_principal(one, topic) for one in changes)
    for text in unreadable_principals((*before, *after), stand.place):
        yield Claim(topic=topic, kind=ChangeKind.UNKNOWN, what=text, reason="this principal cannot be compared")


def _of_principal(one: PrincipalChange, topic: Topic) -> Claim:
    return teller_for(one.old, one.new).claim(one.change, topic, one.principal)
