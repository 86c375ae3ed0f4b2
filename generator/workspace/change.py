"""Changes of profiles → the files, each in one step; a file that is no longer what was read is left alone."""

import os
import stat
from collections.abc import Sequence
from pathlib import Path

from generator.diagnostics import Diagnostic, DiagnosticError, Position
from generator.model.proposal import FileChange
from generator.workspace.replace import replace

_BOM = b"\xef\xbb\xbf"


def write_changes(changes: Sequence[FileChange]) -> None:
    """Every file gets its new text, and keeps its mode and its byte order mark; all are looked at before the first.

    Raises: DiagnosticError where a file changed meanwhile, or the disk refuses.
    """
    try:
        found = [(one, _place(one), _place(one).read_bytes()) for one in changes]
        problems = [_changed(one.path) for one, _, content in found if content.removeprefix(_BOM) != one.old.encode()]
        if problems:
            raise DiagnosticError(problems)
        for one, place, content in found:
            mark = _BOM.decode() if content.startswith(_BOM) else ""
            replace(place, mark + one.new, stat.S_IMODE(place.stat().st_mode))
    except OSError as error:
        at = Position(file=str(changes[0].path), line=0, column=0)
        message = f"the change cannot be written: {error.strerror or error}"
        raise DiagnosticError([Diagnostic(code="unwritable", message=message, at=at)]) from None


def _place(change: FileChange) -> Path:
    """The file itself, behind a link."""
    return Path(os.path.realpath(change.path))


def _changed(path: str) -> Diagnostic:
    message = "the file changed while the change of it was made, and is left alone"
    at = Position(file=path, line=0, column=0)
    return Diagnostic(code="changed-file", message=message, at=at, hint="run the command again")
