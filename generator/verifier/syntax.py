"""The part of HCL that a module may use, as values.

Source: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
"""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Text:
    """A string literal, unescaped."""

    value: str


@dataclass(frozen=True, slots=True)
class Template:
    """A string with interpolations."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, `true`, `false` or `null`."""

    value: int | bool | None


@dataclass(frozen=True, slots=True)
class Reference:
    """A dotted name such as `var.name` or `data.aws_partition.current.partition`."""

    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    values: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Object:
    """An object; keys are unique."""

    entries: tuple[tuple[str, "Expression"], ...]


@dataclass(frozen=True, slots=True)
class For:
    """`[for variable in source : body]`"""

    variable: str
    source: "Expression"
    body: "Expression"


@dataclass(frozen=True, slots=True)
class Call:
    function: str
    arguments: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Conditional:
    condition: "Expression"
    if_true: "Expression"
    if_false: "Expression"


@dataclass(frozen=True, slots=True)
class Other:
    """A construct that modules have no use for and tests have, as python-hcl2's grammar names it, with its parts.

    `complaint` and `line` are what is said of it in a module.
    """

    kind: str
    parts: tuple["Expression | str", ...]
    complaint: str = field(compare=False)
    line: int = field(compare=False)


Expression = Text | Template | Constant | Reference | Items | Object | For | Call | Conditional | Other


@dataclass(frozen=True, slots=True)
class Attribute:
    name: str
    value: Expression
    line: int


@dataclass(frozen=True, slots=True)
class Block:
    """A block; `line` is where it starts, `file` the file of one that stands in no other."""

    type: str
    labels: tuple[str, ...]
    attributes: tuple[Attribute, ...]
    blocks: tuple["Block", ...]
    line: int
    file: str = ""


def expressions_in(block: Block) -> Iterator[Expression]:
    """The values of a block's attributes, its inner blocks included."""
    yield from (one.value for one in block.attributes)
    for inner in block.blocks:
        yield from expressions_in(inner)


def references_in(block: Block) -> Iterator[Reference]:
    """Every name that a block reads, its inner blocks included."""
    for value in expressions_in(block):
        yield from (one for one in all_in(value) if isinstance(one, Reference))


def texts_in(expression: Expression) -> Iterator[str]:
    """Every string literal of an expression."""
    return (one.value for one in all_in(expression) if isinstance(one, Text))


def all_in(expression: Expression) -> Iterator[Expression]:
    """An expression and every one inside it."""
    yield expression
    for one in _inner(expression):
        yield from all_in(one)


def _inner(expression: Expression) -> tuple[Expression, ...]:
    match expression:
        case Template(parts=parts):
            return parts
        case Items(values=values):
            return values
        case Object(entries=entries):
            return tuple(one for _, one in entries)
        case For(source=source, body=body):
            return (source, body)
        case Call(arguments=arguments):
            return arguments
        case Conditional(condition=condition, if_true=if_true, if_false=if_false):
            return (condition, if_true, if_false)
        case Other(parts=parts):
            return tuple(one for one in parts if not isinstance(one, str))
        case Text() | Constant() | Reference():
            return ()
