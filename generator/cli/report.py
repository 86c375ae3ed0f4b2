"""`iam-personas report`: what was compiled and proved, for those who decide about it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator import __version__
from generator.cli.exit_codes import ExitCode
from generator.cli.options import FormatOption, ProfileOption, paths_of
from generator.cli.output import Format, complain, say
from generator.diagnostics import DiagnosticError

if TYPE_CHECKING:
    from generator.analysis.escalation.judge import AcceptedPath
    from generator.model.acceptance import AcceptedFinding
    from generator.report.review.material import Material


def report(
    profile: ProfileOption = None,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="One page in plain words, for whoever signs the access.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write the page to this file.", show_default=False)
    ] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Make the page that an IAM administrator reads and signs: who may do what, in plain words."""
    from generator.renderer.review import REVIEW_START, render_review
    from generator.report.review.page import review_page
    from generator.workspace.write import write_report

    if not markdown:
        raise typer.BadParameter("say which report: `--markdown` is a page to read and to sign")
    try:
        text = render_review(review_page(_material(paths_of(profile))))
        if out is not None:
            write_report(out, text, REVIEW_START)
    except DiagnosticError as error:
        complain(error.diagnostics, form)
        raise typer.Exit(ExitCode.PROBLEMS) from None
    if out is None:
        say(text)


def _material(paths: tuple[str, ...]) -> "Material":
    from generator.compiler.root import compile_root
    from generator.pipeline.generate import validate
    from generator.report.review.material import Material
    from generator.workspace.manifest import digest
    from generator.workspace.read import read_profile

    sources: dict[str, str] = {}

    def read(path: str) -> str:
        text = read_profile(path)
        sources[path] = digest(text)
        return text

    validated = validate(paths, read)
    proofs = validated.proofs
    return Material(
        version=__version__,
        sources=tuple(sorted(sources.items())),
        profiles=validated.profiles,
        modules=validated.modules,
        root=compile_root(validated.profiles, validated.modules),
        places=validated.places,
        subjects=proofs.subjects,
        outcomes=proofs.outcomes,
        rules=proofs.rules,
        accepted=tuple(map(_finding, proofs.accepted)),
        remarks=validated.remarks,
    )


def _finding(one: "AcceptedPath") -> "AcceptedFinding":
    from generator.model.acceptance import AcceptedFinding

    return AcceptedFinding(
        persona=one.persona,
        code=one.open_path.path.id,
        title=one.open_path.path.title,
        contained_to=one.contained_to,
        reason=one.acceptance.reason,
        actions=one.acceptance.actions,
        owner=one.acceptance.owner,
        expires=one.acceptance.expires,
        at=one.acceptance.at,
    )
