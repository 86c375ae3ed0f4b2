"""Rules that speak of an action → resources and classes of condition keys for which all decide as they should.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum

from generator.analysis.comparison.leads import Lead, Where
from generator.analysis.comparison.letters import Letters
from generator.analysis.comparison.problem import Extent, Saying
from generator.analysis.comparison.resources import Asked, Asking, Resources
from generator.analysis.comparison.solve import Choice, Option, Possible, Term, solve
from generator.analysis.comparison.space import Space
from generator.analysis.comparison.spoken import Spoken, SpokenSide, bits_of
from generator.analysis.comparison.steps import Steps
from generator.analysis.comparison.variables import Reading


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
    """What is said, ready."""

    allowed: ReadySide
    refused: tuple[ReadySide, ...]
    asking: Asking


def look(
    lead: Lead, resources: Resources, space: Space, steps: Steps, formats: Sequence[Letters] = ()
) -> Iterator[Sighting]:
    """A lead → sightings, at most one for each combination of rules that some resource makes.

    With formats, only ARNs that have one of them. Raises: OutOfSteps.
    """
    question = ask(lead.spoken, resources, space)
    possible = space.possible(resources.case)
    if question is None or not all(possible):
        return
    tried: set[object] = set()
    for matched, resource in _resources(lead, question, resources, formats, steps):
        puzzle = _puzzle(question, matched)
        if puzzle is None or puzzle in tried:
            continue
        tried.add(puzzle)
        chosen = solve(possible, *puzzle, steps)
        if chosen is not None:
            yield Sighting(resource=resource, chosen=chosen)


def ask(spoken: Spoken, resources: Resources, space: Space) -> Question | None:
    """What is said → a question; None where a layer of those who allow contradicts itself."""
    patterns = _Patterns(resources.has_symbols)

    def ready(sayings: Iterable[Saying], use: Use) -> tuple[Ready, ...]:
        found = ((one, space.term(one)) for one in sayings)
        return tuple(
            Ready(one.resources.extent, patterns.bits(one, use), term) for one, term in found if term is not None
        )

    def side(given: SpokenSide, allows: Use, denies: Use) -> ReadySide:
        return ReadySide(
            layers=tuple(ready(layer, allows) for layer in given.layers), denies=ready(given.denies, denies)
        )

    allowed = side(spoken.allowed, Use.HELPS, Use.HINDERS)
    if not all(allowed.layers):
        return None
    refused = tuple(side(one, Use.HINDERS, Use.HELPS) for one in spoken.refused)
    return Question(allowed=allowed, refused=refused, asking=patterns.asking())


@dataclass(slots=True)
class _Patterns:
    """The patterns that are asked for, by their place, and what they are good for."""

    has_symbols: bool
    places: dict[Asked, int] = field(default_factory=dict[Asked, int])
    helping: int = 0
    hindering: int = 0

    def bits(self, saying: Saying, use: Use) -> int:
        """The places of a saying's patterns, as bits.

        A saying that is to apply is read as widely as may be, one that is not to apply as narrowly.
        """
        helps = (use is Use.HELPS) is (saying.resources.extent is Extent.LISTED)
        reading = Reading.POSSIBLE if helps and self.has_symbols else Reading.CERTAIN
        numbers = bits_of(saying.resources.bits)
        found = sum(1 << self.places.setdefault((one, reading), len(self.places)) for one in numbers)
        self.helping |= found if helps else 0
        self.hindering |= 0 if helps else found
        return found

    def asking(self) -> Asking:
        """All that was asked for."""
        return Asking(patterns=tuple(self.places), helping=self.helping, hindering=self.hindering)


def _resources(
    lead: Lead, question: Question, resources: Resources, formats: Sequence[Letters], steps: Steps
) -> Iterator[tuple[int, str]]:
    """Resources with the patterns that they match."""
    if lead.where is Where.NOTHING:
        yield 0, "*"
        return
    leading = _leading(lead.where, resources)
    for needed in [(one,) for one in formats] or [()]:
        if leading is not None:
            yield from resources.arns(question.asking, (*leading, *needed), steps)


def _leading(where: int | Where, resources: Resources) -> tuple[Letters, ...] | None:
    """The pattern that leads, as it is written; None where it matches nothing."""
    if isinstance(where, Where):
        return ()
    letters = resources.letters((where, Reading.CERTAIN))
    if letters is not None:
        return (letters,)
    return () if resources.may_read(where) else None


def _puzzle(question: Question, matched: int) -> tuple[tuple[Choice, ...], tuple[Term, ...]] | None:
    """What conditions have to do for a resource; None where they cannot help."""
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
