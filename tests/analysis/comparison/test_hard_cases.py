"""Policies that a search once ruled out wrongly, or could: each with the request that it must not rule out."""

import pytest

from generator.analysis.comparison.search import Nothing, search
from generator.analysis.evaluation.evaluator import prepare
from generator.model.access import Decision, Policies, Request
from tests.analysis.evaluation.policies import Json, allow, deny, identity, named, request

TAGS, TAG = "aws:TagKeys", "aws:PrincipalTag/x"


def when(operator: str, key: str, *values: str) -> Json:
    return {operator: {key: list(values)}}


def both(*conditions: Json) -> Json:
    """Conditions → one that holds when all of them hold."""
    found: Json = {}
    for one in conditions:
        for operator, keys in one.items():
            found.setdefault(operator, {}).update(keys)
    return {"Condition": found}


QUEUE = "arn:aws:sqs:eu-west-1:"
CASES: dict[str, tuple[list[Policies], list[Policies], Request]] = {
    "an empty text is a value of a larger set": (
        [
            identity(
                allow(**both(when("ForAllValues:StringLike", TAGS, "?*"), when("ForAnyValue:StringEquals", TAGS, "a")))
            ),
            identity(allow(**both(when("ForAnyValue:StringEquals", TAGS, "b")))),
        ],
        [],
        request(context={TAGS: ["a", "b"]}),
    ),
    "an instant between two microseconds": (
        [
            identity(
                allow(
                    **both(
                        when("DateGreaterThan", "aws:CurrentTime", "2020-01-01T00:00:00.000001Z"),
                        when("DateLessThan", "aws:CurrentTime", "2020-01-01T00:00:00.000002Z"),
                    )
                )
            )
        ],
        [],
        request(context={"aws:CurrentTime": "1577836800.0000015"}),
    ),
    "a number between two of 25 digits": (
        [
            identity(
                allow(
                    **both(
                        when("NumericGreaterThan", "s3:max-keys", "1.000000000000000000000001"),
                        when("NumericLessThan", "s3:max-keys", "1.000000000000000000000003"),
                    )
                )
            )
        ],
        [],
        request(context={"s3:max-keys": "1.000000000000000000000002"}),
    ),
    "a tag that is neither true nor false": (
        [
            identity(
                allow(**both(when("Null", TAG, "false"))),
                deny(**both(when("Bool", TAG, "true"))),
                deny(**both(when("Bool", TAG, "false"))),
            )
        ],
        [],
        request(context={TAG: "maybe"}),
    ),
    "a tag that is no address": (
        [
            identity(
                allow(**both(when("Null", TAG, "false"))),
                deny(**both(when("IpAddress", TAG, "0.0.0.0/0", "::/0"))),
            )
        ],
        [],
        request(context={TAG: "x"}),
    ),
    "three tag keys beside a linked key": (
        [
            identity(
                allow(**both(when("StringEquals", TAGS, "a"))),
                deny(**both(when("StringEquals", TAGS, "${aws:PrincipalTag/u}"))),
                boundary=named(allow(**both(when("StringEquals", TAGS, "b")))),
                scps=((named(allow(**both(when("StringEquals", TAGS, "c")))),),),
            )
        ],
        [],
        request(context={TAGS: ["a", "b", "c"]}),
    ),
    "a key of many values with a default": (
        [identity(allow(resource="arn:aws:s3:::b/${aws:TagKeys, 'foo'}", **both(when("Null", TAGS, "false"))))],
        [identity(allow(resource="arn:aws:s3:::b/${aws:TagKeys, 'bar'}"))],
        request(resource="arn:aws:s3:::b/foo", context={TAGS: ["a"]}),
    ),
    "a value that brings its own colon": (
        [identity(allow(resource=f"{QUEUE}${{aws:PrincipalTag/q}}:q"))],
        [],
        request("sqs:SendMessage", f"{QUEUE}1:2:q", {"aws:PrincipalTag/q": "1:2"}),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_request_that_can_happen_is_not_ruled_out(name: str) -> None:
    allowed_by, refused_by, asked = CASES[name]
    assert all(prepare(one).decide(asked) is Decision.ALLOWED for one in allowed_by)
    assert all(prepare(one).decide(asked) is not Decision.ALLOWED for one in refused_by)
    assert not isinstance(search(allowed_by, refused_by), Nothing)


def test_a_key_that_is_always_true_or_false_is_nothing_else() -> None:
    """A rule such as `only via aws:SecureTransport = true` must not be broken by a value that no request carries."""
    insecure = identity(allow(), deny(**both(when("BoolIfExists", "aws:SecureTransport", "false"))))
    secure = identity(allow(**both(when("BoolIfExists", "aws:SecureTransport", "true"))))
    assert search([insecure], [secure]) == Nothing()


def test_many_patterns_on_linked_keys_end_soon() -> None:
    letters = [f"*{one}*" for one in "abcdefgh"]
    statements = [allow(**both(when("ForAnyValue:StringLike", TAGS, one))) for one in letters]
    variables = [f"${{aws:username}}{number}" for number in range(3)]
    linked = identity(*statements, allow(**both(when("ForAnyValue:StringEquals", TAGS, *variables))))
    assert not isinstance(search([linked], [identity(allow("ec2:*"))]), Nothing)
