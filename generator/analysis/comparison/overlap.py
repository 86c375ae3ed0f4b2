"""Rules → the same rules without the resource patterns that share no ARN with what can be allowed at all.

This is only a shortcut: what a request needs is an allow of every layer, and what has nothing in common with
any allow of one layer does not count for it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from generator.analysis.comparison.letters import Letters
from generator.analysis.comparison.problem import Extent, Patterns, Saying
from generator.analysis.comparison.spoken import Spoken, SpokenSide, bits_of
from generator.analysis.comparison.variables import (
    Reading,
    has_early_variable,
    letters_of_resource,
    usual_case,
)
from generator.analysis.evaluation.variables import Template, variables_of

ALL_ARNS = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """What all texts of a glob begin with and end with; the glob may be one text only."""

    head: str
    tail: str
    is_whole: bool

    def may_meet(self, other: "Ends") -> bool:
        """Whether some text may belong to both."""
        if self.is_whole and other.is_whole:
            return self.head == other.head
        return _begins_alike(self.head, other.head) and _begins_alike(self.tail[::-1], other.tail[::-1])


ANYTHING = Ends(head="", tail="", is_whole=False)


@dataclass(frozen=True, slots=True)
class Overlaps:
    """What patterns begin and end with; it keeps what it has found."""

    ends: Sequence[Ends]
    _near: dict[Ends, int] = field(default_factory=dict[Ends, int])

    def near(self, number: int) -> int:
        """The patterns, as bits, that may have an ARN in common with one."""
        own = self.ends[number]
        if own not in self._near:
            met = {other: own.may_meet(other) for other in dict.fromkeys(self.ends)}
            self._near[own] = sum(met[other] << place for place, other in enumerate(self.ends))
        return self._near[own]

    def reach(self, layer: Iterable[Saying]) -> int:
        """The patterns, as bits, that may count where one of the allows of a layer does."""
        found = 0
        for one in layer:
            if one.resources.extent is Extent.ALL_BUT:
                return ALL_ARNS
            for number in bits_of(one.resources.bits):
                found |= self.near(number)
        return found


def overlaps_of(templates: Iterable[Template]) -> Overlaps:
    """Resource patterns, so that those which have nothing in common are quickly told."""
    return Overlaps([_ends_of(one) for one in templates])


def _ends_of(template: Template) -> Ends:
    variables = variables_of(template)
    if has_early_variable(template) or any(one.default is not None for one in variables):
        return ANYTHING
    letters = letters_of_resource(template, usual_case(variables), Reading.POSSIBLE)
    return _ends(letters) if letters else ANYTHING


def _ends(glob: Letters) -> Ends:
    wild = {*glob.loops, *glob.blanks}
    text = "".join(one or "?" for one in glob.letters)
    if not wild:
        return Ends(head=text, tail=text, is_whole=True)
    last = max((*glob.loops, *(place + 1 for place in glob.blanks)))
    return Ends(head=text[: min(wild)], tail=text[last:], is_whole=False)


def _begins_alike(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def without_strangers(spoken: Spoken, overlaps: Overlaps) -> Spoken | None:
    """The rules without patterns that cannot count; None where a layer has nothing left."""
    reach = ALL_ARNS
    for layer in spoken.allowed.layers:
        reach &= overlaps.reach(layer)
    if reach == ALL_ARNS:
        return spoken
    allowed = _near_side(spoken.allowed, reach)
    if not all(allowed.layers):
        return None
    refused = (_near_side(one, reach) for one in spoken.refused)
    return Spoken(allowed=allowed, refused=tuple(one for one in refused if all(one.layers)))


def _near_side(side: SpokenSide, reach: int) -> SpokenSide:
    return SpokenSide(
        layers=tuple(dict.fromkeys(_near_sayings(layer, reach) for layer in side.layers)),
        denies=_near_sayings(side.denies, reach),
    )


def _near_sayings(sayings: Iterable[Saying], reach: int) -> tuple[Saying, ...]:
    cut = (_cut(one, reach) for one in sayings)
    return tuple(dict.fromkeys(one for one in cut if one.resources.bits or one.resources.extent is Extent.ALL_BUT))


def _cut(saying: Saying, reach: int) -> Saying:
    patterns = saying.resources
    if not patterns.bits & ~reach:
        return saying
    return Saying(resources=Patterns(patterns.extent, patterns.bits & reach), checks=saying.checks)
