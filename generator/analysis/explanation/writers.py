"""A place in a profile → the persona, guardrail or boundary whose grant stands there."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from generator.diagnostics import Position
from generator.model.profile import Profiles


class Part(Enum):
    """The part of a profile that a grant stands in."""

    CAN = "can"
    CANNOT = "cannot"
    BOUNDARY = "boundary"
    GUARDRAIL = "guardrail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Whose grant it is."""

    name: str
    part: Part


def writers_of(profiles: Profiles) -> dict[Position, Writer]:
    """Every grant of a profile by its place."""
    return dict(_writers(profiles))


def _writers(profiles: Profiles) -> Iterator[tuple[Position, Writer]]:
    for one in profiles.personas:
        parts = ((Part.CAN, one.can), (Part.CANNOT, one.cannot))
        yield from ((each.at, Writer(name=one.name, part=part)) for part, grants in parts for each in grants)
        if one.boundary is not None:
            grants = (*one.boundary.can, *one.boundary.cannot)
            yield from ((each.at, Writer(name=one.name, part=Part.BOUNDARY)) for each in grants)
    for rail in profiles.guardrails:
        yield from ((each.at, Writer(name=rail.name, part=Part.GUARDRAIL)) for each in rail.cannot)
