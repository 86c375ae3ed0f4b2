"""A position in a profile's text → the place of the value that stands there."""

from collections.abc import Iterator
from functools import lru_cache

from generator.diagnostics import Position
from generator.profiles.edit_spots import Place, Step
from generator.profiles.node import MappingNode, Node, ScalarNode, SequenceNode
from generator.profiles.parse import parse


def place_of(text: str, at: Position) -> Place | None:
    """The outermost mapping whose first key stands at a position, else the value that does."""
    root = node_of(text)
    return next(_places(root, (), (at.line, at.column)), None) if root is not None else None


def node_at(text: str, place: Place) -> Node | None:
    """The value at a place; None where there is none."""
    node = node_of(text)
    for step in place:
        node = _child(node, step)
    return node


@lru_cache(maxsize=64)
def node_of(text: str) -> Node | None:
    """What a text says."""
    return parse(text, "")


def _child(node: Node | None, step: Step) -> Node | None:
    match node:
        case MappingNode() if isinstance(step, str):
            return node.get(step)
        case SequenceNode(items=items) if isinstance(step, int) and step < len(items):
            return items[step]
        case _:
            return None


def _places(node: Node, place: Place, wanted: tuple[int, int]) -> Iterator[Place]:
    first = node.entries[0].key.at if isinstance(node, MappingNode) and node.entries else node.at
    if (first.line, first.column) == wanted:
        yield place
    for step, child in _children(node):
        yield from _places(child, (*place, step), wanted)


def _children(node: Node) -> Iterator[tuple[Step, Node]]:
    match node:
        case MappingNode(entries=entries):
            yield from ((one.key.text, one.value) for one in entries)
        case SequenceNode(items=items):
            yield from enumerate(items)
        case ScalarNode():
            return
