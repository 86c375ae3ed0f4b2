"""`iam-personas import`: existing policies become a profile that is proved to mean the same."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.can import AnswerFormat
from generator.cli.exit_codes import ExitCode
from generator.cli.output import Format, complain, say
from generator.diagnostics import DiagnosticError

if TYPE_CHECKING:
    from generator.pipeline.importing.importing import Result

_STANDARD_OUTPUT = "-"


def import_policies(
    files: Annotated[
        list[Path], typer.Argument(help="JSON policies, .tf files, policy_sentry's YAML, and folders of them.")
    ],
    out: Annotated[str, typer.Option("--out", "-o", help="The file to write; `-` prints it.")] = "imported.yaml",
    service: Annotated[
        str, typer.Option("--service", help="The service of short action names; the one that is named most.")
    ] = "",
    name: Annotated[str, typer.Option("--name", help="What the persona is called; the policies' own names.")] = "",
    account: Annotated[
        str, typer.Option("--account", help="The account of the policies; the one that they name most.")
    ] = "",
    region: Annotated[str, typer.Option("--region", help="Their Region; the one that they name most.")] = "",
    partition: Annotated[str, typer.Option("--partition", help="Their partition; the Region's by default.")] = "",
    keep_wildcards: Annotated[
        bool, typer.Option("--keep-wildcards", help="Keep statements with wildcards as they are.")
    ] = False,
    form: Annotated[AnswerFormat, typer.Option("--format", help="How the outcome is printed.")] = AnswerFormat.TEXT,
) -> None:
    """Make a profile of existing policies, and prove that it allows neither more nor less."""
    from generator.pipeline.importing.importing import Wildcards, Wishes
    from generator.pipeline.importing.importing import import_policies as import_files
    from generator.pipeline.importing.place import Wished
    from generator.workspace.policy_files import importable_files, read_policy
    from generator.workspace.write import write_new_profile

    wishes = Wishes(
        service=service,
        name=name,
        place=Wished(account=account, region=region, partition=partition),
        wildcards=Wildcards.KEPT if keep_wildcards else Wildcards.TODAY,
    )
    try:
        folders = {one.as_posix(): importable_files(one.as_posix()) for one in files if one.is_dir()}
        result = import_files([one.as_posix() for one in files], read_policy, wishes, folders)
        if result.text and out != _STANDARD_OUTPUT:
            write_new_profile(Path(out), result.text)
    except DiagnosticError as error:
        complain(error.diagnostics, Format(form.value))
        raise typer.Exit(ExitCode.PROBLEMS) from None
    complain(result.problems, Format.TEXT)
    _tell(result, out, form)
    if result.has_errors:
        raise typer.Exit(ExitCode.PROBLEMS)


def _tell(result: "Result", out: str, form: AnswerFormat) -> None:
    """Prints the profile where that is asked for, else what became of each policy."""
    from generator.report.imported import imported_json, imported_text
    from generator.report.summary import count

    if out == _STANDARD_OUTPUT:
        say(result.text)
        return
    say(imported_json(result.imported) if form is AnswerFormat.JSON else imported_text(result.imported))
    if result.text and form is AnswerFormat.TEXT:
        made = count(len(result.imported), "persona")
        say(f"{out}: written, {made}. Read it, then run `iam-personas generate {shlex.quote(out)}`.\n")
