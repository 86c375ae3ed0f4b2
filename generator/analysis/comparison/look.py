"""Rules that speak of an action → resources and classes of condition keys for which all decide as they should.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from generator.analysis.comparison.actions import CalledOn
from generator.analysis.comparison.problem import Extent, Rule, Side
from generator.analysis.comparison.resources import Asked, Resources
from generator.analysis.comparison.solve import Choice, Option, Possible, Steps, Term, solve
from generator.analysis.comparison.space import Space
from generator.analysis.comparison.spoken import Spoken
from generator.analysis.comparison.variables import Reading, Segments


class Use(Enum):
    """Whether what is looked for needs a rule to apply or needs it not to."""

    HELPS = "an allow of who allows, a deny of who refuses"
    HINDERS = "a deny of who allows, an allow of who refuses"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A resource, with symbols for variables, and the classes that are left of each component."""

    resource: str
    chosen: Possible


@dataclass(frozen=True, slots=True)
class Ready:
    """A rule's resource patterns as bits of what was asked, and its conditions as a term."""

    extent: Extent
    bits: int
    term: Term

    def applies(self, matched: int) -> bool:
        """Whether it speaks of a resource that matches these patterns."""
        return bool(self.bits & matched) is (self.extent is Extent.LISTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadySide:
    layers: tuple[tuple[Ready, ...], ...]
    denies: tuple[Ready, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The rules of a group, ready. One of `leading` has to match a resource as it is written (see variables.py)."""

    allowed: ReadySide
    refused: tuple[ReadySide, ...]
    leading: tuple[Ready, ...]
    asked: tuple[Asked, ...]


def look(spoken: Spoken, on: CalledOn, resources: Resources, space: Space, steps: Steps) -> Iterator[Sighting]:
    """Rules → sightings, at most one for each combination of rules that some resource makes.

    Raises: TooMany, OutOfSteps.
    """
    question = ask(spoken, resources, space)
    if question is None:
        return
    possible = space.possible(resources.case)
    if not all(possible):
        return
    tried: set[object] = set()
    for matched, resource in _resources(question, on, resources):
        puzzle = _puzzle(question, matched)
        if puzzle is None or puzzle in tried:
            continue
        tried.add(puzzle)
        chosen = solve(possible, *puzzle, steps)
        if chosen is not None:
            yield Sighting(resource=resource, chosen=chosen)


def look_within(
    formats: tuple[Segments, ...], spoken: Spoken, resources: Resources, space: Space, steps: Steps
) -> Iterator[Sighting]:
    """As `look`, for ARNs in one of some formats only.

    Raises: TooMany, OutOfSteps.
    """
    question = ask(spoken, resources, space)
    if question is None:
        return
    for matched, resource in resources.arns(question.asked, formats).items():
        puzzle = _puzzle(question, matched) if matched >> len(question.asked) else None
        chosen = solve(space.possible(resources.case), *puzzle, steps) if puzzle else None
        if chosen is not None:
            yield Sighting(resource=resource, chosen=chosen)


def ask(spoken: Spoken, resources: Resources, space: Space) -> Question | None:
    """Rules → a question; None where a layer of those who allow contradicts itself."""
    asked: dict[Asked, int] = {}

    def ready(rules: Iterable[Rule], use: Use) -> tuple[Ready, ...]:
        found = ((rule, space.term(rule)) for rule in rules)
        return tuple(
            Ready(rule.resources.extent, _bits(rule, _reading(rule, use, resources), asked), term)
            for rule, term in found
            if term is not None
        )

    def side(given: Side, allows: Use, denies: Use) -> ReadySide:
        return ReadySide(
            layers=tuple(ready(layer, allows) for layer in given.layers), denies=ready(given.denies, denies)
        )

    allowed = side(spoken.allowed, Use.HELPS, Use.HINDERS)
    if not all(allowed.layers):
        return None
    refused = tuple(side(one, Use.HINDERS, Use.HELPS) for one in spoken.refused)
    leading = tuple(
        Ready(rule.resources.extent, _bits(rule, Reading.CERTAIN, asked), ())
        for layer in spoken.allowed.layers
        for rule in layer
    )
    return Question(allowed=allowed, refused=refused, leading=leading, asked=tuple(asked))


def _reading(rule: Rule, use: Use, resources: Resources) -> Reading:
    """A rule that is to apply is read as widely as may be, one that is not to apply as narrowly."""
    if not resources.has_symbols:
        return Reading.CERTAIN
    widely = (use is Use.HELPS) is (rule.resources.extent is Extent.LISTED)
    return Reading.POSSIBLE if widely else Reading.CERTAIN


def _bits(rule: Rule, reading: Reading, asked: dict[Asked, int]) -> int:
    found, left = 0, rule.resources.bits
    while left:
        bit = left & -left
        found |= 1 << asked.setdefault((bit.bit_length() - 1, reading), len(asked))
        left ^= bit
    return found


def _resources(question: Question, on: CalledOn, resources: Resources) -> Iterator[tuple[int, str]]:
    if CalledOn.RESOURCE in on:
        yield from resources.arns(question.asked).items()
    if CalledOn.NOTHING in on:
        yield 0, "*"


def _puzzle(question: Question, matched: int) -> tuple[tuple[Choice, ...], tuple[Term, ...]] | None:
    """What conditions have to do for a resource; None where they cannot help."""
    if not any(one.applies(matched) for one in question.leading):
        return None
    failing = _terms(question.allowed.denies, matched)
    if () in failing:
        return None
    choices = [*(_allowing(layer, matched) for layer in question.allowed.layers)]
    choices += [_refusing(side, matched) for side in question.refused]
    if () in choices:
        return None
    return tuple(one for one in dict.fromkeys(choices) if Option() not in one), failing


def _allowing(layer: Iterable[Ready], matched: int) -> Choice:
    return tuple(Option(holding=(term,) if term else ()) for term in _terms(layer, matched))


def _refusing(side: ReadySide, matched: int) -> Choice:
    """A side refuses by a deny that holds or by a layer whose allows all fail."""
    denying = (Option(holding=(term,) if term else ()) for term in _terms(side.denies, matched))
    layers = (_terms(layer, matched) for layer in side.layers)
    return (*(Option(failing=terms) for terms in layers if () not in terms), *denying)


def _terms(rules: Iterable[Ready], matched: int) -> tuple[Term, ...]:
    return tuple(dict.fromkeys(one.term for one in rules if one.applies(matched)))


