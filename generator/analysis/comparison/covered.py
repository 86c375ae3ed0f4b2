"""Allows that cannot help a request to be refused: who refuses has an allow at least as wide, and no deny more.

This is only a shortcut, for the many statements that two sets of policies have in common: what it leaves out,
the search would find nothing for.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from generator.analysis.comparison.letters import as_text
from generator.analysis.comparison.problem import Extent, Patterns, Saying
from generator.analysis.comparison.spoken import Spoken, SpokenSide, bits_of
from generator.analysis.comparison.variables import Reading, has_early_variable, letters_of_resource, usual_case
from generator.analysis.comparison.words import matched
from generator.analysis.evaluation.variables import Template, variables_of

EVERYTHING = Patterns(Extent.ALL_BUT, 0)


@dataclass(frozen=True, slots=True)
class Inclusions:
    """Which resource pattern lies within which; it keeps what it has found."""

    templates: Sequence[Template]
    _known: dict[tuple[int, int], bool] = field(default_factory=dict[tuple[int, int], bool])

    def lies_within(self, inner: int, outer: int) -> bool:
        """Whether all that a pattern matches, another matches; no, where it is not plain to see."""
        if inner == outer:
            return True
        key = (inner, outer)
        if key not in self._known:
            self._known[key] = _lies_within(self.templates[inner], self.templates[outer])
        return self._known[key]


def without_covered(spoken: Spoken, inclusions: Inclusions) -> Spoken | None:
    """The rules without the allows that are covered; None where a layer has none left."""
    refusing = [one for one in spoken.refused if _denies_no_more(one, spoken.allowed, inclusions)]
    if not refusing:
        return spoken
    layers = tuple(
        tuple(kept for rule in layer if (kept := _uncovered(rule, refusing, inclusions)) is not None)
        for layer in spoken.allowed.layers
    )
    return replace(spoken, allowed=replace(spoken.allowed, layers=layers)) if all(layers) else None


def _denies_no_more(refusing: SpokenSide, allowed: SpokenSide, inclusions: Inclusions) -> bool:
    return all(any(_covers(one, deny, inclusions) for one in allowed.denies) for deny in refusing.denies)


def _uncovered(rule: Saying, refusing: Iterable[SpokenSide], inclusions: Inclusions) -> Saying | None:
    """A rule without the resources for which one of those who refuse allows at least as much."""
    for side in refusing:
        wider = [[one for one in layer if one.checks <= rule.checks] for layer in side.layers]
        if all(any(_covers_resources(one.resources, rule.resources, inclusions) for one in layer) for layer in wider):
            return None
        if rule.resources.extent is Extent.LISTED:
            left = sum(1 << at for at in bits_of(rule.resources.bits) if not _in_each(1 << at, wider, inclusions))
            if not left:
                return None
            rule = replace(rule, resources=Patterns(Extent.LISTED, left))
    return rule


def _in_each(bit: int, layers: Iterable[Iterable[Saying]], inclusions: Inclusions) -> bool:
    one = Patterns(Extent.LISTED, bit)
    return all(any(_covers_resources(rule.resources, one, inclusions) for rule in layer) for layer in layers)


def _covers(wide: Saying, narrow: Saying, inclusions: Inclusions) -> bool:
    return wide.checks <= narrow.checks and _covers_resources(wide.resources, narrow.resources, inclusions)


def _covers_resources(wide: Patterns, narrow: Patterns, inclusions: Inclusions) -> bool:
    """Whether all that is meant by one is meant by the other; no, where it is not plain to see."""
    if wide in (EVERYTHING, narrow):
        return True
    if narrow.extent is Extent.ALL_BUT or wide.extent is Extent.ALL_BUT:
        return False
    left = narrow.bits & ~wide.bits
    return all(any(inclusions.lies_within(one, other) for other in bits_of(wide.bits)) for one in bits_of(left))


def _lies_within(inner: Template, outer: Template) -> bool:
    """A pattern lies within another that matches its text, each wildcard of which is read as a symbol."""
    variables = variables_of(inner) + variables_of(outer)
    if any(one.default is not None for one in variables) or has_early_variable(inner) or has_early_variable(outer):
        return False
    case = usual_case(variables)
    within = letters_of_resource(inner, case, Reading.CERTAIN)
    around = letters_of_resource(outer, case, Reading.CERTAIN)
    if within is None or around is None:
        return within is None
    return matched((around,), as_text(within)) == 1
