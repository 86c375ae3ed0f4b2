"""Conditions: operators by the type of the key, values by the operator.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

from typing import Any

import pytest

from tests.compiler.profile_text import Json, codes, problems, profile, statements


def grant(key: str, value: Any, action: str = "imagebuilder:CreateInfrastructureConfiguration") -> Json:
    return profile([{"actions": [action], "conditions": {key: value}}])


@pytest.mark.parametrize(
    ("key", "value", "operator"),
    [
        ("aws:RequestTag/Team", "web", "StringEquals"),
        ("aws:RequestTag/Team", "web-*", "StringLike"),
        ("aws:RequestTag/Team", ["web", "web-?"], "StringLike"),
        ("aws:RequestTag/Team", "${principal.tag.Team}", "StringEquals"),
        ("imagebuilder:StatusTopicArn", "arn:aws:sns:eu-west-1:111122223333:x", "ArnLike"),
        ("aws:MultiFactorAuthPresent", "true", "Bool"),
        ("aws:MultiFactorAuthAge", "3600", "NumericEquals"),
        ("aws:CurrentTime", "2030-01-31T00:00:00Z", "DateEquals"),
        ("aws:SourceIp", "203.0.113.0/24", "IpAddress"),
        ("aws:PrincipalArn", "arn:aws:iam::111122223333:role/x", "ArnLike"),
    ],
)
def test_the_short_form_takes_the_operator_of_the_key(key: str, value: object, operator: str) -> None:
    (one,) = statements(grant(key, value))
    assert list(one["Condition"]) == [operator]


@pytest.mark.parametrize(
    "operator",
    [
        "StringEquals",
        "StringNotEquals",
        "StringEqualsIgnoreCase",
        "StringNotEqualsIgnoreCase",
        "StringLike",
        "StringNotLike",
        "StringEqualsIfExists",
        "StringNotLikeIfExists",
    ],
)
def test_an_operator_that_is_spelled_out_stays(operator: str) -> None:
    (one,) = statements(grant("aws:RequestTag/Team", {operator: "web"}))
    assert one["Condition"] == {operator: {"aws:RequestTag/Team": ["web"]}}


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("aws:RequestTag/Team", {"NumericEquals": "1"}, "operator-type"),
        ("aws:RequestTag/Team", {"Bool": "true"}, "operator-type"),
        ("aws:RequestTag/Team", {"ArnLike": "arn:aws:iam::1:role/x"}, "operator-type"),
        ("aws:SourceIp", {"StringEquals": "203.0.113.0"}, "operator-type"),
        ("aws:CurrentTime", {"StringEquals": "2030-01-31"}, "operator-type"),
        ("aws:MultiFactorAuthPresent", {"StringEquals": "true"}, "operator-type"),
        ("aws:RequestTag/Team", {"StringMatches": "web"}, "unknown-operator"),
        ("aws:RequestTag/Team", {"NullIfExists": "true"}, "unknown-operator"),
        ("aws:TagKeys", {"ForAllValues:Null": "true"}, "unknown-operator"),
        ("aws:RequestTag/Team", {"ForAllValues:StringEquals": "web"}, "single-valued-key"),
        ("aws:TagKeys", {"StringEquals": "Team"}, "multivalued-key"),
        ("aws:TagKeys", "Team", "multivalued-key"),
        ("aws:RequestTag/Team", {"StringEquals": "web-*"}, "literal-wildcard"),
        ("aws:RequestTag/Team", {"StringNotEqualsIfExists": "web-*"}, "literal-wildcard"),
        ("aws:MultiFactorAuthPresent", "yes", "condition-value"),
        ("aws:RequestTag/Team", {"Null": "no"}, "condition-value"),
        ("aws:MultiFactorAuthAge", "an hour", "condition-value"),
        ("aws:CurrentTime", "tomorrow", "condition-value"),
        ("aws:SourceIp", "203.0.113.0/33", "condition-value"),
        ("imagebuilder:StatusTopicArn", "my-topic", "condition-value"),
        ("aws:RequestTag/Team", "${aws:TagKeys}", "unknown-policy-variable"),
        ("aws:RequestTag/Team", "${aws:NoSuchKey}", "unknown-policy-variable"),
        ("imagebuilder:ResourceTag/Team", "web", "unknown-condition-key"),
        ("aws:ResourceTagg/Team", "web", "unknown-condition-key"),
        ("aws:RequestTag/", "web", "unknown-condition-key"),
    ],
)
def test_what_iam_would_refuse_or_never_match_is_an_error(key: str, value: object, code: str) -> None:
    assert code in codes(grant(key, value))


@pytest.mark.parametrize(
    ("written", "spelled", "action"),
    [
        ("AWS:requesttag/Team", "aws:RequestTag/Team", "imagebuilder:CreateImage"),
        ("IMAGEBUILDER:ec2metadatahttptokens", "imagebuilder:Ec2MetadataHttpTokens", ""),
        ("secretsmanager:resourcetag/Team", "secretsmanager:ResourceTag/Team", "secretsmanager:GetSecretValue"),
        ("ssm:ResourceTag/Team", "ssm:resourceTag/Team", "ssm:GetParameter"),
        ("s3:existingobjecttag/Team", "s3:ExistingObjectTag/Team", "s3:GetObject"),
    ],
)
def test_a_key_is_spelled_as_the_reference_spells_it(written: str, spelled: str, action: str) -> None:
    action = action or "imagebuilder:CreateInfrastructureConfiguration"
    (one,) = statements(grant(written, "x", action))
    assert one["Condition"] == {"StringEquals": {spelled: ["x"]}}


def test_values_keep_their_order() -> None:
    (one,) = statements(grant("aws:RequestTag/Team", ["b", "a", "c"]))
    assert one["Condition"]["StringEquals"]["aws:RequestTag/Team"] == ["b", "a", "c"]


def test_a_condition_written_twice_stands_once() -> None:
    again = {"aws:RequestTag/Team": "web", "AWS:RequestTag/Team": {"StringEquals": "web"}}
    once = profile([{"actions": ["CreateImage"], "conditions": {"aws:RequestTag/Team": "web"}}])
    assert statements(profile([{"actions": ["CreateImage"], "conditions": again}])) == statements(once)


@pytest.mark.parametrize("other", ["aws:requesttag/Team", "aws:RequestTag/team"])
def test_one_operator_on_one_key_has_one_list_of_values(other: str) -> None:
    written = profile([{"actions": ["CreateImage"], "conditions": {"aws:RequestTag/Team": "web", other: "data"}}])
    assert "conflicting-condition" in codes(written)


def test_a_grant_cannot_loosen_the_condition_of_a_capability() -> None:
    given = {"capability": "manage-infrastructure", "conditions": {"imagebuilder:Ec2MetadataHttpTokens": "optional"}}
    assert "conflicting-condition" in codes(profile([given | {"unsupported_conditions": "skip"}]))


def test_the_operator_does_not_depend_on_the_order_of_services() -> None:
    actions = ["s3:DeleteObject", "ec2:RunInstances", "imagebuilder:DeleteImage"]
    made = [
        statements(profile([{"actions": order, "conditions": {"aws:PrincipalTag/Team": "web"}}]))
        for order in (actions, actions[::-1])
    ]
    assert made[0] == made[1]


def test_a_key_of_another_service_is_refused_with_a_hint() -> None:
    (one,) = problems(grant("imagebuilder:MetadataHttpTokens", "required"))
    assert one.hint == "did you mean `imagebuilder:Ec2MetadataHttpTokens`?"
