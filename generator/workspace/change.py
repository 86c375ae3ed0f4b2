"""Changes of profiles → the files, each in one step; a file that is no longer what was read is left alone."""

import os
import stat
from collections.abc import Sequence
from pathlib import Path

from generator.diagnostics import Diagnostic, DiagnosticError, Position
from generator.model.proposal import FileChange
from generator.workspace.replace import replace

_BOM = b"\xef\xbb\xbf"


def write_changes(changes: Sequence[FileChange], profiles: Sequence[str]) -> None:
    """Every file gets its new text, and keeps its mode and its byte order mark; all are looked at before the first.

    Nothing is written outside the folders of the named `profiles`, wherever links lead. A file that cannot be written
    takes the others back.

    Raises: DiagnosticError where a file changed meanwhile or lies elsewhere, or the disk refuses.
    """
    homes = tuple(Path(os.path.realpath(one)).parent for one in profiles)
    outside = [_outside(one.path) for one in changes if not any(_place(one).is_relative_to(home) for home in homes)]
    if outside:
        raise DiagnosticError(outside)
    try:
        found = [(one, _place(one), _place(one).read_bytes()) for one in changes]
        problems = [_changed(one.path) for one, _, content in found if content.removeprefix(_BOM) != one.old.encode()]
        if problems:
            raise DiagnosticError(problems)
        done: list[tuple[FileChange, Path, bytes]] = []
        try:
            for each in found:
                one, place, content = each
                _write(place, content, one.new)
                done.append(each)
        except OSError:
            for one, place, content in done:
                _write(place, content, one.old)
            raise
    except OSError as error:
        names = " and ".join(f"`{one.path}`" for one in changes)
        at = Position(file=str(changes[0].path), line=0, column=0)
        message = f"the change of {names} cannot be written, and each file is as it was: {error.strerror or error}"
        raise DiagnosticError([Diagnostic(code="unwritable", message=message, at=at)]) from None


def _write(place: Path, before: bytes, text: str) -> None:
    mark = _BOM.decode() if before.startswith(_BOM) else ""
    replace(place, mark + text, stat.S_IMODE(place.stat().st_mode))


def _place(change: FileChange) -> Path:
    """The file itself, behind a link."""
    return Path(os.path.realpath(change.path))


def _outside(path: str) -> Diagnostic:
    message = "the change cannot be written: a link leads out of the profile's folder"
    return Diagnostic(code="unwritable", message=message, at=Position(file=path, line=0, column=0))


def _changed(path: str) -> Diagnostic:
    message = "the file changed while the change of it was made, and is left alone"
    at = Position(file=path, line=0, column=0)
    return Diagnostic(code="changed-file", message=message, at=at, hint="run the command again")
