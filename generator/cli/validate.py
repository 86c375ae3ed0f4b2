"""`iam-personas validate`: everything but writing."""

from typing import Annotated

import typer

from generator.cli.exit_codes import ExitCode
from generator.cli.options import FormatOption, Profiles, Quiet, paths_of
from generator.cli.output import Format, complain, say
from generator.cli.today import today
from generator.diagnostics import DiagnosticError


def validate(
    profiles: Profiles = None,
    form: FormatOption = Format.TEXT,
    quiet: Quiet = False,
    notes: Annotated[bool, typer.Option(help="Also print notes.")] = True,
) -> None:
    """Check profiles and compile them; print every problem, warning and note."""
    from generator.diagnostics import Severity
    from generator.pipeline.generate import validate as validate_profiles
    from generator.report.summary import count
    from generator.workspace.read import read_profile

    try:
        validated = validate_profiles(paths_of(profiles), read_profile, today())
    except DiagnosticError as error:
        complain(error.diagnostics, form)
        raise typer.Exit(ExitCode.PROBLEMS) from None
    told = [one for one in validated.remarks if notes or one.severity is not Severity.NOTE]
    complain(told, form, validated.proofs.accepted)
    if form is Format.TEXT and not quiet:
        personas = len(validated.profiles.personas)
        guardrails = len(validated.profiles.guardrails)
        guarding = f" and {count(guardrails, 'guardrail')}" if guardrails else ""
        say(f"{count(personas, 'persona')}{guarding}, no errors\n")
