"""Condition operators, row by row.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

import pytest

from generator.analysis.evaluation.conditions import prepare_condition
from generator.analysis.evaluation.operators import OPERATORS
from generator.model.policy import BoundCondition
from tests.analysis.evaluation.policies import allow, identity, is_allowed, meets, request

ROWS = [
    ("StringEquals", "jo", "jo", True),
    ("StringEquals", "jo", "Jo", False),
    ("StringEquals", "j*", "jo", False),
    ("StringEquals", "j*", "j*", True),
    ("StringEquals", ["x", "jo"], "jo", True),
    ("StringNotEquals", "jo", "Jo", True),
    ("StringNotEquals", ["x", "jo"], "jo", False),
    ("StringEqualsIgnoreCase", "jo", "JO", True),
    ("StringNotEqualsIgnoreCase", "jo", "JO", False),
    ("StringLike", "j?", "jo", True),
    ("StringLike", "*o*x", "jo:ox", True),
    ("StringLike", "j?", "joe", False),
    ("StringLike", "J*", "jo", False),
    ("StringNotLike", "j*", "jo", False),
    ("StringNotLike", "k*", "jo", True),
    ("ArnLike", "arn:aws:s3:::b*", "arn:aws:s3:::bucket", True),
    ("ArnLike", "arn:aws:s3:*", "arn:aws:s3:::bucket", False),
    ("ArnEquals", "arn:aws:sns:*:1*:t?", "arn:aws:sns:eu:12:tx", True),
    ("ArnLike", "*", "arn:aws:s3:::bucket", False),
    ("ArnNotLike", "arn:aws:s3:::b*", "arn:aws:s3:::bucket", False),
    ("ArnNotEquals", "arn:aws:s3:::c", "arn:aws:s3:::bucket", True),
    ("NumericEquals", "10", "10.0", True),
    ("NumericNotEquals", "10", "11", True),
    ("NumericLessThan", "10", "9", True),
    ("NumericLessThan", "10", "10", False),
    ("NumericLessThanEquals", "10", "10", True),
    ("NumericGreaterThan", "10", "9", False),
    ("NumericGreaterThanEquals", "10", "10", True),
    ("NumericEquals", "10", "ten", False),
    ("DateEquals", "2020-01-01T00:00:00Z", "1577836800", True),
    ("DateNotEquals", "2020-01-01T00:00:00Z", "2020-01-01T00:00:01Z", True),
    ("DateLessThan", "2020-01-01T00:00:00Z", "2019-12-31T23:59:59Z", True),
    ("DateLessThanEquals", "2020-01-01T00:00:00Z", "2020-01-01T01:00:00+01:00", True),
    ("DateGreaterThan", "2020-01-01T00:00:00Z", "2020-01-01", False),
    ("DateGreaterThanEquals", "2020-01-01", "2020-01-01T00:00:00Z", True),
    ("DateEquals", "2026", "2026-01-01T00:00:00Z", True),
    ("DateEquals", "2026-02", "2026-02-01T00:00:00Z", True),
    ("DateEquals", "tomorrow", "tomorrow", False),
    ("Bool", "true", "TRUE", True),
    ("Bool", "false", "true", False),
    ("BinaryEquals", "QmluYXJ5", "QmluYXJ5", True),
    ("BinaryEquals", "QmluYXJ5", "qmluYXJ5", False),
    ("IpAddress", "203.0.113.0/24", "203.0.113.1", True),
    ("IpAddress", "203.0.113.0/24", "198.51.100.1", False),
    ("IpAddress", "203.0.113.7", "203.0.113.7", True),
    ("IpAddress", "2001:DB8:1234:5678::/64", "2001:db8:1234:5678::1", True),
    ("IpAddress", "203.0.113.0/24", "2001:db8::1", False),
    ("NotIpAddress", "203.0.113.0/24", "2001:db8::1", True),
    ("NotIpAddress", "203.0.113.0/24", "203.0.113.1", False),
    ("Null", "true", "jo", False),
    ("Null", "false", "jo", True),
]
MISSING = [
    *((one.name, one.polarity.name == "NEGATED") for one in OPERATORS.values() if one.name != "Null"),
    ("StringEqualsIfExists", True),
    ("NumericLessThanIfExists", True),
    ("ForAllValues:StringEquals", True),
    ("ForAllValues:StringNotEquals", True),
    ("ForAnyValue:StringEquals", False),
    ("ForAnyValue:StringNotEquals", False),
    ("ForAnyValue:StringEqualsIfExists", True),
]
SETS = [
    ("ForAllValues:StringEquals", ["a", "b"], ["a"], True),
    ("ForAllValues:StringEquals", ["a", "b"], ["a", "c"], False),
    ("ForAllValues:StringNotEquals", ["a"], ["b", "c"], True),
    ("ForAllValues:StringNotEquals", ["a"], ["a", "c"], False),
    ("ForAnyValue:StringEquals", ["a", "b"], ["c", "a"], True),
    ("ForAnyValue:StringEquals", ["a", "b"], ["c"], False),
    ("ForAnyValue:StringNotEquals", ["a"], ["a", "b"], True),
    ("ForAnyValue:StringNotEquals", ["a"], ["a"], False),
    ("StringEquals", "a", ["a", "b"], True),
    ("StringNotEquals", "a", ["a", "b"], False),
    ("ForAllValues:Bool", ["true"], ["true", "false"], False),
    # "a null dataset, such as an empty string" is no value for ForAllValues
    ("ForAllValues:StringEquals", ["a"], [""], True),
    ("ForAnyValue:StringEquals", ["a"], [""], False),
]


@pytest.mark.parametrize(("operator", "wanted", "given", "met"), ROWS + SETS)
def test_an_operator_compares_as_the_page_says(
    operator: str, wanted: str | list[str], given: str | list[str], met: bool
) -> None:
    assert meets(operator, wanted, given) is met
    assert meets(operator.lower(), wanted, given) is met


@pytest.mark.parametrize(("operator", "met"), MISSING)
def test_a_missing_key_meets_negated_operators_if_exists_and_for_all_values(operator: str, met: bool) -> None:
    assert meets(operator, "1", None) is met
    assert meets(operator, "1", []) is met


@pytest.mark.parametrize(("wanted", "given", "met"), [("true", None, True), ("true", [], True), ("false", None, False)])
def test_null_asks_whether_the_key_is_there(wanted: str, given: list[str] | None, met: bool) -> None:
    assert meets("Null", wanted, given) is met


def test_conditions_all_count_and_keys_are_named_in_any_case() -> None:
    both = identity(allow(Condition={"StringEquals": {"aws:A": "1"}, "Bool": {"aws:B": "true"}}))
    assert is_allowed(both, request(context={"AWS:a": "1", "aws:b": "true"}))
    assert not is_allowed(both, request(context={"aws:a": "1"}))


@pytest.mark.parametrize("operator", ["StringEqual", "ForSomeValues:StringEquals", "StringEqualsIfExist", "", ":Bool"])
def test_what_is_no_operator_is_refused(operator: str) -> None:
    with pytest.raises(ValueError, match="is no condition operator"):
        prepare_condition(BoundCondition(operator=operator, key="aws:username", values=("x",)))
