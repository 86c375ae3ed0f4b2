"""A generated tree on disk → the texts of the files that say who may do what, by their path in the tree."""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.diagnostics import Diagnostic, DiagnosticError, Position
from generator.workspace.manifest import MANIFEST, digest, read_manifest
from generator.workspace.plan import read_file
from generator.workspace.read import MAX_FILE_BYTES

_TELLING = (".tf", ".json")
_APPLIED = (".tf", ".tf.json", ".tofu", ".tofu.json")
"""What Terraform and OpenTofu read of a folder; not what starts with a dot, and no folder below.

Source: https://developer.hashicorp.com/terraform/language/files, https://opentofu.org/docs/language/files/
"""


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


def edits_of(folder: Path, files: Mapping[str, str]) -> dict[str, str]:
    """A tree and its texts → what happened to its files for Terraform since it was made, in words, by their paths.

    What is missing in a module is found where the module is read.
    """
    made = dict(read_manifest(folder / MANIFEST).files)
    edits = {path: _EDITED for path, text in files.items() if path.endswith(_APPLIED) and digest(text) != made[path]}
    missing = {path: _MISSING for path in made if path.endswith(_APPLIED) and "/" not in path and path not in files}
    foreign = {path: _FOREIGN for path in _applied(folder, made) if path not in made and _makes(folder / path)}
    return edits | missing | foreign


_MAKING = re.compile(rb"^\s*(resource|module|import|moved|removed)\b", re.MULTILINE)
_EDITED = "was edited after it was generated: what it grants may differ from what is compared"
_MISSING = "was generated and is missing: what Terraform makes may differ from what is compared"
_FOREIGN = "was not generated: what it grants is not compared"


def _applied(folder: Path, made: Mapping[str, str]) -> Iterator[str]:
    """What Terraform reads in the root of a tree and in the folders of its modules."""
    for below in sorted({"", *(path.partition("/")[0] + "/" for path in made if "/" in path)}):
        place = folder / below
        for one in os.scandir(place) if place.is_dir() else ():
            if one.name.endswith(_APPLIED) and not one.name.startswith(".") and not one.is_dir():
                yield below + os.fsencode(one.name).decode(errors="replace")


def _makes(file: Path) -> bool:
    """Whether a file of Terraform code can make or change something; providers and backends alone do not."""
    if file.suffix == ".json" or not file.is_file():
        return True
    with file.open("rb") as opened:
        content = opened.read(MAX_FILE_BYTES + 1)
    return len(content) > MAX_FILE_BYTES or _MAKING.search(content) is not None


def no_tree(folder: str) -> DiagnosticError:
    """What is said of a folder that holds neither a profile nor a tree."""
    message = "this folder holds neither a profile nor a generated tree"
    hint = "name a revision, such as `iam-personas diff HEAD`, or a folder that holds one"
    at = Position(file=folder, line=0, column=0)
    return DiagnosticError([Diagnostic(code="no-profile-or-tree", message=message, at=at, hint=hint)])
