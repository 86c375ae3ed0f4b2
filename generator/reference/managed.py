"""The AWS managed policies that a persona can name, and what some of them say.

Names and paths are in data/managed_names.json, and those that we looked at in data/managed_policies.json.

The documents of those under data/managed are AWS's, in the version that data/managed/index.json states.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from generator.model.reference import ManagedPolicy
from generator.reference.dataset import read_json

AS_PUBLISHED = "aws"
"""The partition whose ARNs the documents hold."""
ARN = f"arn:{AS_PUBLISHED}:"


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagedVersion:
    """The version of a managed policy whose document we have, the day of that edit and its page."""

    name: str
    version: str
    edited: str
    source: str


@cache
def managed_policies() -> tuple[ManagedPolicy, ...]:
    """Every AWS managed policy that we know, sorted by name."""
    by_path = read_json("managed_names.json")["paths"]
    named = {ManagedPolicy(name=name, path=path) for path, names in by_path.items() for name in names}
    return tuple(sorted(named | {*_looked_at()}, key=lambda one: one.name))


@cache
def _looked_at() -> tuple[ManagedPolicy, ...]:
    rows = read_json("managed_policies.json")["policies"]
    return tuple(ManagedPolicy(name=row["name"], path=row["path"]) for row in rows)


def is_looked_at(name: str) -> bool:
    """Whether somebody looked at a policy and found it to be no policy of administrators."""
    return any(one.name == name for one in _looked_at())


def find_managed_policy(name: str) -> ManagedPolicy | None:
    """A policy's name, in its own case, becomes the policy.

    Case counts: AWS itself spells one name with `EC2` and another with `Ec2`.
    """
    return next((one for one in managed_policies() if one.name == name), None)


@cache
def managed_versions() -> tuple[ManagedVersion, ...]:
    """The managed policies whose documents we have, sorted by name."""
    return tuple(ManagedVersion(**row) for row in read_json("managed/index.json")["documents"])


def managed_document(name: str, partition: str = AS_PUBLISHED) -> object | None:
    """A policy's name becomes the JSON value of its document in a partition, or None where we do not have it."""
    if all(one.name != name for one in managed_versions()):
        return None
    return _moved(read_json(f"managed/{name}.json"), partition)


def _moved(value: Any, partition: str) -> Any:
    """A JSON value with the ARNs of another partition."""
    match value:
        case str():
            return f"arn:{partition}:{value.removeprefix(ARN)}" if value.startswith(ARN) else value
        case list():
            return [_moved(one, partition) for one in cast("list[Any]", value)]
        case dict():
            return {key: _moved(one, partition) for key, one in cast("dict[str, Any]", value).items()}
        case _:
            return value
