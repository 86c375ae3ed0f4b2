"""Nodes for tests: read from YAML, made for a shape, and turned into what an editor's schema check sees."""

import re
from typing import assert_never

from hypothesis import strategies as st

from generator.diagnostics import NOWHERE
from generator.profiles.node import Entry, MappingNode, Node, ScalarNode, SequenceNode
from generator.profiles.parse import parse
from generator.profiles.shape import (
    ANY_TEXT,
    AnyScalar,
    Choice,
    Either,
    ListOf,
    MapOf,
    OneOrMany,
    Record,
    Shape,
    Text,
    Truth,
    Whole,
)
from generator.profiles.yaml_words import meaning_of

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]

PLAIN_WORDS = (
    "",
    "true",
    "false",
    "yes",
    "No",
    "on",
    "~",
    "null",
    "0",
    "1",
    "2",
    "-3",
    "007",
    "1.5",
    "2030-01-31",
    "web",
)
TEXTS = (
    "",
    "a",
    "*",
    "web-*",
    "a/b",
    "../x",
    "${input.a}",
    "e\u0301",
    "\n",
    "tab\t",
    "\x7f",
    "x" * 65,
    "x" * 2049,
    "1",
    "on",
)


def node_of(text: str) -> Node:
    """A YAML text → its Node."""
    node = parse(text, "profiles.yaml")
    assert node is not None
    return node


def plain(text: str) -> ScalarNode:
    return ScalarNode(text=text, plain=True, at=NOWHERE)


def quoted(text: str) -> ScalarNode:
    return ScalarNode(text=text, plain=False, at=NOWHERE)


def sequence(items: list[Node]) -> SequenceNode:
    return SequenceNode(items=tuple(items), at=NOWHERE)


def mapping(entries: list[tuple[ScalarNode, Node]]) -> MappingNode:
    unique = {key.text: Entry(key=key, value=value) for key, value in entries}
    return MappingNode(entries=tuple(unique.values()), at=NOWHERE)


def json_of(node: Node) -> Json:
    """What an editor takes a node for: YAML 1.2's core schema, in which `yes` and `007` are text.

    Source: https://yaml.org/spec/1.2.2/#103-core-schema
    """
    match node:
        case SequenceNode(items=items):
            return [json_of(item) for item in items]
        case MappingNode(entries=entries):
            return {entry.key.text: json_of(entry.value) for entry in entries}
        case ScalarNode(plain=False, text=text):
            return text
        case ScalarNode(text=text):
            return _core(text)
        case _:
            assert_never(node)


def _core(text: str) -> Json:
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return text.lower() == "true"
    if re.fullmatch(r"[-+]?(0|[1-9][0-9]*)", text):
        return int(text)
    if re.fullmatch(r"[-+]?[0-9]+\.[0-9]+", text):
        return float(text)
    return text


def is_read_otherwise(node: Node) -> bool:
    """Whether a node has a key that is no text, or an unquoted word that editors read otherwise."""
    match node:
        case SequenceNode(items=items):
            return any(is_read_otherwise(item) for item in items)
        case MappingNode(entries=entries):
            keys = any(entry.key.plain and meaning_of(entry.key.text) for entry in entries)
            return keys or any(is_read_otherwise(entry.value) for entry in entries)
        case ScalarNode(plain=is_plain, text=text):
            return is_plain and bool(meaning_of(text)) and isinstance(_core(text), str)
        case _:
            assert_never(node)


def texts(shape: Text) -> st.SearchStrategy[ScalarNode]:
    """Mostly texts that a shape takes, sometimes any."""
    fitting = st.from_regex(shape.pattern, fullmatch=True) if shape.pattern else st.text(max_size=20)
    return st.one_of(
        fitting.map(quoted),
        fitting.map(quoted),
        st.sampled_from(TEXTS).map(quoted),
        st.sampled_from(PLAIN_WORDS).map(plain),
    )


def nodes(shape: Shape) -> st.SearchStrategy[Node]:
    """Nodes that mostly have a shape, with here and there something else in a place."""
    return st.integers(0, 15).flatmap(lambda roll: _fitting(shape) if roll else ANYTHING)


def _fitting(shape: Shape) -> st.SearchStrategy[Node]:
    match shape:
        case Text():
            return texts(shape)
        case Choice(values=values):
            return st.sampled_from(values).map(quoted)
        case Whole(least=least, most=most):
            return st.integers(least - 1, most + 1).map(lambda number: plain(str(number)))
        case Truth():
            return st.sampled_from(("true", "false")).map(plain)
        case AnyScalar():
            return st.one_of(texts(ANY_TEXT), st.integers(-(10**17), 10**17).map(lambda number: plain(str(number))))
        case ListOf(item=item):
            return st.lists(nodes(item), max_size=2).map(sequence)
        case OneOrMany(item=item):
            return st.one_of(nodes(item), st.lists(nodes(item), max_size=2).map(sequence))
        case MapOf(key=key, value=value):
            return st.lists(st.tuples(texts(key), nodes(value)), max_size=2).map(mapping)
        case Record():
            return _records(shape)
        case Either(options=options):
            return st.one_of(*(nodes(option) for option in options))
        case _:
            assert_never(shape)


def _records(shape: Record) -> st.SearchStrategy[Node]:
    needed = {field.name for field in shape.fields if field.required}
    others = [field.name for field in shape.fields if field.name not in needed | set(shape.one_of + shape.and_one_of)]
    chosen = st.tuples(
        st.sampled_from([needed, needed, needed, set[str]()]),
        st.sets(st.sampled_from(others), max_size=2) if others else st.just(set[str]()),
        _some_of(shape.one_of),
        _some_of(shape.and_one_of),
        st.sampled_from([set[str](), set[str](), {"surprise"}]),
    )
    return chosen.flatmap(lambda names: _record(shape, set[str]().union(*names)))


def _some_of(names: tuple[str, ...]) -> st.SearchStrategy[set[str]]:
    return st.sets(st.sampled_from(names), max_size=2) if names else st.just(set[str]())


def _record(shape: Record, names: set[str]) -> st.SearchStrategy[Node]:
    fields = {field.name: field.shape for field in shape.fields}
    values = [nodes(fields[name]) if name in fields else st.just(quoted("x")) for name in sorted(names)]
    keys = [quoted(name) for name in sorted(names)]
    return st.tuples(*values).map(lambda made: mapping(list(zip(keys, made, strict=True))))


ANYTHING: st.SearchStrategy[Node] = st.recursive(
    st.one_of(st.sampled_from(TEXTS).map(quoted), st.sampled_from(PLAIN_WORDS).map(plain)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2).map(sequence),
        st.lists(st.tuples(st.sampled_from(TEXTS).map(quoted), inner), max_size=2).map(mapping),
    ),
    max_leaves=4,
)
