"""`iam-personas can`: one request, its decision, and the line of the profile that made it."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.exit_codes import ExitCode
from generator.cli.options import ProfileOption, paths_of
from generator.cli.output import Format, complain, say
from generator.diagnostics import DiagnosticError

if TYPE_CHECKING:
    from generator.model.access import Context


class AnswerFormat(StrEnum):
    """How an answer is printed."""

    TEXT = "text"
    JSON = "json"


def can(
    persona: Annotated[str, typer.Argument(help="Who asks.", show_default=False)],
    action: Annotated[str, typer.Argument(help="An action, such as `s3:GetObject`.", show_default=False)],
    resource: Annotated[
        str, typer.Argument(help="A resource, short (`bucket/key`) or as an ARN; any when none is named.")
    ] = "",
    context: Annotated[
        list[str] | None,
        typer.Option("--context", "-c", help="A condition key and its value, `key=value`; repeatable."),
    ] = None,
    target: Annotated[str, typer.Option("--target", help="Where it is asked; the first target by default.")] = "",
    profile: ProfileOption = None,
    form: Annotated[AnswerFormat, typer.Option("--format", help="How the answer is printed.")] = AnswerFormat.TEXT,
) -> None:
    """Decide one request of a persona, and say which statement of which line decided."""
    from generator.model.access import Decision
    from generator.pipeline.ask import Question, ask
    from generator.report.answer import answer_json, answer_text
    from generator.workspace.read import read_profile

    question = Question(
        persona=persona, action=action, resource=resource, context=context_of(context or []), target=target
    )
    try:
        outcome = ask(paths_of(profile), read_profile, question)
    except DiagnosticError as error:
        complain(error.diagnostics, Format(form.value))
        raise typer.Exit(ExitCode.PROBLEMS) from None
    say(answer_json(outcome) if form is AnswerFormat.JSON else answer_text(outcome))
    if outcome.evaluation is None or outcome.evaluation.decision is not Decision.ALLOWED:
        raise typer.Exit(ExitCode.DENIED)


def context_of(pairs: list[str]) -> "Context":
    """`key=value` words → a context; a key that comes again has several values."""
    found: dict[str, list[str]] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or ":" not in key:
            raise typer.BadParameter(f"expected `key=value`, such as `aws:ResourceTag/Team=web`, found `{pair}`")
        found.setdefault(key, []).append(value)
    return tuple(sorted((key, tuple(values)) for key, values in found.items()))
