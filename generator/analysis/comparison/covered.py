"""Allows that cannot help a request to be refused: who refuses has an allow at least as wide, and no deny more.

This is only a shortcut, for the many statements that two sets of policies have in common: what it leaves out,
the search would find nothing for.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from generator.analysis.comparison.letters import LAST_SYMBOL, Letters, symbol
from generator.analysis.comparison.problem import Extent, Patterns, Rule, Side
from generator.analysis.comparison.spoken import Spoken
from generator.analysis.comparison.variables import Reading, Value, has_early_variable, segments_of
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


def _denies_no_more(refusing: Side, allowed: Side, inclusions: Inclusions) -> bool:
    return all(any(_covers(one, deny, inclusions) for one in allowed.denies) for deny in refusing.denies)


def _uncovered(rule: Rule, refusing: Iterable[Side], inclusions: Inclusions) -> Rule | None:
    """A rule without the resources for which one of those who refuse allows at least as much."""
    for side in refusing:
        wider = [[one for one in layer if one.checks <= rule.checks] for layer in side.layers]
        if all(any(_covers_resources(one.resources, rule.resources, inclusions) for one in layer) for layer in wider):
            return None
        if rule.resources.extent is Extent.LISTED:
            left = sum(bit for bit in _bits(rule.resources.bits) if not _in_each(bit, wider, inclusions))
            if not left:
                return None
            rule = replace(rule, resources=Patterns(Extent.LISTED, left))
    return rule


def _in_each(bit: int, layers: Iterable[Iterable[Rule]], inclusions: Inclusions) -> bool:
    one = Patterns(Extent.LISTED, bit)
    return all(any(_covers_resources(rule.resources, one, inclusions) for rule in layer) for layer in layers)


def _covers(wide: Rule, narrow: Rule, inclusions: Inclusions) -> bool:
    return wide.checks <= narrow.checks and _covers_resources(wide.resources, narrow.resources, inclusions)


def _covers_resources(wide: Patterns, narrow: Patterns, inclusions: Inclusions) -> bool:
    """Whether all that is meant by one is meant by the other; no, where it is not plain to see."""
    if wide in (EVERYTHING, narrow):
        return True
    if narrow.extent is Extent.ALL_BUT or wide.extent is Extent.ALL_BUT:
        return False
    return all(_has_wider(bit, wide.bits, inclusions) for bit in _bits(narrow.bits & ~wide.bits))


def _has_wider(bit: int, bits: int, inclusions: Inclusions) -> bool:
    number = bit.bit_length() - 1
    return any(inclusions.lies_within(number, other.bit_length() - 1) for other in _bits(bits))


def _bits(bits: int) -> Iterable[int]:
    while bits:
        bit = bits & -bits
        yield bit
        bits ^= bit


def _lies_within(inner: Template, outer: Template) -> bool:
    """A pattern lies within another that matches its text, each wildcard of which is read as a symbol."""
    variables = variables_of(inner) + variables_of(outer)
    if any(one.default is not None for one in variables) or has_early_variable(inner) or has_early_variable(outer):
        return False
    case = {one.key: Value.NAME for one in variables}
    within = segments_of(inner, case, Reading.CERTAIN)
    around = segments_of(outer, case, Reading.CERTAIN)
    if within is None or around is None:
        return within is None
    return all(matched((wide,), _text(narrow)) for narrow, wide in zip(within, around, strict=True))


def _text(glob: Letters) -> str:
    wildcard = symbol(LAST_SYMBOL)
    letters = [one or wildcard for one in (*glob.letters, "\0")]
    return "".join(wildcard * (place in glob.loops) + one for place, one in enumerate(letters))[:-1]
