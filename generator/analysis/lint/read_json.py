"""JSON text → a tree that knows its places. Keys that stand twice are kept.

Source: https://www.rfc-editor.org/rfc/rfc8259
"""

import re
from dataclasses import dataclass
from enum import Enum

from generator.analysis.lint.skip import skip_interpolation
from generator.analysis.lint.tree import (
    HOLE,
    ArrayNode,
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
"""A policy nests its values six levels deep."""

_SPACE = re.compile(r"[ \t\r\n]*")
_PLAIN = re.compile(r'[^"\\\x00-\x1f$%]+')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_WORD = re.compile(r"[A-Za-z_]+|.", re.DOTALL)
_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


class Dialect(Enum):
    """Whether `${…}` is text, or an expression of Terraform's (in a heredoc)."""

    PLAIN = "plain"
    TEMPLATE = "template"


class JsonSyntaxError(Exception):
    """Text that is not JSON."""

    def __init__(self, message: str, at: Span) -> None:
        self.message = message
        self.at = at
        super().__init__(message)


def read_json(text: str, within: Span | None = None, dialect: Dialect = Dialect.PLAIN) -> Node:
    """JSON text, or the stretch of a text that holds JSON → its tree.

    Raises: JsonSyntaxError
    """
    span = within or Span(0, len(text))
    reader = _Reader(text[: span.end], dialect, span.start)
    node = reader.value(0)
    reader.skip_space()
    if reader.at < span.end:
        raise reader.error("something stands behind the policy")
    return node


@dataclass(slots=True)
class _Reader:
    text: str
    dialect: Dialect
    at: int

    def error(self, message: str) -> JsonSyntaxError:
        found = _WORD.match(self.text, self.at)
        return JsonSyntaxError(message, found_span(self.at, found))

    def skip_space(self) -> None:
        found = _SPACE.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def value(self, level: int) -> Node:
        self.skip_space()
        start = self.at
        if level > MOST_LEVELS:
            raise self.error("lists and objects are nested too deeply")
        match self.text[start : start + 1]:
            case "{":
                return self._object(level)
            case "[":
                return self._array(level)
            case '"':
                return self._string()
            case "$" if self.dialect is Dialect.TEMPLATE and self.text.startswith("${", start):
                self.at = self._skip_hole(start)
                return UnknownNode(Span(start, self.at))
            case "":
                raise self.error("the text ends where a value is expected")
            case _:
                return self._literal(start)

    def _literal(self, start: int) -> Node:
        if number := _NUMBER.match(self.text, start):
            self.at = number.end()
            return NumberNode(number.group(), Span(start, self.at))
        word = _WORD.match(self.text, start)
        if word is None or word.group() not in ("true", "false", "null"):
            raise self.error("no JSON value begins like this")
        self.at, span = word.end(), Span(start, word.end())
        return NullNode(span) if word.group() == "null" else TruthNode(word.group() == "true", span)

    def _array(self, level: int) -> Node:
        start, items = self.at, list[Node]()
        self.at += 1
        while not self._ends("]", "a list", start, len(items)):
            items.append(self.value(level + 1))
        return ArrayNode(tuple(items), Span(start, self.at))

    def _object(self, level: int) -> Node:
        start, members = self.at, list[Member]()
        self.at += 1
        while not self._ends("}", "an object", start, len(members)):
            self.skip_space()
            if self.text[self.at : self.at + 1] != '"':
                raise self.error("the keys of an object are texts in double quotes")
            key = self._string()
            self.skip_space()
            if self.text[self.at : self.at + 1] != ":":
                raise self.error("a colon is missing behind the key")
            self.at += 1
            members.append(Member(key, self.value(level + 1)))
        return ObjectNode(tuple(members), Span(start, self.at))

    def _ends(self, closing: str, what: str, start: int, entries: int) -> bool:
        """Steps over the closing sign, or over the comma that follows the entries so far."""
        self.skip_space()
        char = self.text[self.at : self.at + 1]
        if char == closing:
            self.at += 1
            return True
        if not entries:
            return False
        if not char:
            raise JsonSyntaxError(f"{what} is not closed", Span(start, start + 1))
        if char != ",":
            raise self.error(f"a comma or `{closing}` is missing")
        self.at += 1
        self.skip_space()
        if self.text[self.at : self.at + 1] == closing:
            raise self.error(f"a comma stands before `{closing}`")
        return False

    def _string(self) -> TextNode:
        start, parts = self.at, list[str]()
        self.at += 1
        while (char := self.text[self.at : self.at + 1]) != '"':
            parts.append(self._part(char, start))
        self.at += 1
        joined = _PAIR.sub(lambda two: two.group().encode("utf-16", "surrogatepass").decode("utf-16"), "".join(parts))
        return TextNode(joined, Span(start, self.at))

    def _part(self, char: str, start: int) -> str:
        if plain := _PLAIN.match(self.text, self.at):
            self.at = plain.end()
            return plain.group()
        if char == "\\":
            return self._escape()
        if char in ("$", "%"):
            return self._dollar(char)
        if not char:
            raise JsonSyntaxError("a text is not closed", Span(start, start + 1))
        raise self.error("a control character or line break stands in a text")

    def _dollar(self, char: str) -> str:
        begun = self.at
        if self.dialect is Dialect.TEMPLATE:
            if self.text.startswith(f"{char}{char}{{", begun):
                self.at += 3
                return f"{char}{{"
            if self.text.startswith(f"{char}{{", begun):
                self.at = self._skip_hole(begun)
                return HOLE
        self.at += 1
        return char

    def _escape(self) -> str:
        code = self.text[self.at + 1 : self.at + 2]
        if code == "u" and re.fullmatch("[0-9A-Fa-f]{4}", digits := self.text[self.at + 2 : self.at + 6]):
            self.at += 6
            return chr(int(digits, 16))
        if code not in _ESCAPES:
            raise JsonSyntaxError("this is no escape of JSON's", Span(self.at, self.at + 2))
        self.at += 2
        return _ESCAPES[code]

    def _skip_hole(self, start: int) -> int:
        end = skip_interpolation(self.text, start)
        if end is None:
            raise JsonSyntaxError("an interpolation is not closed", Span(start, start + 2))
        return end


def found_span(at: int, found: re.Match[str] | None) -> Span:
    """The word at a place, or the place itself at the end of a text."""
    return Span(at, found.end() if found else at + 1)
