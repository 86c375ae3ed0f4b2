"""A checked Node → AccessTest."""

from collections.abc import Callable, Iterator

from generator.model.pattern import Pattern
from generator.model.profile import AccessTest, ContextPatterns, Expectation, RequestedResource, Word
from generator.profiles.decode_grant import words
from generator.profiles.node import MappingNode, Node, ScalarNode, entries_of, items_of, texts_of

Text = Callable[[ScalarNode], Pattern]
"""A text as written → Pattern; complains of what it cannot understand."""


def decode_test(node: Node, text: Text) -> AccessTest:
    """One entry of `tests`."""
    expected = next(one for one in Expectation if _child(node, one.value) is not None)
    return AccessTest(
        expected=expected,
        actions=words(_child(node, expected.value)),
        resources=tuple(RequestedResource(name=text(one), at=one.at) for one in texts_of(_child(node, "resource"))),
        contexts=tuple(_contexts(_child(node, "context"), text)),
        targets=words(_child(node, "targets")),
        at=node.entries[0].key.at if isinstance(node, MappingNode) else node.at,
    )


def _contexts(node: Node | None, text: Text) -> Iterator[ContextPatterns]:
    for one in items_of(node):
        yield tuple(
            (Word(text=entry.key.text, at=entry.key.at), tuple(text(value) for value in texts_of(entry.value)))
            for entry in entries_of(one)
        )


def _child(node: Node, key: str) -> Node | None:
    return node.get(key) if isinstance(node, MappingNode) else None
