"""One problem, and the error that carries all problems of a phase."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from generator.diagnostics.position import Position


class Severity(Enum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One complaint: `code` is a stable kebab-case word, `hint` the nearest right thing.

    `message` and `hint` are lower case, one line, without a final period;
    text that a person wrote stands in backticks. A warning or note that is about one persona says which one, and
    `origins` are the grants that it comes from; none where it is about the persona as a whole.
    """

    code: str
    message: str
    at: Position
    severity: Severity = Severity.ERROR
    hint: str = ""
    persona: str = field(default="", compare=False)
    origins: tuple[Position, ...] = field(default=(), compare=False)


class DiagnosticError(Exception):
    """The only error that crosses a layer: every problem of one phase, in file order."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(sorted(diagnostics, key=lambda one: (one.at, one.code, one.message)))
        assert self.diagnostics, "an error needs at least one diagnostic"
        super().__init__("; ".join(f"{one.at}: {one.message}" for one in self.diagnostics))
