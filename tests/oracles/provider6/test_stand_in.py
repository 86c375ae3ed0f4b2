"""Terraform with the stand-in for AWS provider 6.x accepts what is right and names what is wrong."""

from pathlib import Path

import pytest

from tests.oracles.provider6 import terraform
from tests.oracles.provider6.modules import validate_modules
from tests.oracles.provider6.package import PROVIDER_VERSION
from tests.oracles.provider6.provider import Attachment
from tests.oracles.provider6.terraform import Severity, TerraformError, ValidateResult

GOOD = """\
terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

variable "team" {
  description = "Team that owns the images."
  type        = string
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_service" "current" {
  service_id = "imagebuilder"
}

locals {
  region = data.aws_service.current.region
}

data "aws_iam_policy_document" "view" {
  statement {
    sid       = "View"
    effect    = "Allow"
    actions   = ["imagebuilder:GetImage"]
    resources = ["arn:${data.aws_partition.current.partition}:imagebuilder:${local.region}:*:image/*"]

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceTag/Team"
      values   = [var.team]
    }
  }
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = [data.aws_caller_identity.current.account_id]
    }
  }
}

resource "aws_iam_policy" "view" {
  name   = "view"
  path   = "/image-builder/"
  policy = data.aws_iam_policy_document.view.json
  tags   = { Application = "image-builder" }
}

resource "aws_iam_role" "viewer" {
  name                 = "viewer"
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  max_session_duration = 3600
}

resource "aws_iam_role_policy_attachment" "view" {
  role       = aws_iam_role.viewer.name
  policy_arn = aws_iam_policy.view.arn
}

resource "aws_iam_instance_profile" "viewer" {
  name = "viewer"
  role = aws_iam_role.viewer.name
}
"""

ERRORS = [
    pytest.param(
        "policy = data",
        "polcy  = data",
        'Unsupported argument: An argument named "polcy" is not expected here. Did you mean "policy"?',
        id="unknown argument",
    ),
    pytest.param(
        "  policy = data.aws_iam_policy_document.view.json\n",
        "",
        'Missing required argument: The argument "policy" is required, but no definition was found.',
        id="missing argument",
    ),
    pytest.param("= 3600", '= "an hour"', "Incorrect attribute value type: Inappropriate value", id="wrong type"),
    pytest.param(
        "    condition {", "    conditions {", 'Unsupported block type: Blocks of type "conditions"', id="unknown block"
    ),
    pytest.param(
        'resource "aws_iam_instance_profile"',
        'resource "aws_iam_instance_profil"',
        'Invalid resource type: The provider hashicorp/aws does not support resource type "aws_iam_instance_profil".',
        id="unknown resource type",
    ),
    pytest.param(
        'data "aws_partition" "current" {}',
        'data "aws_partition" "current" {}\n\ndata "aws_partitions" "all" {}',
        'Invalid data source: The provider hashicorp/aws does not support data source "aws_partitions".',
        id="unknown data source",
    ),
    pytest.param(
        "aws_iam_policy.view.arn",
        "aws_iam_policy.views.arn",
        'Reference to undeclared resource: A managed resource "aws_iam_policy" "views" has not been declared',
        id="undeclared resource",
    ),
    pytest.param(
        "[var.team]",
        "[var.teams]",
        "Reference to undeclared input variable: An input variable",
        id="undeclared variable",
    ),
    pytest.param(
        "aws_iam_policy.view.arn",
        "aws_iam_policy.view.urn",
        'Unsupported attribute: This object has no argument, nested block, or exported attribute named "urn".',
        id="unknown attribute",
    ),
    pytest.param(
        "  role = aws",
        '  arn  = "arn:aws:iam::111122223333:instance-profile/viewer"\n  role = aws',
        'Value for unconfigurable attribute: Can\'t configure a value for "arn"',
        id="computed-only attribute",
    ),
    pytest.param(
        "      type        =",
        "      kind        =",
        'Missing required argument: The argument "type"',
        id="inside a block",
    ),
    pytest.param("tags   = {", "tags {", "Unsupported block type: Blocks of type", id="attribute as a block"),
]

WARNINGS = [
    pytest.param(
        "max_session_duration = 3600",
        "managed_policy_arns  = []",
        "Argument is deprecated: Use the aws_iam_role_policy_attachment resource instead.",
        id="argument",
    ),
    pytest.param(
        "  max_session_duration = 3600",
        '  inline_policy {\n    name = "view"\n  }',
        "Argument is deprecated: Use the aws_iam_role_policy resource instead.",
        id="block",
    ),
    pytest.param(
        'document" "view" {\n',
        'document" "view" {\n  source_json = "{}"\n',
        "Argument is deprecated: Use `source_policy_documents` instead.",
        id="data source's argument",
    ),
    *(
        pytest.param(
            "locals {\n  region = data.aws_service.current.region",
            f'data "aws_region" "current" {{}}\n\nlocals {{\n  region = data.aws_region.current.{name}',
            f'Deprecated value used: Deprecated resource attribute "{name}" used.',
            id=f"aws_region.{name}",
        )
        for name in ("name", "id")
    ),
    pytest.param(
        "data.aws_partition.current.partition",
        "data.aws_partition.current.id",
        'Deprecated value used: Deprecated resource attribute "id" used.',
        id="aws_partition.id",
    ),
]


def test_a_good_module_has_no_findings(tmp_path: Path, provider6: Attachment) -> None:
    assert _validate(GOOD, tmp_path, provider6) == ValidateResult(valid=True, findings=())


def test_the_stand_in_is_asked_about_every_type(tmp_path: Path, provider6: Attachment) -> None:
    before = len(provider6.judged)
    _validate(GOOD, tmp_path, provider6)
    assert set(provider6.judged[before:]) == {
        "data aws_caller_identity",
        "data aws_iam_policy_document",
        "data aws_partition",
        "data aws_service",
        "resource aws_iam_instance_profile",
        "resource aws_iam_policy",
        "resource aws_iam_role",
        "resource aws_iam_role_policy_attachment",
    }


@pytest.mark.parametrize(("right", "wrong", "complaint"), ERRORS)
def test_a_wrong_module_is_rejected(
    right: str, wrong: str, complaint: str, tmp_path: Path, provider6: Attachment
) -> None:
    result = _validate(_change(right, wrong), tmp_path, provider6)
    assert not result.valid
    assert {one.severity for one in result.findings} == {Severity.ERROR}
    assert any(f"{one.summary}: {one.detail}".startswith(complaint) for one in result.findings), str(result)


@pytest.mark.parametrize(("right", "wrong", "complaint"), WARNINGS)
def test_what_is_deprecated_warns(
    right: str, wrong: str, complaint: str, tmp_path: Path, provider6: Attachment
) -> None:
    result = _validate(_change(right, wrong), tmp_path, provider6)
    assert result.valid
    (finding,) = result.findings
    assert finding.severity is Severity.WARNING
    assert f"{finding.summary}: {finding.detail}".startswith(complaint)


def test_a_finding_says_where(tmp_path: Path, provider6: Attachment) -> None:
    result = _validate(_change("[var.team]", "[var.teams]"), tmp_path, provider6)
    (finding,) = result.findings
    line = GOOD.splitlines().index("      values   = [var.team]") + 1
    assert (finding.file, finding.line) == ("../../viewer/main.tf", line)


def test_a_version_constraint_that_excludes_6x_is_refused(tmp_path: Path, provider6: Attachment) -> None:
    with pytest.raises(TerraformError, match="no available releases match the given constraints"):
        _validate(_change('">= 5.0"', '">= 5.0, < 6.0"'), tmp_path, provider6)


def test_a_required_variable_that_is_not_given_is_refused(tmp_path: Path, provider6: Attachment) -> None:
    module = _write(GOOD, tmp_path)
    with pytest.raises(TerraformError, match='The argument "team" is required'):
        validate_modules([module], _folder(tmp_path), provider6)


def test_several_modules_are_judged_under_one_root(tmp_path: Path, provider6: Attachment) -> None:
    good = _write(GOOD, tmp_path)
    bad = _write(_change("[var.team]", "[var.teams]"), tmp_path, name="bad")
    variables = {"viewer": {"team": "web"}, "bad": {"team": "web"}}
    result = validate_modules([good, bad], _folder(tmp_path), provider6, variables)
    assert [one.file for one in result.findings] == ["../../bad/main.tf"]


def test_modules_of_the_same_name_are_refused(tmp_path: Path, provider6: Attachment) -> None:
    module = _write(GOOD, tmp_path)
    with pytest.raises(ValueError, match="names of their own"):
        validate_modules([module, module], _folder(tmp_path), provider6)


def test_the_provider_is_the_one_that_the_package_says(provider6: Attachment) -> None:
    assert (terraform.version(), PROVIDER_VERSION) == ("1.15.5", "6.69.1")


def test_fmt_names_the_files_that_are_not_canonical(tmp_path: Path) -> None:
    _write(GOOD, tmp_path)
    _write(_change("  name = ", "  name= "), tmp_path, name="bad")
    assert terraform.fmt_check(tmp_path) == ("bad/main.tf",)


def test_fmt_refuses_what_is_not_hcl(tmp_path: Path) -> None:
    _write('variable "team" {', tmp_path)
    with pytest.raises(TerraformError, match="Unclosed configuration block"):
        terraform.fmt_check(tmp_path)


def test_the_console_evaluates_expressions_in_order() -> None:
    assert terraform.console(['"$${x} %%{y} \\" \\u2028"', "<<EOT\ntext\nEOT", "[1, true, null]"]) == (
        '${x} %{y} " \u2028',
        "text\n",
        [1, True, None],
    )


@pytest.mark.parametrize(
    ("expression", "complaint"),
    [
        pytest.param("var.absent", "Reference to undeclared input variable", id="undeclared"),
        pytest.param("upper(", "Invalid expression", id="not HCL"),
        pytest.param("1, 2", "1 expressions have 2 values", id="several"),
    ],
)
def test_the_console_refuses_what_is_not_one_value(expression: str, complaint: str) -> None:
    with pytest.raises(TerraformError, match=complaint):
        terraform.console([expression])


def _validate(text: str, tmp_path: Path, provider: Attachment) -> ValidateResult:
    module = _write(text, tmp_path)
    return validate_modules([module], _folder(tmp_path), provider, {module.name: {"team": "web"}})


def _change(right: str, wrong: str) -> str:
    """The good module with one passage changed."""
    assert GOOD.count(right) >= 1
    return GOOD.replace(right, wrong, 1)


def _write(text: str, tmp_path: Path, *, name: str = "viewer") -> Path:
    module = tmp_path / name
    module.mkdir()
    (module / "main.tf").write_text(text, encoding="utf-8")
    return module


def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    return folder
