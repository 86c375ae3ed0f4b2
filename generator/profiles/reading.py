"""How the decoders of a profile's parts read its texts."""

from collections.abc import Callable
from dataclasses import dataclass

from generator.diagnostics import Diagnostic, Position
from generator.model.pattern import Literal, Pattern
from generator.profiles.node import ScalarNode


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a text is read, and who is told what cannot be understood."""

    text: Callable[[ScalarNode], Pattern]
    complain: Callable[[Diagnostic], None]

    def error(self, code: str, message: str, at: Position, hint: str = "") -> None:
        """Tells what is wrong at a place."""
        self.complain(Diagnostic(code=code, message=message, at=at, hint=hint))


def sample(pattern: Pattern) -> str:
    """A Pattern with a word in place of each hole."""
    return "".join(part.text if isinstance(part, Literal) else "x" for part in pattern.parts)
