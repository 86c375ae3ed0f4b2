"""Alternatives and prohibitions over the classes of condition keys → classes that meet them all.

Each component (a condition key, or keys that policy variables link) takes one class; what is still possible
is a bit mask for each component. A term is a conjunction: for each of some components, the classes that it allows.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.analysis.comparison.steps import Steps

Term = tuple[tuple[int, int], ...]
"""Pairs of a component's number and the classes that it may take, sorted; the empty term always holds."""
Possible = tuple[int, ...]
"""The possible classes of each component."""


@dataclass(frozen=True, slots=True)
class Option:
    """Terms of which all hold and terms of which none does."""

    holding: tuple[Term, ...] = ()
    failing: tuple[Term, ...] = ()


Choice = tuple[Option, ...]


def solve(possible: Possible, choices: Iterable[Choice], failing: Iterable[Term], steps: Steps) -> Possible | None:
    """Choices, of each of which one option has to be met, and terms that must not hold → what is then possible.

    None where it cannot be. Raises: OutOfSteps.
    """
    steps.take()
    state = dict(enumerate(possible))
    open_terms = _propagate(state, list(failing))
    if open_terms is None:
        return None
    remaining = [tuple(one for one in choice if _is_viable(state, one)) for choice in choices]
    now = tuple(state.values())
    if not remaining:
        return now if not open_terms else _falsify(now, open_terms, steps)
    remaining.sort(key=len)
    first, *rest = remaining
    for option in first:
        narrowed = _hold(now, option.holding)
        found = solve(narrowed, rest, (*open_terms, *option.failing), steps) if narrowed else None
        if found is not None:
            return found
    return None


def _falsify(possible: Possible, failing: list[Term], steps: Steps) -> Possible | None:
    first, *rest = failing
    for component, mask in first:
        narrowed = possible[component] & ~mask
        if narrowed:
            found = solve((*possible[:component], narrowed, *possible[component + 1 :]), (), rest, steps)
            if found is not None:
                return found
    return None


def _propagate(state: dict[int, int], failing: list[Term]) -> list[Term] | None:
    """Terms that only one component can still break make it do so; those left open, or None where none can."""
    changed = True
    while changed:
        changed, left = False, list[Term]()
        for term in failing:
            if any(not state[component] & mask for component, mask in term):
                continue
            breaking = [(component, mask) for component, mask in term if state[component] & ~mask]
            if not breaking:
                return None
            if len(breaking) == 1:
                component, mask = breaking[0]
                state[component] &= ~mask
                changed = True
            else:
                left.append(term)
        failing = left
    return failing


def _is_viable(state: Mapping[int, int], option: Option) -> bool:
    return all(state[component] & mask for term in option.holding for component, mask in term) and all(
        any(state[component] & ~mask for component, mask in term) for term in option.failing
    )


def _hold(possible: Possible, terms: Iterable[Term]) -> Possible | None:
    narrowed = list(possible)
    for term in terms:
        for component, mask in term:
            narrowed[component] &= mask
            if not narrowed[component]:
                return None
    return tuple(narrowed)


def classes_in(mask: int) -> Iterator[int]:
    """The numbers of the classes in a mask, the lowest first."""
    number = 0
    while mask:
        if mask & 1:
            yield number
        mask >>= 1
        number += 1
