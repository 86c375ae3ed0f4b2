"""Resource patterns → the combinations of them that ARNs match, each with an ARN."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from generator.analysis.comparison.letters import Letters
from generator.analysis.comparison.steps import Steps
from generator.analysis.comparison.variables import Case, Reading, Value, letters_of_resource
from generator.analysis.comparison.words import Aims, best_words
from generator.analysis.evaluation.variables import Template, variables_of

ANY_ARN = Letters(letters=tuple("arn:::::"), loops=frozenset(range(4, 9)), bound=frozenset(range(4, 8)))
"""Six segments, whatever the last five are."""

Asked = tuple[int, Reading]
"""A pattern's number and how it is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Patterns; those that had better match, and those that had better not, as bits in their order."""

    patterns: tuple[Asked, ...]
    helping: int
    hindering: int


@dataclass(slots=True)
class Resources:
    """The resource patterns of a problem in one case of its variables; it keeps what it has found."""

    templates: Sequence[Template]
    case: Case
    _letters: dict[Asked, Letters | None] = field(default_factory=dict[Asked, "Letters | None"])

    @property
    def has_symbols(self) -> bool:
        """Whether variables stand for themselves."""
        return any(isinstance(one, Value) and one is not Value.NONE for one in self.case.values())

    def letters(self, asked: Asked) -> Letters | None:
        """A pattern as it reads; None for one that matches nothing."""
        if asked not in self._letters:
            number, reading = asked
            self._letters[asked] = letters_of_resource(self.templates[number], self.case, reading)
        return self._letters[asked]

    def may_read(self, number: int) -> bool:
        """Whether a pattern that matches nothing as it is read could match something: by a value with a colon."""
        return any(self.case.get(one.key) is Value.TEXT for one in variables_of(self.templates[number]))

    def arns(self, asked: Asking, needed: Sequence[Letters], steps: Steps) -> Iterator[tuple[int, str]]:
        """ARNs that match all that is needed: the best combinations of what was asked, as bits, each with one.

        Raises: OutOfSteps.
        """
        read = [(1 << number, self.letters(one)) for number, one in enumerate(asked.patterns)]
        known = [(bit, letters) for bit, letters in read if letters is not None]
        aims = Aims(
            needed=((1 << (len(needed) + 1)) - 1) << len(known),
            helping=sum(1 << place for place, (bit, _) in enumerate(known) if bit & asked.helping),
            hindering=sum(1 << place for place, (bit, _) in enumerate(known) if bit & asked.hindering),
        )
        for word in best_words((*(letters for _, letters in known), *needed, ANY_ARN), aims, steps):
            yield sum(bit for place, (bit, _) in enumerate(known) if word.matched >> place & 1), word.text
