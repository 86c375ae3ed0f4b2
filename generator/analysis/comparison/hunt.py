"""A problem → what is found: for each group of actions first in the proof, and then for real."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from generator.analysis.comparison.actions import CalledOn, Group, groups
from generator.analysis.comparison.covered import Inclusions, without_covered
from generator.analysis.comparison.formats import formats_of
from generator.analysis.comparison.found import Found, Nothing, Unknown, Witness
from generator.analysis.comparison.future import future_groups
from generator.analysis.comparison.look import Sighting, look, look_within
from generator.analysis.comparison.problem import Problem
from generator.analysis.comparison.replay import Replay
from generator.analysis.comparison.resources import Resources
from generator.analysis.comparison.solve import OutOfSteps, Steps
from generator.analysis.comparison.space import Space, spaces
from generator.analysis.comparison.spoken import Spoken, spoken_of
from generator.analysis.comparison.variables import Value, cases, variable_keys
from generator.analysis.comparison.words import TooMany
from generator.model.access import Request

MOST_STEPS = 20_000
MOST_CASES = 400
TOO_COMPLEX = "the conditions and patterns on `{}` are too many to be compared"
UNCONFIRMED = "policy variables or mixed operators on `{}` could make a difference that no request was found for"
FUTURE = "only an action that AWS does not have today, such as `{}`, makes a difference"


@dataclass(slots=True)
class Hunt:
    """What is looked for and what is kept from group to group."""

    problem: Problem
    replay: Replay
    proof: Space
    sample: Space
    symbolic: Sequence[Resources]
    concrete: Sequence[Resources]
    inclusions: Inclusions
    steps: Steps

    def run(self) -> Found:
        """The first witness; else the first doubt; else a proof that there is none."""
        doubts: list[Unknown] = []
        today: dict[int, CalledOn] = {}
        for group in groups(self.problem):
            today[group.matched] = today.get(group.matched, CalledOn(0)) | group.on
            match self._in_group(group):
                case Witness() as witness:
                    return witness
                case Unknown() as doubt:
                    doubts.append(doubt)
                case Nothing():
                    pass
        return doubts[0] if doubts else self._in_future(today)

    def _in_group(self, group: Group) -> Found:
        spoken = self._spoken(group)
        if spoken is None:
            return Nothing()
        try:
            if not self._is_possible(spoken, group):
                return Nothing()
            return self._for_real(spoken, group)
        except (TooMany, OutOfSteps):
            return Unknown(reason=TOO_COMPLEX.format(group.action))

    def _in_future(self, today: dict[int, CalledOn]) -> Found:
        try:
            for group in future_groups(self.problem, today):
                spoken = self._spoken(group)
                if spoken is not None and self._is_possible(spoken, group):
                    return Unknown(reason=FUTURE.format(group.action))
        except (TooMany, OutOfSteps):
            return Unknown(reason=TOO_COMPLEX.format("*"))
        return Nothing()

    def _spoken(self, group: Group) -> Spoken | None:
        spoken = spoken_of(self.problem, group.matched)
        return without_covered(spoken, self.inclusions) if spoken else None

    def _is_possible(self, spoken: Spoken, group: Group) -> bool:
        sightings = (one for case in self.symbolic for one in look(spoken, group.on, case, self.proof, self.steps))
        return next(sightings, None) is not None

    def _for_real(self, spoken: Spoken, group: Group) -> Found:
        for case in self.concrete:
            for sighting in look(spoken, group.on, case, self.sample, self.steps):
                request = self._request(group, sighting)
                if self.replay.confirms(request):
                    return Witness(request=self.replay.shortened(self._realistic(spoken, group, case, request)))
        return Unknown(reason=UNCONFIRMED.format(group.action))

    def _realistic(self, spoken: Spoken, group: Group, case: Resources, request: Request) -> Request:
        """The request, or one whose resource has a format of the action's own."""
        if request.resource == "*":
            return request
        formats = formats_of(group.action)
        try:
            found = [*look_within(formats, spoken, case, self.sample, self.steps)]
        except (TooMany, OutOfSteps):
            return request
        requests = (self._request(group, one) for one in found)
        return next((one for one in requests if self.replay.confirms(one)), request)

    def _request(self, group: Group, sighting: Sighting) -> Request:
        spelled = self.problem.spelled
        context = {spelled.get(key, key): values for key, values in self.sample.context(sighting.chosen)}
        return Request(action=group.action, resource=sighting.resource, context=tuple(sorted(context.items())))


def hunt_of(problem: Problem, replay: Replay) -> Hunt:
    """A problem, with all that its search needs.

    Raises: TooMany for more policy variables in resources than can be told apart.
    """
    keys = variable_keys(problem.resources)
    proof, sample = spaces(problem, keys)
    symbolic = [Resources(problem.resources, one) for one in cases(problem.resources)]
    concrete = [Resources(problem.resources, one) for one in _concrete(sample, keys)] if keys else symbolic
    return Hunt(
        problem=problem,
        replay=replay,
        proof=proof,
        sample=sample,
        symbolic=symbolic,
        concrete=concrete,
        inclusions=Inclusions(problem.resources),
        steps=Steps(MOST_STEPS),
    )


def _concrete(space: Space, keys: frozenset[str]) -> Iterator[dict[str, Value | str]]:
    """The values that the variables in resources take in the classes of their keys."""
    values = {key: space.values(key) for key in sorted(keys)}
    for number, combination in enumerate(product(*values.values())):
        if number >= MOST_CASES:
            return
        yield {key: Value.NONE if one is None else one for key, one in zip(values, combination, strict=True)}
