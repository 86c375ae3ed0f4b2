"""Open paths and what the profile accepts → complaints, and the paths that are meant.

An acceptance names a path and how far it may reach. It covers the path only where the path reaches nothing else.
A path by which the persona itself gains anything at all has no such bound: it is accepted by an acceptance that
names none, and by no other.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.analysis.comparison.search import Nothing, Unknown, Witness
from generator.analysis.escalation.derived import DERIVED
from generator.analysis.escalation.find import Examined
from generator.analysis.escalation.holder import Holder
from generator.analysis.escalation.open_path import OpenPath
from generator.analysis.escalation.prove import Prover
from generator.analysis.evaluation.evaluation import StatementAt
from generator.diagnostics import NOWHERE, Diagnostic, Position, Severity
from generator.diagnostics.nearest import nearest
from generator.model.escalation import TargetKind
from generator.model.pattern import bind
from generator.model.profile import Acceptance
from generator.reference.escalation import escalation_paths

_CONTAIN = "add `contained_to: {role: …}` or `{arn: …}`"


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedPath:
    """An open path that is meant; it reaches nothing but `contained_to`, for the `reason` that the profile gives."""

    persona: str
    open_path: OpenPath
    contained_to: tuple[str, ...]
    acceptance: Acceptance


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What is to be said about a persona: complaints in the order of the paths, and what was accepted."""

    problems: tuple[Diagnostic, ...] = ()
    accepted: tuple[AcceptedPath, ...] = ()


@dataclass(frozen=True, slots=True)
class _Excess:
    """Why an acceptance does not cover a path."""

    reason: str
    hint: str = ""


def judge(places: Sequence[Examined], acceptances: Sequence[Acceptance], at: Position = NOWHERE) -> Judgement:
    """A persona in all its places and what its profile accepts → the judgement.

    A path is complained of once, for the first place in which it is not covered; `at` is where the persona is
    declared, for paths whose statements nobody wrote, such as those of AWS managed policies.
    """
    problems: dict[str, Diagnostic] = {}
    accepted: dict[str, AcceptedPath] = {}
    for place in places:
        for one in place.open_paths:
            verdict = _verdict(one, place.prover, acceptances, at)
            if isinstance(verdict, Diagnostic):
                problems.setdefault(one.path.id, verdict)
            else:
                accepted.setdefault(one.path.id, verdict)
    found = {one.path.id for place in places for one in place.open_paths}
    unused = (_unused(one) for one in acceptances if one.finding.text not in found)
    return Judgement(
        problems=(*problems.values(), *unused),
        accepted=tuple(one for name, one in accepted.items() if name not in problems),
    )


def _verdict(
    one: OpenPath, prover: Prover, acceptances: Iterable[Acceptance], at: Position
) -> Diagnostic | AcceptedPath:
    holder = prover.holder
    named = [each for each in acceptances if each.finding.text == one.path.id]
    excess: _Excess | None = None
    for acceptance in named:
        allowed = tuple(
            sorted({arn for each in acceptance.contained_to for arn in bind(each, holder.subject.place.bindings)})
        )
        excess = _excess(one, prover, allowed)
        if excess is None:
            return AcceptedPath(
                persona=prover.holder.subject.persona, open_path=one, contained_to=allowed, acceptance=acceptance
            )
    return _open(one, holder, at) if excess is None else _wide(one, holder, named[-1], excess)


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
    )


def _wide(one: OpenPath, holder: Holder, acceptance: Acceptance, excess: _Excess) -> Diagnostic:
    return Diagnostic(
        code="wide-acceptance",
        message=f"path `{one.path.id}` of `{holder.subject.persona}` is wider than accepted"
        f"{holder.subject.place}: {excess.reason}",
        at=acceptance.finding.at,
        hint=excess.hint or one.path.closes,
    )


def _unused(acceptance: Acceptance) -> Diagnostic:
    name = acceptance.finding.text
    known = [one.id for one in escalation_paths()]
    hint = "delete the entry: it would hide the path if a later change opened it"
    message = f"path `{name}` is accepted here, but it is not open"
    if name not in known and not name.startswith(DERIVED):
        meant = nearest(name, known)
        hint = f"did you mean `{meant[0]}`?" if meant else "docs/escalation.md lists the paths"
        message = f"no path is called `{name}`"
    return Diagnostic(
        code="unused-acceptance", message=message, at=acceptance.finding.at, severity=Severity.WARNING, hint=hint
    )


def _grants(one: OpenPath) -> Iterator[str]:
    """Each step's action, what it acts on where that matters, and the first statement that allows it."""
    for proof in one.proofs:
        on = f" on `{proof.request.resource}`" if proof.step.on.kind is not TargetKind.MEANS else ""
        yield f"`{proof.request.action}`{on} by {_name(proof.statements[0])}"


def _name(at: StatementAt) -> str:
    return f"`{at.statement.sid}`" if at.statement.sid else f"statement {at.number + 1} of `{at.policy}`"


def _place(one: OpenPath, at: Position) -> Position:
    """The line of the grant that matters most: that of what the path reaches, else the first."""
    reaching = {step for each in one.reach for step in each.steps}
    proofs = sorted(one.proofs, key=lambda proof: proof.step not in reaching)
    places = (origin for proof in proofs for each in proof.statements for origin in each.statement.origins)
    return next(places, at)
