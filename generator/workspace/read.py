"""A path → the text of a profile, within bounds."""

import os
import stat
from pathlib import Path

from generator.diagnostics import Diagnostic, DiagnosticError, Position

MAX_FILE_BYTES = 1_048_576


def read_profile(path: str) -> str:
    """The text of a profile.

    Raises: DiagnosticError for a file that is missing, too large, not a regular file, or not UTF-8 text.
    """
    try:
        content = _read(Path(path))
    except OSError as error:
        raise _problem(path, "unreadable-file", f"the file cannot be read: {error.strerror or error}") from None
    if len(content) > MAX_FILE_BYTES:
        message = f"the file has more than {MAX_FILE_BYTES // 1024} KiB"
        raise _problem(path, "file-too-large", message, "divide it, and `include` the parts")
    if b"\0" in content:
        raise _problem(path, "binary-file", "this is a binary file, not YAML")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _problem(
            path, "not-utf-8", f"the byte at offset {error.start} is not UTF-8 text", "save the file as UTF-8"
        ) from None


def _read(path: Path) -> bytes:
    real, folder = os.path.realpath(path), os.path.realpath(path.parent)
    if path.is_symlink() and os.path.commonpath([real, folder]) != folder:
        raise OSError(0, "it is a symbolic link that leads out of its folder")
    if not stat.S_ISREG(os.stat(path).st_mode):
        raise OSError(0, "not a regular file")
    with path.open("rb") as file:
        return file.read(MAX_FILE_BYTES + 1)


def _problem(path: str, code: str, message: str, hint: str = "") -> DiagnosticError:
    return DiagnosticError(
        [Diagnostic(code=code, message=message, at=Position(file=path, line=0, column=0), hint=hint)]
    )
