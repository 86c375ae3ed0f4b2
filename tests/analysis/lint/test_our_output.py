"""Nothing is to be said of what we generate."""

from pathlib import Path

import pytest

from generator.analysis.lint.guess import guess_kind
from generator.analysis.lint.kind import Kind
from generator.analysis.lint.lint import lint_json, lint_terraform
from generator.analysis.lint.read_json import read_json
from generator.analysis.lint.terraform import policies_in

ROOT = Path(__file__).parents[3]
POLICIES = sorted((ROOT / "modules").glob("*/policies/*/*.json"))
MODULES = sorted((ROOT / "modules").glob("*/*.tf"))


def ids(files: list[Path]) -> list[str]:
    return [one.relative_to(ROOT).as_posix() for one in files]


@pytest.mark.parametrize("file", POLICIES, ids=ids(POLICIES))
def test_no_json_policy_has_a_finding(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    kind = guess_kind(read_json(text))
    assert kind is (Kind.TRUST if file.name == "trust.json" else Kind.IDENTITY)
    assert lint_json(text, kind) == ()


@pytest.mark.parametrize("file", MODULES, ids=ids(MODULES))
def test_no_terraform_file_has_a_finding(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert len(list(policies_in(text))) == text.count('data "aws_iam_policy_document"')
    assert lint_terraform(text) == ()
