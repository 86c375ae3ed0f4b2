"""What is said of an action → one thing after the other that a resource can be, with what counts for it.

A request needs an allow of every layer, so that its resource is named by some allow of the layer that has the
fewest. Each pattern of that layer leads in its turn: only what may have an ARN in common with it counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from generator.analysis.comparison.actions import CalledOn
from generator.analysis.comparison.overlap import Overlaps, without_strangers
from generator.analysis.comparison.problem import Extent, Patterns, Saying
from generator.analysis.comparison.spoken import Spoken, bits_of


class Where(Enum):
    """Resources that no pattern leads to."""

    ANY_ARN = "any ARN"
    NOTHING = "no particular resource"


@dataclass(frozen=True, slots=True)
class Lead:
    """A pattern's number, or where else to look, and what is said there."""

    where: int | Where
    spoken: Spoken


def leads_of(spoken: Spoken, on: CalledOn, overlaps: Overlaps) -> Iterator[Lead]:
    """What is said of an action that is called on something → leads; ARNs come first, because they read better."""
    if CalledOn.RESOURCE in on:
        layer = min(spoken.allowed.layers, key=_size)
        for where, sayings in _split(layer):
            layers = tuple(sayings if one is layer else one for one in spoken.allowed.layers)
            led = without_strangers(replace(spoken, allowed=replace(spoken.allowed, layers=layers)), overlaps)
            if led is not None:
                yield Lead(where, led)
    if CalledOn.NOTHING in on:
        yield Lead(Where.NOTHING, spoken)


def _size(layer: tuple[Saying, ...]) -> int:
    return sum(one.resources.bits.bit_count() + 1 for one in layer)


def _split(layer: tuple[Saying, ...]) -> Iterator[tuple[int | Where, tuple[Saying, ...]]]:
    listed = [one for one in layer if one.resources.extent is Extent.LISTED]
    others = tuple(one for one in layer if one.resources.extent is Extent.ALL_BUT)
    patterns = 0
    for one in listed:
        patterns |= one.resources.bits
    for number in bits_of(patterns):
        only = Patterns(Extent.LISTED, 1 << number)
        naming = (Saying(resources=only, checks=one.checks) for one in listed if one.resources.bits >> number & 1)
        yield number, tuple(dict.fromkeys(naming))
    if others:
        yield Where.ANY_ARN, others
