"""Test files against a hostile template: a test that says less, or that could touch an account, is refused."""

import re
from collections.abc import Iterator

import pytest

from tests.verifier.shipped import complaints, text, validated

PERSONA = "instance-role"
MODULE = "tests/module.tftest.hcl"
DOCUMENTS = "tests/documents.tftest.hcl"
RUN = 'run "module" {\n'
DEV = 'run "dev" {\n'
ROLE = 'aws_iam_role.this.name == "image-builder-instance-role"'
PROVIDER = '  alias  = "dev"\n'
ASSERT = re.search(r"\n  assert \{.*?\n  \}\n", text(PERSONA, MODULE), re.DOTALL)
assert ASSERT
DOCUMENT = re.search(r"\n  assert \{.*?\n  \}\n", text(PERSONA, DOCUMENTS), re.DOTALL)
assert DOCUMENT
OVERRIDE = """
  override_data {
    target = data.aws_iam_policy_document.trust
    values = {
      json = file("x")
    }
  }
"""

# name → file, what stands there, what a hostile template prints, words of the complaint
Change = tuple[str, str, str, str]
REFUSED: dict[str, Change] = {
    "a real provider": (MODULE, 'mock_provider "aws"', 'provider "aws"', "`provider.aws` was not compiled"),
    "a second provider": (MODULE, RUN, f'provider "aws" {{\n}}\n\n{RUN}', "`provider.aws` was not compiled"),
    "a run of another module": (MODULE, RUN, RUN + '  module {\n    source = "x"\n  }\n', "`run.module.module`"),
    "a run more": (MODULE, RUN, f'run "x" {{\n}}\n\n{RUN}', "`run.x` was not compiled"),
    "a plan only": (MODULE, "command = apply", "command = plan", "command` read back as `plan`, compiled was `apply`"),
    "an expected failure": (MODULE, RUN, RUN + "  expect_failures = [var.name]\n", "expect_failures` was not"),
    "a plan with options": (MODULE, RUN, RUN + "  plan_options {\n    refresh = false\n  }\n", "plan_options"),
    "a variable more": (
        MODULE,
        "  variables {\n",
        '  variables {\n    name = "x"\n',
        "variables.name` was not compiled",
    ),
    "a variable for all runs": (
        MODULE,
        RUN,
        f'variables {{\n  name = "x"\n}}\n\n{RUN}',
        "`variables` was not compiled",
    ),
    "another value": (MODULE, ROLE, 'aws_iam_role.this.name == "admin"', '`"admin"`, compiled was'),
    "its own value": (MODULE, ROLE, "aws_iam_role.this.name == aws_iam_role.this.name", "compiled was"),
    "not equal": (MODULE, ROLE, ROLE.replace("==", "!="), "compiled was"),
    "an alternative": (MODULE, ROLE, f"{ROLE} || true", "aws_iam_role.this.name"),
    "always true": (MODULE, ROLE, "true", "aws_iam_role.this.name` is missing"),
    "an assertion less": (MODULE, ASSERT.group(), "\n", "is missing"),
    "an assertion twice": (MODULE, ASSERT.group(), ASSERT.group() * 2, "stands twice"),
    "no message": (MODULE, re.search(r"\n    error_message.*", text(PERSONA, MODULE)).group(), "", "error message"),  # type: ignore[union-attr]
    "a message that computes": (
        MODULE,
        'error_message = "aws_iam_role.this.name ',
        'error_message = "${file("x")}',
        "message",
    ),
    "another resource mocked": (
        MODULE,
        "target = aws_iam_policy.permissions",
        "target = aws_iam_role.this",
        "not compiled",
    ),
    "another mock": (MODULE, "policy/permissions", "policy/trust", "override_resource"),
    "a local value": (MODULE, RUN, f"locals {{\n}}\n\n{RUN}", "`locals` was not compiled"),
    "documents applied": (DOCUMENTS, DEV + "  command = plan", DEV + "  command = apply", "compiled was `plan`"),
    "documents applied by default": (DOCUMENTS, DEV + "  command = plan", DEV, "run.dev.command` is missing"),
    "an endpoint": (DOCUMENTS, PROVIDER, PROVIDER + '  endpoints {\n    iam = "http://x"\n  }\n', "endpoints` was not"),
    "a profile": (DOCUMENTS, PROVIDER, PROVIDER + '  profile = "admin"\n', "profile` was not compiled"),
    "credentials": (DOCUMENTS, 'access_key                  = "none"', 'access_key = "AKIA"', '"AKIA"'),
    "asked for the account": (
        DOCUMENTS,
        "skip_requesting_account_id  = true",
        "skip_requesting_account_id = false",
        "true",
    ),
    "another Region": (DOCUMENTS, 'region = "eu-west-1"', 'region = "us-east-1"', '"us-east-1"'),
    "another account": (DOCUMENTS, '"111122223333"', '"444455556666"', "override_data data.aws_caller_identity"),
    "another provider": (DOCUMENTS, "aws = aws.dev", "aws = aws.china", "aws.china"),
    "a document overridden": (DOCUMENTS, DEV, DEV + OVERRIDE, "override_data data.aws_iam_policy_document.trust"),
    "another file": (DOCUMENTS, "/policies/dev/trust.json", "/policies/prod/trust.json", "document.trust.json"),
    "the file twice": (DOCUMENTS, "[data.aws_iam_policy_document.trust.json, ", "[", "trust.json"),
    "nothing compared": (DOCUMENTS, "try(\n          sort(flatten([value])),", "try(\n          null,", "compiled was"),
    "a number of any kind": (DOCUMENTS, "])) == 1", "])) >= 1", "compiled was"),
    "a document less": (DOCUMENTS, DOCUMENT.group(), "\n", "is missing"),
}


@pytest.mark.parametrize("change", REFUSED.values(), ids=REFUSED.keys())
def test_a_test_that_is_another_is_refused(change: Change) -> None:
    name, old, new, words = change
    whole = text(PERSONA, name)
    assert old in whole
    found = complaints(PERSONA, {name: whole.replace(old, new)})
    assert any(words in one for one in found), found
    assert all(one.startswith(f"{PERSONA}/{name}") for one in found), found


LOOKS: dict[str, tuple[str, str, str]] = {
    "a message": (MODULE, "is not what the profile says", "differs"),
    "a comment": (MODULE, RUN, f"/* one\n two */\n# three\n{RUN}"),
    "no alignment": (MODULE, "    condition     = ", "    condition="),
    "blank lines": (DOCUMENTS, "\n\n", "\n\n\n"),
    "fewer lines": (
        DOCUMENTS,
        "one.Sid => { for name, value in one : name => try(\n          sort",
        "one.Sid => { for name, value in one : name => try(sort",
    ),
}


@pytest.mark.parametrize("change", LOOKS.values(), ids=LOOKS.keys())
def test_a_template_may_change_the_looks(change: tuple[str, str, str]) -> None:
    name, old, new = change
    whole = text(PERSONA, name)
    assert old in whole
    assert not complaints(PERSONA, {name: whole.replace(old, new)})


def _without_each_line(name: str) -> Iterator[tuple[str, str]]:
    lines = text(PERSONA, name).splitlines(keepends=True)
    for number, line in enumerate(lines):
        if line.strip() and not line.startswith("#"):
            yield line, "".join(lines[:number] + lines[number + 1 :])


@pytest.mark.parametrize("name", [MODULE, DOCUMENTS])
def test_no_line_can_be_left_out(name: str) -> None:
    survived = [line for line, changed in _without_each_line(name) if not complaints(PERSONA, {name: changed})]
    assert survived == []


def test_a_test_and_the_module_speak_of_the_same_resources() -> None:
    """A template that names an attachment anew needs a test that does too."""
    old, new = '"aws_iam_role_policy_attachment" "permissions"', '"aws_iam_role_policy_attachment" "x"'
    main = text(PERSONA, "main.tf").replace(old, new)
    assert complaints(PERSONA, {"main.tf": main})
    tests = text(PERSONA, MODULE).replace("policy_attachment.permissions", "policy_attachment.x")
    assert not complaints(PERSONA, {"main.tf": main, MODULE: tests})


def test_the_shipped_tests_are_what_was_compiled() -> None:
    for one in validated().modules:
        assert text(one.persona, MODULE)
        assert not complaints(one.persona, {})
