"""A finding about what a persona compiles to, in all the places where it was made."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from generator.analysis.subjects import Place
from generator.diagnostics import Diagnostic, Position
from generator.model.policy import BoundStatement


class Bound(Enum):
    """Whether an acceptance must say how far the access goes that a finding is about."""

    NEEDED = "needed"
    FREE = "free"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """`said` is how it is told, `title` what was found. `origins` are the grants that it comes from; none where it is
    about the persona as a whole. `statements` are what a bound must hold for: in each place the statement that the
    finding is about.
    """

    persona: str
    title: str
    said: Diagnostic
    bound: Bound
    origins: tuple[Position, ...] = ()
    statements: tuple[tuple[Place, BoundStatement], ...] = ()

    @property
    def code(self) -> str:
        """The code of the finding."""
        return self.said.code


def concerns_of(remarks: tuple[Diagnostic, ...]) -> Iterator[Concern]:
    """Warnings and notes about personas → what can be accepted of them."""
    for one in remarks:
        if one.persona:
            yield Concern(persona=one.persona, title=one.message, said=one, bound=Bound.FREE, origins=one.origins)
