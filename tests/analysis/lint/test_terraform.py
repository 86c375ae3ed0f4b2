"""Policies in .tf files: which are found, what they mean, and where findings point."""

from pathlib import Path

import pytest

from generator.analysis.lint.kind import Kind
from generator.analysis.lint.lint import lint_terraform
from generator.analysis.lint.terraform import policies_in
from generator.analysis.lint.tree import Source
from generator.report.diagnostics_text import diagnostics_text

ROOT = Path(__file__).parents[3]


def document(body: str, name: str = "one") -> str:
    return f'data "aws_iam_policy_document" "{name}" {{\n{body}\n}}\n'


def statement(body: str) -> str:
    return f"  statement {{\n{body}\n  }}"


def dynamic(name: str) -> str:
    return f'dynamic "{name}" {{\nfor_each = var.x\ncontent {{\n}}\n}}'


def condition(test: str, variable: str, values: str) -> str:
    return f"condition {{\ntest = {test}\nvariable = {variable}\nvalues = {values}\n}}"


EQUALS = ('"StringEquals"', '"aws:PrincipalTag/a"')
READ = 'actions = ["s3:GetObject"]\nresources = ["arn:aws:s3:::bucket/*"]'
TRUST = 'actions = ["sts:AssumeRole"]\nprincipals {\n type = "Service"\n identifiers = ["ec2.amazonaws.com"]\n}'


def codes(text: str, kind: Kind | None = None) -> list[str]:
    return [one.code for one in lint_terraform(text, kind)]


def kinds(text: str) -> list[Kind | None]:
    return [one.kind for one in policies_in(text)]


def test_findings_point_into_the_file_and_are_said_in_full() -> None:
    text = """\
data "aws_iam_policy_document" "build" {
  statement {
    effect    = "allow"
    actions   = ["s3:GetObjekt", var.more]
    resources = ["arn:aws:s3:::${var.bucket}/*"]

    condition {
      test     = "StringLike"
      variable = "aws:PrincipalArn"
      values   = ["arn:aws:iam::*:role/${var.role}"]
    }
  }
}

resource "aws_iam_role" "build" {
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = {
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ec2.amazonaws.com" }
      Resource  = "*"
    }
  })
}
"""
    source = Source("main.tf", text)
    assert (
        diagnostics_text(one.diagnostic(source) for one in lint_terraform(text))
        == """\
main.tf:3:17: error[INVALID_EFFECT]: there is no effect `allow`
    3 |     effect    = "allow"
      |                 ^^^^^^^
  hint: did you mean `Allow`?
main.tf:4:18: error[INVALID_ACTION]: service `s3` has no action `GetObjekt`
    4 |     actions   = ["s3:GetObjekt", var.more]
      |                  ^^^^^^^^^^^^^^
  hint: did you mean `GetObject`?
main.tf:8:18: warning[STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS]: security: the wildcards of `StringLike` \
reach across the fields of an ARN
    8 |       test     = "StringLike"
      |                  ^^^^^^^^^^^^
  hint: use `ArnLike`
main.tf:22:7: error[ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE]: a trust policy has no `Resource`: it is about its role
   22 |       Resource  = "*"
      |       ^^^^^^^^
  hint: remove it
"""
    )


@pytest.mark.parametrize(
    "body",
    [
        statement(READ),
        statement("actions = var.actions\nresources = local.resources"),
        statement('actions = ["${var.service}:Get*"]\nresources = ["${aws_s3_bucket.one.arn}/*"]'),
        statement('sid = var.sid\neffect = var.effect\nactions = ["s3:*"]\nresources = ["*"]'),
        statement('actions = concat(["s4:x"], var.more)\nresources = [for x in var.y : "nonsense"]'),
        statement(
            'actions = ["iam:PassRole"]\nresources = ["*"]\ndynamic "condition" {\nfor_each = var.x\ncontent {\n}\n}'
        ),
        'dynamic "statement" {\nfor_each = var.x\ncontent {\n}\n}',
        "source_policy_documents = [var.other]",
        statement(f"{READ}\n{condition('var.t', 'var.v', 'var.w')}"),
        statement(
            f'{READ}\ncondition {{\ntest = "StringEquals"\nvariable = "aws:PrincipalTag/a"\nvalues = [1, true]\n}}'
        ),
        statement('sid = ""\nactions = ["s3:GetObject"]\nresources = ["arn:aws:s3:::b/&{aws:username}"]'),
        statement(TRUST),
        statement(f'actions = ["sts:AssumeRole"]\n{dynamic("principals")}'),
    ],
)
def test_what_only_terraform_knows_is_never_found_fault_with(body: str) -> None:
    assert codes(document(body)) == []


def test_what_is_known_of_an_arn_is_looked_at() -> None:
    instances = 'actions = ["ec2:StartInstances"]\nresources = ["arn:aws:ec2:eu-west-1:111122223333:{}/${{var.id}}"]'
    (found,) = lint_terraform(document(statement(instances.format("instanz"))))
    assert found.code == "INVALID_ARN_RESOURCE"
    assert found.problem.message.endswith("has ARNs like `arn:aws:ec2:eu-west-1:111122223333:instanz/${…}`")
    assert codes(document(statement(instances.format("instance")))) == []
    assert codes(document(statement(instances.format("instanz").replace("eu-west-1", "${var.region}")))) == []


def test_an_expression_in_a_heredoc_is_unknown_and_its_neighbours_are_not() -> None:
    text = """\
resource "aws_s3_bucket_policy" "one" {
  policy = <<-POLICY
    {
      "Version": "2012-10-17",
      "Statement": [
        ${jsonencode(var.statement)},
        {"Effect": "Allow", "Principal": {"AWS": "${var.account}"}, "Action": "s3:Fetch", "Resource": "${local.arn}"}
      ]
    }
  POLICY
}
"""
    (found,) = lint_terraform(text)
    assert (found.code, text[found.problem.at.start : found.problem.at.end]) == ("INVALID_ACTION", '"s3:Fetch"')


def test_a_broken_heredoc_is_a_syntax_error_and_one_with_directives_is_unknown() -> None:
    heredoc = 'locals {{\n  p = <<EOT\n{{"Statement": {0}\nEOT\n}}\n'
    assert codes(heredoc.format("[")) == ["JSON_SYNTAX_ERROR"]
    assert codes(heredoc.format("[%{ for x in var.y }{}%{ endfor }]}")) == []
    assert codes(heredoc.replace('"Statement"', '"Other"').format("[")) == []


EMPTY = "jsonencode({ Statement = [] })"
RCP = 'type = "RESOURCE_CONTROL_POLICY"'
PLACES = {
    f'resource "aws_iam_role" "r" {{\n assume_role_policy = {EMPTY}\n}}': Kind.TRUST,
    f'resource "aws_iam_role" "r" {{\n inline_policy {{\n policy = {EMPTY}\n}}\n}}': Kind.IDENTITY,
    f'resource "aws_kms_key" "k" {{\n policy = {EMPTY}\n}}': Kind.RESOURCE,
    f'resource "aws_organizations_policy" "p" {{\n content = {EMPTY}\n}}': Kind.SCP,
    f'resource "aws_organizations_policy" "p" {{\n {RCP}\n content = {EMPTY}\n}}': Kind.RCP,
    f'module "m" {{\n policy = {EMPTY}\n}}': None,
    f"locals {{\n p = {{ a = [{EMPTY}] }}\n}}": None,
}


@pytest.mark.parametrize(("text", "expected"), PLACES.items())
def test_the_place_of_a_policy_says_what_it_is_attached_to(text: str, expected: Kind | None) -> None:
    assert kinds(text) == [expected]


def test_a_document_is_what_its_readers_make_of_it() -> None:
    reader = 'resource "aws_iam_role" "r" {\n assume_role_policy = data.aws_iam_policy_document.one.json\n}\n'
    assert kinds(document(statement(READ)) + reader) == [Kind.TRUST]
    assert kinds(document(statement(READ), "other") + reader) == [None]
    bucket = 'resource "aws_s3_bucket_policy" "b" {\n policy = data.aws_iam_policy_document.one.json\n}\n'
    assert kinds(document(statement(READ)) + reader + bucket) == [None]


def test_blocks_mean_what_the_provider_makes_of_them() -> None:
    """Source: the provider's documentation of `aws_iam_policy_document`."""
    secure = condition('"Bool"', '"aws:SecureTransport"', '["true"]')
    assert codes(document(statement(f"{READ}\n{secure}\n{secure}"))) == ["INVALID_CONDITION_MULTIPLE_BOOLEAN"]
    everyone = 'actions = ["sts:AssumeRole"]\nprincipals {\n type = "*"\n identifiers = ["*"]\n}'
    assert codes(document(statement(everyone))) == ["ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL"]
    assert codes(document("")) == ["MISSING_STATEMENT"]
    assert codes(document(statement('not_actions = ["iam:*"]\nnot_resources = ["arn:aws:s3:::b"]'))) == []


def test_a_given_kind_wins() -> None:
    assert codes(document(statement(READ)), Kind.RESOURCE) == ["MISSING_PRINCIPAL"]
