"""Open paths and what the profile accepts → complaints, and the paths that are meant.

An acceptance names a path and how far it may reach. It covers the path only where the path reaches nothing else.
A path by which the persona itself gains anything at all has no such bound: it is accepted by an acceptance that
names none, and by no other. Acceptances next to grants cover a path together, if it is closed without these grants.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.analysis.acceptance.contain import contained_to
from generator.analysis.acceptance.force import Key, about, in_force, key_of
from generator.analysis.comparison.search import Nothing, Unknown, Witness
from generator.analysis.escalation.find import Examined, is_open
from generator.analysis.escalation.holder import Holder
from generator.analysis.escalation.open_path import OpenPath
from generator.analysis.escalation.prove import Prover, prover_for
from generator.analysis.evaluation.evaluation import StatementAt
from generator.analysis.granted import speaks_of
from generator.diagnostics import NOWHERE, Diagnostic, Position
from generator.model.acceptance import AcceptedFinding
from generator.model.access import NamedPolicy
from generator.model.escalation import TargetKind
from generator.model.profile import Acceptance

Accepted = tuple[Acceptance, ...]
_CONTAIN = "add `contained_to: {role: …}` or `{arn: …}`"
_ELSEWHERE = "it is open without this grant too"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What is to be said about a persona: complaints in the order of the paths, and what was accepted.

    `met` are the acceptances whose path is open, covered or not.
    """

    problems: tuple[Diagnostic, ...] = ()
    accepted: tuple[AcceptedFinding, ...] = ()
    met: frozenset[Key] = frozenset()


@dataclass(frozen=True, slots=True)
class _Excess:
    """Why an acceptance does not cover a path."""

    reason: str
    hint: str = ""


def judge(
    places: Sequence[Examined],
    acceptances: Sequence[Acceptance],
    at: Position = NOWHERE,
    today: date | None = None,
) -> Judgement:
    """A persona in all its places and what its profile accepts → the judgement.

    A path is complained of once, for the first place in which it is not covered; `at` is where the persona is
    declared, for paths whose statements nobody wrote, such as those of AWS managed policies.
    """
    problems: dict[str, Diagnostic] = {}
    accepted: dict[str, tuple[AcceptedFinding, ...]] = {}
    met: set[Key] = set()
    for place in places:
        for one in place.open_paths:
            named = about(acceptances, one.path.id, _origins(one, place.holder)) if acceptances else ()
            met |= {key_of(each) for each in named}
            verdict = _verdict(one, place.prover, in_force(named, today), at)
            if isinstance(verdict, Diagnostic):
                problems.setdefault(one.path.id, verdict)
            else:
                accepted.setdefault(one.path.id, verdict)
    kept = (shown for name, each in accepted.items() if name not in problems for shown in each)
    return Judgement(problems=tuple(problems.values()), accepted=tuple(kept), met=frozenset(met))


def _verdict(one: OpenPath, prover: Prover, named: Accepted, at: Position) -> Diagnostic | tuple[AcceptedFinding, ...]:
    holder = prover.holder
    ways = [(each,) for each in named if each.grant is None]
    by_grants = tuple(each for each in named if each.grant is not None)
    excess: _Excess | None = None
    for way in (*ways, *([by_grants] if by_grants else [])):
        allowed = tuple(sorted({arn for each in way for arn in contained_to(each, holder.subject.place)}))
        excess = _excess(one, prover, allowed) or _opened_elsewhere(one, holder, way)
        if excess is None:
            return tuple(_shown(one, holder, each, at) for each in way)
    return _open(one, holder, at) if excess is None else _wide(one, holder, named[-1], excess)


def _shown(one: OpenPath, holder: Holder, acceptance: Acceptance, at: Position) -> AcceptedFinding:
    return AcceptedFinding(
        persona=holder.subject.persona,
        code=one.path.id,
        title=one.path.title,
        contained_to=contained_to(acceptance, holder.subject.place),
        reason=acceptance.reason,
        owner=acceptance.owner,
        expires=acceptance.expires,
        at=acceptance.at,
        found_at=_place(one, at),
    )


def _opened_elsewhere(one: OpenPath, holder: Holder, way: Accepted) -> _Excess | None:
    """Whether a path needs nothing of the grants that accept it."""
    grants = frozenset(each.grant for each in way if each.grant is not None)
    if not grants or not is_open(one.path, prover_for(_without(holder, grants))):
        return None
    return _Excess(_ELSEWHERE, "accept it next to the persona, or next to each of the grants that open it")


def _without(holder: Holder, grants: frozenset[Position]) -> Holder:
    """Who a persona would be without the statements that come from some grants alone."""

    def rest(named: NamedPolicy) -> NamedPolicy:
        kept = (one for one in named.document.statements if not one.origins or not grants.issuperset(one.origins))
        return replace(named, document=replace(named.document, statements=tuple(kept)))

    policies = holder.subject.policies
    fewer = replace(policies, identity=tuple(map(rest, policies.identity)))
    return replace(holder, subject=replace(holder.subject, policies=fewer))


def _excess(one: OpenPath, prover: Prover, allowed: tuple[str, ...]) -> _Excess | None:
    if one.unproved:
        return _Excess(f"nobody knows how far it reaches: {one.unproved[0].reason}")
    if not one.reach:
        return _Excess("it gives the persona itself more access, which nothing contains") if allowed else None
    if not allowed:
        return _Excess("the acceptance does not say what it is contained to", _CONTAIN)
    for reach in one.reach:
        match prover.beyond(reach.steps, allowed):
            case Nothing():
                continue
            case Unknown(reason=reason):
                return _Excess(f"nobody knows how far it reaches: {reason}")
            case Witness(request=request):
                return _Excess(f"it also reaches `{request.resource}`")
    return None


def _open(one: OpenPath, holder: Holder, at: Position) -> Diagnostic:
    code, verb = ("unproved-escalation", "may be able to") if one.unproved else ("open-escalation", "can")
    doubt = f"; not proved: {one.unproved[0].reason}" if one.unproved else ""
    title = one.path.title[0].lower() + one.path.title[1:]
    grants = f" ({', '.join(_grants(one))})" if one.proofs else ""
    message = f"`{holder.subject.persona}` {verb} escalate{holder.subject.place} by path `{one.path.id}`: {title}"
    return Diagnostic(
        code=code,
        message=message + grants + doubt,
        at=_place(one, at),
        hint=f"{one.path.closes}; if it is meant, `accept` it with a reason",
        persona=holder.subject.persona,
    )


def _wide(one: OpenPath, holder: Holder, acceptance: Acceptance, excess: _Excess) -> Diagnostic:
    return Diagnostic(
        code="wide-acceptance",
        message=f"path `{one.path.id}` of `{holder.subject.persona}` is wider than accepted"
        f"{holder.subject.place}: {excess.reason}",
        at=acceptance.finding.at,
        hint=excess.hint or one.path.closes,
        persona=holder.subject.persona,
    )


def _grants(one: OpenPath) -> Iterator[str]:
    """Each step's action, what it acts on where that matters, and the first statement that allows it."""
    for proof in one.proofs:
        on = f" on `{proof.request.resource}`" if proof.step.on.kind is not TargetKind.MEANS else ""
        yield f"`{proof.request.action}`{on} by {_name(proof.statements[0])}"


def _name(at: StatementAt) -> str:
    return f"`{at.statement.sid}`" if at.statement.sid else f"statement {at.number + 1} of `{at.policy}`"


def _origins(one: OpenPath, holder: Holder) -> frozenset[Position]:
    """The grants that allow an action of a step, on whatever."""
    actions = {action for step in one.path.steps for action in step.actions}
    giving = (each for each in holder.allows() if any(speaks_of(each, action) for action in actions))
    return frozenset(at for each in giving for at in each.origins)


def _place(one: OpenPath, at: Position) -> Position:
    """The line of the grant that matters most: that of what the path reaches, else the first."""
    reaching = {step for each in one.reach for step in each.steps}
    proofs = sorted(one.proofs, key=lambda proof: proof.step not in reaching)
    places = (origin for proof in proofs for each in proof.statements for origin in each.statement.origins)
    return next(places, at)
