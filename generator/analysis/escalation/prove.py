"""Steps on one resource → requests by which a persona can make them all, or the proof that there are none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from generator.analysis.comparison.search import Found, Nothing, Unknown, Witness, search
from generator.analysis.escalation.ask import question, resources_of
from generator.analysis.escalation.holder import Holder, is_exact
from generator.analysis.escalation.joint import TOGETHER, Part, join, split
from generator.analysis.escalation.open_path import StepProof, Unproved
from generator.analysis.evaluation.evaluator import Evaluator, prepare
from generator.analysis.granted import Granted, about, granted, speaks_of, unchanged
from generator.analysis.questions import just
from generator.model.access import Decision, Policies, Request
from generator.model.escalation import Step, StepTarget, TargetKind

Proof = tuple[StepProof | Unproved, ...]
"""One for each step; empty where the steps cannot be made together."""
EVERYTHING = "*"
WRITING = ("iam:CreatePolicy", "iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion")
"""The actions that say what a policy says."""


@dataclass(frozen=True, slots=True, eq=False)
class Prover:
    """Answers for one persona. Equal questions are asked once: many paths begin with the same `iam:PassRole`."""

    holder: Holder
    granted: Granted
    evaluator: Evaluator
    _proofs: dict[tuple[Step, ...], Proof] = field(default_factory=dict[tuple[Step, ...], Proof])
    _simple: dict[tuple[Step, ...], Proof] = field(default_factory=dict[tuple[Step, ...], Proof])
    _beyond: dict[tuple[tuple[Step, ...], tuple[str, ...]], Found] = field(
        default_factory=dict[tuple[tuple[Step, ...], tuple[str, ...]], Found]
    )
    _views: dict[str, Policies] = field(default_factory=dict[str, Policies])
    _reached: dict[tuple[Step, ...], tuple[str, ...]] = field(default_factory=dict[tuple[Step, ...], tuple[str, ...]])

    @property
    def policies(self) -> Policies:
        """What counts for the persona's requests."""
        return self.holder.subject.policies

    def prove(self, steps: Sequence[Step]) -> Proof:
        """Steps on one resource → a request for each, if there is a resource on which all can be made."""
        asked = tuple(map(_nameless, steps))
        if asked not in self._proofs:
            self._proofs[asked] = self._search(asked)
        return self._proofs[asked]

    def reached(self, steps: Sequence[Step]) -> tuple[str, ...]:
        """The resources, as the grants of the narrowest of the steps spell them, on which all can be made."""
        asked = tuple(map(_nameless, steps))
        if asked not in self._reached:
            found = (tuple(sorted(set(self._resources(asked, one)))) for one in asked)
            self._reached[asked] = min(found, key=lambda one: (not all(map(is_exact, one)), len(one)))
        return self._reached[asked]

    def beyond(self, steps: Sequence[Step], bound: tuple[str, ...]) -> Found:
        """Whether all steps can be made on anything but these resources."""
        asked = tuple(map(_nameless, steps)), bound
        if asked not in self._beyond:
            self._beyond[asked] = self._outside(*asked)
        return self._beyond[asked]

    def _outside(self, steps: tuple[Step, ...], bound: tuple[str, ...]) -> Found:
        doubt: Found = Nothing()
        for one in self._choices(steps):
            allowed_by, action = self._asked(one)
            found = search(allowed_by, (just((action,), bound),))
            if isinstance(found, Witness):
                return found
            doubt = found if isinstance(found, Unknown) else doubt
        return doubt

    def _search(self, steps: tuple[Step, ...]) -> Proof:
        if any(not resources_of(one.on.kind, self.holder) for one in steps):
            return ()
        best: Proof = ()
        for one in self._choices(steps):
            found = self._of(one)
            if found and all(isinstance(each, StepProof) for each in found):
                return found
            best = best or found
        return best

    def _choices(self, steps: tuple[Step, ...]) -> Iterator[tuple[Step, ...]]:
        """The same steps, each with one of its actions that are granted."""
        granted_of = ([one for one in step.actions if one in self.granted] for step in steps)
        for actions in product(*granted_of):
            yield tuple(replace(step, actions=(one,)) for step, one in zip(steps, actions, strict=True))

    def _of(self, steps: tuple[Step, ...]) -> Proof:
        """Steps of one action each."""
        if steps not in self._simple:
            self._simple[steps] = self._search_for(steps)
        return self._simple[steps]

    def _search_for(self, steps: tuple[Step, ...]) -> Proof:
        match search(self._asked(steps)[0]):
            case Nothing():
                return ()
            case Unknown(reason=reason):
                return tuple(Unproved(step=one, reason=reason) for one in steps)
            case Witness(request=request):
                requests = split(request, self._parts(steps)) if len(steps) > 1 else (request,)
                return tuple(self._confirmed(*one) for one in zip(steps, requests, strict=True))

    def _asked(self, steps: tuple[Step, ...]) -> tuple[tuple[Policies, ...], str]:
        """Who has to allow what is looked for, and the action that it has there."""
        match self._parts(steps):
            case (part,):
                if part.action not in self._views:
                    self._views[part.action] = about(self.policies, part.action, unchanged)
                return (self._views[part.action], part.question), part.action
            case parts:
                return join(self.policies, parts), TOGETHER

    def _parts(self, steps: tuple[Step, ...]) -> tuple[Part, ...]:
        return tuple(Part(one.actions[0], question(one, self.holder, one.actions[0])) for one in steps)

    def _confirmed(self, step: Step, request: Request) -> StepProof | Unproved:
        """The evaluator has the last word."""
        evaluation = self.evaluator.evaluate(request)
        if evaluation.decision is not Decision.ALLOWED:
            reason = f"`{request.action}` on `{request.resource}` was found, but is not allowed"
            return Unproved(step=step, reason=reason)
        return StepProof(step=step, request=request, statements=evaluation.deciding)

    def _resources(self, steps: tuple[Step, ...], step: Step) -> Iterator[str]:
        """The resources of one step's grants on which all can be made; its only one needs no search."""
        granted_on = tuple(dict.fromkeys(self._granted_on(step)))
        for resource in granted_on:
            if len(granted_on) == 1 or any(self._is_on(one, resource) for one in self._choices(steps)):
                yield resource

    def _is_on(self, steps: tuple[Step, ...], resource: str) -> bool:
        allowed_by, action = self._asked(steps)
        return not isinstance(search((*allowed_by, just((action,), (resource,)))), Nothing)

    def _granted_on(self, step: Step) -> Iterator[str]:
        for one in self.holder.allows():
            if any(speaks_of(one, action) for action in step.actions):
                yield from one.resources or (EVERYTHING,)


def prover_for(holder: Holder) -> Prover:
    """A persona → who answers for it.

    Raises: ValueError for a condition operator that IAM does not have.
    """
    actions = granted(holder.allows())
    return Prover(
        holder=replace(holder, rewritable=tuple(_rewritable(holder, actions))),
        granted=actions,
        evaluator=prepare(holder.subject.policies),
    )


def _rewritable(holder: Holder, actions: Granted) -> Iterator[str]:
    """The named policies of which a persona can change what they say, or write it before anybody else does."""
    for action in WRITING if holder.approved_policies else ():
        if action in actions:
            view = about(holder.subject.policies, action, unchanged)
            if _meets(view, action, holder.approved_policies):
                yield from (one for one in holder.approved_policies if _meets(view, action, (one,)))


def _meets(policies: Policies, action: str, resources: tuple[str, ...]) -> bool:
    return not isinstance(search((policies, just((action,), resources))), Nothing)


def _nameless(step: Step) -> Step:
    """A step without what a path calls its target, so that equal questions are equal."""
    kind = TargetKind.MEANS if step.on.kind is TargetKind.RESOURCE else step.on.kind
    return replace(step, on=StepTarget(kind=kind, name=""))
