"""The caller of a refused request → the personas and targets that it can be.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
Source: https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
Source: https://github.com/hashicorp/terraform-plugin-sdk/blob/main/helper/id/id.go (what `name_prefix` adds)
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from generator.analysis.explanation.known import Known, moved
from generator.analysis.subjects import Place
from generator.diagnostics.nearest import nearest
from generator.model.access import Caller, CallerKind
from generator.model.module import Module
from generator.model.profile import IdentityKind

_UNIQUE = r"-[0-9]{18}[0-9a-f]{8}"
_RESERVED = re.compile(r"AWSReservedSSO_(.+)_[0-9a-f]{16}")
_MOST_NEAR = 3


class Likeness(Enum):
    """By what a caller is taken for a persona."""

    ROLE = "its role has the persona's name"
    SUFFIXED = "its role has the persona's name and a suffix of Terraform's"
    PERMISSION_SET = "its role was made for the persona's permission set"
    SERVICE_LINKED = "it is the service-linked role"
    USER = "the persona's policies can be attached to users"
    GROUP = "users of the persona's group have its policies"
    NAMED = "it was named with `--persona`"


SURE = (Likeness.ROLE, Likeness.SUFFIXED, Likeness.PERMISSION_SET, Likeness.SERVICE_LINKED, Likeness.NAMED)
"""By what a caller is known; a message does not tell a user's groups and policies."""


class Whereabouts(Enum):
    """Whether the caller's account is one of the profile's targets."""

    TARGET = "target"
    EXAMPLE = "the profile has no targets"
    ELSEWHERE = "the account is no target"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A persona in a place that a caller can be."""

    module: Module
    place: Place
    likeness: Likeness
    whereabouts: Whereabouts = Whereabouts.TARGET


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """What the user said of the caller; empty where the message counts."""

    persona: str = ""
    target: str = ""


def role_name(caller: Caller | None) -> str:
    """The name of the caller's role without its path; empty for who has none."""
    if caller is None:
        return ""
    name = caller.id.split(":", 5)[-1]
    match caller.kind:
        case CallerKind.ROLE_SESSION:
            return name.removeprefix("assumed-role/").partition("/")[0]
        case CallerKind.ROLE:
            return name.rpartition("/")[2]
        case _:
            return ""


def matches_of(caller: Caller | None, region: str, known: Known, said: Override) -> tuple[Match, ...]:
    """Every persona in every place that a caller can be, those first that it surely is."""
    alike = tuple(_alike(caller, known, said.persona))
    found = tuple(match for one in alike for match in _placed(one, caller, region, known, said.target))
    return tuple(sorted(found, key=lambda one: one.likeness not in SURE))


def near_personas(caller: Caller | None, known: Known) -> tuple[str, ...]:
    """Personas whose role has a name like the caller's, the nearest first."""
    name = role_name(caller).removeprefix(known.profiles.naming.prefix)
    found = (*nearest(name, (one.persona for one in known.personas), _MOST_NEAR), *_contained(name, known))
    return tuple(dict.fromkeys(found))[:_MOST_NEAR]


def has_name(name: str, own: str) -> Likeness | None:
    """Whether a name in AWS is a name that we gave, as it is or with Terraform's suffix."""
    if name == own:
        return Likeness.ROLE
    return Likeness.SUFFIXED if re.fullmatch(re.escape(own) + _UNIQUE, name) else None


def _contained(name: str, known: Known) -> Iterator[str]:
    yield from (one.persona for one in known.personas if name and one.persona in name)


def _alike(caller: Caller | None, known: Known, persona: str) -> Iterator[tuple[Module, Likeness]]:
    for one in known.personas:
        if persona:
            likeness = Likeness.NAMED if one.persona == persona else None
        else:
            likeness = _likeness(caller, one) if caller is not None else None
        if likeness is not None:
            yield one, likeness


def _likeness(caller: Caller, module: Module) -> Likeness | None:
    if caller.kind is CallerKind.USER:
        if module.has(IdentityKind.USER):
            return Likeness.USER
        return Likeness.GROUP if module.has(IdentityKind.GROUP) else None
    name = role_name(caller)
    if not name:
        return None
    reserved = _RESERVED.fullmatch(name)
    if reserved is not None and module.permission_set is not None and module.permission_set.name == reserved[1]:
        return Likeness.PERMISSION_SET
    linked = module.service_linked_role
    if linked is not None and linked.name == name:
        return Likeness.SERVICE_LINKED
    return has_name(name, module.name) if module.trust is not None else None


def _placed(
    alike: tuple[Module, Likeness], caller: Caller | None, region: str, known: Known, target: str
) -> Iterator[Match]:
    module, likeness = alike
    if target:
        yield from (Match(module=module, place=one, likeness=likeness) for one in known.places if one.name == target)
        return
    account = caller.account if caller is not None else ""
    if not account:
        yield from (Match(module=module, place=one, likeness=likeness) for one in known.places[:1])
        return
    partition = caller.id.split(":")[1] if caller is not None else ""
    there = [one for one in known.places if known.profiles.targets and _is_in(one, account, partition)]
    for one in _in_region(there, region):
        yield Match(module=module, place=one, likeness=likeness)
    if not there:
        whereabouts = Whereabouts.ELSEWHERE if known.profiles.targets else Whereabouts.EXAMPLE
        place = moved(known.places[0], account, region, partition)
        yield Match(module=module, place=place, likeness=likeness, whereabouts=whereabouts)


def _is_in(place: Place, account: str, partition: str) -> bool:
    return (place.bindings.account, place.bindings.partition) == (account, partition)


def _in_region(places: Iterable[Place], region: str) -> list[Place]:
    """Of the targets in one account those of the request's Region, or all of them."""
    found = list(places)
    return [one for one in found if one.bindings.region == region] or found
