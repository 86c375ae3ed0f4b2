"""Whatever a file holds: no crash, bounded time, and nothing that drives a terminal."""

import json
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.lint.kind import Kind
from generator.analysis.lint.lint import MOST_FINDINGS, lint_json, lint_terraform
from generator.analysis.lint.read_expression import HclSyntaxError
from generator.analysis.lint.syntax import POLICY_ELEMENTS, STATEMENT_ELEMENTS
from generator.analysis.lint.tree import Source
from generator.report.diagnostics_text import diagnostics_text
from tests.analysis.lint.case import allow, policy

WORDS = st.sampled_from(
    [
        *(
            "Allow",
            "Deny",
            "*",
            "iam:PassRole",
            "s3:Get*",
            "sts:AssumeRole",
            "arn:aws:s3:::b/*",
            "arn:aws:iam::1:role/*",
        ),
        *(
            "${aws:username}",
            "${",
            "${}",
            "$a:b}",
            "{0}",
            "{action}",
            "arn:",
            "::",
            ":",
            "",
            " ",
            "\x1b[2J",
            "\u202e",
            "`",
        ),
        *("2012-10-17", "2008-10-17", "10.0.0.0/8", "AROACKCEVSQ6C2EXAMPLE", "true", "1e999", "repo:a/*", "\ud800"),
    ]
)
KEYS = st.sampled_from(
    [
        *POLICY_ELEMENTS,
        *STATEMENT_ELEMENTS,
        *("AWS", "Service", "Federated", "StringLike", "ForAllValues:StringEquals", "Bool", "NumericLessThan", "Null"),
        *("IpAddress", "DateLessThan", "aws:SourceIp", "aws:ResourceTag/a", "s3:prefix", "aws:userid", "a:b", "x"),
    ]
)
LEAVES = WORDS | st.text(max_size=5) | st.none() | st.booleans() | st.integers() | st.floats()
JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5), max_leaves=25
)
STATEMENTS = st.fixed_dictionaries({}, optional=dict.fromkeys(STATEMENT_ELEMENTS, JSON))
KINDS = st.sampled_from(Kind)


@given(JSON | st.fixed_dictionaries({"Statement": STATEMENTS | st.lists(STATEMENTS, max_size=3)}), KINDS)
def test_any_json_is_linted_and_what_is_said_is_printable(value: object, kind: Kind) -> None:
    text = json.dumps(value, indent=1)
    source = Source("f.json", text)
    said = diagnostics_text(one.diagnostic(source) for one in lint_json(text, kind))
    assert all(char.isprintable() or char == "\n" for char in said)


@given(st.text(), KINDS)
def test_any_text_is_linted(text: str, kind: Kind) -> None:
    lint_json(text, kind)


@given(JSON)
def test_any_value_in_a_terraform_file_is_linted(value: object) -> None:
    text = json.dumps(value).replace("${", "$${").replace("%{", "%%{")
    with suppress(HclSyntaxError):  # some of JSON's escapes are none of HCL's
        lint_terraform(f'resource "aws_iam_role" "r" {{\n  policy = jsonencode({{ Statement = {text} }})\n}}\n')


MANY = 20_000


LARGE = {
    "actions": policy(allow(Action=[f"s3:Get{at}" for at in range(MANY)])),
    "services": policy(allow(Action=[f"{at}*" for at in range(MANY)])),
    "arns": policy(allow(Resource=[f"arn:aws:ec2:*:*:*{at}*" for at in range(MANY)])),
    "long-arn": policy(allow(Resource="arn:aws:ec2:*:*:" + "*a" * 200_000)),
    "long-actions": policy(allow(Action=["s3:" + "*a" * 8_000, "s3:" + "*a" * 8_000 + "b"])),
    "statements": policy(*(allow(Sid=f"S{at}") for at in range(5_000))),
    "tags": policy(allow(Condition={"StringEquals": {f"aws:ResourceTag/{at}": "a" for at in range(MANY)}})),
    "operators": policy(allow(Condition={f"Operator{at}": {"a": "b"} for at in range(MANY)})),
    "lists": "[" * 500_000,
    "objects": '{"Statement":' * 50_000,
}
LARGE_HCL = {
    "blocks": "a{\n" * 300_000,
    "lists": "x = [" * 200_000,
    "comments": "x = /*" * 100_000,
    "heredocs": "x = <<A\n" * 100_000,
    "templates": 'x = "${"${' * 100_000,
    "parentheses": "x = (" * 200_000,
}


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE)
def test_a_file_of_the_largest_size_takes_bounded_time(text: str) -> None:
    start = time.perf_counter()
    found = lint_json(text[: 1 << 20], Kind.IDENTITY)
    assert time.perf_counter() - start < 20
    assert all(sum(one.code == code for one in found) <= MOST_FINDINGS for code in {one.code for one in found})


@pytest.mark.parametrize("text", LARGE_HCL.values(), ids=LARGE_HCL)
def test_a_terraform_file_of_the_largest_size_takes_bounded_time(text: str) -> None:
    start = time.perf_counter()
    with pytest.raises(HclSyntaxError):
        lint_terraform(text[: 1 << 20])
    assert time.perf_counter() - start < 20
