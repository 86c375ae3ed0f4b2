"""`because no … allows` and `with an explicit deny in …` → the effect, and the policy that is to blame.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
"""

import re
from dataclasses import dataclass

from generator.analysis.denials.words import GAP, phrase, unwrapped
from generator.model.denial import DeniedBy, DenyEffect

_TYPES = {
    "identity-based policy": DeniedBy.IDENTITY,
    "permissions boundary": DeniedBy.BOUNDARY,
    "session policy": DeniedBy.SESSION,
    "sessions policy": DeniedBy.SESSION,
    "service control policy": DeniedBy.SCP,
    "resource control policy": DeniedBy.RCP,
    "resource-based policy": DeniedBy.RESOURCE,
    "VPC endpoint policy": DeniedBy.ENDPOINT,
    "role trust policy": DeniedBy.TRUST,
}
"""The types of policies as messages spell them; AWS's page has `a sessions policy` too."""
_FOLDED = {name.casefold(): kind for name, kind in _TYPES.items()}
_TYPE = f"(?:{'|'.join(map(phrase, _TYPES))})"
_ARTICLE = rf"(?:(?:an|a|the){GAP})?"
_ARN = rf"(?::{GAP}(?P<arn>arn:aws[a-z-]{{0,20}}:[^\s\"'`<>\\]{{1,2000}}))?"
_IMPLICIT = re.compile(
    rf",?{GAP}{phrase('because no')}{GAP}(?P<type>{_TYPE}){GAP}{phrase('allows the')}"
    rf"{GAP}[^\s\"]{{1,200}}(?:\n[^\s\"]{{1,200}})?{GAP}action{_ARN}",
    re.IGNORECASE,
)
_EXPLICIT = re.compile(
    rf",?{GAP}{phrase('with an explicit deny')}"
    rf"(?:{GAP}in{GAP}{_ARTICLE}(?P<type>{_TYPE})"
    rf"(?:{GAP}{phrase('transitively through')}{GAP}{_ARTICLE}(?P<through>{_TYPE}))?{_ARN})?",
    re.IGNORECASE,
)
_BEGUN = re.compile(rf",?{GAP}(?:{phrase('because no')}|because\Z|with{GAP}an?\b|with\Z)", re.IGNORECASE)
_CUT_OFF = re.compile(rf"{GAP}in\b", re.IGNORECASE)
CUT = "the message is cut off where it says why"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a request was refused, and where in the text that ends."""

    effect: DenyEffect = DenyEffect.UNTOLD
    denied_by: DeniedBy = DeniedBy.UNTOLD
    through: DeniedBy = DeniedBy.UNTOLD
    policy_arn: str = ""
    end: int = 0
    doubt: str = ""


def read_reason(after: str) -> Reason:
    """The reason at the start of a text; untold where there is none, as in older messages."""
    if (found := _IMPLICIT.match(after)) is not None:
        return Reason(
            effect=DenyEffect.IMPLICIT, denied_by=_type(found, "type"), policy_arn=_arn(found), end=found.end()
        )
    if (found := _EXPLICIT.match(after)) is None:
        return Reason(doubt=CUT if _BEGUN.match(after) else "")
    first, last = _type(found, "type"), _type(found, "through")
    doubt = CUT if first is DeniedBy.UNTOLD and _CUT_OFF.match(after, found.end()) else ""
    if last is not DeniedBy.UNTOLD:
        first, last = last, first
    return Reason(
        effect=DenyEffect.EXPLICIT, denied_by=first, through=last, policy_arn=_arn(found), end=found.end(), doubt=doubt
    )


def _type(found: re.Match[str], name: str) -> DeniedBy:
    return _FOLDED[unwrapped(found[name]).casefold()] if found[name] else DeniedBy.UNTOLD


def _arn(found: re.Match[str]) -> str:
    """The policy's ARN, without what ends the sentence."""
    return (found["arn"] or "").rstrip(".,;)")
