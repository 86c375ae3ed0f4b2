"""Whatever a statement says, its sentence says it, or says how much more there is; and always the same."""

import re
from dataclasses import replace
from itertools import permutations
from random import Random
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st

from generator.model.policy import BoundCondition, BoundStatement
from generator.reference.services import find_service
from generator.report.in_words import statement_in_words
from generator.report.wording import IN_FULL, Wording, words_of

_Item = TypeVar("_Item")
FULL = Wording(most=IN_FULL)
ACTIONS = sorted(
    str(action) for prefix in ("imagebuilder", "s3") if (service := find_service(prefix)) for action in service.actions
)
RESOURCES = (
    "*",
    "arn:aws:imagebuilder:eu-west-1:111122223333:image-pipeline/web-*",
    "arn:aws:imagebuilder:*:aws:component/*",
    "arn:aws:s3:::logs*",
    "arn:aws:s3:::${aws:PrincipalTag/Team}/*",
    "arn:aws:nosuch:::thing/x",
    "no ARN at all",
)
KEYS = ("aws:ResourceTag/T", "aws:TagKeys", "aws:SourceIp", "aws:MultiFactorAuthPresent", "my:Key", "aws:PrincipalArn")
OPERATORS = (
    *("StringEquals", "StringNotLikeIfExists", "ForAllValues:StringEquals", "ForAnyValue:StringNotEquals", "Bool"),
    *("Null", "NumericLessThan", "DateGreaterThan", "NotIpAddress", "ArnLike", "BinaryEquals", "NoSuchOperator"),
)
VALUES = ("true", "false", "v1", "v2*", "10.0.0.0/8", "${aws:username}", "`tick`")

actions = st.lists(
    st.sampled_from([*ACTIONS, "s3:Get*", "imagebuilder:*", "nosuch:Do", "s3:NoSuch"]), min_size=1, max_size=9
)
conditions = st.builds(
    BoundCondition,
    operator=st.sampled_from(OPERATORS),
    key=st.sampled_from(KEYS),
    values=st.lists(st.sampled_from(VALUES), min_size=1, max_size=3, unique=True).map(tuple),
)
statements = st.builds(
    BoundStatement,
    sid=st.just(""),
    effect=st.sampled_from(["Allow", "Deny"]),
    actions=actions.map(tuple),
    resources=st.lists(st.sampled_from(RESOURCES), min_size=1, max_size=4).map(tuple),
    conditions=st.lists(conditions, max_size=4).map(tuple),
)


def _says_action(said: str, action: str) -> bool:
    """By its name, by a wildcard over its service, or by its verb."""
    prefix, _, name = action.partition(":")
    service = find_service(prefix)
    if name == "*" and service is not None:
        return re.search(f"do (every|any)thing in {service.name}", said) is not None
    if "*" in name or service is None or name == "NoSuch":
        return f"`{action}`" in said or f"`{prefix}:*`" in said or f"thing in {service and service.name}" in said
    return f"`{name}`" in said or re.search(rf"\b{words_of(name)[0]}\b", said) is not None


@given(statements)
def test_every_action_is_said(statement: BoundStatement) -> None:
    said = str(statement_in_words(statement, FULL))
    assert [one for one in statement.actions if not _says_action(said, one)] == []


@given(statements)
def test_every_condition_value_is_said_unless_another_condition_implies_it(statement: BoundStatement) -> None:
    said = str(statement_in_words(statement, FULL))
    worded = {"true", "false", "${aws:username}"}
    values = {value for one in statement.conditions for value in one.values if value not in worded}
    assert [one for one in sorted(values) if f"`{one}`" not in said] == []


@given(statements)
def test_every_key_is_said_in_words_or_as_it_is(statement: BoundStatement) -> None:
    said = str(statement_in_words(statement, FULL))
    words = {
        "aws:ResourceTag/T": "tag `T`",
        "aws:TagKeys": "tag key",
        "aws:SourceIp": "IP address",
        "aws:MultiFactorAuthPresent": "MFA",
        "aws:PrincipalArn": "caller's ARN",
    }
    for one in statement.conditions:
        assert words.get(one.key, one.key) in said or one.key in said


@given(statements)
def test_what_is_not_everything_names_its_resources(statement: BoundStatement) -> None:
    if "*" in statement.resources:
        return
    said = str(statement_in_words(statement, FULL))
    names = {
        "arn:aws:imagebuilder:eu-west-1:111122223333:image-pipeline/web-*": "web-*",
        "arn:aws:imagebuilder:*:aws:component/*": "component",
        "arn:aws:s3:::logs*": "logs*",
        "arn:aws:s3:::${aws:PrincipalTag/Team}/*": "${aws:PrincipalTag/Team}/*",
    }
    for one in statement.resources:
        assert names.get(one, one) in said or one in said


@given(statements, st.randoms())
def test_order_never_matters(statement: BoundStatement, random: Random) -> None:
    def mixed(values: tuple[_Item, ...]) -> tuple[_Item, ...]:
        return tuple(random.sample(values, len(values)))

    other = replace(
        statement,
        actions=mixed(statement.actions),
        resources=mixed(statement.resources),
        conditions=mixed(statement.conditions),
    )
    assert statement_in_words(other) == statement_in_words(statement)


@given(statements)
def test_a_shortened_list_says_how_many_more(statement: BoundStatement) -> None:
    short, full = str(statement_in_words(statement)), str(statement_in_words(statement, FULL))
    assert short == full or " more" in short or "actions: " in short


def test_an_unconditioned_sentence_has_no_condition() -> None:
    for one in permutations(ACTIONS[:3], 2):
        statement = BoundStatement(sid="", effect="Allow", actions=one, resources=("*",))
        assert ", if " not in str(statement_in_words(statement))
