"""`iam-personas report`: what was compiled and proved, for those who decide about it."""

from pathlib import Path
from typing import Annotated

import typer

from generator.cli.exit_codes import ExitCode
from generator.cli.options import FormatOption, ProfileOption, paths_of
from generator.cli.output import Format, complain, say
from generator.cli.today import today
from generator.diagnostics import DiagnosticError


def report(
    profile: ProfileOption = None,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="One page in plain words, for whoever signs the access.")
    ] = False,
    since: Annotated[
        str, typer.Option("--since", help="Also say what changed since this revision.", show_default=False)
    ] = "",
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write the page to this file.", show_default=False)
    ] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Make the page that an IAM administrator reads and signs: who may do what, in plain words."""
    from generator.pipeline.review import review
    from generator.renderer.review import REVIEW_START, render_review
    from generator.report.review.page import review_page
    from generator.workspace.read import read_profile
    from generator.workspace.write import write_report

    if not markdown:
        raise typer.BadParameter("say which report: `--markdown` is a page to read and to sign")
    try:
        page = review_page(review(paths_of(profile), read_profile, today()))
        text = render_review(page, _changes(since, paths_of(profile)) if since else "")
        if out is not None:
            write_report(out, text, REVIEW_START)
    except DiagnosticError as error:
        complain(error.diagnostics, form)
        raise typer.Exit(ExitCode.PROBLEMS) from None
    if out is None:
        say(text)


def _changes(since: str, paths: tuple[str, ...]) -> str:
    """What changed since a revision, as `diff` says it."""
    from generator.analysis.changes.compare import compare
    from generator.cli.sides import named_sides, states_of
    from generator.report.review.changes import changes_section

    return changes_section(compare(*states_of(named_sides(since, "", paths))))
