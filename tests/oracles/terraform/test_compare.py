"""When two policies are the same value, and how a difference reads."""

import pytest

from tests.oracles.terraform.compare import Json, NotAPolicyError, differences, parse, policy_value


def statement(**elements: Json) -> Json:
    return {"Version": "2012-10-17", "Statement": [elements]}


SAME: dict[str, tuple[Json, Json]] = {
    "order of actions": (statement(Action=["a:B", "a:A"]), statement(Action=["a:A", "a:B"])),
    "one action in a list": (statement(Action=["a:A"]), statement(Action="a:A")),
    "one statement in a list": ({"Statement": {"Sid": "A"}}, {"Statement": [{"Sid": "A"}]}),
    "order of principals": (
        statement(Principal={"AWS": ["2", "1"]}),
        statement(Principal={"AWS": ["1", "2"]}),
    ),
    "one condition value in a list": (
        statement(Condition={"Bool": {"k": ["true"]}}),
        statement(Condition={"Bool": {"k": "true"}}),
    ),
}

DIFFERENT: dict[str, tuple[Json, Json, *tuple[str, ...]]] = {
    "effect": (
        statement(Effect="Allow"),
        statement(Effect="Deny"),
        "Statement[0].Effect: expected 'Allow', got 'Deny'",
    ),
    "an element that is missing": (
        statement(Sid="A", Resource="*"),
        statement(Sid="A"),
        "Statement[0].Resource: expected ['*'], got None",
    ),
    "order of condition values": (
        statement(Condition={"StringEquals": {"k": ["a", "b"]}}),
        statement(Condition={"StringEquals": {"k": ["b", "a"]}}),
        "Statement[0].Condition.StringEquals.k: expected ('a', 'b'), got ('b', 'a')",
    ),
    "everyone against everyone in AWS": (
        statement(Principal="*"),
        statement(Principal={"AWS": "*"}),
        "Statement[0].Principal: expected '*', got None",
        "Statement[0].Principal.AWS: expected None, got ['*']",
    ),
    "number of statements": (
        {"Statement": []},
        {"Statement": [{"Sid": "A"}]},
        "Statement[0].Sid: expected None, got 'A'",
        "number of statements: expected '0', got '1'",
    ),
}


@pytest.mark.parametrize(("left", "right"), SAME.values(), ids=SAME)
def test_what_iam_does_not_tell_apart_is_the_same_value(left: Json, right: Json) -> None:
    assert differences(left, right) == ()


@pytest.mark.parametrize("row", DIFFERENT.values(), ids=DIFFERENT)
def test_a_difference_is_named_with_both_values(row: tuple[Json, Json, *tuple[str, ...]]) -> None:
    expected, actual, *named = row
    assert differences(expected, actual) == tuple(named)


@pytest.mark.parametrize(
    "document",
    [
        [],
        {"Statements": []},
        statement(Actions=["a:A"]),
        statement(Action=[1]),
        statement(Condition={"Bool": {"k": True}}),
    ],
)
def test_what_is_no_policy_has_no_value(document: Json) -> None:
    with pytest.raises(NotAPolicyError):
        policy_value(document)


def test_a_key_twice_is_no_policy() -> None:
    with pytest.raises(NotAPolicyError, match="twice"):
        parse('{"Version": "2012-10-17", "Version": "2008-10-17"}')
