"""A guardrail's files are compared with what was compiled, to the last argument."""

from dataclasses import replace

import pytest

from generator.compiler.compile import compile_profiles
from generator.compiler.places import places_of
from generator.diagnostics import DiagnosticError
from generator.profiles.load import load
from generator.renderer.render import render
from generator.verifier.verify import verify
from generator.workspace.read import read_profile
from tests.oracles.terraform.guardrails import PROFILE

EDITS = {
    "another type": ("main.tf", '"RESOURCE_CONTROL_POLICY"', '"SERVICE_CONTROL_POLICY"'),
    "another content": ("main.tf", "data.aws_iam_policy_document.guardrail.json", '"{}"'),
    "another name": ("main.tf", "= var.name", '= "other"'),
    "other tags": ("main.tf", "= var.tags", "= {}"),
    "attached to nothing": ("main.tf", "= var.targets", "= []"),
    "attached elsewhere": ("main.tf", "= each.key", '= "r-ab12"'),
    "another policy attached": ("main.tf", "= aws_organizations_policy.this.id", '= "p-FullAWSAccess"'),
    "an effect": ("main.tf", '"Deny"', '"Allow"'),
    "a narrower deny": ("main.tf", '"s3:*"', '"s3:Get*"'),
    "a principal": ("main.tf", 'identifiers = [\n        "*",', 'identifiers = [\n        "111122223333",'),
    "another kind of principal": ("main.tf", 'type = "*"', 'type = "AWS"'),
    "a condition less": ("main.tf", '"aws:PrincipalOrgID"', '"aws:PrincipalAccount"'),
    "an argument that nobody compares": ("main.tf", "  tags        = var.tags", "  skip_destroy = true"),
    "a default target": (
        "variables.tf",
        "= set(string)\n  default     = []",
        '= set(string)\n  default     = ["r-ab12"]',
    ),
    "another ID": ("outputs.tf", "aws_organizations_policy.this.id", "aws_organizations_policy.this.arn"),
    "JSON without everyone": ("policies/dev/guardrail.json", '"Principal": "*"', '"Principal": {"AWS": ["*"]}'),
    "JSON of one's own": ("policies/dev/guardrail.json", '"o-ab12cd34ef"', '"o-zz"'),
}


def verify_with(path: str, old: str, new: str) -> None:
    profiles = load([str(PROFILE)], read_profile)
    module = next(one for one in compile_profiles(profiles).modules if one.persona == "perimeter")
    rendered = tuple(render(module, profiles.targets, None))
    edited = tuple(
        replace(one, text=one.text.replace(old, new, 1)) if one.path == f"perimeter/{path}" else one for one in rendered
    )
    assert not old or edited != rendered, "the edit changes nothing"
    verify(module, edited, profiles.targets, places_of(profiles))


def test_the_files_as_rendered_are_faithful() -> None:
    verify_with("main.tf", "", "")


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_an_edit_that_changes_access_is_refused(edit: tuple[str, str, str]) -> None:
    with pytest.raises(DiagnosticError) as error:
        verify_with(*edit)
    assert {one.code for one in error.value.diagnostics} == {"not-faithful"}
