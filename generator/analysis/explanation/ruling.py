"""What AWS claims of a refused request, and the policies that count → what the profile says about it.

Sources:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from generator.analysis.evaluation.evaluator import Evaluator
from generator.analysis.explanation.reach import Asked, Cited, Reach, cite
from generator.model.access import PolicyKind
from generator.model.denial import DeniedBy, DenyEffect


class Says(Enum):
    """What a profile says about a request, whatever the request carried that nobody told."""

    GRANTED = "granted"
    CONDITION = "granted under a condition"
    PERHAPS_DENIED = "granted, unless a denial applies"
    DENIED = "denied"
    BEYOND_BOUNDARY = "beyond the permissions boundary"
    ELSEWHERE = "granted on other resources"
    NOTHING = "not granted"
    UNSEEN = "not known"
    OUTSIDE = "decided outside of the profile"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What the message says of the refusal."""

    effect: DenyEffect = DenyEffect.UNTOLD
    denied_by: DeniedBy = DeniedBy.UNTOLD


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What the profile says, with the statements that say it.

    `disagrees` where AWS decided otherwise than these policies would, whatever the request carried.
    """

    says: Says
    cited: tuple[Cited, ...] = ()
    disagrees: bool = False


UNCLAIMED = Claim()
_OURS = {
    DeniedBy.IDENTITY: (PolicyKind.IDENTITY,),
    DeniedBy.BOUNDARY: (PolicyKind.BOUNDARY,),
    DeniedBy.SCP: (PolicyKind.SCP,),
    DeniedBy.RCP: (PolicyKind.RCP,),
    DeniedBy.RESOURCE: (PolicyKind.RESOURCE,),
    DeniedBy.TRUST: (PolicyKind.RESOURCE,),
    DeniedBy.UNTOLD: tuple(PolicyKind),
}
"""The kinds of a profile's policies that a message can blame; a session's and an endpoint's are never among them."""


def rule(evaluator: Evaluator, asked: Asked, claim: Claim, unseen: tuple[str, ...] = ()) -> Ruling:
    """Prepared policies and a request → what they say; `unseen` are attached policies whose text is not known."""
    action = asked.request.action.lower()
    cited = tuple(cite(one, asked) for layer in evaluator.layers for one in layer.statements if one.speaks_of(action))
    if claim.denied_by not in _OURS:
        return Ruling(says=Says.OUTSIDE)
    if claim.effect is DenyEffect.EXPLICIT:
        return _explicit(cited, claim, unseen)
    is_bounded = any(one.kind is PolicyKind.BOUNDARY for one in evaluator.layers)
    return _implicit(cited, claim, _bounded(cited) if is_bounded else None, unseen)


def _explicit(cited: tuple[Cited, ...], claim: Claim, unseen: tuple[str, ...]) -> Ruling:
    """Who denies what AWS says is denied."""
    blamed = [one for one in cited if one.is_deny and one.at.kind in _OURS[claim.denied_by]]
    for reach in (Reach.SURELY, Reach.PERHAPS):
        found = tuple(one for one in blamed if one.reach is reach)
        if found:
            return Ruling(says=Says.DENIED, cited=found)
    if unseen and claim.denied_by is DeniedBy.IDENTITY:
        return Ruling(says=Says.UNSEEN)
    if claim.denied_by in (DeniedBy.IDENTITY, DeniedBy.BOUNDARY):
        return replace(_granted(cited, unseen), disagrees=True)
    return Ruling(says=Says.OUTSIDE)


def _implicit(cited: tuple[Cited, ...], claim: Claim, bound: Ruling | None, unseen: tuple[str, ...]) -> Ruling:
    """What allows, and what denies although AWS does not say so; `bound` is what the boundary says, if there is one."""
    denies = _denies(cited, Reach.SURELY)
    if denies:
        return Ruling(says=Says.DENIED, cited=denies, disagrees=claim.effect is DenyEffect.IMPLICIT)
    if claim.denied_by in (DeniedBy.SCP, DeniedBy.RCP, DeniedBy.RESOURCE, DeniedBy.TRUST):
        return Ruling(says=Says.OUTSIDE)
    if claim.denied_by is DeniedBy.BOUNDARY:
        return bound or Ruling(says=Says.OUTSIDE)
    found = _granted(cited, unseen)
    if found.says is Says.GRANTED and bound is not None and bound.says is not Says.GRANTED:
        return bound
    perhaps = _denies(cited, Reach.PERHAPS) if claim.effect is DenyEffect.UNTOLD else ()
    if perhaps and found.says is Says.GRANTED:
        return Ruling(says=Says.PERHAPS_DENIED, cited=perhaps)
    return found if found.says is not Says.CONDITION else replace(found, cited=found.cited + perhaps)


def _granted(cited: Iterable[Cited], unseen: tuple[str, ...]) -> Ruling:
    """What the persona's own policies allow."""
    own = [one for one in cited if not one.is_deny and one.at.kind is PolicyKind.IDENTITY]
    for reach, says in (
        (Reach.SURELY, Says.GRANTED),
        (Reach.PERHAPS, Says.CONDITION),
        (Reach.UNMET, Says.CONDITION),
        (Reach.ELSEWHERE, Says.ELSEWHERE),
    ):
        found = tuple(one for one in own if one.reach is reach)
        if found and not (unseen and reach is Reach.ELSEWHERE):
            return Ruling(says=says, cited=found)
    return Ruling(says=Says.UNSEEN if unseen else Says.NOTHING)


def _bounded(cited: Iterable[Cited]) -> Ruling:
    """What the permissions boundary leaves of it."""
    allows = [one for one in cited if not one.is_deny and one.at.kind is PolicyKind.BOUNDARY]
    for reach, says in ((Reach.SURELY, Says.GRANTED), (Reach.PERHAPS, Says.CONDITION), (Reach.UNMET, Says.CONDITION)):
        found = tuple(one for one in allows if one.reach is reach)
        if found:
            return Ruling(says=says, cited=found)
    return Ruling(says=Says.BEYOND_BOUNDARY, cited=tuple(allows))


def _denies(cited: Iterable[Cited], reach: Reach) -> tuple[Cited, ...]:
    return tuple(one for one in cited if one.is_deny and one.reach is reach)
