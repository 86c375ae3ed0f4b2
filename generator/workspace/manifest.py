"""The record of what we made: every file with its SHA-256, the profiles, and the version.

While a tree is being written, a journal beside the manifest records what is about to be
made, a line for each run since the last one that finished, so that what an interrupted run
left is not mistaken for somebody's edits.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.diagnostics import Diagnostic, DiagnosticError, Position

MANIFEST = ".iam-personas.json"
JOURNAL = ".iam-personas.journal"
FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """`files` and `sources` are pairs of a path and a SHA-256, sorted by path."""

    version: str
    sources: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, str], ...]


EMPTY = Manifest(version="", sources=(), files=())


def digest(text: str) -> str:
    """The SHA-256 of a text as UTF-8, in hex."""
    return hashlib.sha256(text.encode(errors="surrogateescape")).hexdigest()


def manifest_text(manifest: Manifest) -> str:
    """A manifest → its file's text."""
    return json.dumps(_body(manifest), indent=2, ensure_ascii=False) + "\n"


def journal_line(manifest: Manifest) -> str:
    """A manifest → the line that announces it in the journal."""
    return json.dumps(_body(manifest), ensure_ascii=False) + "\n"


def read_manifest(path: Path) -> Manifest:
    """A manifest's file → the manifest; the empty one where there is no file.

    Raises: DiagnosticError for a file that is not a manifest.
    """
    return next(iter(_read(path, lambda text: (text,))), EMPTY)


def read_journal(path: Path) -> tuple[Manifest, ...]:
    """A journal's file → what every interrupted run since the last finished one was about to make.

    Raises: DiagnosticError for a file that is not a journal.
    """
    return _read(path, str.splitlines)


def _read(path: Path, divide: Callable[[str], Iterable[str]]) -> tuple[Manifest, ...]:
    try:
        return tuple(_decode(one) for one in divide(path.read_text(encoding="utf-8")))
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        at = Position(file=str(path), line=0, column=0)
        hint = "restore it from version control, or delete it and use `--force`"
        message = "this is not a manifest that this version can read"
        raise DiagnosticError([Diagnostic(code="bad-manifest", message=message, at=at, hint=hint)]) from None


def _decode(text: str) -> Manifest:
    body = json.loads(text)
    files, sources = _pairs(body["files"]), _pairs(body["sources"])
    if any(leads_out(one) for one, _ in files):
        raise ValueError("a path leads out of the tree")
    if body["format"] != FORMAT:
        raise ValueError("unknown format")
    return Manifest(version=str(body["generator"]), sources=sources, files=files)


def _body(manifest: Manifest) -> dict[str, object]:
    return {
        "format": FORMAT,
        "generator": f"iam-personas {manifest.version}",
        "sources": dict(sorted(manifest.sources)),
        "files": dict(sorted(manifest.files)),
    }


def leads_out(path: str) -> bool:
    """Whether a path is anything but a plain relative one."""
    parts = PurePosixPath(path).parts
    return not parts or path.startswith("/") or ".." in parts or "\\" in path or ":" in path


def _pairs(value: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((str(path), str(sha)) for path, sha in value.items()))
