"""How machines show that they lack access: in the logs of their work, and in what they are denied.

The rows are in data/build_failures.json, each with its source.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from generator.model.denial import DeniedBy
from generator.model.profile import IdentityKind
from generator.reference.dataset import read_json

ANY_ACTION = "*"

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFailure:
    """A row: by what it is known, what it means, and what helps.

    Known by a log: the fragments of one of `any_of` stand in it in order, and one word of `only_with` too.
    Known by a denial: of one of `actions`, to a `role` of this name or to a `session` that begins so, of a resource
    that ends in `resource_ends`, by one of `denied_by`; what is empty counts for all.
    `means` and `otherwise` are sentences without a period. `identity` is the embodiment of the persona that it
    points at; `managed_policies` and `capabilities` are what that persona may lack.
    """

    id: str
    means: str
    identity: IdentityKind
    managed_policies: tuple[str, ...]
    capabilities: tuple[str, ...]
    otherwise: str
    source: str
    any_of: tuple[tuple[str, ...], ...] = ()
    only_with: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    role: str = ""
    session: str = ""
    resource_ends: str = ""
    denied_by: tuple[DeniedBy, ...] = ()


@cache
def known_failures() -> tuple[KnownFailure, ...]:
    """Every row, in the order in which they are tried."""
    return tuple(map(_row, read_json("build_failures.json")["failures"]))


def find_failure(identifier: str) -> KnownFailure:
    """The row that a reading names in its `symptom`.

    Raises: StopIteration if there is no such row, which no reading can name.
    """
    return next(one for one in known_failures() if one.id == identifier)


def _row(value: Json) -> KnownFailure:
    return KnownFailure(
        id=value["id"],
        means=value["means"],
        identity=IdentityKind(value["identity"]),
        managed_policies=tuple(value["managed_policies"]),
        capabilities=tuple(value["capabilities"]),
        otherwise=value["otherwise"],
        source=value["source"],
        any_of=tuple(map(tuple, value.get("any_of", ()))),
        only_with=tuple(value.get("only_with", ())),
        actions=tuple(value.get("actions", ())),
        role=value.get("role", ""),
        session=value.get("session", ""),
        resource_ends=value.get("resource_ends", ""),
        denied_by=tuple(map(DeniedBy, value.get("denied_by", ()))),
    )
