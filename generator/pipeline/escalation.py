"""Personas in all places → the escalation paths that are open to them, and which of them are meant."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.analysis.escalation.find import examine
from generator.analysis.escalation.holder import holder_of
from generator.analysis.escalation.judge import AcceptedPath, Judgement, judge
from generator.analysis.rules.prove import RuleOutcome
from generator.analysis.subjects import Subject, not_seen
from generator.diagnostics import Diagnostic, Severity
from generator.model.module import Module
from generator.model.profile import Persona, Profiles, RuleKind

_MOST_PATHS = 20
_OPEN = ("open-escalation", "unproved-escalation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """What is open and meant, what breaks a rule, and what is only remarked."""

    rules: tuple[RuleOutcome, ...]
    accepted: tuple[AcceptedPath, ...]
    problems: tuple[Diagnostic, ...]
    remarks: tuple[Diagnostic, ...]


def escalation_of(profiles: Profiles, modules: tuple[Module, ...], subjects: Iterable[Subject]) -> Escalation:
    """Every persona's open paths; one that nobody accepts is an error where a rule says `cannot escalate`."""
    by_persona: dict[str, list[Subject]] = {}
    for one in subjects:
        by_persona.setdefault(one.persona, []).append(one)
    rules = [one for one in profiles.rules if one.kind is RuleKind.CANNOT_ESCALATE]
    bound = {one.subjects[0].text for one in rules}
    personas = {one.name: one for one in profiles.personas}
    judged = [(one.persona, _judge(one, personas[one.persona], by_persona[one.persona])) for one in modules]
    found = [
        problem if name in bound else _milder(problem) for name, judgement in judged for problem in _most(judgement)
    ]
    broken = {name: one for name, judgement in judged for one in judgement.problems if one.severity is Severity.ERROR}
    return Escalation(
        rules=tuple(RuleOutcome(rule=one, problem=broken.get(one.subjects[0].text)) for one in rules),
        accepted=tuple(path for _, judgement in judged for path in judgement.accepted),
        problems=tuple(one for one in found if one.severity is Severity.ERROR),
        remarks=tuple(one for one in found if one.severity is not Severity.ERROR),
    )


def _judge(module: Module, persona: Persona, subjects: Iterable[Subject]) -> Judgement:
    examined = [examine(holder_of(one, module)) for one in subjects]
    judgement = judge(examined, persona.accept, persona.at)
    unseen = next((one.subject for one in (each.holder for each in examined) if one.subject.unseen), None)
    if unseen is None:
        return judgement
    message = f"`{unseen.persona}` may be able to escalate: {not_seen(unseen)}"
    doubt = Diagnostic(
        code="unproved-escalation", message=message, at=persona.identities[0].at, hint="attach a policy of your own"
    )
    return replace(judgement, problems=(*judgement.problems, doubt))


def _milder(problem: Diagnostic) -> Diagnostic:
    """Without a rule an open path is a warning; an acceptance that covers too little stays an error."""
    if problem.code in _OPEN:
        return replace(problem, severity=Severity.WARNING)
    return problem


def _most(judgement: Judgement) -> Iterator[Diagnostic]:
    """A persona that may do nearly everything has hundreds of paths: the first tell enough, the rest are counted.

    What is wrong with an acceptance is never among what is counted: it is an error of its own.
    """
    paths = [one for one in judgement.problems if one.code in _OPEN]
    yield from paths[:_MOST_PATHS]
    if rest := paths[_MOST_PATHS:]:
        message = f"{len(rest)} more escalation paths are open to the same persona"
        yield replace(rest[0], code="open-escalation", message=message, hint="start with the paths that are named")
    yield from (one for one in judgement.problems if one.code not in _OPEN)
