"""HCL text → blocks, by python-hcl2's parse tree.

Stricter than python-hcl2: what Terraform would reject although python-hcl2 reads it
(an attribute twice, two on one line, a line break in a string, an unknown escape) is refused,
and so is every construct that a module has no use for.

Source: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
"""

import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, cast

from generator.verifier.syntax import (
    Attribute,
    Block,
    Call,
    Conditional,
    Constant,
    Expression,
    For,
    Items,
    Object,
    Other,
    Reference,
    Template,
    Text,
    all_in,
    expressions_in,
)

# python-hcl2 has no types for the trees that it takes from Lark
Node = Any

_ESCAPE = re.compile(r"\\(?:([nrt\"\\])|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.?))", re.DOTALL)
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_LAYOUT = "new_line_or_comment"
_ESCAPED = {"$${": "\0{", "%%{": "\1{"}
_MOST_DIGITS = 18
_ROOTS = frozenset({"var", "local", "data"})


class Unreadable(Exception):
    """Text that is no HCL, or HCL that no module needs; `file` and `line` are where, empty and 0 if unknown."""

    def __init__(self, message: str, line: int = 0, file: str = "") -> None:
        self.message = message
        self.line = line
        self.file = file
        super().__init__(message)


@cache
def read_blocks(text: str) -> tuple[Block, ...]:
    """The text of a .tf file → its blocks.

    Raises: Unreadable
    """
    blocks = read_test_blocks(text)
    for block in blocks:
        for value in expressions_in(block):
            for one in all_in(value):
                if isinstance(one, Other):
                    raise Unreadable(one.complaint, one.line)
    return blocks


@cache
def read_test_blocks(text: str) -> tuple[Block, ...]:
    """The text of a .tftest.hcl file → its blocks; what a module has no use for stays as it is written.

    Raises: Unreadable
    """
    import hcl2
    from lark.exceptions import LarkError

    try:
        tree = cast("Node", hcl2.parses_to_tree(_masked(text)))
        attributes, blocks = _body(tree.children[0])
    except LarkError as error:
        raise Unreadable(f"this is not HCL: {str(error).splitlines()[0]}", getattr(error, "line", 0)) from None
    except RecursionError:
        raise Unreadable("this is nested too deeply") from None
    if attributes:
        raise Unreadable(f"the attribute `{attributes[0].name}` stands outside of every block", attributes[0].line)
    return blocks


def _masked(text: str) -> str:
    """The text with a sign of its own for each escaped `${` and `%{`.

    python-hcl2 takes all up to the next `}` for a part of the escape, quotes and interpolations too.
    """
    if found := re.search(r"[\0\1\r]", text):
        raise Unreadable(
            f"the character {found.group()!r} has no place in a module", text.count("\n", 0, found.start()) + 1
        )
    return re.sub(r"\$\$\{|%%\{", lambda one: _ESCAPED[one.group()], text)


def _body(node: Node) -> tuple[tuple[Attribute, ...], tuple[Block, ...]]:
    attributes: dict[str, Attribute] = {}
    blocks: list[Block] = []
    separated = True
    for child in node.children:
        if child.data == _LAYOUT:
            separated = separated or _breaks_line(child)
            continue
        if not separated:
            raise Unreadable("two things stand on one line", _line(child))
        separated = False
        if child.data == "block":
            blocks.append(_block(child))
        else:
            found = _attribute(child)
            if found.name in attributes:
                raise Unreadable(f"the attribute `{found.name}` stands twice", found.line)
            attributes[found.name] = found
            separated = _ends_line(child)
    return tuple(attributes.values()), tuple(blocks)


def _ends_line(node: Node) -> bool:
    """Whether the tree has put the line break behind a value into the value itself."""
    last = node
    while hasattr(last, "children") and last.children:
        last = [one for one in last.children if one is not None][-1]
        if getattr(last, "data", "") == _LAYOUT:
            return _breaks_line(last)
    return False


def _breaks_line(layout: Node) -> bool:
    """Whether a line ends here: for Terraform a comment between `/*` and `*/` is a space, whatever it holds."""
    return any(not str(one).startswith("/*") for one in layout.children)


def _is_open(node: Node) -> bool:
    """Whether the first thing of a block's body stands on the line of the opening brace."""
    return node.data != _LAYOUT or not _breaks_line(node)


def _ends_open(node: Node) -> bool:
    """Whether the last thing of a block's body stands on the line of the closing brace."""
    last = node.children[-1]
    return not (_breaks_line(last) if last.data == _LAYOUT else _ends_line(last))


def _block(node: Node) -> Block:
    type_, *rest = (one for one in node.children if one is not None)
    body = next(one for one in rest if getattr(one, "data", "") == "body")
    head = [one for one in rest[: rest.index(body)] if hasattr(one, "data")]
    if any(one.data not in ("string", "identifier") for one in head):
        raise Unreadable("only names and texts label a block, on its first line", _line(node))
    labels = tuple(_label(one) for one in head)
    if body.children and (_is_open(body.children[0]) or _ends_open(body)):
        raise Unreadable("a block with contents stands on one line with its braces", _line(node))
    attributes, blocks = _body(body)
    return Block(type=_word(type_), labels=labels, attributes=attributes, blocks=blocks, line=_line(node))


def _label(node: Node) -> str:
    found = _string(node) if node.data == "string" else Text(_word(node))
    computed = node.data == "string" and any(hasattr(one, "data") for part in node.children for one in _parts(part))
    if computed or not isinstance(found, Text):
        raise Unreadable("a label has an interpolation", _line(node))
    return found.value


def _parts(node: Node) -> list[Node]:
    return list(getattr(node, "children", ()))


def _attribute(node: Node) -> Attribute:
    name, *_, value = (one for one in node.children if one is not None)
    return Attribute(name=_word(name), value=_expression(value), line=_line(node))


def _expression(node: Node) -> Expression:
    reader = _READERS.get(node.data)
    return (
        reader(node)
        if reader is not None
        else _other(node, f"`{node.data.replace('_', ' ')}` has no place in a module")
    )


def _other(node: Node, complaint: str) -> Other:
    """A construct without its layout."""
    parts = [one for one in node.children if one is not None and getattr(one, "data", "") != _LAYOUT]
    return Other(
        node.data,
        tuple(_expression(one) if hasattr(one, "data") else str(one).strip() for one in parts),
        complaint,
        _line(node),
    )


def _term(node: Node) -> Expression:
    inner = [one for one in node.children if hasattr(one, "data") and one.data != _LAYOUT]
    if len(inner) != 1 or len(inner) != len([one for one in node.children if one is not None]):
        raise Unreadable("parentheses have no place in a module", _line(node))
    return _expression(inner[0])


def _identifier(node: Node) -> Expression:
    return Reference((_word(node),))


def _get_attr(node: Node) -> Expression:
    head, attribute = (_expression(node.children[0]), node.children[1])
    if not isinstance(head, Reference):
        return _other(node, "an attribute is taken of something that is not a name")
    return Reference((*head.path, _word(attribute.children[-1])))


def _literal(node: Node) -> Expression:
    return Constant({"true": True, "false": False, "null": None}[str(node.children[0])])


def _int(node: Node) -> Expression:
    digits = str(node.children[0])
    if len(digits) > _MOST_DIGITS:
        raise Unreadable("the number is too long", _line(node))
    return Constant(int(digits))


def _string(node: Node) -> Expression:
    parts = [
        part for child in node.children if getattr(child, "data", "") == "string_part" for part in _string_part(child)
    ]
    merged: list[Expression] = []
    for part in parts:
        if isinstance(part, Text) and merged and isinstance(merged[-1], Text):
            merged[-1] = Text(normal(merged[-1].value + part.value))
        else:
            merged.append(part)
    match merged:
        case []:
            return Text("")
        case [Text() as alone]:
            return alone
        case _:
            return Template(tuple(merged))


def _string_part(node: Node) -> Iterator[Expression]:
    for child in node.children:
        if hasattr(child, "data"):
            if child.data != "interpolation":
                raise Unreadable("template directives have no place in a module", _line(child))
            yield _expression(next(one for one in child.children if hasattr(one, "data")))
        else:
            yield Text(normal(_unescape(str(child), child.line)))


def normal(text: str) -> str:
    """A text as Terraform keeps it, in Unicode's normal form C.

    Source: https://github.com/zclconf/go-cty/blob/main/docs/types.md#cty_string
    """
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _unescape(text: str, line: int) -> str:
    if "\n" in text or "\r" in text:
        raise Unreadable("a line breaks inside a string", line)

    def meant(found: re.Match[str]) -> str:
        plain, short, long, unknown = found.groups()
        if plain is not None:
            return _PLAIN[plain]
        if unknown is not None:
            raise Unreadable(f"`\\{unknown}` is no escape", line)
        return _character(int(short or long, 16), line)

    return _ESCAPE.sub(meant, text.replace("\0", "$").replace("\1", "%"))


def _character(code: int, line: int) -> str:
    if code > sys.maxunicode or 0xD800 <= code < 0xE000:
        raise Unreadable(f"U+{code:04X} is no character", line)
    return chr(code)


def _tuple(node: Node) -> Expression:
    values = [one for one in node.children if hasattr(one, "data") and one.data != _LAYOUT]
    return Items(tuple(_expression(one) for one in values))


def _object(node: Node) -> Expression:
    entries: dict[str, Expression] = {}
    separated = True
    for child in node.children[1:-1]:
        if child is None or getattr(child, "data", "") == _LAYOUT:
            separated = separated or (child is not None and _breaks_line(child))
            continue
        if not hasattr(child, "data"):
            if separated:
                raise Unreadable("a comma stands before an entry of an object", int(child.line))
            separated = True
            continue
        if not separated:
            raise Unreadable("two entries of an object stand on one line", _line(child))
        separated = _ends_line(child)
        key = _label(_key(child.children[0]))
        if key in entries:
            raise Unreadable(f"the key `{key}` stands twice", _line(child))
        entries[key] = _expression(child.children[-1])
    return Object(tuple(entries.items()))


def _key(node: Node) -> Node:
    """The string or identifier inside an object's key."""
    while node.data in ("object_elem_key", "expr_term") and len(node.children) == 1:
        node = node.children[0]
    if node.data not in ("string", "identifier"):
        raise Unreadable("the key of an object is computed", _line(node))
    return node


def _for(node: Node) -> Expression:
    inner = [one for one in node.children if hasattr(one, "data") and one.data != _LAYOUT]
    intro, *rest = inner
    names = [one for one in intro.children if getattr(one, "data", "") == "identifier"]
    sources = [one for one in intro.children if getattr(one, "data", "") == "expr_term"]
    if len(rest) != 1 or len(names) != 1 or len(sources) != 1 or _word(names[0]) in _ROOTS:
        raise Unreadable("only `[for one in list : text]` has a place in a module", _line(node))
    return For(variable=_word(names[0]), source=_expression(sources[0]), body=_expression(rest[0]))


def _call(node: Node) -> Expression:
    name, *names = (one for one in node.children if getattr(one, "data", "") == "identifier")
    arguments = [one for one in node.children if getattr(one, "data", "") == "arguments"]
    inner = [one for group in arguments for one in group.children if one is not None]
    if names or any(getattr(one, "type", "") == "ELLIPSIS" for one in inner):
        raise Unreadable("`...` and functions of providers have no place in a module", _line(node))
    values = [one for one in inner if hasattr(one, "data") and one.data != _LAYOUT]
    return Call(function=_word(name), arguments=tuple(_expression(one) for one in values))


def _conditional(node: Node) -> Expression:
    if any(_breaks_conditional(one) for one in node.children if one is not None):
        raise Unreadable("a conditional stands on one line", _line(node))
    inner = [one for one in node.children if hasattr(one, "data") and one.data != _LAYOUT]
    condition, if_true, if_false = (_expression(one) for one in inner)
    return Conditional(condition=condition, if_true=if_true, if_false=if_false)


def _breaks_conditional(node: Node) -> bool:
    """Whether a line ends in a comment, or in a sign into which python-hcl2 has put the line break before it."""
    return _breaks_line(node) if getattr(node, "data", "") == _LAYOUT else hasattr(node, "type") and "\n" in node


def _word(node: Node) -> str:
    return str(node.children[0])


def _line(node: Node) -> int:
    first = node
    while hasattr(first, "children"):
        inner = [one for one in first.children if one is not None]
        if not inner:
            return 0
        first = inner[0]
    return int(getattr(first, "line", 0) or 0)


_READERS: dict[str, Callable[[Node], Expression]] = {
    "expr_term": _term,
    "identifier": _identifier,
    "get_attr_expr_term": _get_attr,
    "literal_value": _literal,
    "int_lit": _int,
    "string": _string,
    "tuple": _tuple,
    "object": _object,
    "for_tuple_expr": _for,
    "function_call": _call,
    "conditional": _conditional,
}
