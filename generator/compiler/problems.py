"""Collects what is wrong with a profile while the rest of it is still compiled."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from generator.diagnostics import Diagnostic, DiagnosticError, Position, Severity

MOST_ERRORS = 200


@dataclass(slots=True)
class Problems:
    """`persona` is whom warnings and notes are about; empty where they are about nobody alone."""

    found: list[Diagnostic] = field(default_factory=list[Diagnostic])
    persona: str = ""

    def about(self, persona: str) -> "Problems":
        """The same collection, for what is said about one persona."""
        return Problems(found=self.found, persona=persona)

    def error(self, code: str, message: str, at: Position, hint: str = "") -> None:
        """Notes an error. Raises: DiagnosticError at the error after which nobody reads on."""
        self.found.append(Diagnostic(code=code, message=message, at=at, hint=hint))
        if len(self.found) > MOST_ERRORS and sum(one.severity is Severity.ERROR for one in self.found) > MOST_ERRORS:
            self.raise_errors()

    def note(self, code: str, message: str, at: Position, hint: str = "", origins: tuple[Position, ...] = ()) -> None:
        """Notes what may be meant; `origins` are the grants that it comes from."""
        note = Diagnostic(code=code, message=message, at=at, hint=hint, severity=Severity.NOTE)
        self.found.append(replace(note, persona=self.persona, origins=origins))

    def warning(
        self, code: str, message: str, at: Position, hint: str = "", origins: tuple[Position, ...] = ()
    ) -> None:
        """Notes what is likely wrong."""
        warning = Diagnostic(code=code, message=message, at=at, hint=hint, severity=Severity.WARNING)
        self.found.append(replace(warning, persona=self.persona, origins=origins))

    @property
    def has_errors(self) -> bool:
        return any(one.severity is Severity.ERROR for one in self.found)

    @property
    def remarks(self) -> tuple[Diagnostic, ...]:
        """Warnings and notes, each once, in file order."""
        kept = {one for one in self.found if one.severity is not Severity.ERROR}
        return tuple(sorted(kept, key=lambda one: (one.at, one.code, one.message)))

    def raise_errors(self) -> None:
        """Raises: DiagnosticError when there is any error."""
        if errors := {one for one in self.found if one.severity is Severity.ERROR}:
            raise DiagnosticError(errors)


def did_you_mean(near: Iterable[str]) -> str:
    """Near matches → a hint; empty where nothing is near."""
    return next((f"did you mean `{one}`?" for one in near), "")
