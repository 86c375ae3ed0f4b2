"""What can be accepted, and what cannot."""

import ast
import re
from pathlib import Path

import pytest

from generator.analysis.acceptance.codes import REMARKS, CodeKind, faults, kind_of
from generator.analysis.lint.checks import CHECKS
from generator.analysis.lint.finding import FindingType
from generator.model.pattern import literal
from generator.model.profile import Acceptance, Word

ROOT = Path(__file__).parents[3]


def accept(code: str, *arns: str, actions: tuple[str, ...] = ()) -> Acceptance:
    return Acceptance(finding=Word(text=code), contained_to=tuple(map(literal, arns)), actions=actions, reason="Meant.")


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("ec2-001", CodeKind.PATH),
        ("derived:ec2:RunInstances", CodeKind.PATH),
        ("PASS_ROLE_WITH_STAR_IN_RESOURCE", CodeKind.CHECK),
        ("missing-dependent", CodeKind.REMARK),
        ("broken-rule", None),
        ("NO_SUCH_CHECK", None),
    ],
)
def test_a_code_tells_what_kind_of_finding_it_is(code: str, kind: CodeKind | None) -> None:
    assert kind_of(code) is kind


def test_no_error_of_a_check_can_be_accepted_and_everything_else_can() -> None:
    for check in CHECKS:
        refused = [one.code for one in faults(accept(check.code))]
        assert refused == (["bad-acceptance"] if check.type is FindingType.ERROR else []), check.code


@pytest.mark.parametrize(
    ("acceptance", "hint"),
    [
        (accept("open-escalation"), "accept the path by its name, such as `ec2-001`"),
        (accept("access-test"), "change the grant or the test"),
        (accept("missing-dependent", "arn:aws:iam::1:role/x"), "leave `contained_to` out"),
        (accept("ec2-001", actions=("ec2:RunInstances",)), "leave `actions` out"),
    ],
)
def test_an_entry_that_can_mean_nothing_is_an_error(acceptance: Acceptance, hint: str) -> None:
    (fault,) = faults(acceptance)
    assert (fault.code, fault.hint) == ("bad-acceptance", hint)


def test_the_remarks_that_can_be_accepted_are_those_that_the_compiler_makes_of_personas() -> None:
    compiler = (ROOT / "generator" / "compiler").glob("*.py")
    calls = (node for file in compiler for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    made = {
        node.args[0].value
        for node in calls
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("note", "warning")
        and isinstance(node.args[0], ast.Constant)
    }
    assert made - {"unused-input"} == set(REMARKS) - {"unseen-boundary"}


def test_the_remarks_are_listed_in_the_language_s_description() -> None:
    text = (ROOT / "docs" / "profiles.md").read_text(encoding="utf-8")
    (row,) = re.findall(r"^\| a \[warning or note\].*$", text, re.MULTILINE)
    assert re.findall(r"`([a-z-]+)`", row) == list(REMARKS)
