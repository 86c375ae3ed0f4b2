"""Node × Shape → what is wrong with the node, all of it."""

import re
from collections.abc import Iterator
from typing import assert_never

from generator.diagnostics import Diagnostic, Position
from generator.diagnostics.nearest import nearest
from generator.profiles.node import Entry, MappingNode, Node, ScalarNode, SequenceNode
from generator.profiles.shape import (
    ANY_TEXT,
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
from generator.profiles.yaml_words import meaning_of

_QUOTED_CHARS = 60


def check(node: Node, shape: Shape) -> Iterator[Diagnostic]:
    """Compares a node with its declared shape."""
    match shape:
        case Text():
            yield from _check_text(node, shape)
        case Choice(values=values):
            yield from _check_choice(node, values)
        case Whole() | Truth():
            yield from _check_literal(node, shape)
        case AnyScalar():
            yield from _check_any_scalar(node)
        case ListOf() | OneOrMany():
            yield from _check_items(node, shape)
        case MapOf():
            yield from _check_map(node, shape)
        case Record():
            yield from _check_record(node, shape)
        case Either(options=options):
            yield from _check_either(node, options)
        case _:
            assert_never(shape)


def shorten(text: str) -> str:
    """A text that a person wrote → what a message can quote: one line, printable, of bearable length."""
    visible = "".join(
        char if char.isprintable() and char != "`" else f"\\u{ord(char):04x}" for char in text[: _QUOTED_CHARS + 1]
    )
    return visible if len(text) <= _QUOTED_CHARS else visible[:_QUOTED_CHARS] + "…"


def describe(node: Node) -> str:
    """What a node is, in words."""
    match node:
        case ScalarNode(text=text):
            return f"`{shorten(text)}`" if text else "nothing"
        case SequenceNode():
            return "a list"
        case MappingNode():
            return "a mapping"
        case _:
            assert_never(node)


def expected_of(shape: Shape) -> str:
    """What a shape wants, in words."""
    match shape:
        case Text(expected=expected):
            return expected
        case Choice(values=values):
            return " or ".join(f"`{value}`" for value in values)
        case Whole(least=least, most=most):
            return f"`{least}`" if least == most else f"a whole number from {least} to {most}"
        case Truth():
            return "`true` or `false`"
        case AnyScalar():
            return "a value"
        case ListOf(item=item):
            return f"a list ({expected_of(item)})"
        case OneOrMany(item=item):
            return f"{expected_of(item)}, or a list"
        case MapOf(key=key):
            return f"a mapping ({key.expected})"
        case Record(name=name):
            return f"a mapping with the keys of `{name}`"
        case Either(options=options):
            return ", or ".join(expected_of(option) for option in options)
        case _:
            assert_never(shape)


def _wrong(node: Node, shape: Shape, hint: str = "") -> Diagnostic:
    message = f"expected {expected_of(shape)}, found {describe(node)}"
    return Diagnostic(code="wrong-type", message=message, at=node.at, hint=hint)


def _check_text(node: Node, shape: Text) -> Iterator[Diagnostic]:
    if not isinstance(node, ScalarNode) or (node.plain and not node.text):
        yield _wrong(node, shape)
    elif node.plain and (meaning := meaning_of(node.text)):
        message = f"unquoted `{shorten(node.text)}` is {meaning} in YAML, and text is wanted here"
        yield Diagnostic(code="not-text", message=message, at=node.at, hint=f'quote it: "{shorten(node.text)}"')
    else:
        yield from _check_content(node.text, node.at, shape)


def _check_content(text: str, at: Position, shape: Text) -> Iterator[Diagnostic]:
    if len(text) > shape.max_chars:
        message = f"`{shorten(text)}` has {len(text)} characters, {shape.max_chars} is the most here"
        yield Diagnostic(code="too-long", message=message, at=at)
    elif shape.pattern and not re.fullmatch(shape.pattern, text):
        found = f"`{shorten(text)}`" if text else "nothing"
        yield Diagnostic(code="bad-value", message=f"expected {shape.expected}, found {found}", at=at)


def _check_choice(node: Node, values: tuple[str, ...]) -> Iterator[Diagnostic]:
    if isinstance(node, ScalarNode) and node.text in values:
        return
    near = nearest(node.text, values) if isinstance(node, ScalarNode) else ()
    yield _wrong(node, Choice(values=values), f"did you mean `{near[0]}`?" if near else "")


def _check_literal(node: Node, shape: Whole | Truth) -> Iterator[Diagnostic]:
    text = node.text if isinstance(node, ScalarNode) and node.plain else ""
    match shape:
        case Whole(least=least, most=most):
            good = bool(re.fullmatch(r"0|[1-9][0-9]{0,17}", text)) and least <= int(text) <= most
        case Truth():
            good = text in ("true", "false")
    if not good:
        yield _wrong(node, shape)


def _check_any_scalar(node: Node) -> Iterator[Diagnostic]:
    if not isinstance(node, ScalarNode):
        yield _wrong(node, AnyScalar())
    elif not node.plain or node.text in ("true", "false") or re.fullmatch(r"-?(0|[1-9][0-9]{0,17})", node.text):
        yield from _check_content(node.text, node.at, ANY_TEXT)
    else:
        yield from _check_text(node, ANY_TEXT)


def _check_items(node: Node, shape: ListOf | OneOrMany) -> Iterator[Diagnostic]:
    least = shape.least if isinstance(shape, ListOf) else 1
    if isinstance(node, SequenceNode):
        if len(node.items) < least:
            yield Diagnostic(code="empty-list", message="expected at least one entry, found an empty list", at=node.at)
        for item in node.items:
            yield from check(item, shape.item)
    elif isinstance(shape, OneOrMany):
        yield from check(node, shape.item)
    else:
        yield _wrong(node, shape)


def _check_map(node: Node, shape: MapOf) -> Iterator[Diagnostic]:
    if not isinstance(node, MappingNode):
        yield _wrong(node, shape)
        return
    for entry in node.entries:
        yield from _check_text(entry.key, shape.key)
        yield from check(entry.value, shape.value)


def _check_record(node: Node, shape: Record) -> Iterator[Diagnostic]:
    if not isinstance(node, MappingNode):
        yield _wrong(node, shape)
        return
    fields = {field.name: field for field in shape.fields}
    meant: set[str] = set()
    for entry in node.entries:
        field = fields.get(entry.key.text)
        near = entry.key.text if field else next(iter(nearest(entry.key.text, fields)), "")
        yield from check(entry.value, field.shape) if field else (_unknown_key(entry, shape, near),)
        meant.add(near)  # a misspelt key is not called missing too
    yield from (_missing(node, shape, field) for field in shape.fields if field.required and field.name not in meant)
    is_refused = any(entry.key.text in dict(shape.refused) for entry in node.entries)  # that is reason enough
    for names in (shape.one_of, shape.and_one_of):
        found = len(meant & set(names))
        if names and found != 1 and not (is_refused and found == 0):
            yield _one_of(node, shape, names)


def _one_of(node: MappingNode, shape: Record, names: tuple[str, ...]) -> Diagnostic:
    given = [entry.key for entry in node.entries if entry.key.text in names]
    first = given[1] if len(given) > 1 else node.entries[0].key if node.entries else node
    words = ", ".join(f"`{name}`" for name in names)
    found = f", found {' and '.join(f'`{key.text}`' for key in given)}" if given else ""
    return Diagnostic(code="one-of", message=f"a {shape.name} needs exactly one of {words}{found}", at=first.at)


def _unknown_key(entry: Entry, shape: Record, near: str) -> Diagnostic:
    names = ", ".join(f"`{field.name}`" for field in shape.fields)
    hint = f"did you mean `{near}`?" if near else f"the keys are {names}"
    hint = dict(shape.refused).get(entry.key.text, hint)
    if entry.key.plain and (meaning := meaning_of(entry.key.text)):
        message = f"unquoted `{shorten(entry.key.text)}` is {meaning} in YAML, not a key"
        return Diagnostic(code="not-text", message=message, at=entry.key.at, hint=hint)
    message = f"`{shape.name}` has no key `{shorten(entry.key.text)}`"
    return Diagnostic(code="unknown-key", message=message, at=entry.key.at, hint=hint)


def _missing(node: MappingNode, shape: Record, field: Field) -> Diagnostic:
    at = node.entries[0].key.at if node.entries else node.at
    described = field.description[0].lower() + field.description[1:].removesuffix(".")
    message, hint = f"`{shape.name}` lacks the key `{field.name}`", f"add `{field.name}: …`: {described}"
    return Diagnostic(code="missing-key", message=message, at=at, hint=hint)


def _check_either(node: Node, options: tuple[Shape, ...]) -> Iterator[Diagnostic]:
    kind = next((option for option in options if _suits(node, option)), None)
    yield from check(node, kind) if kind is not None else (_wrong(node, Either(options=options)),)


def _suits(node: Node, shape: Shape) -> bool:
    match node:
        case ScalarNode():
            return isinstance(shape, Text | Choice | AnyScalar)
        case SequenceNode():
            return isinstance(shape, ListOf)
        case MappingNode():
            return isinstance(shape, MapOf | Record)
        case _:
            assert_never(node)
