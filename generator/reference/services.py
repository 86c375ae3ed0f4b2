"""A service prefix becomes a Service: its file decoded, and what we know better applied."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from generator.model.reference import (
    AccessLevel,
    Action,
    ActionResource,
    ConditionKey,
    Dependent,
    KeyType,
    ResourceType,
    Service,
)
from generator.reference.dataset import read_json, read_json_once
from generator.reference.overlay import correct_service

MULTIVALUED = "ArrayOf"
"""What stands before the type of a key with many values, in the Reference and in our files."""
SEVERAL_ARNS = ", "
"""What stands between the formats of a type that has two."""

Json = Mapping[str, Any]


@cache
def service_prefixes() -> tuple[str, ...]:
    """Every service prefix of the Reference, sorted."""
    names: list[str] = [name for name in read_json("manifest.json")["files"] if name.startswith("services/")]
    return tuple(sorted(name.removeprefix("services/").removesuffix(".json") for name in names))


def find_service(prefix: str) -> Service | None:
    """A service prefix, in any case, becomes its Service, loaded once.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
    (the prefix and the action name are case insensitive)
    """
    folded = prefix.lower()
    return _load(folded) if folded in service_prefixes() else None


def is_retired_service(prefix: str) -> bool:
    """Whether the Reference once had this service and has it no more."""
    return prefix.lower() in read_json("retired.json")


def decode_service(value: Json) -> Service:
    """The JSON value of a service's file becomes a Service, as the Reference has it."""
    rows: dict[tuple[str, tuple[str, ...]], ActionResource] = {}
    return Service(
        prefix=value["prefix"],
        name=value["name"],
        actions=tuple(_action(value["prefix"], name, one, rows) for name, one in value["actions"].items()),
        resource_types=tuple(_resource_type(name, one) for name, one in value["types"].items()),
        condition_keys=tuple(decode_key(name, kind) for name, kind in value["keys"].items()),
        retired=tuple(value["retired"]),
    )


def decode_key(name: str, kind: str) -> ConditionKey:
    """A key and its type, `ArrayOfString` for one with many values, become a ConditionKey."""
    return ConditionKey(
        name=name, type=KeyType(kind.removeprefix(MULTIVALUED)), multivalued=kind.startswith(MULTIVALUED)
    )


@cache
def _load(prefix: str) -> Service:
    return correct_service(decode_service(read_json_once(f"services/{prefix}.json")))


def _resource_type(name: str, value: Json) -> ResourceType:
    first, *more = value["arn"].split(SEVERAL_ARNS)
    return ResourceType(
        name=name, arn=first, more_arns=tuple(more), condition_keys=tuple(value.get("keys", ())), family=name
    )


def _action(prefix: str, name: str, value: Json, rows: dict[tuple[str, tuple[str, ...]], ActionResource]) -> Action:
    dependents = value.get("dependents", ())
    return Action(
        service=prefix,
        name=name,
        levels=tuple(map(AccessLevel, value["levels"])),
        resources=tuple(_row(marked, tuple(keys), rows) for marked, keys in value.get("on", {}).items()),
        condition_keys=tuple(value.get("keys", ())),
        dependents=None if dependents is None else tuple(Dependent(action=one) for one in dependents),
    )


def _row(marked: str, keys: tuple[str, ...], rows: dict[tuple[str, tuple[str, ...]], ActionResource]) -> ActionResource:
    """Equal rows are one value: most of a service's actions share a few (`image*`)."""
    row = rows.get((marked, keys))
    if row is None:
        row = ActionResource(type=marked.removesuffix("*"), required=marked.endswith("*"), condition_keys=keys)
        rows[marked, keys] = row
    return row
