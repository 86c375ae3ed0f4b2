"""Two sets of policies → how their allowed requests lie to each other."""

from generator.analysis.comparison.found import Found
from generator.analysis.comparison.search import search
from generator.model.access import Policies


def within(a: Policies, b: Policies) -> Found:
    """A request that `a` allows and `b` does not; nothing means that all that `a` allows, `b` allows."""
    return search([a], [b])


def disjoint(a: Policies, b: Policies, on: Policies | None = None) -> Found:
    """A request that both allow, among those that `on` allows; nothing means that they share none."""
    return search([a, b] if on is None else [a, b, on])


def equal(a: Policies, b: Policies) -> tuple[Found, Found]:
    """What only `a` allows, and what only `b` allows; two nothings mean that they allow the same."""
    return within(a, b), within(b, a)
