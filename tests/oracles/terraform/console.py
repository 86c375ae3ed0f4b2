"""HCL string literals → the strings that Terraform reads in them."""

import base64
import json
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from tests.oracles.terraform.locate import Binary, Missing, find_terraform
from tests.oracles.terraform.terraform_cli import terraform_in

# In base64 no character of a string can meet the console's own quoting.
_EXPRESSION = "base64encode(jsonencode(local.literals))"


def evaluate_literals(literals: Sequence[str], workdir: Path) -> list[str]:
    """Literals with their quotes → their values, in one run without any provider.

    Raises TerraformError where one of them is no HCL, and AssertionError where one is not exactly one string.
    """
    binary = find_terraform()
    assert not isinstance(binary, Missing), binary.reason
    return evaluate_literals_with(binary, literals, workdir)


def evaluate_literals_with(binary: Binary, literals: Sequence[str], workdir: Path) -> list[str]:
    """`evaluate_literals` by a given terraform; `workdir` is overwritten."""
    terraform = terraform_in(workdir / "literals", workdir / "home", binary)
    lines = "".join(f"    {literal},\n" for literal in literals)
    text = f"locals {{\n  literals = [\n{lines}  ]\n}}\n"
    (terraform.folder / "main.tf").write_text(text, encoding="utf-8", newline="\n")
    printed = terraform.console(_EXPRESSION).strip().strip('"')
    values = cast("list[str]", json.loads(base64.b64decode(printed, validate=True)))
    assert len(values) == len(literals), f"{len(literals)} literals became {len(values)} values"
    assert all(isinstance(value, str) for value in cast("list[object]", values)), "a literal is not a string"
    return values
