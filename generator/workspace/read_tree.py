"""A generated tree on disk → the texts of the files that say who may do what, by their path in the tree."""

from pathlib import Path

from generator.diagnostics import Diagnostic, DiagnosticError, Position
from generator.workspace.manifest import MANIFEST, read_manifest
from generator.workspace.plan import read_file

_TELLING = (".tf", ".json")


def is_tree(folder: Path) -> bool:
    """Whether a folder holds what `generate` made."""
    return (folder / MANIFEST).is_file()


def read_tree(folder: Path) -> dict[str, str]:
    """The texts of a tree's files as they are; one that is missing is left out.

    Raises: DiagnosticError for a manifest that is none, and for links and folders where a file should be.
    """
    problems: list[Diagnostic] = []
    paths = (path for path, _ in read_manifest(folder / MANIFEST).files if path.endswith(_TELLING))
    found = {path: read_file(folder, path, problems) for path in paths}
    if problems:
        raise DiagnosticError(problems)
    return {path: text for path, text in found.items() if text is not None}


def no_tree(folder: str) -> DiagnosticError:
    """What is said of a folder that holds neither a profile nor a tree."""
    message = "this folder holds neither a profile nor a generated tree"
    hint = "name a revision, such as `iam-personas diff HEAD`, or a folder that holds one"
    at = Position(file=folder, line=0, column=0)
    return DiagnosticError([Diagnostic(code="no-profile-or-tree", message=message, at=at, hint=hint)])
