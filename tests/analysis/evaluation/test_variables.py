"""Policy variables.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

import pytest

from generator.model.access import Policies
from tests.analysis.evaluation.policies import allow, deny, identity, is_allowed, named, request

HOME = "arn:aws:s3:::b/${aws:username}/*"
TEAM = "aws:PrincipalTag/Team"
DEFAULT = "arn:aws:s3:::b/${aws:PrincipalTag/Team, 'none'}"


@pytest.mark.parametrize(
    ("pattern", "resource", "context", "named_"),
    [
        (HOME, "arn:aws:s3:::b/jo/x", {"aws:username": "jo"}, True),
        (HOME, "arn:aws:s3:::b/al/x", {"aws:username": "jo"}, False),
        (HOME, "arn:aws:s3:::b/jo/x", {"AWS:UserName": "jo"}, True),
        (HOME, "arn:aws:s3:::b//x", {}, False),
        (HOME, "arn:aws:s3:::b/${aws:username}/x", {}, False),
        (HOME, "arn:aws:s3:::b/any/x", {"aws:username": "*"}, False),
        (HOME, "arn:aws:s3:::b/jo/x", {"aws:username": ["jo", "al"]}, False),
        (DEFAULT, "arn:aws:s3:::b/none", {}, True),
        (
            "arn:aws:s3:::b/${aws:PrincipalTag/Team, 'none'}",
            "arn:aws:s3:::b/web",
            {"aws:PrincipalTag/Team": "web"},
            True,
        ),
        (
            "arn:aws:s3:::b/${aws:PrincipalTag/Team, 'none'}",
            "arn:aws:s3:::b/none",
            {TEAM: "w"},
            False,
        ),
        ("arn:aws:s3:::b/${aws:TagKeys}", "arn:aws:s3:::b/Team", {"aws:TagKeys": ["Team"]}, False),
        ("arn:aws:s3:::b/${*}", "arn:aws:s3:::b/*", {}, True),
        ("arn:aws:s3:::b/${*}", "arn:aws:s3:::b/x", {}, False),
        ("arn:aws:s3:::b/${?}${$}", "arn:aws:s3:::b/?$", {}, True),
        ("arn:aws:iam::1:role/${aws:username}?", "arn:aws:iam::1:role/jo1", {"aws:username": "jo"}, True),
    ],
)
def test_a_resource_is_named_with_the_variables_value(
    pattern: str, resource: str, context: dict[str, str | list[str]], named_: bool
) -> None:
    assert is_allowed(identity(allow(resource=pattern)), request(resource=resource, context=context)) is named_


def test_a_variable_without_a_value_excludes_nothing_from_not_resource() -> None:
    statement = {"Effect": "Allow", "Action": "*", "NotResource": HOME}
    assert is_allowed(identity(statement), request(resource="arn:aws:s3:::b/jo/x"))
    assert not is_allowed(identity(statement), request(resource="arn:aws:s3:::b/jo/x", context={"aws:username": "jo"}))


@pytest.mark.parametrize(
    ("operator", "context", "met"),
    [
        ("StringEquals", {"aws:ResourceTag/Team": "web", "aws:PrincipalTag/Team": "web"}, True),
        ("StringEquals", {"aws:ResourceTag/Team": "web", "aws:PrincipalTag/Team": "ops"}, False),
        ("StringEquals", {"aws:ResourceTag/Team": "web"}, False),
        ("StringLike", {"aws:ResourceTag/Team": "web", "aws:PrincipalTag/Team": "*"}, False),
        ("StringNotEquals", {"aws:ResourceTag/Team": "web"}, True),
        ("StringNotLike", {"aws:ResourceTag/Team": "web"}, True),
        ("StringNotEquals", {}, True),
        ("NumericEquals", {"aws:ResourceTag/Team": "1", "aws:PrincipalTag/Team": "1"}, False),
        ("Bool", {"aws:ResourceTag/Team": "true", "aws:PrincipalTag/Team": "true"}, True),
    ],
)
def test_a_condition_reads_variables_where_its_operator_does(
    operator: str, context: dict[str, str | list[str]], met: bool
) -> None:
    policy = identity(allow(Condition={operator: {"aws:ResourceTag/Team": "${aws:PrincipalTag/Team}"}}))
    assert is_allowed(policy, request(context=context)) is met


def test_the_first_version_has_no_variables() -> None:
    old = Policies(identity=(named(allow(resource=HOME), version="2008-10-17"),))
    assert not is_allowed(old, request(resource="arn:aws:s3:::b/jo/x", context={"aws:username": "jo"}))
    assert is_allowed(old, request(resource="arn:aws:s3:::b/${aws:username}/x"))


def test_a_deny_by_a_variable_does_not_apply_to_who_has_no_value() -> None:
    policy = identity(allow(), deny(resource=HOME))
    assert is_allowed(policy, request(resource="arn:aws:s3:::b/jo/x"))
    assert not is_allowed(policy, request(resource="arn:aws:s3:::b/jo/x", context={"aws:username": "jo"}))
