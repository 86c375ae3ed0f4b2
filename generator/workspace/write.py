"""A report → the file that the user named; a file that is no such report is left alone."""

import stat
from pathlib import Path

from generator.diagnostics import Diagnostic, DiagnosticError, Position
from generator.workspace.replace import replace


def write_report(path: Path, text: str, start: str) -> None:
    """Puts a text in its place in one step; what is there is replaced only if it starts like our report.

    Raises: DiagnosticError where something else is there or the disk refuses.
    """
    try:
        if path.exists() and not (stat.S_ISREG(path.stat().st_mode) and _starts_with(path, start)):
            raise _problem(path, "foreign-file", "something else is there, and is not overwritten")
        replace(path, text)
    except OSError as error:
        raise _problem(path, "unwritable", f"the report cannot be written: {error.strerror or error}") from None


def _starts_with(path: Path, start: str) -> bool:
    wanted = start.encode()
    with path.open("rb") as file:
        return file.read(len(wanted)) == wanted


def _problem(path: Path, code: str, message: str) -> DiagnosticError:
    at = Position(file=str(path), line=0, column=0)
    hint = "name another file, or remove that one" if code == "foreign-file" else ""
    return DiagnosticError([Diagnostic(code=code, message=message, at=at, hint=hint)])
