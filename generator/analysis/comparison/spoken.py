"""A problem and the patterns that an action matches → what the statements say that speak of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.analysis.comparison.problem import Extent, Problem, Rule, Saying, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenSide:
    """What one side says: each layer needs an allow that applies, and no deny may."""

    layers: tuple[tuple[Saying, ...], ...]
    denies: tuple[Saying, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What all sides say of an action; a refusing side that cannot allow it anyway is left out."""

    allowed: SpokenSide
    refused: tuple[SpokenSide, ...]


@dataclass(frozen=True, slots=True)
class _Listed:
    """Rules in their order, found by the patterns that they list; the others list what they do not mean."""

    rules: tuple[Rule, ...]
    by_pattern: dict[int, int]
    others: int

    def speaking(self, matched: int) -> tuple[Saying, ...]:
        """What the rules say that speak of an action which matches these patterns."""
        numbers = sum(1 << at for at in bits_of(self.others) if self.rules[at].actions.means(matched))
        for pattern in bits_of(matched):
            numbers |= self.by_pattern.get(pattern, 0)
        return tuple(dict.fromkeys(self.rules[at].saying for at in bits_of(numbers)))


@dataclass(frozen=True, slots=True)
class _ListedSide:
    layers: tuple[_Listed, ...]
    denies: _Listed

    def speaking(self, matched: int) -> SpokenSide | None:
        """What a side says; None where a layer says nothing, so that it cannot allow."""
        layers: list[tuple[Saying, ...]] = []
        for layer in self.layers:
            layers.append(layer.speaking(matched))
            if not layers[-1]:
                return None
        return SpokenSide(layers=tuple(dict.fromkeys(layers)), denies=self.denies.speaking(matched))


@dataclass(frozen=True, slots=True)
class Speakers:
    """All rules of a problem."""

    allowed: _ListedSide
    refused: tuple[_ListedSide, ...]

    def of(self, matched: int) -> Spoken | None:
        """What is said of actions that match these patterns; None where they cannot be allowed."""
        allowed = self.allowed.speaking(matched)
        if allowed is None:
            return None
        refused = (one.speaking(matched) for one in self.refused)
        return Spoken(allowed=allowed, refused=tuple(one for one in refused if one is not None))


def speakers_of(problem: Problem) -> Speakers:
    """A problem's rules, so that those that speak of an action are quickly found."""
    return Speakers(_listed_side(problem.allowed), tuple(_listed_side(one) for one in problem.refused))


def bits_of(bits: int) -> Iterator[int]:
    """The places of the bits that are set."""
    while bits:
        bit = bits & -bits
        yield bit.bit_length() - 1
        bits ^= bit


def _listed_side(side: Side) -> _ListedSide:
    return _ListedSide(tuple(_listed(layer) for layer in side.layers), _listed(side.denies))


def _listed(rules: Iterable[Rule]) -> _Listed:
    listed, by_pattern, others = tuple(rules), dict[int, int](), 0
    for at, rule in enumerate(listed):
        if rule.actions.extent is Extent.ALL_BUT:
            others |= 1 << at
            continue
        for pattern in bits_of(rule.actions.bits):
            by_pattern[pattern] = by_pattern.get(pattern, 0) | 1 << at
    return _Listed(listed, by_pattern, others)
