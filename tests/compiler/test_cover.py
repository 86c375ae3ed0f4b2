"""One pattern covers another: examples, and a check by trying every short text."""

from fnmatch import translate
from itertools import product
from re import compile as regex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.compiler.cover import covers
from generator.model.pattern import InputValue, Pattern, PolicyVariable, TargetValue, join, literal

ROLE = join("arn:aws:iam::", TargetValue.ACCOUNT, ":role/")
TEXTS = ["".join(chars) for length in range(6) for chars in product("ab", repeat=length)]


@pytest.mark.parametrize(
    ("wide", "narrow", "does"),
    [
        (literal("*"), literal("arn:aws:s3:::web"), True),
        (literal("arn:aws:s3:::*"), literal("arn:aws:s3:::web/*"), True),
        (literal("arn:aws:s3:::web/*"), literal("arn:aws:s3:::*"), False),
        (literal("arn:aws:s3:::web"), literal("*"), False),
        (literal("arn:aws:s3:::we?"), literal("arn:aws:s3:::web"), True),
        (literal("arn:aws:s3:::we?"), literal("arn:aws:s3:::we*"), False),
        (literal("arn:aws:s3:::we?"), literal("arn:aws:s3:::we?"), True),
        (literal("arn:aws:sns:*:1:x"), literal("arn:aws:sns:eu-west-1:1:x"), True),
        (literal("arn:aws:sns:*:x"), literal("arn:aws:sns:eu-west-1:1:x"), False),
        (literal("arn:aws:*:x/*"), literal("arn:aws:sns:eu-west-1:1:x/a"), False),
        (literal("arn:aws:logs:r:1:log-group:*"), literal("arn:aws:logs:r:1:log-group:a:log-stream:b"), True),
        (join(ROLE, "*"), join(ROLE, InputValue(name="role")), True),
        (join(ROLE, InputValue(name="role")), join(ROLE, InputValue(name="role")), True),
        (join(ROLE, InputValue(name="role")), join(ROLE, InputValue(name="other")), False),
        (join(ROLE, InputValue(name="role"), "*"), join(ROLE, InputValue(name="role"), "-x"), True),
        (join(ROLE, "?"), join(ROLE, InputValue(name="role")), False),
        (join(ROLE, "*"), join(ROLE, PolicyVariable(key="aws:username")), True),
        (join(ROLE, PolicyVariable(key="aws:username")), join(ROLE, "*"), False),
        (join(ROLE, "*"), literal("arn:aws:iam::111122223333:role/x"), False),
        (literal("arn:aws:iam::*:role/x"), join(ROLE, "x"), True),
    ],
    ids=str,
)
def test_examples(wide: Pattern, narrow: Pattern, does: bool) -> None:
    assert covers(wide, narrow) is does


def matched(pattern: str) -> set[str]:
    matches = regex(translate(pattern)).fullmatch
    return {text for text in TEXTS if matches(text)}


GLOBS = st.text("ab*?", max_size=4)


@given(GLOBS, GLOBS)
def test_what_covers_matches_whatever_the_other_matches(wide: str, narrow: str) -> None:
    if covers(literal(wide), literal(narrow)):
        assert matched(narrow) <= matched(wide)


@given(GLOBS, GLOBS)
def test_what_matches_less_does_not_cover(wide: str, narrow: str) -> None:
    if not matched(narrow) <= matched(wide):
        assert not covers(literal(wide), literal(narrow))


@given(GLOBS, GLOBS, GLOBS)
def test_covering_passes_on(one: str, two: str, three: str) -> None:
    if covers(literal(one), literal(two)) and covers(literal(two), literal(three)):
        assert covers(literal(one), literal(three))


@given(GLOBS)
def test_every_pattern_covers_itself_and_is_covered_by_a_star(one: str) -> None:
    assert covers(literal(one), literal(one))
    assert covers(literal("*"), literal(one))
