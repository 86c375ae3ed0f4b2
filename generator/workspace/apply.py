"""A plan → the written tree.

A journal says first what is about to be made; each file is then replaced in one step, and
the manifest comes last. An interrupted run, even a killed one, is finished by the next.
"""

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from generator.diagnostics import Diagnostic, DiagnosticError, Position
from generator.workspace.manifest import JOURNAL, MANIFEST, Manifest, journal_line, manifest_text
from generator.workspace.plan import Change, ChangeKind, Plan
from generator.workspace.replace import PREFIX, SUFFIX, replace


def apply(plan: Plan, manifest: Manifest) -> None:
    """Makes the tree as planned and records it.

    Raises: DiagnosticError where the disk refuses.
    """
    if plan.is_empty and not (plan.root / JOURNAL).exists():
        return
    try:
        plan.root.mkdir(parents=True, exist_ok=True)
        with _alone_in(plan.root):
            _write(plan, manifest)
    except OSError as error:
        at = Position(file=str(error.filename or plan.root), line=0, column=0)
        message = f"the tree cannot be written: {error.strerror or error}"
        hint = "once that is mended, run the command again: it finishes what was begun"
        raise DiagnosticError([Diagnostic(code="unwritable", message=message, at=at, hint=hint)]) from None


def _write(plan: Plan, manifest: Manifest) -> None:
    journal = plan.root / JOURNAL
    begun = journal.read_text(encoding="utf-8") if journal.exists() else ""
    for left in plan.root.rglob(f"{PREFIX}*{SUFFIX}"):
        left.unlink(missing_ok=True)
    replace(journal, begun + journal_line(manifest))
    for change in plan.changes:
        if change.path != MANIFEST:
            _make(plan.root, change)
    replace(plan.root / MANIFEST, manifest_text(manifest))
    journal.unlink(missing_ok=True)


@contextmanager
def _alone_in(root: Path) -> Generator[None]:
    """One run at a time writes to a tree; the others wait. The lock ends with the process, however that ends."""
    import fcntl

    handle = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _make(root: Path, change: Change) -> None:
    place = root / change.path
    match change.kind:
        case ChangeKind.CREATE | ChangeKind.UPDATE:
            place.parent.mkdir(parents=True, exist_ok=True)
            replace(place, change.text)
        case ChangeKind.DELETE:
            place.unlink(missing_ok=True)
            _remove_empty(place.parent, root)
        case ChangeKind.KEEP:
            pass


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
