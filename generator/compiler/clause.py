"""The stages between a grant and a statement."""

from dataclasses import dataclass, field
from enum import Enum

from generator.diagnostics import Position
from generator.model.pattern import Pattern
from generator.model.policy import Condition, Effect
from generator.model.profile import ConditionClause, Dependents, ResourceClause, ResourceScope, UnsupportedConditions
from generator.model.reference import Action, Service


class Coverage(Enum):
    """What resource types that a clause does not name get: everything of the account, or nothing."""

    EVERYTHING = "everything"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """An action of a service; `spelled` is a wildcard where a deny keeps the profile's."""

    service: Service
    action: Action
    spelled: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """A condition as written, and what becomes of an action that does not support it, as its own grant says."""

    written: ConditionClause
    unsupported: UnsupportedConditions


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A grant with its words looked up: one clause of a capability, or a grant by actions or access levels.

    `resources` are the clause's own; each layer of `narrowing` is what a grant of the capability says on
    top, from the inside out, and never reaches further. `unsupported_conditions` counts for dependents.
    """

    effect: Effect
    selected: tuple[Selected, ...]
    resources: tuple[ResourceClause, ...] | ResourceScope
    conditions: tuple[Demand, ...]
    unsupported_conditions: UnsupportedConditions
    dependents: Dependents
    at: Position
    narrowing: tuple[tuple[ResourceClause, ...], ...] = ()

    @property
    def coverage(self) -> Coverage:
        """Who names resources means no others."""
        return Coverage.NOTHING if self.resources and isinstance(self.resources, tuple) else Coverage.EVERYTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Atom:
    """One action on resources of some types under conditions: what passes rearrange and never change.

    `types` name the families of the resources' types; empty means `*`.
    """

    effect: Effect
    service: str
    action: str
    types: tuple[str, ...]
    resources: tuple[Pattern, ...]
    conditions: tuple[Condition, ...]
    origins: tuple[Position, ...] = field(default=(), compare=False)
