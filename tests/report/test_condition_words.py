"""Conditions in plain words."""

import pytest

from generator.model.policy import BoundCondition
from generator.report.condition_words import all_in_words, in_words
from generator.report.explanation_text import plain

OWN_TEAM = "the tag `Team` of the resource is the tag `Team` of who asks"
OWN = "${aws:PrincipalTag/Team}"


@pytest.mark.parametrize(
    ("operator", "key", "values", "words"),
    [
        ("StringEquals", "aws:ResourceTag/Team", (OWN,), OWN_TEAM),
        ("StringNotEquals", "x:Key", ("a",), "`x:Key` is not `a`, or is not said"),
        ("StringNotEqualsIfExists", "x:Key", ("a",), "`x:Key` is not `a`, if the request says it at all"),
        ("StringLike", "x:Key", ("a*", "b*", "c*"), "`x:Key` matches `a*`, `b*` or `c*`"),
        ("Null", "aws:RequestTag/Team", ("false",), "the tag `Team` that the request sets is there"),
        ("Null", "x:Key", ("true",), "the request does not carry `x:Key`"),
        ("Bool", "aws:MultiFactorAuthPresent", ("true",), "who asks signed in with a second factor (MFA)"),
        ("Bool", "aws:SecureTransport", ("false",), "the request does not come over TLS"),
        ("ForAllValues:StringEquals", "aws:TagKeys", ("A", "B"), "the request names no other tag keys than `A` or `B`"),
        ("ForAllValues:StringNotEquals", "aws:TagKeys", ("A",), "the request names no tag key `A`"),
        ("ForAnyValue:StringEquals", "aws:TagKeys", ("A",), "the request names the tag key `A`"),
        ("NumericLessThanEquals", "s3:max-keys", ("9",), "`s3:max-keys` is at most `9`"),
        (
            "NotIpAddress",
            "aws:SourceIp",
            ("10.0.0.0/8",),
            "the IP address that the request comes from (`aws:SourceIp`) is not within `10.0.0.0/8`, or is not said",
        ),
        ("ArnNotLike", "x:Arn", ("arn:*",), "`x:Arn` does not match `arn:*`, or is not said"),
    ],
)
def test_a_condition_is_told_in_words(operator: str, key: str, values: tuple[str, ...], words: str) -> None:
    assert plain(in_words(BoundCondition(operator=operator, key=key, values=values))) == words


def test_that_a_tag_is_there_goes_without_saying_where_its_value_is_said() -> None:
    there = BoundCondition(operator="Null", key="aws:RequestTag/Team", values=("false",))
    valued = BoundCondition(operator="StringEquals", key="aws:RequestTag/Team", values=("web",))
    assert all_in_words([there, valued]) == (in_words(valued),)
