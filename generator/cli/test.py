"""`iam-personas test`: the access tests and rules of profiles, as a table."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.exit_codes import ExitCode
from generator.cli.options import FormatOption, Profiles, Quiet, paths_of
from generator.cli.output import Format, complain, progress, say
from generator.cli.today import today
from generator.diagnostics import Diagnostic, DiagnosticError, Position

if TYPE_CHECKING:
    from generator.analysis.access_tests.mutate import Coverage
    from generator.pipeline.prove import Proofs


class Export(StrEnum):
    """What the cases can be written as."""

    SIMULATE = "simulate"


def test(
    profiles: Profiles = None,
    mutate: Annotated[
        bool,
        typer.Option("--mutate", help="Also drop each statement, action and condition; see what no test notices."),
    ] = False,
    fail_under: Annotated[
        int, typer.Option("--fail-under", min=0, max=100, help="With --mutate: the least percentage to be noticed.")
    ] = 0,
    export: Annotated[
        Export | None, typer.Option("--export", help="Print the cases as a script for AWS's own simulator instead.")
    ] = None,
    junit: Annotated[Path | None, typer.Option("--junit", help="Also write JUnit XML to this file.")] = None,
    quiet: Quiet = False,
    form: FormatOption = Format.TEXT,
) -> None:
    """Ask every access test and prove every rule; show them as a table."""
    from generator.pipeline.prove import covered, prove_profiles
    from generator.workspace.read import read_profile

    if fail_under and not mutate:
        raise typer.BadParameter("`--fail-under` goes with `--mutate`")
    try:
        proofs = prove_profiles(paths_of(profiles), read_profile, today())
    except DiagnosticError as error:
        complain(error.diagnostics, form)
        raise typer.Exit(ExitCode.PROBLEMS) from None
    if export is Export.SIMULATE:
        _export(proofs)
        return
    if junit is not None:
        _write_junit(junit, proofs)
    if form is Format.TEXT and not quiet:
        _show(proofs)
    if form is not Format.TEXT or proofs.problems:
        complain(proofs.problems + proofs.remarks, form, proofs.accepted)
    coverage = tuple(progress(covered(proofs), "mutating")) if mutate and not proofs.problems else ()
    if form is Format.TEXT and not quiet:
        _show_coverage(coverage)
    low = [_low(one, fail_under) for one in coverage if one.percent < fail_under]
    if low:
        complain(low, form)
    if proofs.problems or low:
        raise typer.Exit(ExitCode.PROBLEMS)


def _low(coverage: "Coverage", least: int) -> Diagnostic:
    noticed = f"notice {coverage.percent} % of its mutants, less than {least} %"
    return Diagnostic(
        code="low-coverage",
        message=f"the access tests of `{coverage.persona}` {noticed}",
        at=Position(file="--fail-under", line=0, column=0),
        hint="`--mutate` lists what no test notices",
    )


def _export(proofs: "Proofs") -> None:
    from generator.report.simulate_script import simulate_script

    say(simulate_script([one.case for one in proofs.outcomes if one.case.subject in proofs.subjects]))


def _write_junit(path: Path, proofs: "Proofs") -> None:
    from generator.report.junit import START, junit_xml
    from generator.workspace.write import write_report

    try:
        write_report(path, junit_xml(proofs.outcomes, proofs.rules), START)
    except DiagnosticError as error:
        complain(error.diagnostics, Format.TEXT)
        raise typer.Exit(ExitCode.PROBLEMS) from None


def _show(proofs: "Proofs") -> None:
    from generator.report.outcomes_text import accepted_table, outcome_counts, outcome_table, rule_table

    made = (outcome_table(proofs.outcomes), rule_table(proofs.rules), accepted_table(proofs.accepted))
    tables = [one for one in made if one]
    say("\n".join([*tables, outcome_counts(proofs.outcomes, proofs.rules)]))


def _show_coverage(coverage: Sequence["Coverage"]) -> None:
    from generator.report.outcomes_text import coverage_table

    if coverage:
        say("\n" + coverage_table(coverage))
