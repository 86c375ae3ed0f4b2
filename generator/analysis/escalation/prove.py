"""Steps on one resource → requests by which a persona can make them all, or the proof that there are none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from generator.analysis.comparison.search import Found, Nothing, Unknown, Witness, search
from generator.analysis.escalation.ask import question, resources_of
from generator.analysis.escalation.granted import Granted, about, granted, speaks_of, unchanged
from generator.analysis.escalation.holder import Holder
from generator.analysis.escalation.joint import Part, join, split
from generator.analysis.escalation.open_path import StepProof, Unproved
from generator.analysis.evaluation.evaluator import Evaluator, prepare
from generator.analysis.questions import just
from generator.model.access import Decision, Policies, Request
from generator.model.escalation import Step, StepTarget

Proof = tuple[StepProof | Unproved, ...]
"""One for each step; empty where the steps cannot be made together."""
EVERYTHING = "*"


@dataclass(frozen=True, slots=True, eq=False)
class Prover:
    """Answers for one persona. Equal questions are asked once: many paths begin with the same `iam:PassRole`."""

    holder: Holder
    granted: Granted
    evaluator: Evaluator
    _proofs: dict[tuple[Step, ...], Proof] = field(default_factory=dict[tuple[Step, ...], Proof])
    _views: dict[str, Policies] = field(default_factory=dict[str, Policies])
    _reached: dict[Step, tuple[str, ...]] = field(default_factory=dict[Step, tuple[str, ...]])

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

    def reached(self, step: Step) -> tuple[str, ...]:
        """The resources, as the grants spell them, on which a step can be made."""
        asked = _nameless(step)
        if asked not in self._reached:
            self._reached[asked] = tuple(sorted(set(self._resources(asked))))
        return self._reached[asked]

    def beyond(self, step: Step, bound: Sequence[str]) -> Found:
        """Whether a step can be made on anything but these resources."""
        doubt: Found = Nothing()
        for action in self._choices(step):
            asked = (self._about(action), question(step, self.holder, action))
            found = search(asked, (just((action,), bound),))
            if isinstance(found, Witness):
                return found
            doubt = found if isinstance(found, Unknown) else doubt
        return doubt

    def _search(self, steps: tuple[Step, ...]) -> Proof:
        if any(not resources_of(one.on.kind, self.holder) for one in steps):
            return ()
        best: Proof = ()
        for actions in product(*(self._choices(one) for one in steps)):
            found = self._search_for(steps, actions)
            if found and all(isinstance(one, StepProof) for one in found):
                return found
            best = best or found
        return best

    def _choices(self, step: Step) -> tuple[str, ...]:
        return tuple(one for one in step.actions if one in self.granted)

    def _search_for(self, steps: tuple[Step, ...], actions: tuple[str, ...]) -> Proof:
        parts = tuple(
            Part(action=action, question=question(step, self.holder, action))
            for step, action in zip(steps, actions, strict=True)
        )
        asked = (self._about(actions[0]), parts[0].question) if len(parts) == 1 else join(self.policies, parts)
        match search(asked):
            case Nothing():
                return ()
            case Unknown(reason=reason):
                return tuple(Unproved(step=one, reason=reason) for one in steps)
            case Witness(request=request):
                requests = (request,) if len(parts) == 1 else split(request, parts)
                return tuple(self._confirmed(*one) for one in zip(steps, requests, strict=True))

    def _about(self, action: str) -> Policies:
        if action not in self._views:
            self._views[action] = about(self.policies, action, unchanged)
        return self._views[action]

    def _confirmed(self, step: Step, request: Request) -> StepProof | Unproved:
        """The evaluator has the last word."""
        evaluation = self.evaluator.evaluate(request)
        if evaluation.decision is not Decision.ALLOWED:
            return Unproved(
                step=step, reason=f"`{request.action}` on `{request.resource}` was found, but is not allowed"
            )
        return StepProof(step=step, request=request, statements=evaluation.deciding)

    def _resources(self, step: Step) -> Iterator[str]:
        granted_on = [(action, one) for action in self._choices(step) for one in self._granted_on(action)]
        if len({resource for _, resource in granted_on}) == 1:
            yield granted_on[0][1]  # the step can be made, and nowhere else
            return
        for action, resource in granted_on:
            asked = (self._about(action), question(step, self.holder, action), just((action,), (resource,)))
            if not isinstance(search(asked), Nothing):
                yield resource

    def _granted_on(self, action: str) -> tuple[str, ...]:
        allows = (one for one in self.holder.allows() if speaks_of(one, action))
        return tuple(dict.fromkeys(each for one in allows for each in one.resources or (EVERYTHING,)))


def prover_for(holder: Holder) -> Prover:
    """A persona → who answers for it.

    Raises: ValueError for a condition operator that IAM does not have.
    """
    return Prover(holder=holder, granted=granted(holder.allows()), evaluator=prepare(holder.subject.policies))


def _nameless(step: Step) -> Step:
    """A step without what a path calls its target, so that equal questions are equal."""
    return replace(step, on=StepTarget(kind=step.on.kind, name=""))
