"""What a search for a request comes back with."""

from dataclasses import dataclass

from generator.model.access import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """A request that was looked for and found; the evaluator confirmed it."""

    request: Request


@dataclass(frozen=True, slots=True)
class Nothing:
    """A proof: there is no such request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """Neither found nor ruled out; `reason` says why, in words for a report."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """No request of today, but one for an action that AWS does not have yet, such as `action`."""

    action: str


Found = Witness | Nothing | Unknown
