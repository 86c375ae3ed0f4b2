"""The sample with one fault each: the oracle that passes the sample must name the fault."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from tests.oracles import registry
from tests.oracles.terraform.locate import Binary, Mirror
from tests.oracles.terraform.prove import Documents, render
from tests.oracles.terraform.root_module import write_root_module
from tests.oracles.terraform.terraform_cli import Terraform, TerraformError, terraform_in
from tests.oracles.terraform.test_modules import contradictions
from tests.oracles.terraform.tree import Tree
from tests.oracles.terraform.trees import SAMPLE

pytestmark = pytest.mark.oracle(registry.TERRAFORM, registry.PROVIDER, registry.MOTO)


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory, binary: Binary, mirror: Mirror) -> Mapping[str, Documents]:
    """The sample's documents as the provider renders them."""
    return render(SAMPLE, tmp_path_factory.mktemp("rendered"), binary, mirror)


@pytest.fixture
def faulty(tmp_path: Path) -> Tree:
    """A copy of the sample to damage."""
    return replace(SAMPLE, root=Path(shutil.copytree(SAMPLE.root, tmp_path / "faulty")))


def test_the_sample_has_no_fault(rendered: Mapping[str, Documents]) -> None:
    assert contradictions(SAMPLE, rendered) == ()


def test_an_action_gone_from_the_json_is_named(faulty: Tree, rendered: Mapping[str, Documents]) -> None:
    file = faulty.root / "operator/policies/ireland/permissions.json"
    policy = json.loads(file.read_text(encoding="utf-8"))
    policy["Statement"][0]["Action"] = ["imagebuilder:StartImagePipelineExecution"]
    file.write_text(json.dumps(policy), encoding="utf-8")
    fault = (
        "permissions: Statement[0].Action: expected ['imagebuilder:StartImagePipelineExecution'], "
        "got ['imagebuilder:GetImagePipeline', 'imagebuilder:StartImagePipelineExecution']"
    )
    named = ("ireland__operator", "ireland__operator__variant")
    assert contradictions(faulty, rendered) == tuple(f"{label} {fault}" for label in named)


def test_a_document_that_has_no_json_file_is_named(faulty: Tree, rendered: Mapping[str, Documents]) -> None:
    (faulty.root / "build-host/policies/beijing/trust.json").unlink()
    assert contradictions(faulty, rendered) == ("beijing__build-host: expected the documents [], got ['trust']",)


def test_a_file_that_terraform_would_format_is_named(faulty: Tree, terraform: Terraform) -> None:
    file = faulty.root / "operator/outputs.tf"
    file.write_text(file.read_text(encoding="utf-8").replace("  value", " value"), encoding="utf-8")
    assert terraform.check_format(faulty.root) == ("operator/outputs.tf",)


def test_a_syntax_error_fails_the_format_check(faulty: Tree, terraform: Terraform) -> None:
    (faulty.root / "operator/outputs.tf").write_text('output "x" {', encoding="utf-8")
    with pytest.raises(TerraformError, match="exit code 2"):
        terraform.check_format(faulty.root)


def test_an_unknown_argument_fails_validate(tmp_path: Path, faulty: Tree, binary: Binary, mirror: Mirror) -> None:
    file = faulty.root / "operator/main.tf"
    file.write_text(file.read_text(encoding="utf-8").replace("  policy  ", "  polcy  "), encoding="utf-8")
    terraform = terraform_in(tmp_path / "root", tmp_path / "home", binary, mirror)
    nowhere = {target.name: "http://127.0.0.1:9" for target in faulty.targets}
    write_root_module(faulty, nowhere, mirror.version, terraform.folder)
    terraform.init()
    errors = {one.detail for one in terraform.validate() if one.severity == "error"}
    assert 'An argument named "polcy" is not expected here. Did you mean "policy"?' in errors
