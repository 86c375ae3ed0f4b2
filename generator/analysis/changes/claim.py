"""What is told of a change: one claim for the actions, and for the places, that change together."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from generator.analysis.changes.action_change import LEVELS, ChangeKind
from generator.analysis.changes.spoken import Said
from generator.model.access import Request
from generator.model.reference import AccessLevel
from generator.model.target import Bindings


class Topic(Enum):
    """What a claim is about."""

    EXISTENCE = "existence"
    ACCESS = "access"
    TRUST = "trust"
    USE = "use of the resource"
    ESCALATION = "escalation"
    SETTING = "setting"
    DOUBT = "doubt"


class Cause(Enum):
    """What makes the difference on the side that allows, or what no longer stands in the way."""

    ALLOW = "an allow"
    DENY = "a deny"
    BOUNDARY = "the boundary"
    GUARDRAIL = "the guardrail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One sentence about a persona, guardrail or resource policy, in the texts of its first place, which is `at`.

    `scope` is the statement that makes the difference, `before` and `after` are all that speak of the first action.
    `more` is an example that is allowed now and was not, `less` one that was allowed and no longer is. `what` names
    what is no action: a path, a setting, a principal; `reason` says why something cannot be told.
    """

    topic: Topic
    kind: ChangeKind
    places: tuple[str, ...] = ()
    at: Bindings | None = None
    actions: tuple[str, ...] = ()
    level: AccessLevel | None = None
    cause: Cause = Cause.ALLOW
    scope: Said | None = None
    before: tuple[Said, ...] = ()
    after: tuple[Said, ...] = ()
    principal: tuple[str, str] | None = None
    more: Request | None = None
    less: Request | None = None
    what: str = ""
    reason: str = ""
    accepted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """All claims about one module in so many `places`; `name` is what it is called now, `formerly` what it was."""

    name: str
    kind: str
    claims: tuple[Claim, ...]
    places: int = 1
    formerly: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """A comparison: what changed, module by module; `doubts` say which side does not hold and why."""

    old: str
    new: str
    told: tuple[Told, ...]
    service: str = ""
    doubts: tuple[str, ...] = ()


KINDS = tuple(ChangeKind)


def highest(levels: Sequence[AccessLevel]) -> AccessLevel | None:
    """The most dangerous of some levels."""
    return next((one for one in LEVELS if one in levels), None)


def order(one: Claim) -> tuple[object, ...]:
    """The order in which claims are told: what is new and dangerous first."""
    topics = tuple(Topic)
    level = LEVELS.index(one.level) if one.level is not None else len(LEVELS)
    named = (one.principal or ("", ""), one.what, one.actions, one.places, one.reason)
    return topics.index(one.topic), KINDS.index(one.kind), level, *named
