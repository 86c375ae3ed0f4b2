"""`iam-personas init`: a first profile for any service."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from generator.cli.exit_codes import ExitCode
from generator.cli.options import DEFAULT_PROFILE
from generator.cli.output import Format, complain, say
from generator.diagnostics import DiagnosticError


def init(
    service: Annotated[
        str | None, typer.Argument(help="A service prefix such as `s3`; without one, all are listed.")
    ] = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="The file to write.")] = DEFAULT_PROFILE,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if there is one.")] = False,
) -> None:
    """Write a first profile for a service: personas by access level, with tests and rules that hold."""
    from generator.pipeline.init import init as first_profile_text
    from generator.workspace.plan import Overwrite
    from generator.workspace.write import write_profile

    if service is None:
        _list_services()
        return
    try:
        text = first_profile_text(service)
        write_profile(out, text, Overwrite.FORCED if force else Overwrite.NEVER)
    except DiagnosticError as error:
        complain(error.diagnostics, Format.TEXT)
        raise typer.Exit(ExitCode.PROBLEMS) from None
    named = "" if out == DEFAULT_PROFILE else f" {shlex.quote(str(out))}"
    say(f"{out}: written for {service}. Make it your own, then run `iam-personas generate{named}`.\n")


def _list_services() -> None:
    from generator.pipeline.init import services

    found = tuple(services())
    width = max(len(one.prefix) for one in found)
    say("".join(f"{one.prefix.ljust(width)}  {one.name}\n" for one in found))
