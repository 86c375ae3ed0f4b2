"""A module of a resource's policy or of a share that says something else than was compiled is refused."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from generator.diagnostics import DiagnosticError
from generator.model.module import Module
from generator.pipeline.generate import Validated, validate
from generator.renderer.render import render
from generator.verifier.verify import verify

PROFILE = Path(__file__).parents[1] / "golden" / "resource-policies" / "profiles.yaml"


@pytest.fixture(scope="module")
def validated() -> Validated:
    return validate([str(PROFILE)], lambda path: Path(path).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def modules(validated: Validated) -> Mapping[str, Module]:
    return {one.persona: one for one in validated.modules}


@pytest.mark.parametrize(
    ("name", "file", "was", "put"),
    [
        ("build-logs", "main.tf", 'type = "*"', 'type = "AWS"'),
        ("build-logs", "main.tf", 'test     = "ArnEquals"', 'test     = "ArnNotEquals"'),
        ("build-logs", "main.tf", "bucket = var.log_bucket", 'bucket = "other"'),
        ("build-logs", "main.tf", ':root"', ':root", "*"'),
        ("status-topic", "main.tf", "aws_sns_topic_policy", "aws_s3_bucket_policy"),
        ("topic-key", "main.tf", '"kms:Decrypt"', '"kms:*"'),
        ("build-logs", "policies/dev/resource.json", '"Principal": "*"', '"Principal": {"AWS": "*"}'),
        ("build-logs", "policies/dev/resource.json", "111122223333:root", "999988887777:root"),
        ("shared-builds", "main.tf", "allow_external_principals = true", "allow_external_principals = false"),
        ("shared-builds", "main.tf", "toset(var.components)", "toset(var.consumers)"),
        ("shared-builds", "main.tf", "toset(var.components)", 'toset(concat(var.components, ["arn:x"]))'),
        ("shared-builds", "main.tf", "AWSRAMDefaultPermissionImageBuilderImage", "AWSRAMPermissionImageBuilderAdmin"),
        ("shared-builds", "main.tf", "    var.consumers,\n", '    ["123456789012"],\n'),
        ("shared-builds", "main.tf", "principal          = each.key", 'principal          = "123456789012"'),
        ("shared-builds", "policies/prod/component-2.json", "component/harden", "component/agent"),
        ("shared-builds", "policies/dev/image.json", '"imagebuilder:GetImage"', '"imagebuilder:DeleteImage"'),
    ],
)
def test_a_file_that_says_something_else_is_refused(
    name: str, file: str, was: str, put: str, validated: Validated, modules: Mapping[str, Module]
) -> None:
    module, targets = modules[name], validated.profiles.targets
    rendered = list(render(module, targets, None))
    changed = [
        replace(one, text=one.text.replace(was, put, 1)) if one.path == f"{name}/{file}" else one for one in rendered
    ]
    assert changed != rendered
    with pytest.raises(DiagnosticError) as told:
        verify(module, changed, targets, validated.places)
    assert {one.code for one in told.value.diagnostics} == {"not-faithful"}


def test_every_json_policy_of_a_share_is_compared(validated: Validated, modules: Mapping[str, Module]) -> None:
    module, targets = modules["shared-builds"], validated.profiles.targets
    rendered = tuple(render(module, targets, None))
    written = [one for one in rendered if one.path.endswith(".json")]
    assert verify(module, rendered, targets, validated.places) == len(written) == 7
