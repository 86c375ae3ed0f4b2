"""A decision and why it fell as it did."""

from dataclasses import dataclass
from enum import Enum

from generator.model.access import Decision, PolicyKind
from generator.model.policy import BoundCondition, BoundStatement


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementAt:
    """A statement in its place: `number` counts from 0 within the document."""

    kind: PolicyKind
    policy: str
    number: int
    statement: BoundStatement


class Element(Enum):
    """The element of a statement that a request did not match, in the order in which they are looked at."""

    PRINCIPAL = "Principal"
    ACTION = "Action"
    RESOURCE = "Resource"
    CONDITION = "Condition"


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """A statement that all but one of its elements match; `conditions` are those that were not met."""

    at: StatementAt
    element: Element
    conditions: tuple[BoundCondition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """A decision with its reasons.

    `deciding` are the denies of an explicit deny and the allows of an allowed request. `lacking` are the kinds of
    policies that would have had to allow, and did not, in the order in which AWS looks at them. `missing_keys` are
    condition keys that the near misses ask for and the request does not carry, sorted.
    """

    decision: Decision
    deciding: tuple[StatementAt, ...] = ()
    lacking: tuple[PolicyKind, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()
    missing_keys: tuple[str, ...] = ()
