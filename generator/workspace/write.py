"""A report or a first profile → the file that the user named; what somebody else put there is left alone."""

import os
import stat
from pathlib import Path

from generator.diagnostics import Diagnostic, DiagnosticError, Position
from generator.workspace.plan import Overwrite
from generator.workspace.replace import replace

_OTHER = "name another file, or remove that one"


def write_report(path: Path, text: str, start: str) -> None:
    """Puts a text in its place in one step; what is there is replaced only if it starts like our report.

    Raises: DiagnosticError where something else is there or the disk refuses.
    """
    try:
        if path.exists() and not (stat.S_ISREG(path.stat().st_mode) and _starts_with(path, start)):
            raise _problem(path, "foreign-file", "something else is there, and is not overwritten", _OTHER)
        replace(path, text)
    except OSError as error:
        raise _problem(path, "unwritable", f"the report cannot be written: {error.strerror or error}") from None


def write_profile(path: Path, text: str, overwrite: Overwrite) -> None:
    """Puts a first profile in its place in one step; a file that is there is replaced only if forced.

    Raises: DiagnosticError where something is in the way or the disk refuses.
    """
    try:
        if os.path.lexists(path):
            _check_replaceable(path, overwrite)
        replace(path, text)
    except OSError as error:
        raise _problem(path, "unwritable", f"the profile cannot be written: {error.strerror or error}") from None


def write_new_profile(path: Path, text: str) -> None:
    """Puts an imported profile where nothing is yet, in one step.

    Raises: DiagnosticError where something is in the way or the disk refuses.
    """
    try:
        if os.path.lexists(path):
            message = "there is such a file already, and it is not overwritten"
            raise _problem(path, "existing-file", message, "name another file with `--out`")
        replace(path, text)
    except OSError as error:
        raise _problem(path, "unwritable", f"the profile cannot be written: {error.strerror or error}") from None


def _check_replaceable(path: Path, overwrite: Overwrite) -> None:
    if not stat.S_ISREG(path.lstat().st_mode):
        raise _problem(path, "foreign-file", "something else than a file is there, and is not overwritten", _OTHER)
    if overwrite is Overwrite.NEVER:
        hint = "name another file with `--out`, or use `--force` to lose this one"
        raise _problem(path, "existing-file", "there is such a file already, and it is not overwritten", hint)


def _starts_with(path: Path, start: str) -> bool:
    wanted = start.encode()
    with path.open("rb") as file:
        return file.read(len(wanted)) == wanted


def _problem(path: Path, code: str, message: str, hint: str = "") -> DiagnosticError:
    at = Position(file=str(path), line=0, column=0)
    return DiagnosticError([Diagnostic(code=code, message=message, at=at, hint=hint)])
