"""Test files are read back and compared with the module that they are for.

Everything in them must be what was compiled, down to each expression: a provider with an endpoint, a run of another
module, a document that is overridden by its own JSON file, an assertion that always holds would all make a test that
says nothing, or that touches an account. Only the words of an error message are free.
"""

from collections.abc import Iterable, Iterator

from generator.verifier.decode_document import describe
from generator.verifier.expected_tests import Said
from generator.verifier.read_hcl import Unreadable, read_test_blocks
from generator.verifier.syntax import (
    Attribute,
    Block,
    Call,
    Constant,
    Expression,
    Items,
    Object,
    Other,
    Reference,
    Template,
    Text,
    all_in,
)

_SHOWN_CHARS = 160
_KNOWN_BY = {"provider": "alias", "override_data": "target", "override_resource": "target", "assert": "condition"}
"""The attribute that tells blocks of one type from each other."""


def differences(text: str, expected: Iterable[Said]) -> Iterator[str]:
    """The text of a test file, and what it must say → each difference.

    Raises: Unreadable
    """
    found, wanted = _said(text), dict(expected)
    yield from (f"`{one}` was not compiled" for one in found if one not in wanted)
    yield from (f"`{one}` is missing" for one in wanted if one not in found)
    for place in [one for one in wanted if one in found]:
        have, want = found[place], wanted[place]
        if have != want:
            yield f"`{place}` read back as {_show(have)}, compiled was {_show(want)}"


def _said(text: str) -> dict[str, Expression | None]:
    found: dict[str, Expression | None] = {}
    for place, value, line in (one for block in read_test_blocks(text) for one in _block(block, "")):
        if place in found:
            raise Unreadable(f"`{place}` stands twice", line)
        found[place] = value
    return found


def _block(block: Block, outer: str) -> Iterator[tuple[str, Expression | None, int]]:
    """The place of a block, of each attribute and of each inner block, with the expression and its line."""
    attributes = {one.name: one for one in block.attributes}
    known_by = attributes.get(_KNOWN_BY.get(block.type, ""))
    subject = f" {_subject(known_by)}" if known_by is not None else ""
    place = f"{outer}{describe(block)}{subject}"
    yield place, None, block.line
    if block.type == "assert" and not isinstance(getattr(attributes.pop("error_message", None), "value", None), Text):
        raise Unreadable("an assertion has a text as its error message", block.line)
    for one in attributes.values():
        yield f"{place}.{one.name}", _plain(_asserted(one.value)), one.line
    for inner in block.blocks:
        yield from _block(inner, f"{place}.")


def _subject(attribute: Attribute) -> str:
    """What a block is about: an alias, a target, or what an assertion compares."""
    match attribute.value:
        case Text(value=value):
            return value
        case Other(parts=(Call() as call, _)):
            names = (one for one in all_in(call) if isinstance(one, Reference) and one.path[0] == "data")
            return _spell(next(names, call))
        case Other(kind="binary_op", parts=(left, _)):
            return _spell(left)
        case value:
            return _spell(value)


def _asserted(value: Expression) -> Expression:
    """What the right side of a comparison is, where the left side is an attribute."""
    match value:
        case Other(parts=(Reference() | Other(), Other(kind="binary_term", parts=(Other(parts=("==",)), right)))):
            return right if not isinstance(right, str) else value
        case _:
            return value


def _plain(value: Expression) -> Expression:
    """An expression with the entries of its objects in one order, which has no meaning."""
    match value:
        case Object(entries=entries):
            return Object(tuple(sorted(((key, _plain(one)) for key, one in entries), key=lambda one: one[0])))
        case Call(function=function, arguments=arguments):
            return Call(function, tuple(_plain(one) for one in arguments))
        case _:
            return value


def _show(value: Expression | None) -> str:
    text = _spell(value) if value is not None else "a block"
    return f"`{text if len(text) <= _SHOWN_CHARS else text[:_SHOWN_CHARS] + '…'}`"


def _spell(value: Expression | str) -> str:
    """An expression as a reader knows it."""
    match value:
        case str():
            return value
        case Text(value=text):
            return f'"{text}"'
        case Constant(value=constant):
            return "null" if constant is None else str(constant).lower()
        case Reference(path=path):
            return ".".join(path)
        case Items(values=values):
            return f"[{', '.join(_spell(one) for one in values)}]"
        case Object(entries=entries):
            return f"{{ {', '.join(f'{key} = {_spell(one)}' for key, one in entries)} }}"
        case Call(function=function, arguments=arguments):
            return f"{function}({', '.join(_spell(one) for one in arguments)})"
        case Template(parts=parts) | Other(parts=parts):
            return "".join(_spell(one) for one in parts)
        case _:
            return type(value).__name__.lower()
