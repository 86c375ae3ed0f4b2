"""Modules of guardrails, judged by terraform, the AWS provider and Organizations as moto has it."""

from pathlib import Path

import pytest

from generator.analysis.lint.kind import Kind
from generator.analysis.lint.lint import lint_json
from generator.compiler.size import rendered_size
from generator.model.policy_json import decode_document
from tests.oracles import registry
from tests.oracles.terraform.compare import Json, differences, parse
from tests.oracles.terraform.guardrails import NAMES, GuardrailEvidence, prove_guardrails, write_modules
from tests.oracles.terraform.locate import Binary, Mirror
from tests.oracles.terraform.terraform_cli import Terraform

TYPES = {
    "no-sharing": "SERVICE_CONTROL_POLICY",
    "perimeter": "RESOURCE_CONTROL_POLICY",
    "regions": "SERVICE_CONTROL_POLICY",
}
KINDS = {"no-sharing": Kind.SCP, "perimeter": Kind.RCP, "regions": Kind.SCP}


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_modules(tmp_path_factory.mktemp("guardrails"))


@pytest.fixture(scope="module")
def proved(
    modules: Path, tmp_path_factory: pytest.TempPathFactory, binary: Binary, mirror: Mirror
) -> GuardrailEvidence:
    seen = prove_guardrails(modules, NAMES, tmp_path_factory.mktemp("applied"), binary, mirror)
    registry.ran(registry.TERRAFORM, registry.PROVIDER, registry.MOTO)
    return seen


@pytest.mark.oracle(registry.TERRAFORM)
def test_terraform_would_format_no_guardrail_differently(modules: Path, terraform: Terraform) -> None:
    assert terraform.check_format(modules) == ()


@pytest.mark.oracle(registry.TERRAFORM, registry.PROVIDER, registry.MOTO)
def test_the_provider_finds_nothing_to_say(proved: GuardrailEvidence) -> None:
    assert proved.findings == ()


@pytest.mark.oracle(registry.TERRAFORM, registry.PROVIDER, registry.MOTO)
@pytest.mark.parametrize("name", NAMES)
def test_organizations_holds_the_json_file_and_attaches_it(name: str, modules: Path, proved: GuardrailEvidence) -> None:
    held = proved.held[name]
    assert (held.name, held.type, held.targets) == (f"org-{name}", TYPES[name], (proved.root,))
    assert differences(_json(modules, name), held.document) == ()


@pytest.mark.oracle(registry.TERRAFORM, registry.PROVIDER, registry.MOTO)
@pytest.mark.parametrize("name", NAMES)
def test_the_size_that_is_held_against_the_quota_is_what_the_provider_sends(
    name: str, modules: Path, proved: GuardrailEvidence
) -> None:
    assert rendered_size(decode_document(_json(modules, name))) == len(proved.held[name].sent)


@pytest.mark.oracle(registry.TERRAFORM, registry.PROVIDER, registry.MOTO)
def test_a_second_plan_has_nothing_to_do_and_destroy_leaves_nothing(proved: GuardrailEvidence) -> None:
    assert proved.second_plan.code == 0, proved.second_plan.stdout
    assert proved.left == ()


@pytest.mark.parametrize("name", NAMES)
def test_lint_finds_nothing(name: str, modules: Path) -> None:
    text = (modules / name / "policies" / "dev" / "guardrail.json").read_text(encoding="utf-8")
    assert tuple(lint_json(text, KINDS[name])) == ()


def _json(modules: Path, name: str) -> Json:
    return parse((modules / name / "policies" / "dev" / "guardrail.json").read_text(encoding="utf-8"))
