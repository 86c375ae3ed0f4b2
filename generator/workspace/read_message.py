"""A file or a pipe → the text of messages, within bounds and whatever its bytes are."""

from pathlib import Path
from typing import BinaryIO

from generator.diagnostics import Diagnostic, DiagnosticError, Position

MAX_MESSAGE_BYTES = 64 * 1024 * 1024


def read_message(file: BinaryIO, name: str) -> str:
    """What a stream holds; bytes that are no UTF-8 text are replaced.

    Raises: DiagnosticError for more than 64 MiB.
    """
    content = file.read(MAX_MESSAGE_BYTES + 1)
    if len(content) > MAX_MESSAGE_BYTES:
        message = f"the text has more than {MAX_MESSAGE_BYTES // 1024 // 1024} MiB"
        raise _problem(name, "file-too-large", message, "give the part with the messages, such as what `grep` finds")
    return content.decode("utf-8", errors="replace")


def read_message_file(path: Path) -> str:
    """What a file holds.

    Raises: DiagnosticError for a file that cannot be read, or is too large.
    """
    try:
        with path.open("rb") as file:
            return read_message(file, str(path))
    except OSError as error:
        message = f"the file cannot be read: {error.strerror or error}"
        raise _problem(str(path), "unreadable-file", message) from None


def _problem(name: str, code: str, message: str, hint: str = "") -> DiagnosticError:
    at = Position(file=name, line=0, column=0)
    return DiagnosticError([Diagnostic(code=code, message=message, at=at, hint=hint)])
