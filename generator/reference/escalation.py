"""The published methods of privilege escalation become typed paths (data/escalation.json).

Facts from pathfinding.cloud and prowler, both under the Apache-2.0 licence, and our own for services that build
machine images and for permissions boundaries; every path names its source. Titles and closing clauses are ours.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from generator.model.escalation import (
    Category,
    EscalationPath,
    Fact,
    LeftOut,
    Source,
    Step,
    StepTarget,
    TargetKind,
)
from generator.reference.dataset import read_json

FILE = "escalation.json"
MADE_ON_THE_WAY = "new-"
"""How the name of a target starts that the caller makes."""
READ_ON_THE_WAY = "discovery"
"""The name of a target that the caller only reads, to find the others."""

Json = Mapping[str, Any]


@cache
def escalation_paths() -> tuple[EscalationPath, ...]:
    """Every known path, sorted by id."""
    urls = {one["name"]: one["url"] for one in read_json(FILE)["catalogues"]}
    return tuple(_path(one, urls) for one in read_json(FILE)["paths"])


@cache
def left_out_methods() -> tuple[LeftOut, ...]:
    """The methods of the catalogues that are no paths here, each with its reason."""
    return tuple(LeftOut(**one) for one in read_json(FILE)["left_out"])


def _path(value: Json, urls: Mapping[str, str]) -> EscalationPath:
    return EscalationPath(
        id=value["id"],
        title=value["title"],
        category=Category(value["category"]),
        steps=tuple(map(_step, value["steps"])),
        sources=tuple(
            Source(catalogue=name, id=one, url=urls[name].replace("{id}", one)) for name, one in value["sources"]
        ),
        closes=value["closes"],
    )


def _step(value: Json) -> Step:
    return Step(
        actions=tuple(value["actions"]),
        on=StepTarget(kind=_kind(value["on"]), name=value["on"]),
        passed_to=tuple(value.get("passed_to", ())),
        facts=tuple(map(Fact, value.get("facts", ()))),
    )


def _kind(name: str) -> TargetKind:
    if name.startswith(MADE_ON_THE_WAY) or name == READ_ON_THE_WAY:
        return TargetKind.MEANS
    return next((one for one in TargetKind if one.value == name), TargetKind.RESOURCE)
