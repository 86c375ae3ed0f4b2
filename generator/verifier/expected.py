"""A compiled module → what its files must make."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.module import Module
from generator.model.policy import BoundDocument, bind_document
from generator.model.profile import Input, InputType
from generator.model.target import INPUT_CHARS, WILDCARD_CHARS, Bindings, InputContent
from generator.verifier.evaluate import Value
from generator.verifier.syntax import Call, Constant, Expression, For, Items, Reference, Text

GOOD_VALUES = ("web", "a/b:c.d-e_f@g", "With Space 1")
BAD_VALUES = ("", "a${b}", "a&{b", 'a"b', "a\\b", "a\nb", "a\n", "é", "a{b}", "a$b", "a%{b}")
WILD_VALUES = ("web-*", "a?c")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedVariable:
    """An input as a variable: its type, its default, and which texts its validation takes and refuses.

    `allowed` is the regular expression that guards it, empty where the type is guard enough.
    """

    type: str
    default: Value
    has_default: bool
    allowed: str
    taken: tuple[str, ...]
    refused: tuple[str, ...]


def content(value: InputContent) -> Expression:
    """An input's value → the literal that means it."""
    match value:
        case tuple():
            return Items(tuple(Text(one) for one in value))
        case str():
            return Text(value)
        case _:
            return Constant(value)


def expected_documents(module: Module, bindings: Bindings) -> dict[str, BoundDocument]:
    """The policy documents by name, statements in the order of their Sids."""
    return {one.name: by_sid(bind_document(one.document, bindings)) for one in module.documents}


def by_sid(document: BoundDocument) -> BoundDocument:
    """A document with its statements in one order, which has no meaning in IAM."""
    return BoundDocument(
        version=document.version, statements=tuple(sorted(document.statements, key=lambda one: one.sid))
    )


def made_up_places(module: Module) -> Iterator[Bindings]:
    """Places in which no two values are the same, and in which each truth value differs from all others once.

    A constant, or another input, in the place of a value is found in at least one of them.
    """
    choices = [use.input.name for use in module.inputs if use.input.type is InputType.BOOL]
    for true in ("", *choices):
        values = ((use.input.name, _made_up(use.input, number, true)) for number, use in enumerate(module.inputs))
        yield Bindings(partition="aws-us-gov", region="us-gov-west-1", account="345678901234", inputs=tuple(values))


def _made_up(one: Input, number: int, true: str) -> InputContent:
    match one.type:
        case InputType.STRING:
            return f"proof-{one.name}"
        case InputType.LIST_OF_STRING:
            return tuple(f"proof-{count}-{one.name}" for count in range(3))
        case InputType.NUMBER:
            return 7001 + number
        case InputType.BOOL:
            return one.name == true


def expected_variables(module: Module) -> dict[str, ExpectedVariable]:
    """The variables of a module's inputs, by name."""
    found: dict[str, ExpectedVariable] = {}
    for use in module.inputs:
        one = use.input
        texts = one.type in (InputType.STRING, InputType.LIST_OF_STRING)
        refused = BAD_VALUES + (WILD_VALUES if use.exact else ())
        chars = INPUT_CHARS if use.exact else WILDCARD_CHARS + INPUT_CHARS
        found[one.name] = ExpectedVariable(
            type=one.type.value,
            default=one.default,
            has_default=one.default is not None,
            allowed=f"^[{chars}]+$" if texts else "",
            taken=(GOOD_VALUES + (() if use.exact else WILD_VALUES)) if texts else (),
            refused=refused if texts else (),
        )
    return found


def expected_check(name: str, variable: ExpectedVariable, element: str) -> Expression:
    """The condition of a variable's validation; `element` is what it calls an element of a list."""
    if variable.type != InputType.LIST_OF_STRING.value:
        return _matches(variable.allowed, Reference(("var", name)))
    each = _matches(variable.allowed, Reference((element,)))
    return Call("alltrue", (For(variable=element, source=Reference(("var", name)), body=each),))


def _matches(allowed: str, text: Reference) -> Expression:
    return Call("can", (Call("regex", (Text(allowed), text)),))
