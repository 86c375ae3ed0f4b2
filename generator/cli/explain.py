"""`iam-personas explain`: an access-denied message → why, who may, and what to change."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.can import context_of
from generator.cli.exit_codes import ExitCode
from generator.cli.options import ProfileOption, paths_of
from generator.cli.output import Format, complain, say
from generator.diagnostics import DiagnosticError

if TYPE_CHECKING:
    from generator.pipeline.explain import Explanations

_PIPE = "-"


class ExplanationFormat(StrEnum):
    """How an explanation is printed."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


def explain(
    message: Annotated[
        list[str] | None,
        typer.Argument(help="AWS's message; `-`, or none in a pipe, reads standard input.", show_default=False),
    ] = None,
    file: Annotated[Path | None, typer.Option("--file", "-f", help="A file with messages, such as a log.")] = None,
    persona: Annotated[str, typer.Option("--persona", help="Who asked, where the message does not tell.")] = "",
    target: Annotated[str, typer.Option("--target", help="Where it was asked, where the message does not tell.")] = "",
    context: Annotated[
        list[str] | None,
        typer.Option("--context", "-c", help="A condition key and its value, `key=value`; repeatable."),
    ] = None,
    profile: ProfileOption = None,
    apply: Annotated[bool, typer.Option("--apply", help="Make the proposed change, if it breaks nothing.")] = False,
    form: Annotated[
        ExplanationFormat, typer.Option("--format", help="How the explanation is printed.")
    ] = ExplanationFormat.TEXT,
) -> None:
    """Say why AWS denied access, which persona has it, and which change of the profile to ask for."""
    from generator.analysis.explanation.callers import Override
    from generator.model.denial import Unrecognised
    from generator.pipeline.explain import Told, explain_text
    from generator.workspace.read import read_profile

    told = Told(override=Override(persona=persona, target=target), context=context_of(context or []))
    problems_form = Format.JSON if form is ExplanationFormat.JSON else Format.TEXT
    try:
        found = explain_text(paths_of(profile), read_profile, _text(message or [], file), told)
        if apply:
            _apply(found, paths_of(profile))
        else:
            say(_shown(found, form))
    except DiagnosticError as error:
        complain(error.diagnostics, problems_form)
        raise typer.Exit(ExitCode.PROBLEMS) from None
    if all(isinstance(one, Unrecognised) for one in found.explained):
        raise typer.Exit(ExitCode.PROBLEMS)


def _text(words: list[str], file: Path | None) -> str:
    """The message: words of the command line, a file, or standard input, if that is no terminal."""
    from generator.workspace.read_message import read_message, read_message_file

    if words and file is not None:
        raise typer.BadParameter("give either a message or `--file`, not both")
    if file is not None:
        return read_message_file(file)
    if words and words != [_PIPE]:
        return " ".join(words)
    if not words and sys.stdin.isatty():
        raise typer.BadParameter("give the message in quotes, name a file with `--file`, or pipe it in")
    return read_message(sys.stdin.buffer, "standard input")


def _shown(found: "Explanations", form: ExplanationFormat) -> str:
    match form:
        case ExplanationFormat.TEXT:
            from generator.report.explanation_document import document_text

            return document_text(found.explained, found.known)
        case ExplanationFormat.MARKDOWN:
            from generator.report.explanation_document import document_markdown

            return document_markdown(found.explained, found.known)
        case ExplanationFormat.JSON:
            from generator.report.explanation_json import document_json

            return document_json(found.explained, found.known)


def _apply(found: "Explanations", profiles: tuple[str, ...]) -> None:
    """Writes the change, and says what to do next."""
    from generator.pipeline.explain_apply import applicable
    from generator.report.diagnostics_text import printable
    from generator.workspace.change import write_changes

    proposal = applicable(found.explained)
    write_changes(proposal.changes, profiles)
    for one in proposal.changes:
        say(f"changed: {printable(one.path)}\n")
    say(f"{printable(' '.join(proposal.summary.split()))}\n")
    say("Now look at the change with `iam-personas diff` or `git diff`, and run `make` to generate the modules.\n")
