"""What is wanted, what is there and what we made last time → the changes to a tree.

A file that a person edited, or that we did not make, stands in the way: it is named and
nothing is written, unless forced.
"""

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePosixPath

from generator.diagnostics import Diagnostic, DiagnosticError, Position
from generator.workspace.manifest import JOURNAL, MANIFEST, Manifest, digest, leads_out, read_journal, read_manifest


class ChangeKind(Enum):
    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    KEEP = "keep"


class Overwrite(Enum):
    """Whether a file in the way is replaced."""

    NEVER = "never"
    FORCED = "forced"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What happens to one file; `path` is relative to the root, `old` what is there now."""

    kind: ChangeKind
    path: str
    text: str = ""
    old: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    root: Path
    changes: tuple[Change, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the tree is already as it should be."""
        return all(one.kind is ChangeKind.KEEP for one in self.changes)


def plan(root: Path, wanted: Mapping[str, str], overwrite: Overwrite) -> Plan:
    """The changes that turn the tree at `root` into `wanted`, texts by relative path.

    Raises: DiagnosticError naming every file that stands in the way.
    """
    known = _known(root)
    problems: list[Diagnostic] = []
    changes: list[Change] = []
    for path in sorted(set(wanted) | {one for one in known if one not in (MANIFEST, JOURNAL)}):
        found = read_file(root, path, problems)
        change = _change(path, wanted.get(path), found)
        if change is None:
            continue
        if overwrite is Overwrite.NEVER and path != MANIFEST and _is_in_the_way(change, known):
            problems.append(_in_the_way(root, change, known))
        changes.append(change)
    if problems:
        raise DiagnosticError(problems)
    return Plan(root=root, changes=tuple(changes))


def _known(root: Path) -> dict[str, set[str]]:
    """The digests of what we made, or were about to make, by path."""
    known: dict[str, set[str]] = {}
    records = (read_manifest(root / MANIFEST), *read_journal(root / JOURNAL))
    for path, sha in (pair for one in records for pair in one.files):
        known.setdefault(path, set()).add(sha)
    return known


def _change(path: str, wanted: str | None, found: str | None) -> Change | None:
    match wanted, found:
        case None, None:
            return None
        case None, str():
            return Change(kind=ChangeKind.DELETE, path=path, old=found)
        case str(), None:
            return Change(kind=ChangeKind.CREATE, path=path, text=wanted)
        case _:
            kind = ChangeKind.KEEP if wanted == found else ChangeKind.UPDATE
            return Change(kind=kind, path=path, text=wanted or "", old=found)


def _is_in_the_way(change: Change, known: Mapping[str, set[str]]) -> bool:
    if change.kind not in (ChangeKind.UPDATE, ChangeKind.DELETE) or change.old is None:
        return False
    return digest(change.old) not in known.get(change.path, set())


def _in_the_way(root: Path, change: Change, known: Mapping[str, set[str]]) -> Diagnostic:
    edited = change.path in known
    code, message = (
        ("edited-file", "somebody edited this generated file")
        if edited
        else ("foreign-file", "this file was not made by iam-personas")
    )
    hint = (
        "move the edit into the profile or a template, or use `--force` to lose it"
        if edited
        else "move it away, or use `--force` to replace it"
    )
    return Diagnostic(
        code=code, message=message, at=Position(file=str(root / change.path), line=0, column=0), hint=hint
    )


def read_file(root: Path, path: str, problems: list[Diagnostic]) -> str | None:
    """The text of a file of the tree, None where there is none; links and folders in the way are problems."""
    assert not leads_out(path), f"{path} leads out of the tree"
    parts = PurePosixPath(path).parts
    for depth in range(1, len(parts) + 1):
        place = root.joinpath(*parts[:depth])
        mode = _mode(place)
        if mode is None:
            return None
        wanted = stat.S_ISREG(mode) if depth == len(parts) else stat.S_ISDIR(mode)
        if not wanted:
            kind = "a symbolic link" if stat.S_ISLNK(mode) else "not what it should be"
            at = Position(file=str(place), line=0, column=0)
            problems.append(
                Diagnostic(
                    code="foreign-file", message=f"this is {kind}, and stands in the way", at=at, hint="move it away"
                )
            )
            return None
    return _read(root.joinpath(*parts), problems)


def _read(place: Path, problems: list[Diagnostic]) -> str | None:
    try:
        return place.read_bytes().decode("utf-8", errors="surrogateescape")
    except OSError as error:
        at = Position(file=str(place), line=0, column=0)
        message = f"the file cannot be read: {error.strerror or error}"
        problems.append(Diagnostic(code="unreadable-file", message=message, at=at))
        return None


def _mode(place: Path) -> int | None:
    try:
        return os.lstat(place).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None


def first_difference(change: Change) -> Iterator[str]:
    """The first line in which a file is not as it should be, as it is and as it should be."""
    if change.old is None or change.kind is not ChangeKind.UPDATE:
        return
    old, new = change.old.splitlines(), change.text.splitlines()
    pairs = zip(old + [""] * len(new), new + [""] * len(old), strict=False)
    number = next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(old), len(new)))
    yield f"{number + 1}: - {old[number] if number < len(old) else ''}"
    yield f"{number + 1}: + {new[number] if number < len(new) else ''}"


def make_manifest(version: str, sources: Mapping[str, str], files: Mapping[str, str]) -> Manifest:
    """The manifest of a tree; `sources` are the profiles' texts, `files` the tree's, by relative path."""
    return Manifest(
        version=version,
        sources=tuple((path, digest(text)) for path, text in sorted(sources.items())),
        files=tuple((path, digest(text)) for path, text in sorted(files.items())),
    )
