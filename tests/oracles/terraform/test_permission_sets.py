"""Permission sets, judged by terraform and the AWS provider as far as a plan goes."""

from pathlib import Path

import pytest

from tests.oracles import registry
from tests.oracles.terraform.locate import Binary, Mirror
from tests.oracles.terraform.prove import render
from tests.oracles.terraform.test_modules import contradictions
from tests.oracles.terraform.trees import IDENTITIES, only

pytestmark = pytest.mark.oracle(registry.TERRAFORM, registry.PROVIDER, registry.MOTO)


def test_the_provider_plans_them_and_renders_the_json_files(tmp_path: Path, binary: Binary, mirror: Mirror) -> None:
    tree = only(IDENTITIES, permission_sets=True)
    assert [one.name for one in tree.personas] == ["deployer", "guest"]
    assert contradictions(tree, render(tree, tmp_path, binary, mirror)) == ()
    registry.ran(registry.TERRAFORM, registry.PROVIDER)
