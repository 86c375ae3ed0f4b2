"""Node × Shape → complaints: what each shape takes and what it says of the rest."""

import pytest
from hypothesis import given

from generator.profiles.check import check, shorten
from generator.profiles.language import PROFILES
from generator.profiles.node import Node
from generator.profiles.shape import (
    AnyScalar,
    Choice,
    Either,
    Field,
    ListOf,
    MapOf,
    OneOrMany,
    Record,
    Shape,
    Text,
    Truth,
    Whole,
)
from tests.profiles.trees import ANYTHING, node_of

NAME = Text(pattern="[a-z]+", expected="a name", max_chars=5)
PET = Record(
    name="pet",
    description="A pet.",
    one_of=("cat", "dog"),
    fields=(
        Field(name="name", shape=NAME, description="What it answers to.", required=True),
        Field(name="cat", shape=NAME, description="A cat."),
        Field(name="dog", shape=NAME, description="A dog."),
    ),
)


def complaints(text: str, shape: Shape) -> list[str]:
    return [f"{one.code}: {one.message}" for one in check(node_of(text), shape)]


@pytest.mark.parametrize(
    ("shape", "texts"),
    [
        (NAME, ["abc", "'abc'"]),
        (Choice(values=("a", "b")), ["a", "'b'"]),
        (Whole(least=1, most=12), ["1", "12"]),
        (Truth(), ["true", "false"]),
        (AnyScalar(), ["a", "''", "1", "-1", "true", "'yes'", "'1.5'"]),
        (ListOf(item=NAME), ["[]", "[a]", "[a, a]"]),
        (OneOrMany(item=NAME), ["a", "[a]"]),
        (MapOf(key=NAME, value=Truth()), ["{}", "{a: true}"]),
        (Either(options=(NAME, ListOf(item=NAME))), ["a", "[]"]),
        (PET, ["{name: a, cat: b}", "{dog: b, name: a}"]),
    ],
)
def test_a_shape_takes_these(shape: Shape, texts: list[str]) -> None:
    assert [complaints(text, shape) for text in texts] == [[]] * len(texts)


@pytest.mark.parametrize(
    ("shape", "text", "expected"),
    [
        (NAME, "[a]", "wrong-type: expected a name, found a list"),
        (NAME, "{a: b}", "wrong-type: expected a name, found a mapping"),
        (NAME, "yes", "not-text: unquoted `yes` is true or false in YAML, and text is wanted here"),
        (NAME, "{a: }", "wrong-type: expected a name, found a mapping"),
        (NAME, "''", "bad-value: expected a name, found nothing"),
        (NAME, "A", "bad-value: expected a name, found `A`"),
        (NAME, "abcdef", "too-long: `abcdef` has 6 characters, 5 is the most here"),
        (Choice(values=("a", "b")), "c", "wrong-type: expected `a` or `b`, found `c`"),
        (Whole(least=1, most=12), "13", "wrong-type: expected a whole number from 1 to 12, found `13`"),
        (Whole(least=1, most=12), "'1'", "wrong-type: expected a whole number from 1 to 12, found `1`"),
        (Whole(least=1, most=12), "01", "wrong-type: expected a whole number from 1 to 12, found `01`"),
        (Whole(least=1, most=1), "2", "wrong-type: expected `1`, found `2`"),
        (Truth(), "yes", "wrong-type: expected `true` or `false`, found `yes`"),
        (Truth(), "'true'", "wrong-type: expected `true` or `false`, found `true`"),
        (AnyScalar(), "1.5", "not-text: unquoted `1.5` is a number in YAML, and text is wanted here"),
        (AnyScalar(), "010", "not-text: unquoted `010` is a number in YAML, and text is wanted here"),
        (AnyScalar(), "[]", "wrong-type: expected a value, found a list"),
        (AnyScalar(), r'"\e[0m"', r"bad-value: expected text without control characters, found `\u001b[0m`"),
        (ListOf(item=NAME), "a", "wrong-type: expected a list (a name), found `a`"),
        (ListOf(item=NAME, least=1), "[]", "empty-list: expected at least one entry, found an empty list"),
        (OneOrMany(item=NAME), "[]", "empty-list: expected at least one entry, found an empty list"),
        (OneOrMany(item=NAME), "{}", "wrong-type: expected a name, found a mapping"),
        (MapOf(key=NAME, value=Truth()), "[]", "wrong-type: expected a mapping (a name), found a list"),
        (MapOf(key=NAME, value=Truth()), "{A: true}", "bad-value: expected a name, found `A`"),
        (
            Either(options=(NAME, ListOf(item=NAME))),
            "{}",
            "wrong-type: expected a name, or a list (a name), found a mapping",
        ),
        (PET, "a", "wrong-type: expected a mapping with the keys of `pet`, found `a`"),
        (PET, "{cat: a}", "missing-key: `pet` lacks the key `name`"),
        (PET, "{name: a}", "one-of: a pet needs exactly one of `cat`, `dog`"),
        (PET, "{name: a, cat: a, dog: a}", "one-of: a pet needs exactly one of `cat`, `dog`, found `cat` and `dog`"),
        (PET, "{name: a, cat: a, fish: a}", "unknown-key: `pet` has no key `fish`"),
        (PET, "{name: a, cat: a, on: a}", "not-text: unquoted `on` is true or false in YAML, not a key"),
        (PET, "{nane: a, cat: a}", "unknown-key: `pet` has no key `nane`"),
        (PET, "{name: a, cats: a}", "unknown-key: `pet` has no key `cats`"),
    ],
)
def test_a_shape_says_one_thing_about_one_mistake(shape: Shape, text: str, expected: str) -> None:
    assert complaints(text, shape) == [expected]


def test_every_mistake_is_named_in_one_go() -> None:
    assert len(complaints("{version: 2, servce: x, personas: {A: {}, b: 1}, rules: [[], '']}", PROFILES)) == 8


@given(ANYTHING)
def test_any_node_is_checked_and_every_complaint_is_one_printable_line(node: Node) -> None:
    assert all(one.message.isprintable() and one.hint.isprintable() for one in check(node, PROFILES))


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("plain é", "plain é"),
        ("a`b", r"a\u0060b"),
        ("\x1b[31m\n", r"\u001b[31m\u000a"),
        ("\u202e\u200b", r"\u202e\u200b"),
        ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 60 + "…"),
    ],
)
def test_a_quoted_text_is_short_and_printable(text: str, quoted: str) -> None:
    assert shorten(text) == quoted
