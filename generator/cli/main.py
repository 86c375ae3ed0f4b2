"""The `iam-personas` command."""

import gc
import os
import sys
from typing import Annotated

import typer

from generator import __version__
from generator.cli.can import can
from generator.cli.capabilities import capabilities
from generator.cli.diff import diff
from generator.cli.exit_codes import ExitCode
from generator.cli.explain import explain
from generator.cli.generate import generate
from generator.cli.import_policies import import_policies
from generator.cli.init import init
from generator.cli.lint import lint
from generator.cli.output import OutputError
from generator.cli.report import report
from generator.cli.schema import schema
from generator.cli.test import test
from generator.cli.validate import validate

app = typer.Typer(
    name="iam-personas",
    help="Persona profiles in YAML become proved Terraform modules and AWS IAM policies.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.command()(init)
app.command()(generate)
app.command()(validate)
app.command()(test)
app.command()(can)
app.command()(explain)
app.command()(report)
app.command()(diff)
app.command()(lint)
app.command("import")(import_policies)
app.command()(schema)
app.command()(capabilities)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"iam-personas {__version__}")
        raise typer.Exit(ExitCode.DONE)


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Persona profiles in YAML become proved Terraform modules and AWS IAM policies."""


def run() -> None:
    """The entry point: no traceback for what a user did, nor for a closed pipe."""
    # python-hcl2's trees are full of cycles, and the process is short-lived: look for them rarely
    gc.set_threshold(50_000, 20, 100)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        app()
    except SystemExit as end:
        # typer turns an interrupt into this exit code, without a word
        if end.code == ExitCode.INTERRUPTED:
            sys.stderr.write("\ninterrupted: every file is old or new, none is half-written; run again to finish\n")
        raise
    except OutputError as error:
        sys.stderr.write(f"nothing can be written to standard output: {error}\n")
        sys.exit(ExitCode.PROBLEMS)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(ExitCode.PROBLEMS)
