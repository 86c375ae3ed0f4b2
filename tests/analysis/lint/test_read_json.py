"""The JSON reader, against the standard library's."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.lint.read_json import JsonSyntaxError, read_json
from generator.analysis.lint.tree import (
    ArrayNode,
    Node,
    NullNode,
    NumberNode,
    ObjectNode,
    Source,
    TextNode,
    TruthNode,
)

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
PIECES = st.sampled_from(
    [*'{}[],:"\\ \n', "true", "null", "-1", "01", "1e5", ".", "é", "\\u00e9", "\\ud83d", "\x00", "$"]
)


def plain(node: Node) -> object:
    match node:
        case TextNode(value=value) | TruthNode(value=value):
            return value
        case NumberNode(literal=literal):
            return json.loads(literal)
        case NullNode():
            return None
        case ArrayNode(items=items):
            return [plain(one) for one in items]
        case ObjectNode(members=members):
            return {one.key.value: plain(one.value) for one in members}
        case _:
            raise AssertionError(node)


@given(VALUES, st.sampled_from([None, 1, 4]), st.booleans())
def test_what_the_standard_library_writes_is_read_back(value: object, indent: int | None, ascii_only: bool) -> None:
    assert plain(read_json(json.dumps(value, indent=indent, ensure_ascii=ascii_only))) == value


@given(st.lists(PIECES, max_size=12).map("".join))
def test_a_text_is_refused_when_the_standard_library_refuses_it(text: str) -> None:
    try:
        wanted = json.loads(text)
    except json.JSONDecodeError:
        with pytest.raises(JsonSyntaxError):
            read_json(text)
    else:
        assert plain(read_json(text)) == wanted


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("", "f:1:1", "the text ends where a value is expected"),
        ('{"a" 1}', "f:1:6", "a colon is missing behind the key"),
        ('{\n  "a": 1\n  "b": 2\n}', "f:3:3", "a comma or `}` is missing"),
        ("[1,\n]", "f:2:1", "a comma stands before `]`"),
        ("{a: 1}", "f:1:2", "the keys of an object are texts in double quotes"),
        ('["a', "f:1:2", "a text is not closed"),
        ('["\\q"]', "f:1:3", "this is no escape of JSON's"),
        ("[True]", "f:1:2", "no JSON value begins like this"),
        ("{} {}", "f:1:4", "something stands behind the policy"),
        ("[[", "f:1:3", "the text ends where a value is expected"),
        ("[" * 10_000, "f:1:34", "lists and objects are nested too deeply"),
    ],
)
def test_a_syntax_error_says_where_and_what(text: str, place: str, message: str) -> None:
    with pytest.raises(JsonSyntaxError) as raised:
        read_json(text)
    assert (str(Source("f", text).position(raised.value.at)), raised.value.message) == (place, message)


def test_every_value_knows_its_place_and_a_key_may_stand_twice() -> None:
    text = '{\n  "a": [1, "x"],\n  "a": true\n}'
    root = read_json(text)
    assert isinstance(root, ObjectNode)
    assert [text[one.key.at.start : one.key.at.end] for one in root.members] == ['"a"', '"a"']
    assert [text[one.value.at.start : one.value.at.end] for one in root.members] == ['[1, "x"]', "true"]
    position = Source("f.json", text).position(root.members[1].value.at)
    assert (position.line, position.column, position.width, position.quote) == (3, 8, 4, '  "a": true')
