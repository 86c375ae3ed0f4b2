"""Concerns and what a persona accepts → those that are told, and those that are meant.

An acceptance next to a persona covers a concern alone. Those next to grants cover it together: each grant that the
concern comes from has to accept it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from generator.analysis.acceptance.concern import Bound, Concern
from generator.analysis.acceptance.contain import contained_to, excess, is_bounded
from generator.analysis.acceptance.force import Key, about, in_force, key_of
from generator.diagnostics import Diagnostic, Severity
from generator.model.acceptance import AcceptedFinding
from generator.model.profile import Acceptance

C = TypeVar("C", bound=Concern)
Accepted = tuple[Acceptance, ...]
_NONE = "the acceptance does not say what it is contained to"
_CONTAIN = "add `contained_to: {role: …}` or `{arn: …}`, and `actions` if it is about some only"
_NARROW = "narrow the grant, or widen the bound if that is meant"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged(Generic[C]):
    """`told` are no longer or never were accepted, `wide` says of which acceptances they exceed the bound."""

    told: tuple[C, ...]
    wide: tuple[Diagnostic, ...]
    accepted: tuple[AcceptedFinding, ...]
    met: frozenset[Key]


def judge_concerns(concerns: Iterable[C], acceptances: Mapping[str, Accepted], today: date | None = None) -> Judged[C]:
    """Concerns, and acceptances by persona → what each concern comes to."""
    told: list[C] = []
    wide: list[Diagnostic] = []
    accepted: list[AcceptedFinding] = []
    met: set[Key] = set()
    for one in concerns:
        named = about(acceptances.get(one.persona, ()), one.code, one.origins)
        met |= {key_of(each) for each in named}
        verdict = _verdict(one, in_force(named, today))
        if isinstance(verdict, Diagnostic):
            wide.append(verdict)
        if isinstance(verdict, tuple):
            accepted += (_shown(one, each) for each in verdict)
        else:
            told.append(one)
    return Judged(told=tuple(told), wide=tuple(dict.fromkeys(wide)), accepted=tuple(accepted), met=frozenset(met))


def _verdict(one: Concern, named: Accepted) -> Accepted | Diagnostic | None:
    """The acceptances that cover a concern, or why those that name it do not; None where nothing names it."""
    ways = [(each,) for each in named if each.grant is None]
    by_grants = tuple(each for each in named if each.grant is not None)
    why, hint = "", ""
    for way in (*ways, *([by_grants] if by_grants else [])):
        why, hint = _excess(one, way)
        if not why:
            return way
    return _wide(one, named[-1], why, hint) if named else None


def _excess(one: Concern, way: Accepted) -> tuple[str, str]:
    """Why acceptances do not cover a concern, and what to do; twice nothing where they do."""
    grants = {each.grant for each in way}
    missing = [] if None in grants else [each for each in one.origins if each not in grants]
    if missing:
        return f"it also comes from the grant of {missing[0]}", "accept it there too, or keep the two grants apart"
    if one.bound is Bound.NEEDED and not all(map(is_bounded, way)):
        return _NONE, _CONTAIN
    if not any(map(is_bounded, way)):
        return "", ""
    reasons = (excess(statement, place, way) for place, statement in one.statements)
    return next(((reason, _NARROW) for reason in reasons if reason), ("", ""))


def _wide(one: Concern, acceptance: Acceptance, why: str, hint: str) -> Diagnostic:
    message = f"`{one.code}` of `{one.persona}` is wider than accepted: {why}"
    severity = Severity.WARNING if one.said.severity is Severity.NOTE else Severity.ERROR
    return Diagnostic(code="wide-acceptance", message=message, at=acceptance.finding.at, severity=severity, hint=hint)


def _shown(one: Concern, acceptance: Acceptance) -> AcceptedFinding:
    places: Sequence[tuple[str, ...]] = [contained_to(acceptance, place) for place, _ in one.statements[:1]]
    return AcceptedFinding(
        persona=one.persona,
        code=one.code,
        title=one.title,
        contained_to=places[0] if places else (),
        reason=acceptance.reason,
        actions=acceptance.actions,
        owner=acceptance.owner,
        expires=acceptance.expires,
        at=acceptance.at,
        found_at=one.said.at,
    )
