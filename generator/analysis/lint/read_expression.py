"""An HCL expression → its value where it is a plain one, else an unknown.

Source: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#expressions
"""

import re
from dataclasses import dataclass
from enum import Enum

from generator.analysis.lint.skip import heredoc_body, skip_balanced, skip_comment, skip_interpolation, skip_piece
from generator.analysis.lint.tree import (
    HOLE,
    ArrayNode,
    EncodedNode,
    HeredocNode,
    Member,
    Node,
    NullNode,
    NumberNode,
    ObjectNode,
    Span,
    TextNode,
    TruthNode,
    UnknownNode,
)

MOST_LEVELS = 32

_BLANK = re.compile(r"[ \t\r]+")
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_PLAIN = re.compile(r'[^"\\$%\n]+')
_ESCAPE = re.compile(r'\\(?:([nrt"\\])|u([0-9A-Fa-f]{4})|U(00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4}))')
_MEANT = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_LITERALS = {"true": True, "false": False, "null": None}


class Ends(Enum):
    """What ends an expression besides a closing bracket and a comma."""

    WITH_LINE = "line"
    INSIDE_BRACKETS = "brackets"


class HclSyntaxError(Exception):
    """Text that is not HCL."""

    def __init__(self, message: str, at: Span) -> None:
        self.message = message
        self.at = at
        super().__init__(message)


@dataclass(slots=True)
class ExpressionReader:
    text: str
    at: int

    def next_is(self, sign: str) -> bool:
        return self.text.startswith(sign, self.at)

    def skip_blanks(self, ends: Ends = Ends.WITH_LINE) -> None:
        """Steps over spaces and comments, inside of brackets also over line breaks."""
        while True:
            if found := _BLANK.match(self.text, self.at):
                self.at = found.end()
            elif (end := skip_comment(self.text, self.at)) is not None:
                self.at = end
            elif ends is Ends.INSIDE_BRACKETS and self.next_is("\n"):
                self.at += 1
            else:
                return

    def skip_layout(self) -> None:
        """Steps over everything that means nothing."""
        self.skip_blanks(Ends.INSIDE_BRACKETS)

    def word(self, what: str) -> TextNode:
        """The name that stands here."""
        found = _WORD.match(self.text, self.at)
        if found is None:
            raise HclSyntaxError(f"{what} begins with a name", Span(self.at, self.at + 1))
        self.at = found.end()
        return TextNode(found.group(), Span(found.start(), found.end()))

    def value_of_line(self) -> Node:
        """The value behind an attribute's `=`."""
        return self._value(0, Ends.WITH_LINE)

    def _value(self, level: int, ends: Ends) -> Node:
        self.skip_blanks(ends)
        start = self.at
        node = self._primary(level) if level <= MOST_LEVELS else None
        self.skip_blanks(ends)
        if node is not None and self._stands_alone(ends):
            return node
        self.at = start
        return self._skip_value(start, ends)

    def _stands_alone(self, ends: Ends) -> bool:
        char = self.text[self.at : self.at + 1]
        return char in ("", ",", "}", "]", ")") or (char == "\n" and ends is Ends.WITH_LINE)

    def _skip_value(self, start: int, ends: Ends) -> UnknownNode:
        while not self._stands_alone(ends):
            step = skip_balanced if self.text[self.at] in "{[(" else skip_piece
            end = step(self.text, self.at, 0)
            if end is None:
                raise HclSyntaxError("a bracket or text is not closed", Span(self.at, self.at + 1))
            self.at = end
        if self.at == start:
            raise HclSyntaxError("a value is missing", Span(start, start + 1))
        return UnknownNode(Span(start, self.at))

    def _primary(self, level: int) -> Node | None:
        match self.text[self.at : self.at + 1]:
            case '"':
                return self._quoted()
            case "[":
                return self._array(level)
            case "{":
                return self._object(level)
            case "<":
                return self._heredoc()
            case _:
                return self._named(level) or self._number()

    def _number(self) -> Node | None:
        found = _NUMBER.match(self.text, self.at)
        if found is None:
            return None
        self.at = found.end()
        return NumberNode(found.group(), Span(found.start(), found.end()))

    def _named(self, level: int) -> Node | None:
        found = _WORD.match(self.text, self.at)
        if found is None:
            return None
        self.at, span = found.end(), Span(found.start(), found.end())
        if found.group() in _LITERALS:
            meant = _LITERALS[found.group()]
            return NullNode(span) if meant is None else TruthNode(meant, span)
        if found.group() != "jsonencode" or not self.next_is("("):
            return None
        self.at += 1
        value = self._value(level + 1, Ends.INSIDE_BRACKETS)
        self.skip_layout()
        if not self.next_is(")"):
            return None
        self.at += 1
        return EncodedNode(value, Span(found.start(), self.at))

    def _heredoc(self) -> Node | None:
        body = heredoc_body(self.text, self.at)
        if body is None:
            return None
        if body[1] == body[2]:
            raise HclSyntaxError("a heredoc is not closed", Span(self.at, self.at + 2))
        start, self.at = self.at, body[2]
        return HeredocNode(Span(body[0], body[1]), Span(start, self.at))

    def _array(self, level: int) -> Node | None:
        start, items = self.at, list[Node]()
        self.at += 1
        self.skip_layout()
        if self._is_for():
            return None
        while not self.next_is("]"):
            items.append(self._value(level + 1, Ends.INSIDE_BRACKETS))
            self.skip_layout()
            if self.next_is(","):
                self.at += 1
                self.skip_layout()
            elif not self.next_is("]"):
                raise HclSyntaxError("a list is not closed", Span(start, start + 1))
        self.at += 1
        return ArrayNode(tuple(items), Span(start, self.at))

    def _object(self, level: int) -> Node | None:
        start, members = self.at, list[Member]()
        self.at += 1
        self.skip_layout()
        if self._is_for():
            return None
        while not self.next_is("}"):
            key = self._key()
            if key is None:
                raise HclSyntaxError("an object is not closed, or has an entry without `=`", Span(start, start + 1))
            members.append(Member(key, self._value(level + 1, Ends.WITH_LINE)))
            self.skip_layout()
            if self.next_is(","):
                self.at += 1
                self.skip_layout()
        self.at += 1
        return ObjectNode(tuple(members), Span(start, self.at))

    def _is_for(self) -> bool:
        found = _WORD.match(self.text, self.at)
        return found is not None and found.group() == "for"

    def _key(self) -> TextNode | None:
        """An entry's key and the sign behind it; a key that is no plain name or text is unknown."""
        start = self.at
        key = self._quoted() if self.next_is('"') else self._plain_key()
        if key is None:
            key = self._computed_key(start)
        self.skip_blanks()
        if key is None or not (self.next_is("=") or self.next_is(":")):
            return None
        self.at += 1
        return key

    def _plain_key(self) -> TextNode | None:
        found = _WORD.match(self.text, self.at)
        if found is None:
            return None
        self.at = found.end()
        return TextNode(found.group(), Span(found.start(), found.end()))

    def _computed_key(self, start: int) -> TextNode | None:
        end = skip_balanced(self.text, start) if self.text[start : start + 1] == "(" else None
        if end is None:
            return None
        self.at = end
        return TextNode(HOLE, Span(start, end))

    def _quoted(self) -> TextNode | None:
        start, parts = self.at, list[str]()
        self.at += 1
        while not self.next_is('"'):
            if self.at >= len(self.text) or self.next_is("\n"):
                raise HclSyntaxError("a text is not closed", Span(start, start + 1))
            parts.append(self._part())
        self.at += 1
        return TextNode("".join(parts), Span(start, self.at))

    def _part(self) -> str:
        if plain := _PLAIN.match(self.text, self.at):
            self.at = plain.end()
            return plain.group()
        char = self.text[self.at]
        if char == "\\":
            return self._escape()
        if self.text.startswith(f"{char}{char}{{", self.at):
            self.at += 3
            return f"{char}{{"
        if not self.text.startswith("{", self.at + 1):
            self.at += 1
            return char
        end = skip_interpolation(self.text, self.at)
        if end is None:
            raise HclSyntaxError("an interpolation is not closed", Span(self.at, self.at + 2))
        self.at = end
        return HOLE

    def _escape(self) -> str:
        found = _ESCAPE.match(self.text, self.at)
        if found is None:
            raise HclSyntaxError("this is no escape of HCL's", Span(self.at, self.at + 2))
        self.at = found.end()
        plain, short, long = found.groups()
        return _MEANT[plain] if plain else chr(int(short or long, 16))
