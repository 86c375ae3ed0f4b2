"""Compiled modules → the access tests and rules that hold for them, and those that do not."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from generator.analysis.access_tests.cases import Case, cases_of
from generator.analysis.access_tests.mutate import Coverage, measure
from generator.analysis.access_tests.run import Outcome, problem_of, run
from generator.analysis.guardrail_subject import guardrail_subject
from generator.analysis.resource_subject import ResourceTests
from generator.analysis.rules.prove import RuleOutcome, prove
from generator.analysis.subjects import Place, Subject, subject_of
from generator.compiler.compile import compile_profiles
from generator.compiler.problems import Problems
from generator.diagnostics import Diagnostic, Severity
from generator.model.acceptance import AcceptedFinding
from generator.model.module import Module
from generator.model.profile import PersonaKind, Profiles, RuleKind
from generator.pipeline.acceptances import acceptances_of, judge_remarks
from generator.pipeline.escalation import escalation_of
from generator.pipeline.places import places_asked
from generator.profiles.load import Read, load

MOST_CASES = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Proofs:
    """Every access test and every rule in every place, and the findings that are meant.

    `guarded` ask the access tests of guardrails. `problems` keep anything from being written, `remarks` do not;
    `noted` is what is left of the compiler's own warnings and notes.
    """

    subjects: tuple[Subject, ...]
    outcomes: tuple[Outcome, ...]
    rules: tuple[RuleOutcome, ...]
    accepted: tuple[AcceptedFinding, ...]
    problems: tuple[Diagnostic, ...]
    remarks: tuple[Diagnostic, ...]
    guarded: tuple[Subject, ...] = ()
    noted: tuple[Diagnostic, ...] = ()


def prove_access(
    profiles: Profiles,
    modules: tuple[Module, ...],
    noted: tuple[Diagnostic, ...] = (),
    today: date | None = None,
) -> Proofs:
    """Asks every access test and every rule, and looks for open escalation paths.

    `noted` is what the compiler remarked, which can be accepted too. Acceptances count until the end of their day;
    without `today` none has expired.

    Raises: DiagnosticError for a test that cannot be asked.
    """
    return prove_about(profiles, modules, {one.persona for one in modules}, noted, today)


def prove_about(
    profiles: Profiles,
    modules: tuple[Module, ...],
    names: Collection[str],
    noted: tuple[Diagnostic, ...] = (),
    today: date | None = None,
) -> Proofs:
    """What concerns some personas and guardrails: their tests, the rules that name them, and their open paths.

    The access tests of resource policies are asked whoever they name.

    Raises: DiagnosticError for a test that cannot be asked.
    """
    subjects = subjects_of(profiles, modules)
    guarded = guarded_by(profiles, modules)
    asked = all_cases(profiles, (one for one in (*subjects, *guarded) if one.persona in names))
    outcomes = run((*asked, *resource_cases(profiles, modules, subjects)))
    rules = tuple(_rules(profiles, subjects, names))
    personas = (one for one in modules if one.is_persona and one.persona in names)
    held = tuple(one for one in personas if one.kind is not PersonaKind.BOUNDARY)
    acceptances = acceptances_of(profiles)
    escalation = escalation_of(profiles, held, subjects, acceptances, today)
    unseen = tuple(_unseen_boundaries(profiles, subjects))
    meant = judge_remarks(profiles, modules, acceptances, (*noted, *unseen), escalation.met, today)
    problems = (*_joined(_failed(outcomes, rules)), *escalation.problems, *meant.problems)
    compiled = frozenset(noted)
    return Proofs(
        subjects=subjects,
        outcomes=outcomes,
        rules=rules + escalation.rules,
        accepted=escalation.accepted + meant.accepted,
        problems=tuple(sorted(problems, key=lambda one: (one.at, one.code, one.message))),
        remarks=(*escalation.remarks, *(one for one in meant.remarks if one not in compiled), *meant.standing),
        guarded=guarded,
        noted=tuple(one for one in meant.remarks if one in compiled),
    )


def _failed(outcomes: Iterable[Outcome], rules: Iterable[RuleOutcome]) -> Iterator[tuple[Diagnostic, Place]]:
    """What does not hold, and where."""
    yield from ((problem_of(one), one.case.subject.place) for one in outcomes if not one.holds)
    yield from ((one.problem, one.place) for one in rules if one.problem is not None and one.place is not None)


def _unseen_boundaries(profiles: Profiles, subjects: Iterable[Subject]) -> Iterator[Diagnostic]:
    """Boundaries whose text is not known anywhere: what is said to be allowed may not be."""
    seen = {one.persona for one in subjects if one.policies.boundary is not None}
    for one in profiles.personas:
        if one.boundary is not None and one.name not in seen:
            message = f"the text of the boundary of `{one.name}` is not known here: it is asked as if it were unbounded"
            hint = "make the boundary a persona of this profile, so that tests and rules count it"
            note = Diagnostic(
                code="unseen-boundary", message=message, at=one.boundary.at, hint=hint, severity=Severity.NOTE
            )
            yield replace(note, persona=one.name)


def prove_profiles(paths: Sequence[str], read: Read, today: date | None = None) -> Proofs:
    """Profiles → what holds of them and what does not.

    Raises: DiagnosticError for profiles that do not compile.
    """
    profiles = load(paths, read)
    compiled = compile_profiles(profiles)
    return prove_access(profiles, compiled.modules, compiled.remarks, today)


def covered(proofs: Proofs) -> Iterator[Coverage]:
    """How well the access tests cover each persona and guardrail, in the first place where it is tested."""
    subjects = (*proofs.subjects, *proofs.guarded)
    for persona in dict.fromkeys(one.persona for one in subjects):
        cases = [one.case for one in proofs.outcomes if one.case.subject.persona == persona]
        subject = next(one for one in subjects if one.persona == persona)
        tested = cases[0].subject if cases else subject
        yield measure(tested, [one for one in cases if one.subject == tested])


def subjects_of(profiles: Profiles, modules: tuple[Module, ...]) -> tuple[Subject, ...]:
    """Every persona in every target; without targets, in an example place with the inputs' defaults."""
    personas = tuple(one for one in modules if one.is_persona)
    return tuple(subject_of(module, place, personas) for place in places_asked(profiles) for module in personas)


def guarded_by(profiles: Profiles, modules: tuple[Module, ...]) -> tuple[Subject, ...]:
    """Somebody who may do everything but for one guardrail, for each guardrail in every target."""
    guardrails = tuple(one for one in modules if one.organization_policy is not None)
    return tuple(guardrail_subject(module, place) for place in places_asked(profiles) for module in guardrails)


def all_cases(profiles: Profiles, subjects: Iterable[Subject]) -> tuple[Case, ...]:
    """The cases of all access tests, in the order of personas and places.

    Raises: DiagnosticError for a test that cannot be asked.
    """
    problems = Problems()
    tests = {one.name: one.tests for one in (*profiles.personas, *profiles.guardrails)}
    found = (
        case
        for subject in subjects
        for test in tests[subject.persona]
        if not test.targets or subject.place.name in {one.text for one in test.targets}
        for case in cases_of(test, subject, profiles.service, problems)
    )
    cases = tuple(islice(found, MOST_CASES + 1))
    if len(cases) > MOST_CASES:
        message = f"the access tests ask more than {MOST_CASES} requests"
        problems.error("too-many-cases", message, cases[-1].at, "name fewer resources, contexts or targets")
    problems.raise_errors()
    return cases


def resource_cases(profiles: Profiles, modules: tuple[Module, ...], subjects: Iterable[Subject]) -> tuple[Case, ...]:
    """The cases of the access tests of resource policies and shares, in every place.

    Raises: DiagnosticError for a test that cannot be asked.
    """
    problems = Problems()
    made = {one.persona: one for one in modules}
    asking = tuple(subjects)
    found = tuple(
        case
        for place in places_asked(profiles)
        for clause in profiles.resource_policies
        for case in ResourceTests(
            profiles=profiles,
            clause=clause,
            module=made[clause.name],
            place=place,
            subjects={one.persona: one for one in asking if one.place == place},
            problems=problems,
        ).cases()
    )
    problems.raise_errors()
    return found


def _rules(profiles: Profiles, subjects: Iterable[Subject], names: Collection[str]) -> Iterator[RuleOutcome]:
    by_place: dict[Place, dict[str, Subject]] = {}
    for one in subjects:
        by_place.setdefault(one.place, {})[one.persona] = one
    for rule in profiles.rules:
        if rule.kind is not RuleKind.CANNOT_ESCALATE and any(one.text in names for one in rule.subjects):
            yield from (prove(rule, there, profiles.service) for there in by_place.values())


def _joined(failed: Iterable[tuple[Diagnostic, Place]]) -> Iterator[Diagnostic]:
    """The first of the problems that differ only in their place, with the number of the others."""
    first: dict[tuple[object, ...], dict[str, Diagnostic]] = {}
    for problem, place in failed:
        blind = place.blinded(problem.message)
        first.setdefault((problem.code, problem.at, blind), {}).setdefault(place.name, problem)
    for problems in first.values():
        others = len(problems) - 1
        more = f" (and in {others} more target{'s' if others > 1 else ''})" if others else ""
        one = next(iter(problems.values()))
        yield replace(one, message=one.message + more)
