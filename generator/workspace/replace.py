"""A text → its place on the disk, in one step."""

import os
import tempfile
from pathlib import Path

PREFIX, SUFFIX = ".iam-personas-", ".tmp"


def replace(place: Path, text: str, mode: int | None = None) -> None:
    """Puts a text in a place in one step: readers see the old file or the new one; without a mode that of new files."""
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=PREFIX, suffix=SUFFIX)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o666 & ~_umask() if mode is None else mode)
        os.replace(name, place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
