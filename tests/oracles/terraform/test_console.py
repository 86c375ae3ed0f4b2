"""Terraform reads HCL's string literals: many at once, any character."""

from pathlib import Path

import pytest

from tests.oracles import registry
from tests.oracles.terraform.console import evaluate_literals
from tests.oracles.terraform.terraform_cli import TerraformError

pytestmark = pytest.mark.oracle(registry.TERRAFORM)

# Source: https://developer.hashicorp.com/terraform/language/expressions/strings
LITERALS = {
    '""': "",
    '"plain"': "plain",
    r'"\"\\\n\t\r"': '"\\\n\t\r',
    '"$${aws:username} %%{if}"': "${aws:username} %{if}",
    '"$ % $$ %% { }"': "$ % $$ %% { }",
    '"&{aws:username}"': "&{aws:username}",
    r'"\u0000\u001f\u2028\U0001f600"': "\0\x1f\u2028\U0001f600",
    '"<>&\u00e9\U0010ffff"': "<>&\u00e9\U0010ffff",
    '"e\u0301"': "\u00e9",
}


def test_literals_are_read_as_terraform_documents_them(tmp_path: Path) -> None:
    assert evaluate_literals(tuple(LITERALS), tmp_path) == list(LITERALS.values())
    registry.ran(registry.TERRAFORM)


@pytest.mark.parametrize("literal", ['"', r'"\q"', '"${}"', '"a\nb"'])
def test_what_is_no_literal_fails(literal: str, tmp_path: Path) -> None:
    with pytest.raises(TerraformError):
        evaluate_literals((literal,), tmp_path)


@pytest.mark.parametrize("literal", ["1", '"a", "b"', "[]"])
def test_what_is_not_one_string_fails(literal: str, tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        evaluate_literals((literal,), tmp_path)
