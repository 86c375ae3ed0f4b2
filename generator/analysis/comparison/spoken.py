"""A problem and a group of actions → the rules that speak of them, and the resource patterns that they ask for."""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.analysis.comparison.problem import Problem, Rule, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """The rules of each side that speak of an action; rules of the same resources and conditions are one."""

    allowed: Side
    refused: tuple[Side, ...]


def spoken_of(problem: Problem, matched: int) -> Spoken | None:
    """The rules that speak of actions which match these patterns; None where some layer cannot allow them."""
    allowed = _speaking(problem.allowed, matched)
    if not all(allowed.layers):
        return None
    refused = [_speaking(one, matched) for one in problem.refused]
    return Spoken(allowed=allowed, refused=tuple(one for one in refused if all(one.layers)))


def _speaking(side: Side, matched: int) -> Side:
    return Side(
        layers=tuple(_those(layer, matched) for layer in side.layers),
        denies=_those(side.denies, matched),
    )


def _those(rules: Iterable[Rule], matched: int) -> tuple[Rule, ...]:
    return tuple(one for one in rules if one.actions.means(matched))
