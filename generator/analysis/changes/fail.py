"""What a reviewer wants to be stopped by → the claims that stop.

What cannot be told counts like what happened: nothing passes because nobody could tell.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from generator.analysis.changes.action_change import ChangeKind
from generator.analysis.changes.claim import Changes, Claim, Topic
from generator.model.reference import AccessLevel


class FailOn(Enum):
    """Kinds of changes that a run can fail on."""

    GAINED = "gained"
    WRITE = "write"
    PERMISSIONS = "permissions"
    ESCALATION = "escalation"
    TRUST = "trust"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A claim about a module that one of the wanted kinds stops on."""

    on: FailOn
    name: str
    claim: Claim


MORE = (ChangeKind.GAINED, ChangeKind.WIDENED, ChangeKind.CHANGED, ChangeKind.LATER, ChangeKind.UNKNOWN)
"""The kinds that allow something new, or may."""
_ACCESS = (Topic.ACCESS, Topic.USE)
_WRITING = (AccessLevel.WRITE, AccessLevel.TAGGING, AccessLevel.PERMISSIONS_MANAGEMENT, None)
"""The levels that change something; an action without a known level may be one of them."""
SHARING = ("shared", "shared outside of the organisation", "shared with", "policies of each account")
"""Settings that give access which no document of the module spells out."""


def stops(changes: Changes, wanted: tuple[FailOn, ...]) -> Iterator[Stop]:
    """The claims that stop, in the order in which they are told, under each wanted kind that they are of."""
    for told in changes.told:
        for claim in told.claims:
            yield from (
                Stop(on=one, name=told.name, claim=claim) for one in FailOn if one in wanted and counts(claim, one)
            )


def counts(claim: Claim, on: FailOn) -> bool:
    """Whether a claim is of a kind that a run fails on."""
    return claim.topic is Topic.DOUBT or (claim.kind in MORE and _TESTS[on](claim))


def _is_gained(claim: Claim) -> bool:
    shares = claim.topic is Topic.SETTING and claim.what in SHARING
    return shares or claim.topic in (*_ACCESS, Topic.TRUST)


def _is_writing(claim: Claim) -> bool:
    return claim.topic in _ACCESS and claim.level in _WRITING


def _is_managing(claim: Claim) -> bool:
    return claim.topic in _ACCESS and claim.level in (AccessLevel.PERMISSIONS_MANAGEMENT, None)


def _is_escalation(claim: Claim) -> bool:
    return claim.topic is Topic.ESCALATION and not claim.accepted


def _is_trust(claim: Claim) -> bool:
    return claim.topic is Topic.TRUST


_TESTS: dict[FailOn, Callable[[Claim], bool]] = {
    FailOn.GAINED: _is_gained,
    FailOn.WRITE: _is_writing,
    FailOn.PERMISSIONS: _is_managing,
    FailOn.ESCALATION: _is_escalation,
    FailOn.TRUST: _is_trust,
}
