"""YAML text → Node: places of every kind of node, normal forms, and YAML's traps."""

import pytest

from generator.diagnostics import DiagnosticError, Position
from generator.profiles.node import MappingNode, Node, ScalarNode, SequenceNode
from generator.profiles.parse import MAX_DEPTH, MAX_NODES, MAX_SCALAR_CHARS, parse
from generator.report.diagnostics_text import diagnostics_text
from tests.profiles.trees import node_of


def child(node: Node | None, key: str) -> Node:
    found = node.get(key) if isinstance(node, MappingNode) else None
    assert found is not None
    return found


def spot(position: Position) -> tuple[int, int, int]:
    return position.line, position.column, position.width


def error_of(text: str) -> str:
    with pytest.raises(DiagnosticError) as caught:
        parse(text, "p.yaml")
    return diagnostics_text(caught.value.diagnostics)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a: plain text\n", (1, 4, 10), id="plain"),
        pytest.param('a: "double"\n', (1, 4, 8), id="double quotes are part of the place"),
        pytest.param("a: 'single'\n", (1, 4, 8), id="single quotes are part of the place"),
        pytest.param("a: |\n  block\n", (1, 4, 1), id="a block starts at its mark"),
        pytest.param("a: [b, c]\n", (1, 4, 1), id="a list in brackets starts at the bracket"),
        pytest.param("a: {b: c}\n", (1, 4, 1), id="a mapping in braces starts at the brace"),
        pytest.param("a:\n  - b\n", (2, 3, 1), id="a list starts at its first dash"),
        pytest.param("a:\n  b: c\n", (2, 3, 1), id="a mapping starts at its first key"),
        pytest.param("a:\n", (1, 3, 1), id="nothing stands behind the colon"),
        pytest.param("x: &n b\na: *n\n", (1, 4, 4), id="an alias stands where its anchor does"),
        pytest.param("# é\na: é\n", (2, 4, 1), id="columns count characters, not bytes"),
        pytest.param("x: y\r\na: b\r\n", (2, 4, 1), id="CRLF"),
        pytest.param("x: y\ra: b\r", (2, 4, 1), id="CR"),
    ],
)
def test_a_value_has_its_place(text: str, expected: tuple[int, int, int]) -> None:
    assert spot(child(parse(text, "p.yaml"), "a").at) == expected


def test_a_key_and_an_item_have_their_places() -> None:
    root = node_of("key:\n  - one\n  - two\n")
    assert isinstance(root, MappingNode)
    items = child(root, "key")
    assert isinstance(items, SequenceNode)
    assert spot(root.entries[0].key.at) == (1, 1, 3)
    assert [spot(item.at) for item in items.items] == [(2, 5, 3), (3, 5, 3)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_place_quotes_its_line_without_the_line_break(end: str) -> None:
    assert child(parse(f"a: b{end}c: d{end}", "p.yaml"), "c").at.quote == "c: d"


def test_text_is_normalised_to_nfc_once() -> None:
    root = parse("cafe\u0301: cafe\u0301\n", "p.yaml")
    value = child(root, "caf\u00e9")
    assert isinstance(value, ScalarNode)
    assert value.text == "caf\u00e9"


def test_keys_that_differ_in_normal_form_only_stand_twice() -> None:
    assert "error[duplicate-key]" in error_of("cafe\u0301: 1\ncaf\u00e9: 2\n")


@pytest.mark.parametrize(
    ("text", "is_plain"), [("a: b", True), ("a: 'b'", False), ('a: "b"', False), ("a: |\n  b", False), ("a:", True)]
)
def test_only_unquoted_text_is_plain(text: str, is_plain: bool) -> None:
    value = child(parse(text, "p.yaml"), "a")
    assert isinstance(value, ScalarNode)
    assert value.plain is is_plain


@pytest.mark.parametrize("text", ["", "\n\n", "# comment\n", "---\n", "---\n# comment\n...\n"])
def test_a_document_that_says_nothing_is_none(text: str) -> None:
    assert parse(text, "p.yaml") is None


@pytest.mark.parametrize("text", ["a: no", "a: 010", "a: 2030-01-31", "a: ~", "a: 1_000", "a: 0x1F", "a: 1:30"])
def test_no_type_is_guessed(text: str) -> None:
    value = child(parse(text, "p.yaml"), "a")
    assert isinstance(value, ScalarNode)
    assert value.text == text.removeprefix("a: ")


def test_depth_is_limited_exactly() -> None:
    assert parse("[" * MAX_DEPTH + "]" * MAX_DEPTH, "p.yaml")
    assert "error[yaml-too-deep]" in error_of("[" * (MAX_DEPTH + 2) + "]" * (MAX_DEPTH + 2))


def test_length_of_a_text_is_limited_exactly() -> None:
    assert parse("x" * MAX_SCALAR_CHARS, "p.yaml")
    assert "error[yaml-too-large]" in error_of("x" * (MAX_SCALAR_CHARS + 1))


def test_values_are_limited_exactly_with_aliases_counted_in_full() -> None:
    half = MAX_NODES // 2 - 2  # the list, the anchored list, its items, and the alias for as many
    text = f"[&a [{'x,' * (half - 1)}x], *a]"
    assert parse(text.replace("x,", "", 1), "p.yaml")
    assert "error[yaml-too-large]" in error_of(text.replace("*a", "*a, *a"))


@pytest.mark.parametrize(
    "char",
    [
        "\0",
        "\x07",
        "\x1b",
        "\x7f",
        "\x85",
        "\x9b",
        "\u2028",
        "\u2029",
        "\u202a",
        "\u202e",
        "\u2066",
        "\u2069",
        "\ufeff",
        "\ufffe",
        "\ud800",
    ],
)
def test_a_deceptive_character_is_refused_even_in_a_comment(char: str) -> None:
    error = error_of(f"version: 1\n# so{char}me\n")
    assert error.startswith(f"p.yaml:2:5: error[yaml-character]: the character U+{ord(char):04X} is not allowed")


@pytest.mark.parametrize("char", ["\t", "é", "\xa0", "\u200b", "名", "\U0001f600"])
def test_other_characters_may_stand_in_a_comment(char: str) -> None:
    assert parse(f"version: 1 # so{char}me\n", "p.yaml")


def test_an_anchor_inside_itself_names_nothing() -> None:
    assert "error[yaml-alias]" in error_of("a: &a [*a]")
