"""HCL text → blocks whose values know their place; every expression that is no plain value is left unknown.

The verifier reads what we wrote and refuses the rest; this reads what anybody wrote, and only
as much of it as a policy can be told from.

Source: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
"""

import re
from dataclasses import dataclass

from generator.analysis.lint.read_expression import ExpressionReader, HclSyntaxError
from generator.analysis.lint.tree import Node, Span, TextNode

MOST_LEVELS = 32
_LABEL = re.compile(r'"((?:[^"\\\n$%]|\\.|[$%](?!\{))*)"|([A-Za-z_][\w-]*)')


@dataclass(frozen=True, slots=True)
class Attribute:
    name: TextNode
    value: Node


@dataclass(frozen=True, slots=True)
class Block:
    """A block; `at` is its first word."""

    type: str
    labels: tuple[str, ...]
    attributes: tuple[Attribute, ...]
    blocks: tuple["Block", ...]
    at: Span

    def value(self, name: str) -> Attribute | None:
        """The attribute of a name."""
        return next((one for one in self.attributes if one.name.value == name), None)


def read_hcl(text: str) -> tuple[Block, ...]:
    """The text of a .tf file → its blocks.

    Raises: HclSyntaxError
    """
    reader = _BlockReader(ExpressionReader(text, 0))
    _, blocks = reader.body(0, Span(0, 0))
    return blocks


@dataclass(slots=True)
class _BlockReader:
    inner: ExpressionReader

    def body(self, level: int, opened: Span) -> tuple[tuple[Attribute, ...], tuple[Block, ...]]:
        """What stands up to the closing brace, or to the end of the text on the outermost level."""
        attributes, blocks = list[Attribute](), list[Block]()
        if level > MOST_LEVELS:
            raise HclSyntaxError("blocks are nested too deeply", opened)
        while not self._ends(level, opened):
            name = self.inner.word("a block or attribute")
            self.inner.skip_blanks()
            if self.inner.next_is("=") and not self.inner.next_is("=="):
                self.inner.at += 1
                attributes.append(Attribute(name, self.inner.value_of_line()))
            else:
                blocks.append(self._block(name, level))
        return tuple(attributes), tuple(blocks)

    def _ends(self, level: int, opened: Span) -> bool:
        self.inner.skip_layout()
        if self.inner.at >= len(self.inner.text):
            if level:
                raise HclSyntaxError("a block is not closed", opened)
            return True
        if level and self.inner.next_is("}"):
            self.inner.at += 1
            return True
        return False

    def _block(self, name: TextNode, level: int) -> Block:
        labels = list[str]()
        while not self.inner.next_is("{"):
            found = _LABEL.match(self.inner.text, self.inner.at)
            if found is None:
                raise HclSyntaxError("`=` or a block in braces is missing behind the name", name.at)
            labels.append(found.group(1) if found.group(2) is None else found.group(2))
            self.inner.at = found.end()
            self.inner.skip_blanks()
        self.inner.at += 1
        attributes, blocks = self.body(level + 1, name.at)
        return Block(name.value, tuple(labels), attributes, blocks, name.at)
