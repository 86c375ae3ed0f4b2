"""`iam-personas lint`: Access Analyzer's policy checks on JSON and Terraform files."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.analysis.lint.kind import Kind
from generator.cli.exit_codes import ExitCode
from generator.cli.options import FormatOption, Quiet
from generator.cli.output import Format, complain, say

if TYPE_CHECKING:
    from generator.pipeline.lint import Linted, Origin


def lint(
    files: Annotated[list[Path], typer.Argument(help="JSON policies, .tf files, and folders of them.")],
    kind: Annotated[
        Kind | None, typer.Option("--kind", help="What the policies are attached to; guessed when not given.")
    ] = None,
    form: FormatOption = Format.TEXT,
    quiet: Quiet = False,
) -> None:
    """Check policies as IAM Access Analyzer does; fail on errors and security warnings."""
    from generator.pipeline.lint import lint_files
    from generator.workspace.policy_files import read_policy

    found = lint_files([one for path in files for one in _files_of(path)], read_policy, kind)
    complain(found.diagnostics, form)
    if form is Format.TEXT and not quiet:
        say(_summary(found))
    if found.is_grave:
        raise typer.Exit(ExitCode.PROBLEMS)


def _files_of(path: Path) -> "list[tuple[str, Origin]]":
    from generator.pipeline.lint import Origin
    from generator.workspace.policy_files import files_below

    if path.is_dir():
        return [(one, Origin.FOUND) for one in files_below(path.as_posix())]
    return [(path.as_posix(), Origin.NAMED)]


def _summary(found: "Linted") -> str:
    from generator.analysis.lint.finding import FindingType
    from generator.report.summary import count

    counts = [count(found.types.count(one), one.value) for one in FindingType if one in found.types]
    unread = [f"{found.unread} not read"] if found.unread else []
    return f"{count(found.files, 'file')}: {', '.join(counts + unread) or 'no findings'}\n"
