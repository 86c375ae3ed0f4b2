"""Cases → whether they hold, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.analysis.access_tests.cases import Case, Reach
from generator.analysis.access_tests.resources import is_pattern
from generator.analysis.comparison.search import Nothing, Unknown, Witness, search
from generator.analysis.evaluation.evaluation import Evaluation
from generator.analysis.evaluation.evaluator import Evaluator, prepare
from generator.analysis.evaluation.reasons import describe_miss, telling_misses, why
from generator.analysis.questions import fixed, just
from generator.analysis.subjects import not_seen
from generator.diagnostics import Diagnostic
from generator.model.access import Decision, Policies, Request
from generator.model.profile import Expectation


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A case as it fell: `request` is the one that was asked, or the one that was found among all.

    Without an `evaluation` every request is denied, or, where `unknown` says why, nobody knows.
    """

    case: Case
    request: Request
    evaluation: Evaluation | None = None
    unknown: str = ""

    @property
    def holds(self) -> bool:
        """Whether the decision is the expected one."""
        if self.evaluation is None:
            return not self.unknown
        is_allowed = self.evaluation.decision is Decision.ALLOWED
        return is_allowed is (self.case.expected is Expectation.ALLOW)


def run(cases: Sequence[Case]) -> tuple[Outcome, ...]:
    """Each case against its persona's policies, which are prepared once."""
    prepared: dict[int, Evaluator] = {}  # by identity: equal policies can come from other lines
    outcomes: list[Outcome] = []
    for case in cases:
        policies = case.subject.policies
        if id(policies) not in prepared:
            prepared[id(policies)] = prepare(policies)
        outcomes.append(decide(case, prepared[id(policies)], policies))
    return tuple(outcomes)


def decide(case: Case, evaluator: Evaluator, policies: Policies) -> Outcome:
    """One case against these policies, which can be others than the persona's own.

    Where a policy is attached that nobody has seen, only what it cannot change is known: an allowed request
    could still be denied by it, and is taken as allowed; one that is not allowed could be.
    """
    outcome = _decide(case, evaluator, policies)
    is_denied = outcome.evaluation is None or outcome.evaluation.decision is Decision.IMPLICIT_DENY
    if case.subject.unseen and is_denied and not outcome.unknown:
        return replace(outcome, evaluation=None, unknown=not_seen(case.subject))
    return outcome


def _decide(case: Case, evaluator: Evaluator, policies: Policies) -> Outcome:
    if case.reach is Reach.ONE:
        return Outcome(case=case, request=case.request, evaluation=evaluator.evaluate(case.request))
    if not is_pattern(case.request.action) and not evaluator.may_allow(case.request.action):
        return Outcome(case=case, request=case.request)
    match search([policies, question_of(case)]):
        case Nothing():
            return Outcome(case=case, request=case.request)
        case Unknown(reason=reason):
            return Outcome(case=case, request=case.request, unknown=reason)
        case Witness(request=request):
            return Outcome(case=case, request=request, evaluation=evaluator.evaluate(request))


def question_of(case: Case) -> Policies:
    """All requests that a case stands for."""
    return just([case.request.action], [case.request.resource], fixed(case.request.context))


def problem_of(outcome: Outcome) -> Diagnostic:
    """A case that does not hold → where, what was decided, by which statement of which line."""
    case, request = outcome.case, outcome.request
    asked = f"`{request.action}`" + (f" on `{request.resource}`" if request.resource != "*" else "")
    who = f"`{case.subject.persona}`"
    if outcome.evaluation is None:
        verb = "allowed" if case.expected is Expectation.ALLOW else "denied"
        message = f"nobody can tell whether {who} is {verb} {asked}{case.subject.place}: {outcome.unknown}"
        hint = "" if case.subject.unseen else "name a resource and a context"
        return Diagnostic(code="access-test", message=message, at=case.at, hint=hint)
    message = _decided(case, f"{asked}{case.subject.place}", outcome.evaluation)
    return Diagnostic(code="access-test", message=message, at=case.at, hint=_hint(outcome, outcome.evaluation))


def _decided(case: Case, asked: str, evaluation: Evaluation) -> str:
    """What was decided about a request; who asks the test of a guardrail may do everything else."""
    is_allowed = evaluation.decision is Decision.ALLOWED
    if case.subject.policies.scps or case.subject.policies.rcps:
        guardrail, reason = f"the guardrail `{case.subject.persona}`", why(evaluation).removeprefix("denied ")
        return f"{guardrail} leaves {asked} alone" if is_allowed else f"{guardrail} denies {asked} {reason}"
    return f"`{case.subject.persona}` {'is allowed' if is_allowed else 'is denied'} {asked}: {why(evaluation)}"


def _hint(outcome: Outcome, evaluation: Evaluation) -> str:
    if evaluation.decision is Decision.ALLOWED:
        found = dict(outcome.request.context).keys() - dict(outcome.case.request.context).keys()
        context = ", ".join(f"`{key}: {' '.join(dict(outcome.request.context)[key])}`" for key in sorted(found))
        return f"it is allowed where the request carries {context}" if context else ""
    if evaluation.decision is Decision.EXPLICIT_DENY:
        return ""
    misses = telling_misses(evaluation)
    return describe_miss(misses[0], evaluation.missing_keys) if misses else ""
