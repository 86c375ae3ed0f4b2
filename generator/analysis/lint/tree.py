"""A policy as its author wrote it: values that know their place, keys that may stand twice."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import assert_never

from generator.diagnostics import Position

HOLE = "\ufdd0"
"""What stands in a text for a part that only Terraform knows. No policy may hold this character."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a source's text, in characters from its start."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TextNode:
    value: str
    at: Span

    @property
    def is_known(self) -> bool:
        """Whether no part of the text is left to Terraform."""
        return HOLE not in self.value


@dataclass(frozen=True, slots=True)
class NumberNode:
    """A number as it is spelled."""

    literal: str
    at: Span


@dataclass(frozen=True, slots=True)
class TruthNode:
    value: bool
    at: Span


@dataclass(frozen=True, slots=True)
class NullNode:
    at: Span


@dataclass(frozen=True, slots=True)
class ArrayNode:
    items: tuple["Node", ...]
    at: Span


@dataclass(frozen=True, slots=True)
class Member:
    key: TextNode
    value: "Node"


@dataclass(frozen=True, slots=True)
class ObjectNode:
    """An object with its members in order, a key also twice."""

    members: tuple[Member, ...]
    at: Span


@dataclass(frozen=True, slots=True)
class UnknownNode:
    """What only Terraform knows; `merged` are the words that put a document together from others."""

    at: Span
    merged: str = ""


@dataclass(frozen=True, slots=True)
class EncodedNode:
    """`jsonencode(…)` with its argument."""

    value: "Node"
    at: Span


@dataclass(frozen=True, slots=True)
class HeredocNode:
    """A text of several lines, not yet read."""

    body: Span
    at: Span


Node = TextNode | NumberNode | TruthNode | NullNode | ArrayNode | ObjectNode | UnknownNode | EncodedNode | HeredocNode


@dataclass(frozen=True)
class Source:
    """A file's name and text; turns spans into positions."""

    file: str
    text: str

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(at + 1 for at, char in enumerate(self.text) if char == "\n")]

    def position(self, span: Span) -> Position:
        """A span → its place; of a span over several lines the first line counts."""
        line = bisect_right(self._starts, span.start)
        start = self._starts[line - 1]
        end = self._starts[line] - 1 if line < len(self._starts) else len(self.text)
        quote = self.text[start:end].rstrip("\r")
        width = max(1, min(span.end, start + len(quote)) - span.start)
        return Position(file=self.file, line=line, column=span.start - start + 1, width=width, quote=quote)


def describe(node: Node) -> str:
    """What a value is, in words."""
    match node:
        case TextNode():
            return "a text"
        case NumberNode():
            return "a number"
        case TruthNode():
            return "a truth value"
        case NullNode():
            return "null"
        case ArrayNode():
            return "a list"
        case ObjectNode():
            return "an object"
        case UnknownNode() | EncodedNode() | HeredocNode():
            return "an expression"
        case _:
            assert_never(node)
