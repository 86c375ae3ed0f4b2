"""A problem → what is found: for each group of actions first in the proof, and then for real."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from generator.analysis.comparison.actions import CalledOn, Group, groups
from generator.analysis.comparison.covered import Inclusions, without_covered
from generator.analysis.comparison.formats import formats_of
from generator.analysis.comparison.found import Found, Later, Nothing, Unknown, Witness
from generator.analysis.comparison.future import future_groups
from generator.analysis.comparison.leads import Lead, leads_of
from generator.analysis.comparison.look import Sighting, look
from generator.analysis.comparison.overlap import Overlaps, overlaps_of
from generator.analysis.comparison.problem import Problem
from generator.analysis.comparison.replay import Replay
from generator.analysis.comparison.resources import Resources
from generator.analysis.comparison.space import Space, spaces
from generator.analysis.comparison.spoken import Speakers, Spoken, speakers_of
from generator.analysis.comparison.steps import OutOfSteps, Steps
from generator.analysis.comparison.variables import Value, cases, in_resources
from generator.model.access import Request

RESOURCE_ACCOUNT = "aws:resourceaccount"
"""The key that the evaluator takes from the ARN, unless the request says that it has no value."""
MOST_STEPS = 16_000
MOST_STEPS_OF_A_LEAD = 4_000
MOST_CASES = 400
TOO_COMPLEX = "the conditions and patterns on `{}` are too many to be compared"
UNCONFIRMED = "policy variables or mixed operators on `{}` could make a difference that no request was found for"
FUTURE = "only an action that AWS does not have today, such as `{}`, makes a difference"


@dataclass(slots=True)
class Hunt:
    """What is looked for and what is kept from group to group."""

    problem: Problem
    speakers: Speakers
    replay: Replay
    proof: Space
    sample: Space
    symbolic: Sequence[Resources]
    concrete: Sequence[Resources]
    inclusions: Inclusions
    overlaps: Overlaps
    steps: Steps
    seen: set[tuple[Spoken, CalledOn]] = field(default_factory=set[tuple[Spoken, CalledOn]])
    followed: set[Lead] = field(default_factory=set[Lead])

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
        doubt: Found = Nothing()
        for lead in self._leads(group):
            found = self._along(lead, group)
            if isinstance(found, Witness):
                return found
            doubt = found if isinstance(found, Unknown) else doubt
        return doubt

    def _along(self, lead: Lead, group: Group) -> Found:
        self.steps.portion(MOST_STEPS_OF_A_LEAD)
        try:
            return self._for_real(lead, group) if self._is_possible(lead) else Nothing()
        except OutOfSteps:
            return Unknown(reason=TOO_COMPLEX.format(group.action))

    def later(self) -> Later | Nothing | Unknown:
        """What an action would show that AWS does not have today, whatever those of today show."""
        today: dict[int, CalledOn] = {}
        for group in groups(self.problem):
            today[group.matched] = today.get(group.matched, CalledOn(0)) | group.on
        return self._later(today)

    def _in_future(self, today: dict[int, CalledOn]) -> Found:
        found = self._later(today)
        return Unknown(reason=FUTURE.format(found.action)) if isinstance(found, Later) else found

    def _later(self, today: dict[int, CalledOn]) -> Later | Nothing | Unknown:
        self.steps.portion(self.steps.left)
        try:
            for group in future_groups(self.problem, today, self.steps):
                if any(map(self._is_possible, self._leads(group))):
                    return Later(action=group.action)
        except OutOfSteps:
            return Unknown(reason=TOO_COMPLEX.format("*"))
        return Nothing()

    def _leads(self, group: Group) -> Iterator[Lead]:
        """Where to look: nowhere that was looked before."""
        spoken = self.speakers.of(group.matched)
        reduced = without_covered(spoken, self.inclusions) if spoken else None
        if reduced is None or (reduced, group.on) in self.seen:
            return
        self.seen.add((reduced, group.on))
        for lead in leads_of(reduced, group.on, self.overlaps):
            if lead not in self.followed:
                self.followed.add(lead)
                yield lead

    def _is_possible(self, lead: Lead) -> bool:
        sightings = (one for case in self.symbolic for one in look(lead, case, self.proof, self.steps))
        return next(sightings, None) is not None

    def _for_real(self, lead: Lead, group: Group) -> Found:
        for case in self.concrete:
            for sighting in look(lead, case, self.sample, self.steps):
                request = self._request(group, sighting)
                if self.replay.confirms(request):
                    return Witness(request=self.replay.plainest(self._realistic(lead, group, case, request)))
        return Unknown(reason=UNCONFIRMED.format(group.action))

    def _realistic(self, lead: Lead, group: Group, case: Resources, request: Request) -> Request:
        """The request, or one whose resource has a format of the action's own."""
        formats = formats_of(group.action)
        if request.resource == "*" or not formats:
            return request
        try:
            requests = (self._request(group, one) for one in look(lead, case, self.sample, self.steps, formats))
            return next((one for one in requests if self.replay.confirms(one)), request)
        except OutOfSteps:
            return request

    def _request(self, group: Group, sighting: Sighting) -> Request:
        spelled = self.problem.spelled
        chosen = dict(self.sample.context(sighting.chosen))
        if RESOURCE_ACCOUNT in self.sample.keys:
            chosen.setdefault(RESOURCE_ACCOUNT, ())
        context = tuple(sorted((spelled.get(key, key), values) for key, values in chosen.items()))
        return Request(action=group.action, resource=sighting.resource, context=context)


def hunt_of(problem: Problem, replay: Replay) -> Hunt:
    """A problem, with all that its search needs.

    Raises: TooMany for more policy variables in resources than can be told apart.
    """
    named = in_resources(problem.resources)
    proof, sample = spaces(problem, named)
    symbolic = [Resources(problem.resources, one) for one in cases(problem.resources)]
    concrete = [Resources(problem.resources, one) for one in _concrete(sample, named.keys)] if named.keys else symbolic
    return Hunt(
        problem=problem,
        speakers=speakers_of(problem),
        replay=replay,
        proof=proof,
        sample=sample,
        symbolic=symbolic,
        concrete=concrete,
        inclusions=Inclusions(problem.resources),
        overlaps=overlaps_of(problem.resources),
        steps=Steps(MOST_STEPS),
    )


def _concrete(space: Space, keys: frozenset[str]) -> Iterator[dict[str, Value | str]]:
    """The values that the variables in resources take in the classes of their keys."""
    values = {key: space.values(key) for key in sorted(keys)}
    for number, combination in enumerate(product(*values.values())):
        if number >= MOST_CASES:
            return
        yield {key: Value.NONE if one is None else one for key, one in zip(values, combination, strict=True)}
