"""Profile texts → verified files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.compiler.compile import compile_profiles
from generator.compiler.places import places_of
from generator.compiler.root import compile_root
from generator.diagnostics import Diagnostic, DiagnosticError, Position
from generator.model.module import Module
from generator.model.profile import Profiles
from generator.model.target import Bindings, Target
from generator.pipeline.prove import Proofs, prove_access
from generator.profiles.load import Read, load


@dataclass(frozen=True, slots=True, kw_only=True)
class Validated:
    """Profiles that compile, with what was remarked on the way."""

    profiles: Profiles
    modules: tuple[Module, ...]
    places: tuple[Bindings, ...]
    proofs: Proofs
    remarks: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Generated:
    """Files by relative path, proved to mean what was compiled."""

    validated: Validated
    files: tuple[tuple[str, str], ...]
    documents_compared: int


def validate(paths: Sequence[str], read: Read, today: date | None = None) -> Validated:
    """Profiles → modules that compile, and whose access tests and rules hold.

    `today` decides which acceptances have expired; without it none has.

    Raises: DiagnosticError
    """
    profiles = load(paths, read)
    compiled = compile_profiles(profiles)
    proofs = prove_access(profiles, compiled.modules, compiled.remarks, today)
    if proofs.problems:
        raise DiagnosticError(proofs.problems + proofs.remarks)
    return Validated(
        profiles=profiles,
        modules=compiled.modules,
        places=places_of(profiles),
        proofs=proofs,
        remarks=tuple(sorted(proofs.noted + proofs.remarks, key=lambda one: (one.at, one.code, one.message))),
    )


def generate(
    paths: Sequence[str],
    read: Read,
    templates: Path | None,
    target_names: Sequence[str],
    today: date | None = None,
) -> Generated:
    """Profiles → the files of all modules, each read back and compared; no byte of them depends on the day.

    Raises: DiagnosticError
    """
    from generator.renderer.render import render
    from generator.verifier.verify import verify

    validated = validate(paths, read, today)
    targets = _chosen(validated.profiles.targets, target_names)
    files: list[tuple[str, str]] = []
    compared = 0
    for module in validated.modules:
        rendered = tuple(render(module, targets, templates))
        compared += verify(module, rendered, targets, validated.places)
        files += ((one.path, one.text) for one in rendered)
    files += _root_files(validated, templates)
    return Generated(validated=validated, files=tuple(files), documents_compared=compared)


def _root_files(validated: Validated, templates: Path | None) -> Iterator[tuple[str, str]]:
    """The root module that calls the modules of personas, read back and compared; nothing where there are none."""
    from generator.renderer.render_root import render_root
    from generator.verifier.verify_root import verify_root

    root = compile_root(validated.profiles, validated.modules)
    if root.calls:
        rendered = tuple(render_root(root, templates))
        verify_root(root, rendered)
        yield from ((one.path, one.text) for one in rendered)


def _chosen(targets: tuple[Target, ...], names: Sequence[str]) -> tuple[Target, ...]:
    known = {one.name for one in targets}
    at = Position(file="--target", line=0, column=0)
    hint = f"the targets are {', '.join(f'`{one}`' for one in sorted(known))}" if known else "the profile declares none"
    unknown = [one for one in names if one not in known]
    if unknown:
        raise DiagnosticError(
            Diagnostic(code="unknown-target", message=f"no target is called `{one}`", at=at, hint=hint)
            for one in unknown
        )
    return tuple(one for one in targets if not names or one.name in names)
