"""A rule and the personas in one place → a proof, or the request that breaks it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from generator.analysis.access_tests.resources import arns_of
from generator.analysis.comparison.search import Found, Nothing, Unknown, Witness, search
from generator.analysis.evaluation.evaluator import prepare
from generator.analysis.evaluation.reasons import why
from generator.analysis.questions import just
from generator.analysis.rules.demanded import condition_of
from generator.analysis.rules.duties import actions_of, pairs_of
from generator.analysis.subjects import Place, Subject, not_seen
from generator.diagnostics import Diagnostic
from generator.model.access import Policies, Request
from generator.model.pattern import bind
from generator.model.profile import Rule, RuleKind


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleOutcome:
    """A rule in a place, or in all of them; without a `problem` it is proved there for every request."""

    rule: Rule
    place: Place | None = None
    problem: Diagnostic | None = None


def prove(rule: Rule, subjects: Mapping[str, Subject], home: str) -> RuleOutcome:
    """One rule, of any kind but CANNOT_ESCALATE, in the place of the subjects."""
    named = tuple(subjects[one.text] for one in rule.subjects)
    proof = _Proof(rule=rule, subjects=named, home=home)
    return RuleOutcome(rule=rule, place=named[0].place, problem=proof.problem())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Proof:
    rule: Rule
    subjects: tuple[Subject, ...]
    home: str

    @property
    def policies(self) -> tuple[Policies, ...]:
        return tuple(one.policies for one in self.subjects)

    def problem(self) -> Diagnostic | None:
        if self.rule.resource is not None and not self._on_duty().identity[0].document.statements[0].resources:
            return self._means_nothing()
        limited = self.subjects[:1] if self.rule.kind is RuleKind.WITHIN else self.subjects
        unseen = next((one for one in limited if one.unseen), None)
        if unseen is not None:
            return self._unproved(f"`{unseen.persona}`: {not_seen(unseen)}")
        match self.rule.kind:
            case RuleKind.WITHIN:
                return self._judged(search(self.policies[:1], self.policies[1:]), f"`{self._name(1)}` may not")
            case RuleKind.DISJOINT:
                return self._judged(search([*self.policies, self._on_duty()]), f"so may `{self._name(1)}`")
            case RuleKind.CANNOT:
                return self._judged(search([*self.policies, self._on_duty()]), "")
            case RuleKind.ONLY_VIA:
                return self._only_via()
            case RuleKind.SEPARATE:
                return self._separate()
            case RuleKind.CANNOT_ESCALATE:
                raise AssertionError("escalation has its own proof")
            case _:
                assert_never(self.rule.kind)

    def _means_nothing(self) -> Diagnostic:
        assert self.rule.resource is not None
        message = f"`{self.rule.duties[0].text}` does not act on `{self.rule.resource.name}`"
        return Diagnostic(code="test-resource", message=message, at=self.rule.resource.at)

    def _only_via(self) -> Diagnostic | None:
        assert self.rule.demanded is not None
        service = f"{self.rule.service}:*" if self.rule.service is not None else "*"
        condition = condition_of(self.rule.demanded, self.subjects[0].place.bindings)
        found = search([*self.policies, just([service])], [just(["*"], conditions=[condition])])
        value = f" = {' or '.join(condition.values)}" if self.rule.demanded.value is not None else ""
        return self._judged(found, f"without `{self.rule.demanded.key}{value}`")

    def _separate(self) -> Diagnostic | None:
        """Neither persona has two of the duties."""
        questions = [(duty.text, just(actions_of(duty, self.home, self.policies))) for duty in self.rule.duties]
        for subject in self.subjects:
            found = [(text, search([subject.policies, question])) for text, question in questions]
            had = [(text, one) for text, one in found if not isinstance(one, Nothing)]
            if len(had) > 1:
                return self._held(subject, had)
        return None

    def _held(self, subject: Subject, had: Sequence[tuple[str, Witness | Unknown]]) -> Diagnostic:
        unknown = next((one.reason for _, one in had if isinstance(one, Unknown)), None)
        if unknown is not None:
            return self._unproved(unknown)
        examples = " and ".join(f"`{text}` ({spell(one.request)})" for text, one in had if isinstance(one, Witness))
        return self._broken(f"`{subject.persona}` has {examples}{subject.place}", "leave one of the duties to others")

    def _judged(self, found: Found, beside: str) -> Diagnostic | None:
        match found:
            case Nothing():
                return None
            case Unknown(reason=reason):
                return self._unproved(reason)
            case Witness(request=request):
                reason = why(prepare(self.policies[0]).evaluate(request))
                tail = f", {beside}" if beside else ""
                message = f"`{self._name(0)}` may {spell(request)}{self.subjects[0].place}{tail}"
                return self._broken(message, reason)
            case _:
                assert_never(found)

    def _on_duty(self) -> Policies:
        if not self.rule.duties:
            return just(["*"])
        named = {one for duty in self.rule.duties for one in actions_of(duty, self.home, self.policies)}
        return just(named) if self.rule.resource is None else just(named, self._resources(named))

    def _resources(self, named: Iterable[str]) -> tuple[str, ...]:
        """What the rule's resource means for any of the actions; that it means something was looked at before."""
        assert self.rule.resource is not None
        bindings = self.subjects[0].place.bindings
        names = bind(self.rule.resource.name, bindings)
        pairs = [pair for one in named for pair in pairs_of(one)]
        found = {arn for name in names for service, action in pairs for arn in arns_of(name, service, action, bindings)}
        return tuple(sorted(found))

    def _name(self, number: int) -> str:
        return self.subjects[number].persona

    def _broken(self, message: str, hint: str) -> Diagnostic:
        return Diagnostic(
            code="broken-rule", message=f"`{self.rule.text}` does not hold: {message}", at=self.rule.at, hint=hint
        )

    def _unproved(self, reason: str) -> Diagnostic:
        message = f"`{self.rule.text}` cannot be proved{self.subjects[0].place}: {reason}"
        return Diagnostic(code="unproved-rule", message=message, at=self.rule.at)


def spell(request: Request) -> str:
    """A request in a few words."""
    on = f" on `{request.resource}`" if request.resource != "*" else ""
    context = ", ".join(f"`{key}: {' '.join(values)}`" for key, values in request.context)
    return f"`{request.action}`{on}{f' with {context}' if context else ''}"
