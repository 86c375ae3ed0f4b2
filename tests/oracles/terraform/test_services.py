"""Modules of other services, judged by terraform and the AWS provider as far as a plan goes."""

from pathlib import Path

import pytest

from tests.oracles import registry
from tests.oracles.terraform.locate import Binary, Mirror
from tests.oracles.terraform.prove import render
from tests.oracles.terraform.terraform_cli import Terraform
from tests.oracles.terraform.test_modules import contradictions
from tests.oracles.terraform.trees import PLANNED

pytestmark = pytest.mark.oracle(registry.TERRAFORM, registry.PROVIDER, registry.MOTO)


def test_terraform_would_format_no_file_differently(terraform: Terraform) -> None:
    assert terraform.check_format(PLANNED.root) == ()


def test_the_provider_plans_them_and_renders_the_json_files(tmp_path: Path, binary: Binary, mirror: Mirror) -> None:
    assert len(PLANNED.personas) > 8
    assert contradictions(PLANNED, render(PLANNED, tmp_path, binary, mirror)) == ()
    registry.ran(registry.TERRAFORM, registry.PROVIDER)
