"""A git revision → the profiles that stand in it, read through git without touching the work tree.

A revision is resolved to a commit first, so that nothing a user calls it can be an option or a path of git.

Source: https://git-scm.com/docs/gitcli, https://git-scm.com/docs/git-rev-parse, https://git-scm.com/docs/git-ls-tree
"""

import os
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import Diagnostic, DiagnosticError, Position
from generator.workspace.read import MAX_FILE_BYTES

_FILES = ("100644", "100755")
"""The modes of plain files; anything else is a link, a folder or another repository."""
_CALM = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}
_LONGEST_CALL_S = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A commit by its hash, and what the user called it."""

    name: str
    commit: str


def find_revision(name: str) -> Revision:
    """What a user calls a revision → its commit.

    Raises: DiagnosticError without git, outside of a repository, and where nothing is called so.
    """
    _check_repository(name)
    found = _git(name, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    commit = found.stdout.decode("ascii", errors="replace").strip()
    if found.returncode or not commit:
        message = f"git knows no revision `{name}`, and there is no such folder"
        hint = "name a branch, a tag, a commit, or a folder; in a shallow clone, fetch it first: `git fetch origin`"
        raise _problem(name, "no-revision", message, _hint(name, hint))
    return Revision(name=name, commit=commit)


def common_ancestor(old: Revision, new: Revision) -> Revision:
    """Two revisions → the commit from which both come, as `A...B` means it.

    Raises: DiagnosticError where there is none.
    """
    found = _git(old.name, "merge-base", old.commit, new.commit)
    commit = found.stdout.decode("ascii", errors="replace").strip()
    if found.returncode or not commit:
        message = f"`{old.name}` and `{new.name}` have no commit in common here"
        hint = "in a shallow clone, fetch more of the history: `git fetch --unshallow`"
        raise _problem(old.name, "no-revision", message, hint)
    return Revision(name=old.name, commit=commit)


def read_at(revision: Revision) -> Callable[[str], str]:
    """A revision → what reads a profile from it, by its path from the working folder.

    What it returns raises DiagnosticError for a file that is missing, too large, no plain file, or not UTF-8 text.
    """

    def read(path: str) -> str:
        listed = _git(revision.name, "ls-tree", "-z", "-l", revision.commit, "--", os.path.relpath(path))
        fields = listed.stdout.partition(b"\t")[0].split()
        if listed.returncode or len(fields) != 4:
            hint = "name the profile as it was called there with `-p`, or an older or newer revision"
            raise _problem(path, "unreadable-file", f"there is no such file in `{revision.name}`", hint)
        mode, _, object_id, size = (one.decode("ascii") for one in fields)
        if mode not in _FILES:
            raise _problem(path, "unreadable-file", f"in `{revision.name}` it is not a regular file")
        if int(size) > MAX_FILE_BYTES:
            raise _problem(path, "file-too-large", f"the file has more than {MAX_FILE_BYTES // 1024} KiB")
        return _text(path, _git(revision.name, "cat-file", "blob", object_id).stdout)

    return read


def _text(path: str, content: bytes) -> str:
    if b"\0" in content:
        raise _problem(path, "binary-file", "this is a binary file, not YAML")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"the byte at offset {error.start} is not UTF-8 text"
        raise _problem(path, "not-utf-8", message, "save the file as UTF-8") from None


def _check_repository(name: str) -> None:
    found = _git(name, "rev-parse", "--is-inside-work-tree")
    if found.returncode or found.stdout.strip() != b"true":
        complaint = found.stderr.decode(errors="replace").strip().splitlines()
        said = f": {complaint[0].removeprefix('fatal: ')}" if complaint else ""
        message = f"`{name}` is no folder, and git finds no revisions here{said}"
        hint = "run it inside of a git repository, or name two folders"
        raise _problem(name, "no-repository", message, _hint(name, hint))


def _hint(name: str, otherwise: str) -> str:
    """A file is no side of a comparison, but its folder is."""
    return "name the folder, not the file" if Path(name).is_file() else otherwise


def _git(name: str, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    """One call of git, without a shell; arguments that a user chose stand where none is an option."""
    command: Sequence[str] = ("git", "--no-pager", "--literal-pathspecs", *arguments)
    try:
        return subprocess.run(  # noqa: S603 - a list of arguments, and no shell
            command, capture_output=True, check=False, env={**os.environ, **_CALM}, timeout=_LONGEST_CALL_S
        )
    except FileNotFoundError:
        hint = "install git, or name two folders instead"
        raise _problem(name, "no-git", "git is not installed, and reads the profiles of a revision", hint) from None
    except (OSError, ValueError) as error:
        raise _problem(name, "no-revision", f"git cannot look for it: {error}") from None
    except subprocess.TimeoutExpired:
        raise _problem(name, "no-revision", f"git did not answer within {_LONGEST_CALL_S} seconds") from None


def _problem(file: str, code: str, message: str, hint: str = "") -> DiagnosticError:
    at = Position(file=file, line=0, column=0)
    return DiagnosticError([Diagnostic(code=code, message=message, at=at, hint=hint)])
