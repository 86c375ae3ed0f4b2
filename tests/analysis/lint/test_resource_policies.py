"""Nothing is to be said of the policies of resources that we generate."""

from pathlib import Path

import pytest

from generator.analysis.lint.kind import Kind
from generator.analysis.lint.lint import lint_json, lint_terraform

TREE = Path(__file__).parents[2] / "golden" / "resource-policies" / "modules"
PERSONAS = ("image-builder", "instance-role", "service-admin")
POLICIES = sorted(one for one in TREE.glob("*/policies/*/*.json") if one.parts[-4] not in PERSONAS)
MODULES = sorted(one for one in TREE.glob("*/main.tf") if one.parts[-2] not in PERSONAS)


def _name(file: Path) -> str:
    return file.relative_to(TREE).as_posix()


@pytest.mark.parametrize("file", POLICIES, ids=_name)
def test_no_resource_policy_has_a_finding(file: Path) -> None:
    assert lint_json(file.read_text(encoding="utf-8"), Kind.RESOURCE) == ()


@pytest.mark.parametrize("file", MODULES, ids=_name)
def test_no_terraform_file_has_a_finding(file: Path) -> None:
    assert lint_terraform(file.read_text(encoding="utf-8")) == ()
