"""`iam-personas diff`: who newly may, or no longer may, do what."""

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.exit_codes import ExitCode
from generator.cli.options import ProfileOption, paths_of
from generator.cli.output import Format, complain, say
from generator.diagnostics import DiagnosticError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.analysis.changes.claim import Changes
    from generator.analysis.changes.fail import Stop


class ChangesFormat(StrEnum):
    """How changes are printed."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


class FailWord(StrEnum):
    """What a run fails on."""

    GAINED = "gained"
    WRITE = "write"
    PERMISSIONS = "permissions"
    ESCALATION = "escalation"
    TRUST = "trust"


def diff(
    old: Annotated[
        str, typer.Argument(help="A revision, a folder, or `A..B`; the tree in modules when none is named.")
    ] = "",
    new: Annotated[str, typer.Argument(help="A revision or a folder; the working profile when none is named.")] = "",
    profile: ProfileOption = None,
    fail_on: Annotated[
        list[FailWord] | None, typer.Option("--fail-on", help="Fail where this changed; repeatable.")
    ] = None,
    form: Annotated[ChangesFormat, typer.Option("--format", help="How changes are printed.")] = ChangesFormat.TEXT,
) -> None:
    """Say who newly may, or no longer may, do what; the same access in other words is no change."""
    from generator.analysis.changes.compare import compare
    from generator.analysis.changes.fail import FailOn, stops
    from generator.cli.sides import named_sides, states_of
    from generator.report.changes_text import stop_lines

    try:
        changes = compare(*states_of(named_sides(old, new, paths_of(profile))))
    except DiagnosticError as error:
        complain(error.diagnostics, Format.JSON if form is ChangesFormat.JSON else Format.TEXT)
        raise typer.Exit(ExitCode.PROBLEMS) from None
    found = tuple(stops(changes, tuple(FailOn(one.value) for one in fail_on or ())))
    say(_printed(changes, found, form))
    if found:
        sys.stderr.write(stop_lines(found))
        raise typer.Exit(ExitCode.UNWANTED)


def _printed(changes: "Changes", found: "Sequence[Stop]", form: ChangesFormat) -> str:
    match form:
        case ChangesFormat.TEXT:
            from generator.report.changes_text import changes_text

            return changes_text(changes)
        case ChangesFormat.MARKDOWN:
            from generator.report.changes_markdown import changes_markdown

            return changes_markdown(changes, found)
        case ChangesFormat.JSON:
            from generator.report.changes_json import changes_json

            return changes_json(changes, found)
