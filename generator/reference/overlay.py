"""A service as the Reference has it becomes the service as we know it (data/overlay.json).

Every entry of the overlay names its source. It corrects dependent actions and required
types, says which actions are only ever granted on named resources and which keys they
demand, and tells who owns a resource type besides the customer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from generator.model.reference import Action, Dependent, ResourceType, Service
from generator.reference.dataset import read_json

Json = Mapping[str, Any]


def correct_service(service: Service) -> Service:
    """A service becomes itself with every correction of the overlay applied."""
    actions, types = _action_corrections(), _type_corrections()
    if service.prefix not in _corrected_prefixes():
        return service
    return replace(
        service,
        actions=tuple(_correct_action(one, actions.get(str(one), {})) for one in service.actions),
        resource_types=tuple(
            _correct_type(one, types.get(f"{service.prefix}:{one.name}", {})) for one in service.resource_types
        ),
    )


def withheld_keys(action: Action) -> tuple[str, ...]:
    """The keys that an action doesn't support although its resource types list them."""
    return tuple(_action_corrections().get(str(action), {}).get("withheld_keys", ()))


def find_correction(name: str) -> str | None:
    """A name that AWS's own texts use wrongly becomes the right one, for hints."""
    return _misnomers().get(name.partition("/")[0].casefold())


def _correct_action(action: Action, correction: Json) -> Action:
    if not correction:
        return action
    added = [Dependent(**one) for one in correction.get("dependents", ())]
    optional = set(correction.get("optional_types", ()))
    return replace(
        action,
        resources=tuple(replace(one, required=one.required and one.type not in optional) for one in action.resources),
        dependents=_union(action.dependents or (), added) if added else action.dependents,
        named_only=correction.get("named_only", False),
        demanded_keys=tuple(correction.get("demanded_keys", ())),
    )


def _union(listed: Iterable[Dependent], added: Iterable[Dependent]) -> tuple[Dependent, ...]:
    """Both, sorted; an added one takes the place of the listed one of the same action."""
    by_action = {one.action: one for one in (*listed, *added)}
    return tuple(by_action[name] for name in sorted(by_action))


def _correct_type(one: ResourceType, correction: Json) -> ResourceType:
    return replace(one, owners=tuple(correction.get("owners", ())), family=correction.get("family", one.family))


@cache
def _action_corrections() -> Mapping[str, Json]:
    return {name: one for one in read_json("overlay.json")["actions"] for name in one["names"]}


@cache
def _type_corrections() -> Mapping[str, Json]:
    return {name: one for one in read_json("overlay.json")["resource_types"] for name in one["names"]}


@cache
def _corrected_prefixes() -> frozenset[str]:
    return frozenset(name.partition(":")[0] for name in (*_action_corrections(), *_type_corrections()))


@cache
def _misnomers() -> Mapping[str, str]:
    return {one["said"].casefold(): one["meant"] for one in read_json("overlay.json")["misnomers"]}
