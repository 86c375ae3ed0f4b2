"""Random statements that a given request is likely to meet."""

from dataclasses import dataclass
from enum import Enum
from random import Random

from generator.model.access import Caller, CallerKind, Request
from generator.model.policy import BoundStatement
from generator.model.policy_json import EVERYONE
from tests.analysis.cases_conditions import chance, conditions
from tests.analysis.cases_vocabulary import STRANGERS, TARGETS, Target

Pairs = tuple[tuple[str, str], ...]
_VARIABLES = (
    "${aws:PrincipalTag/team}",
    "${aws:username}",
    "${aws:TagKeys}",
    "${aws:PrincipalTag/team, 'red'}",
    "${AWS:username, 'Red'}",
)


class Place(Enum):
    """Where a statement stands, as far as its elements depend on it."""

    IDENTITY = "identity"
    LIMIT = "limit"
    RCP = "rcp"
    RESOURCE = "resource"
    TRUST = "trust"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The request that policies are drawn for."""

    random: Random
    request: Request
    target: Target


def statement(draft: Draft, place: Place) -> BoundStatement:
    """A statement with the elements that its place takes."""
    random = draft.random
    effect = "Deny" if chance(random, 14) else "Allow"
    actions, not_actions = _either(random, _actions(draft), 12 if place is not Place.TRUST else 0)
    resources, not_resources = _either(random, _resources(draft), 12)
    principals, not_principals = _principals(draft, place, effect)
    return BoundStatement(
        sid="",
        effect=effect,
        actions=actions,
        not_actions=not_actions,
        resources=resources if place is not Place.TRUST else (),
        not_resources=not_resources if place is not Place.TRUST else (),
        principals=principals,
        not_principals=not_principals,
        conditions=conditions(random, draft.request, draft.target),
    )


def _either(random: Random, values: tuple[str, ...], percent: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The values for an element, or more rarely for its Not… counterpart."""
    return ((), values) if chance(random, percent) else (values, ())


def _actions(draft: Draft) -> tuple[str, ...]:
    return _sorted(_action(draft) for _ in range(draft.random.choice((1, 1, 2, 3))))


def _action(draft: Draft) -> str:
    random = draft.random
    asked = draft.request.action if chance(random, 75) else random.choice(random.choice(TARGETS).actions)
    service, name = asked.split(":")
    at = random.randrange(1, len(name))
    return random.choice(
        (
            asked,
            asked,
            asked.swapcase(),
            f"{service}:*",
            f"{service}:{name[:at]}*",
            f"{service}:*{name[at:]}",
            f"{service}:{name[:at]}?{name[at + 1 :]}",
            f"{service}:{name[:at]}*{name[at:]}",
            "*",
        )
    )


def _resources(draft: Draft) -> tuple[str, ...]:
    return _sorted(_resource(draft) for _ in range(draft.random.choice((1, 1, 2, 3))))


def _resource(draft: Draft) -> str:
    random = draft.random
    asked = draft.request.resource
    if chance(random, 20):
        asked = random.choice(TARGETS).resource.format(account=random.choice(("111122223333", "444455556666")))
    if asked == "*" or chance(random, 15):
        return "*"
    *heads, tail = asked.split(":", 5)
    if chance(random, 6):
        return _across(random, heads, tail)
    return ":".join((*(_head(random, at, one) for at, one in enumerate(heads)), _tail(random, tail)))


def _across(random: Random, heads: list[str], tail: str) -> str:
    """A pattern that names the resource only if its wildcard crosses a colon."""
    service, region, account = ":".join(heads[:3]), heads[3], heads[4]
    return random.choice(
        (
            f"{service}:*",
            f"{service}:*:{tail}",
            f"{service}:{region[:2]}*{account[-3:]}:{tail}",
            f"{service}:{region}?{account}:{tail}",
        )
    )


def _head(random: Random, at: int, segment: str) -> str:
    """One of the first five segments, now and then with a wildcard; the service's never has one."""
    if at in (0, 2) or not segment or chance(random, 80):
        return segment
    cut = random.randrange(len(segment))
    return random.choice(
        ("*", f"{segment[:cut]}*", f"{segment[:cut]}?{segment[cut + 1 :]}", f"{segment[:cut]}*{segment[cut:]}")
    )


def _tail(random: Random, tail: str) -> str:
    cut = random.randrange(len(tail))
    return random.choice(
        (
            tail,
            tail,
            tail.swapcase(),
            "*",
            f"{tail[:cut]}*",
            f"{tail[:cut]}?{tail[cut + 1 :]}",
            f"*{tail[cut:]}",
            f"{tail[:cut]}*{tail[cut:]}",
            tail.replace("red", random.choice(_VARIABLES)),
            tail.replace("Red", random.choice(_VARIABLES)),
            tail.replace("a", "*").replace("red", random.choice(_VARIABLES)),
            tail.replace("?", "${?}").replace("blue", "${*}"),
        )
    )


def _principals(draft: Draft, place: Place, effect: str) -> tuple[Pairs, Pairs]:
    """Principal, or in a Deny of a resource-based policy more rarely NotPrincipal."""
    caller, random = draft.request.caller, draft.random
    if place is Place.RCP:
        return (EVERYONE,), ()
    if place not in (Place.RESOURCE, Place.TRUST) or caller is None:
        return (), ()
    if effect == "Deny" and place is Place.RESOURCE and chance(random, 40):
        return (), _sorted((*_named_fully(random, caller), random.choice(STRANGERS)))
    named = tuple(_principal(random, caller) for _ in range(random.choice((1, 1, 2))))
    return ((EVERYONE,) if EVERYONE in named else _sorted(named)), ()


def _principal(random: Random, caller: Caller) -> tuple[str, str]:
    is_person = caller.kind not in (CallerKind.SERVICE, CallerKind.IDENTITY_PROVIDER)
    mine = names_of(caller)
    if is_person and chance(random, 12):
        return random.choice((EVERYONE, ("AWS", "*")))
    return random.choice(mine if chance(random, 75) else STRANGERS)


def names_of(caller: Caller) -> Pairs:
    """Every pair but `*` that names a caller."""
    match caller.kind:
        case CallerKind.SERVICE:
            return (("Service", caller.id),)
        case CallerKind.IDENTITY_PROVIDER:
            return (("Federated", caller.id),)
        case _:
            issuer = (("AWS", caller.issuer),) if caller.issuer else ()
            return (
                ("AWS", caller.id),
                *issuer,
                ("AWS", f"arn:aws:iam::{caller.account}:root"),
                ("AWS", caller.account),
            )


def _named_fully(random: Random, caller: Caller) -> Pairs:
    """All names of a caller or none: what NotPrincipal does with some of them depends on the service, says AWS."""
    return names_of(caller) if chance(random, 60) else ()


def _sorted(values: "object") -> tuple:
    return tuple(sorted(set(values)))
