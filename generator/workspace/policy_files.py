"""Paths → the policy files that they name or hold, and their texts, within bounds."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from generator.diagnostics import DiagnosticError
from generator.workspace.manifest import MANIFEST
from generator.workspace.read import read_profile

SUFFIXES = (".json", ".tf")
IMPORTABLE = (*SUFFIXES, ".yml", ".yaml")
MOST_FILES = 10_000

_WORDS = {
    "file-too-large": ("the file has more than 1024 KiB", "no policy is that large"),
    "binary-file": ("this is a binary file, not a policy", ""),
}


def files_below(folder: str) -> tuple[str, ...]:
    """A folder → its .json and .tf files, A to Z, and behind them those of its inner folders.

    Hidden folders are not entered, links to folders not followed; at most 10,000 files are named.
    """
    return tuple(path for _, path in zip(range(MOST_FILES), _walk(folder, SUFFIXES), strict=False))


def importable_files(folder: str) -> tuple[str, ...]:
    """A folder → what may be imported in it, in the same order and within the same bounds.

    Trees that were generated are no originals: those below the folder are passed over.
    """
    found = _walk(folder, IMPORTABLE, passed_over=_is_generated)
    return tuple(path for _, path in zip(range(MOST_FILES), found, strict=False))


def _is_generated(folder: Path) -> bool:
    return (folder / MANIFEST).is_file()


def _walk(
    folder: str, suffixes: tuple[str, ...], passed_over: Callable[[Path], bool] = lambda _: False
) -> Iterator[str]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith(".") and not passed_over(Path(root, one)))
        yield from (Path(root, one).as_posix() for one in sorted(files) if one.endswith(suffixes))


def read_policy(path: str) -> str:
    """The text of a policy file.

    Raises: DiagnosticError for a file that is missing, too large, not a regular file, or not UTF-8 text.
    """
    try:
        return read_profile(path)
    except DiagnosticError as error:
        raise DiagnosticError(
            replace(one, message=_WORDS[one.code][0], hint=_WORDS[one.code][1]) if one.code in _WORDS else one
            for one in error.diagnostics
        ) from None
