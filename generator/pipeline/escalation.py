"""Personas in all places → the escalation paths that are open to them, and which of them are meant."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from generator.analysis.acceptance.force import Key
from generator.analysis.escalation.find import Examined, examine
from generator.analysis.escalation.holder import holder_of
from generator.analysis.escalation.judge import Judgement, judge
from generator.analysis.rules.prove import RuleOutcome
from generator.analysis.subjects import Subject, not_seen
from generator.diagnostics import Diagnostic, Severity
from generator.model.acceptance import AcceptedFinding
from generator.model.module import Module
from generator.model.profile import Acceptance, Persona, Profiles, RuleKind

_MOST_PATHS = 20
_OPEN = ("open-escalation", "unproved-escalation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """What is open and meant, what breaks a rule, and what is only remarked."""

    rules: tuple[RuleOutcome, ...]
    accepted: tuple[AcceptedFinding, ...]
    problems: tuple[Diagnostic, ...]
    remarks: tuple[Diagnostic, ...]
    met: frozenset[Key]


def escalation_of(
    profiles: Profiles,
    modules: tuple[Module, ...],
    subjects: Iterable[Subject],
    acceptances: Mapping[str, tuple[Acceptance, ...]],
    today: date | None = None,
) -> Escalation:
    """Every persona's open paths; one that nobody accepts is an error where a rule says `cannot escalate`.

    `acceptances` are those that count for each persona.
    """
    by_persona: dict[str, list[Subject]] = {}
    for one in subjects:
        by_persona.setdefault(one.persona, []).append(one)
    rules = [one for one in profiles.rules if one.kind is RuleKind.CANNOT_ESCALATE]
    bound = {one.subjects[0].text for one in rules}
    personas = {one.name: one for one in profiles.personas}
    judged: list[tuple[str, Judgement]] = []
    for one in modules:
        examined = [examine(holder_of(each, one)) for each in by_persona[one.persona]]
        judgement = judge(examined, acceptances[one.persona], personas[one.persona].at, today)
        judged.append((one.persona, _doubted(judgement, examined, personas[one.persona])))
    found = [
        problem if name in bound else _milder(problem) for name, judgement in judged for problem in _most(judgement)
    ]
    broken = {name: one for name, judgement in judged for one in judgement.problems if one.severity is Severity.ERROR}
    return Escalation(
        rules=tuple(RuleOutcome(rule=one, problem=broken.get(one.subjects[0].text)) for one in rules),
        accepted=tuple(path for _, judgement in judged for path in judgement.accepted),
        problems=tuple(one for one in found if one.severity is Severity.ERROR),
        remarks=tuple(one for one in found if one.severity is not Severity.ERROR),
        met=frozenset(key for _, judgement in judged for key in judgement.met),
    )


def _doubted(judgement: Judgement, examined: Iterable[Examined], persona: Persona) -> Judgement:
    """A judgement, and what cannot be told because a policy is not known."""
    unseen = next((one.subject for one in (each.holder for each in examined) if one.subject.unseen), None)
    if unseen is None:
        return judgement
    message = f"`{unseen.persona}` may be able to escalate: {not_seen(unseen)}"
    doubt = Diagnostic(
        code="unproved-escalation",
        message=message,
        at=persona.identities[0].at,
        hint="attach a policy of your own",
        persona=unseen.persona,
    )
    return replace(judgement, problems=(*judgement.problems, doubt))


def _milder(problem: Diagnostic) -> Diagnostic:
    """Without a rule an open path is a warning; an acceptance that covers too little stays an error."""
    if problem.code in _OPEN:
        return replace(problem, severity=Severity.WARNING)
    return problem


def _most(judgement: Judgement) -> Iterator[Diagnostic]:
    """A persona that may do nearly everything has hundreds of paths: the first tell enough, the rest are counted.

    The complaint that counts them has the place of each of them as its origins.
    What is wrong with an acceptance is never among what is counted: it is an error of its own.
    """
    paths = [one for one in judgement.problems if one.code in _OPEN]
    yield from paths[:_MOST_PATHS]
    if rest := paths[_MOST_PATHS:]:
        message = f"{len(rest)} more escalation paths are open to the same persona"
        counted = replace(rest[0], code="open-escalation", message=message, hint="start with the paths that are named")
        yield replace(counted, origins=tuple(one.at for one in rest))
    yield from (one for one in judgement.problems if one.code not in _OPEN)
