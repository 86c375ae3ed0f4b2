"""A YAML document as values with their places: no types guessed, nothing executed."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.diagnostics import Position


@dataclass(frozen=True, slots=True, kw_only=True)
class ScalarNode:
    """Text as written; `plain` when it stood without quotes, so that YAML may have meant more than text."""

    text: str
    plain: bool
    at: Position


@dataclass(frozen=True, slots=True, kw_only=True)
class SequenceNode:
    items: tuple["Node", ...]
    at: Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    key: ScalarNode
    value: "Node"


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingNode:
    """Entries in the order written, no key twice."""

    entries: tuple[Entry, ...]
    at: Position

    def get(self, key: str) -> "Node | None":
        """The value under a key, or None."""
        return next((entry.value for entry in self.entries if entry.key.text == key), None)


Node = ScalarNode | SequenceNode | MappingNode


def items_of(node: Node | None) -> tuple[Node, ...]:
    """A list's items, a lone value as a list of one, nothing as the empty list."""
    match node:
        case None:
            return ()
        case SequenceNode(items=items):
            return items
        case _:
            return (node,)


def entries_of(node: Node | None) -> tuple[Entry, ...]:
    """A mapping's entries; nothing for anything else."""
    return node.entries if isinstance(node, MappingNode) else ()


def texts_of(node: Node | None) -> Iterator[ScalarNode]:
    """The scalars among a node's items."""
    return (item for item in items_of(node) if isinstance(item, ScalarNode))


def child_of(node: Node | None, key: str) -> Node | None:
    """The value under a mapping's key; None for anything else."""
    return node.get(key) if isinstance(node, MappingNode) else None


def scalar_of(node: Node, key: str) -> ScalarNode:
    """The text under a key that the shape demands."""
    child = child_of(node, key)
    assert isinstance(child, ScalarNode)
    return child


def word_of(node: Node, key: str, default: str) -> str:
    """The text under a key, or what counts without it."""
    child = child_of(node, key)
    return child.text if isinstance(child, ScalarNode) else default


def prose_of(node: Node, key: str) -> str:
    """The text under a key that the shape demands, on one line."""
    return " ".join(scalar_of(node, key).text.split())
