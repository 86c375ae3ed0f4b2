"""`iam-personas lint`: Access Analyzer's policy checks on what profiles compile to, and on any policy files."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.analysis.lint.kind import Kind
from generator.cli.exit_codes import ExitCode
from generator.cli.options import FormatOption, ProfileOption, Quiet, paths_of
from generator.cli.output import Format, complain, say
from generator.cli.today import today
from generator.diagnostics import DiagnosticError

if TYPE_CHECKING:
    from generator.analysis.lint.finding import FindingType
    from generator.pipeline.lint import Linted, Origin
    from generator.pipeline.lint_profiles import LintedProfiles


def lint(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            help="JSON policies, .tf files, and folders of them; without any, what the profile compiles to.",
            show_default=False,
        ),
    ] = None,
    profile: ProfileOption = None,
    kind: Annotated[
        Kind | None, typer.Option("--kind", help="What the policies are attached to; guessed when not given.")
    ] = None,
    form: FormatOption = Format.TEXT,
    quiet: Quiet = False,
) -> None:
    """Check policies as IAM Access Analyzer does; fail on errors and security warnings."""
    if not files:
        _lint_profiles(paths_of(profile), form, quiet=quiet)
        return
    if profile:
        raise typer.BadParameter("`--profile` is for lint without files")
    from generator.pipeline.lint import lint_files
    from generator.workspace.policy_files import read_policy

    found = lint_files([one for path in files for one in _files_of(path)], read_policy, kind)
    complain(found.diagnostics, form)
    if form is Format.TEXT and not quiet:
        say(_summary(found))
    if found.is_grave:
        raise typer.Exit(ExitCode.PROBLEMS)


def _lint_profiles(paths: tuple[str, ...], form: Format, *, quiet: bool) -> None:
    from generator.pipeline.lint_profiles import lint_profiles
    from generator.report.outcomes_text import accepted_lines
    from generator.workspace.read import read_profile

    try:
        found = lint_profiles(paths, read_profile, today())
    except DiagnosticError as error:
        complain(error.diagnostics, form)
        raise typer.Exit(ExitCode.PROBLEMS) from None
    complain(found.diagnostics, form, found.accepted)
    if form is Format.TEXT and not quiet:
        say(accepted_lines(found.accepted))
        say(_profile_summary(found))
    if found.is_grave:
        raise typer.Exit(ExitCode.PROBLEMS)


def _files_of(path: Path) -> "list[tuple[str, Origin]]":
    from generator.pipeline.lint import Origin
    from generator.workspace.policy_files import files_below

    if path.is_dir():
        return [(one, Origin.FOUND) for one in files_below(path.as_posix())]
    return [(path.as_posix(), Origin.NAMED)]


def _summary(found: "Linted") -> str:
    from generator.report.summary import count

    unread = [f"{found.unread} not read"] if found.unread else []
    return f"{count(found.files, 'file')}: {', '.join(_counts(found.types) + unread) or 'no findings'}\n"


def _profile_summary(found: "LintedProfiles") -> str:
    from generator.report.summary import count

    where = f"{found.policies} {'policy' if found.policies == 1 else 'policies'} in {count(found.places, 'place')}"
    accepted = [f"{len(found.accepted)} accepted"] if found.accepted else []
    return f"{where}: {', '.join(_counts(found.types) + accepted) or 'no findings'}\n"


def _counts(types: "tuple[FindingType, ...]") -> list[str]:
    from generator.analysis.lint.finding import FindingType
    from generator.report.summary import count

    return [count(types.count(one), one.value) for one in FindingType if one in types]
