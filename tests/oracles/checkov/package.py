"""The checkov that the requirements pin, in an environment of its own: what it needs clashes with what the tests need.

It is installed into `.cache` on first use, by the pip of the tests, from whatever package index pip is configured
for; the requirements name hashes and no index.
"""

import fcntl
import hashlib
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

_HERE = Path(__file__).parent
_PINNED = _HERE / "requirements.txt"
_PIN = re.compile(r"^checkov==(\S+)", re.MULTILINE)
_PIP = ("--quiet", "--quiet", "--disable-pip-version-check", "--only-binary=:all:", "--require-hashes")

_refused: list[str] = []
"""What pip said when it could not: it is asked once."""


class MissingPackageError(Exception):
    """The package can't be had; the message says what pip said."""


def find_version() -> tuple[str | None, str]:
    """The pinned version; whatever runs the tests can install it."""
    found = _PIN.search(_PINNED.read_text(encoding="utf-8"))
    assert found, "requirements.txt pins checkov"
    return found[1], ""


def default_cache() -> Path:
    return _HERE.parents[2] / ".cache" / f"checkov-{find_version()[0]}"


def install(cache: Path | None = None) -> Path:
    """The Python that can `-m checkov.main`.

    Raises:
        MissingPackageError: nothing is in the cache and pip can't install it.
    """
    cache = cache or default_cache()
    cache.mkdir(parents=True, exist_ok=True)
    folder = cache / _digest()
    with (cache / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists() and not _refused:
            _install(folder, cache / "unfinished")
    if _refused:
        raise MissingPackageError(_refused[0])
    return folder / "bin" / "python"


def _install(folder: Path, unfinished: Path) -> None:
    """Its scripts would not survive the move; `python -m` does."""
    shutil.rmtree(unfinished, ignore_errors=True)
    venv.create(unfinished, symlinks=True)
    command = [sys.executable, "-m", "pip", "--python", str(unfinished), "install", *_PIP, "-r", str(_PINNED)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        _refused.append(f"pip could not install checkov\n{done.stderr}")
        return
    unfinished.replace(folder)


def _digest() -> str:
    """A digest of what is pinned, and of the Python that it is installed for."""
    return hashlib.sha256(_PINNED.read_bytes() + sys.version.encode()).hexdigest()[:16]
