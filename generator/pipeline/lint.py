"""Policy files → what Access Analyzer's checks say of them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from generator.analysis.lint.finding import Finding, FindingType
from generator.analysis.lint.guess import is_policy
from generator.analysis.lint.kind import Kind
from generator.analysis.lint.lint import lint_json, lint_terraform
from generator.analysis.lint.read_expression import HclSyntaxError
from generator.analysis.lint.read_json import JsonSyntaxError, read_json
from generator.analysis.lint.tree import Source
from generator.diagnostics import Diagnostic, DiagnosticError, Severity

UNREAD = ("unreadable-file", "file-too-large", "binary-file", "not-utf-8")
GRAVE = (FindingType.ERROR, FindingType.SECURITY_WARNING)
"""The types of findings that fail a run."""


class Origin(Enum):
    """Whether somebody named a file, or it was found in a folder, where not every file is a policy."""

    NAMED = "named"
    FOUND = "found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Linted:
    """What was said, file by file; `types` counts the findings, `unread` the files that could not be looked at."""

    diagnostics: tuple[Diagnostic, ...]
    types: tuple[FindingType, ...]
    files: int
    unread: int

    @property
    def is_grave(self) -> bool:
        """Whether a file could not be looked at, or a finding is an error or a security warning."""
        unread = any(one.code in UNREAD and one.severity is Severity.ERROR for one in self.diagnostics)
        return unread or any(one in GRAVE for one in self.types)


@dataclass(frozen=True, slots=True)
class _Result:
    diagnostics: tuple[Diagnostic, ...]
    types: tuple[FindingType, ...] = ()
    unread: int = 0


def lint_files(files: Sequence[tuple[str, Origin]], read: Callable[[str], str], kind: Kind | None) -> Linted:
    """Paths and what reads them → their findings; without a kind each policy's is guessed."""
    results = [found for path, origin in files for found in _lint_file(path, origin, read, kind)]
    return Linted(
        diagnostics=tuple(one for result in results for one in result.diagnostics),
        types=tuple(one for result in results for one in result.types),
        files=len(results),
        unread=sum(one.unread for one in results),
    )


def _lint_file(path: str, origin: Origin, read: Callable[[str], str], kind: Kind | None) -> Iterator[_Result]:
    try:
        source = Source(path, read(path))
    except DiagnosticError as error:
        yield _Result(tuple(_weighed(one, origin, path) for one in error.diagnostics), unread=1)
        return
    try:
        if path.endswith(".tf"):
            yield _result(lint_terraform(source.text, kind), source)
        elif origin is Origin.NAMED or _may_be_policy(source.text):
            yield _result(lint_json(source.text, kind), source)
    except HclSyntaxError as error:
        message = f"the file cannot be read: this is not HCL: {error.message}"
        yield _Result((Diagnostic(code="unreadable-file", message=message, at=source.position(error.at)),), unread=1)


def _weighed(problem: Diagnostic, origin: Origin, path: str) -> Diagnostic:
    """A JSON file that was only found, and cannot be read, may be no policy: it is told, and fails nothing."""
    if origin is Origin.NAMED or path.endswith(".tf"):
        return problem
    return replace(problem, severity=Severity.WARNING)


def _result(findings: tuple[Finding, ...], source: Source) -> _Result:
    return _Result(tuple(one.diagnostic(source) for one in findings), tuple(one.type for one in findings))


def _may_be_policy(text: str) -> bool:
    """Whether a JSON file is a policy; one that cannot be read is, if it speaks of statements."""
    if '"Statement"' not in text:
        return False
    try:
        return is_policy(read_json(text))
    except JsonSyntaxError:
        return True
