"""The shipped profile's modules with their files, and what verification says of a file that somebody changed."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from generator.diagnostics import DiagnosticError
from generator.model.module import Module
from generator.pipeline.generate import Validated, validate
from generator.renderer.render import RenderedFile, render
from generator.verifier.verify import verify

PROFILE = Path(__file__).parents[2] / "profiles.yaml"


@cache
def validated() -> Validated:
    return validate([str(PROFILE)], lambda path: Path(path).read_text(encoding="utf-8"))


@cache
def module(persona: str) -> Module:
    return next(one for one in validated().modules if one.persona == persona)


@cache
def files(persona: str) -> tuple[RenderedFile, ...]:
    return tuple(render(module(persona), validated().profiles.targets, None))


def text(persona: str, name: str) -> str:
    return next(one.text for one in files(persona) if one.path == f"{persona}/{name}")


def complaints(persona: str, changed: Mapping[str, str]) -> list[str]:
    """What is said of a module some of whose files have other texts; one text for each complaint."""
    found = tuple(
        replace(one, text=changed.get(one.path.removeprefix(f"{persona}/"), one.text)) for one in files(persona)
    )
    try:
        verify(module(persona), found, validated().profiles.targets, validated().places)
    except DiagnosticError as error:
        return [f"{one.at}: {one.code}: {one.message}; {one.hint}" for one in error.diagnostics]
    return []
