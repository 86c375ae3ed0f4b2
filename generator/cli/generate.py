"""`iam-personas generate`: profiles → a tree of modules."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator import __version__
from generator.cli.exit_codes import ExitCode
from generator.cli.options import FormatOption, Profiles, Quiet, paths_of
from generator.cli.output import Format, complain, say
from generator.cli.today import today
from generator.diagnostics import DiagnosticError

if TYPE_CHECKING:
    from generator.pipeline.generate import Generated
    from generator.workspace.manifest import Manifest
    from generator.workspace.plan import Plan


def generate(
    profiles: Profiles = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder of the tree.")] = Path("modules"),
    templates: Annotated[
        Path | None,
        typer.Option("--templates", help="Folder whose templates replace ours.", exists=True, file_okay=False),
    ] = None,
    target: Annotated[
        list[str] | None, typer.Option("--target", help="Make JSON policies for this target only; repeatable.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail where the tree is not as generated.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace files that somebody edited or that we did not make.")
    ] = False,
    quiet: Quiet = False,
    form: FormatOption = Format.TEXT,
) -> None:
    """Make Terraform modules and JSON policies from profiles, and prove that they mean the same."""
    from generator.pipeline.generate import generate as generate_files
    from generator.workspace.apply import apply
    from generator.workspace.plan import Overwrite, make_manifest, plan
    from generator.workspace.read import read_profile

    sources: dict[str, str] = {}

    def read(path: str) -> str:
        sources[path] = read_profile(path)
        return sources[path]

    try:
        generated = generate_files(
            paths_of(profiles), read, templates and templates.resolve(), tuple(target or ()), today()
        )
        manifest = make_manifest(__version__, _relative(sources, out), dict(generated.files))
        found = plan(out, _with_manifest(generated, manifest), Overwrite.FORCED if force else Overwrite.NEVER)
        if check:
            _check(found)
        else:
            apply(found, manifest)
    except DiagnosticError as error:
        complain(error.diagnostics, form)
        raise typer.Exit(ExitCode.PROBLEMS) from None
    if form is not Format.TEXT:
        complain(generated.validated.remarks, form, generated.validated.proofs.accepted)
    elif not quiet:
        _summarise(generated, found, out, check=check)


def _relative(sources: Mapping[str, str], out: Path) -> dict[str, str]:
    """Sources by their path from the tree, which is the same on every machine."""
    return {Path(os.path.relpath(path, out)).as_posix(): text for path, text in sources.items()}


def _with_manifest(generated: "Generated", manifest: "Manifest") -> dict[str, str]:
    from generator.workspace.manifest import MANIFEST, manifest_text

    return {**dict(generated.files), MANIFEST: manifest_text(manifest)}


def _check(found: "Plan") -> None:
    """Fails when the tree on disk is not the generated one."""
    from generator.report.diagnostics_text import printable
    from generator.report.summary import count
    from generator.workspace.plan import ChangeKind, first_difference

    words = {ChangeKind.CREATE: "is missing", ChangeKind.UPDATE: "differs", ChangeKind.DELETE: "is no longer made"}
    drifted = [one for one in found.changes if one.kind is not ChangeKind.KEEP]
    for change in drifted:
        say(f"{found.root / change.path}: {words[change.kind]}\n")
        say("".join(f"  {printable(line)}\n" for line in first_difference(change)))
    if drifted:
        say(f"not as generated: {count(len(drifted), 'file')}; run `iam-personas generate`\n")
        raise typer.Exit(ExitCode.DRIFT)


def _summarise(generated: "Generated", found: "Plan", out: Path, *, check: bool) -> None:
    from generator.report.summary import Counts, access_lines, persona_table, proof_lines, remark_lines
    from generator.workspace.plan import ChangeKind

    kinds = [one.kind for one in found.changes]
    written = kinds.count(ChangeKind.CREATE) + kinds.count(ChangeKind.UPDATE)
    counts = Counts(
        files=len(generated.files) + 1, written=0 if check else written, deleted=kinds.count(ChangeKind.DELETE)
    )
    validated = generated.validated
    profiles = validated.profiles
    say(persona_table(validated.modules, validated.places) + "\n")
    say(proof_lines(validated.modules, len(profiles.targets), generated.documents_compared, counts, out.as_posix()))
    asked = (*profiles.personas, *profiles.guardrails, *profiles.resource_policies)
    tests = sum(len(one.tests) for one in asked)
    proofs = validated.proofs
    say(access_lines(tests, len(proofs.outcomes), len(profiles.rules), proofs.accepted))
    say(remark_lines(validated.remarks))
