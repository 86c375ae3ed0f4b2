"""The root module → the blocks that its files must hold, as syntax."""

from collections.abc import Iterator, Mapping

from generator.model.profile import Input, InputType
from generator.model.root import Given, Root
from generator.verifier.expected import content
from generator.verifier.syntax import Call, Constant, Expression, Items, Object, Reference, Text

Attributes = Mapping[str, Expression]

_STRING = Reference(("string",))
_ASSIGNMENT = Object((("account", _STRING), ("principal_id", _STRING), ("principal_type", _STRING)))
_NEVER_NULL: Attributes = {"nullable": Constant(value=False)}
_TYPES: Mapping[InputType, Expression] = {
    InputType.STRING: _STRING,
    InputType.NUMBER: Reference(("number",)),
    InputType.BOOL: Reference(("bool",)),
    InputType.LIST_OF_STRING: Call("list", (_STRING,)),
}
_STANDARD: Mapping[Given, Attributes] = {
    Given.TAGS: {"type": Call("map", (_STRING,)), **_NEVER_NULL},
    Given.PERMISSIONS_BOUNDARY: {"type": _STRING, "default": Constant(value=None)},
    Given.INSTANCE_ARN: {"type": _STRING, **_NEVER_NULL},
    Given.USERS: {"type": Call("set", (_STRING,)), "default": Items(()), **_NEVER_NULL},
    Given.ACCOUNT_ASSIGNMENTS: {
        "type": Call("map", (Call("object", (_ASSIGNMENT,)),)),
        "default": Object(()),
        **_NEVER_NULL,
    },
    Given.CREATE: {"type": Reference(("bool",)), "default": Constant(value=True), **_NEVER_NULL},
}


def expected_blocks(root: Root) -> dict[str, Attributes]:
    """Every block by its address, with all of its attributes but descriptions."""
    return dict(_blocks(root))


def moved_address(to: Expression) -> str:
    """What a `moved` block is known by: where it moves something to."""
    return f"moved to {spell(to)}"


def import_address(to: Expression) -> str:
    """What an `import` block is known by: the resource that it imports."""
    return f"import to {spell(to)}"


def _blocks(root: Root) -> Iterator[tuple[str, Attributes]]:
    for one in root.calls:
        arguments = {each.name: Reference(("var", each.variable)) for each in one.arguments}
        yield f"module.{one.label}", {"source": Text(f"./{one.persona}"), **arguments}
        yield f"output.{one.label}", {"value": Reference(("module", one.label))}
    for one in root.variables:
        tags = {"default": _object(root.tags)} if one.gives is Given.TAGS else {}
        yield f"variable.{one.name}", {**_STANDARD[one.gives], **tags}
    for one in root.inputs:
        yield f"variable.{one.name}", _input(one)
    for one in root.moved:
        to = Reference(("module", one.new))
        yield moved_address(to), {"from": Reference(("module", one.old)), "to": to}
    for one in root.imports:
        to = Reference(("module", one.label, one.resource, "this"))
        yield import_address(to), {"to": to, "id": Text(one.id)}


def _input(one: Input) -> Attributes:
    default = {"default": content(one.default)} if one.default is not None else {}
    return {"type": _TYPES[one.type], **default, **_NEVER_NULL}


def _object(pairs: tuple[tuple[str, str], ...]) -> Expression:
    return Object(tuple((key, Text(value)) for key, value in pairs))


def spell(expression: Expression | None) -> str:
    """An expression as a reader says it."""
    match expression:
        case Reference(path=path):
            return ".".join(path)
        case Text(value=value) | Constant(value=value):
            return repr(value)
        case None:
            return "nothing"
        case _:
            return repr(expression)
