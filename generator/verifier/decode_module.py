"""A module's .tf files → what they make: documents, resources, variables and outputs.

Only what a module needs is understood. Anything else (another resource, a provider, `count`,
`dynamic`, …) is refused, because it could hold access that nobody compared.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from generator.model.policy import BoundDocument
from generator.model.target import Bindings
from generator.verifier.decode_document import attributes_of, decode_block, describe
from generator.verifier.evaluate import DOCUMENT_FUNCTIONS, RESOURCE_FUNCTIONS, Scope, Symbol, Value, evaluate
from generator.verifier.read_hcl import Unreadable, read_blocks
from generator.verifier.resources import RESOURCES
from generator.verifier.syntax import Block, Call, Expression, Object, Reference, references_in

_Decoded = TypeVar("_Decoded")

DOCUMENT = "aws_iam_policy_document"
TERRAFORM_FILES = ("main.tf", "variables.tf", "outputs.tf", "versions.tf")
_EXPORTED_DATA: Mapping[str, Mapping[str, str]] = {
    "aws_caller_identity": {"account_id": "account"},
    "aws_partition": {"partition": "partition", "dns_suffix": "dns_suffix"},
    "aws_service": {"region": "region"},
}
_EACH = (
    ("each", "key"),
    ("each", "value", "account"),
    ("each", "value", "principal_id"),
    ("each", "value", "principal_type"),
)
"""What a resource with `for_each` may read of the entry that it is made for."""
_IGNORED = (("description",),)
"""The arguments whose changes a resource may ignore."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """A declared variable; `checks` are the conditions of its validations."""

    type: str
    default: Value
    has_default: bool
    nullable: bool
    checks: tuple[Expression, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """Resources by address, and outputs by name."""

    resources: Mapping[str, Mapping[str, Value]]
    outputs: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodedModule:
    """What the files of a module make under the bindings of a target.

    `by_default` where the variables that are no inputs have their defaults, `given` where all have values.
    """

    documents: Mapping[str, BoundDocument]
    variables: Mapping[str, Variable]
    by_default: Made
    given: Made
    unused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Files:
    """The blocks of all files by type."""

    blocks: tuple[Block, ...]

    def of(self, type_: str, *labels: str) -> Iterator[Block]:
        return (one for one in self.blocks if one.type == type_ and one.labels[: len(labels)] == labels)


def decode_module(texts: Mapping[str, str], bindings: Bindings, given: Mapping[str, Value]) -> DecodedModule:
    """The texts of a module's .tf files by name → what they make; `given` are values of variables that are no inputs.

    Raises: Unreadable, with the file's name and line.
    """
    files = _files(texts)
    _check_blocks(files)
    variables = {one.labels[0]: found for one, found in _decode_each(files.of("variable"), _variable)}
    inputs = {("var", name): value for name, value in bindings.inputs if name in variables}
    target = dict(_target_values(files, bindings))
    names: dict[tuple[str, ...], Value] = {**target, **inputs, **dict(_locals(files, Scope(names=target)))}
    scope = Scope(names=names, functions=DOCUMENT_FUNCTIONS)
    documents = _decode_each(files.of("data", DOCUMENT), lambda one: decode_block(one, scope))
    defaults = {("var", name): one.default for name, one in variables.items() if ("var", name) not in inputs}
    values = {path: given.get(path[1], value) for path, value in defaults.items()}
    names |= _symbols(files)
    return DecodedModule(
        documents={one.labels[1]: document for one, document in documents},
        variables=variables,
        by_default=_made(files, Scope(names={**names, **defaults}, conditionals=True)),
        given=_made(files, Scope(names={**names, **values}, conditionals=True)),
        unused=tuple(_unused(files, variables)),
    )


def _made(files: _Files, scope: Scope) -> Made:
    computing = replace(scope, functions=RESOURCE_FUNCTIONS)
    resources = _decode_each(files.of("resource"), lambda one: _resource(one, computing))
    outputs = _decode_each(files.of("output"), lambda one: _output(one, scope))
    return Made(
        resources={".".join(one.labels): found for one, found in resources},
        outputs={one.labels[0]: found for one, found in outputs},
    )


def _resource(block: Block, scope: Scope) -> dict[str, Value]:
    known = RESOURCES[block.labels[0]]
    found = attributes_of(block, scope, set(known.arguments))
    return found | dict(_nested(block, "", known.blocks or {}, scope))


def _nested(
    block: Block, outer: str, known: Mapping[str, tuple[str, ...]], scope: Scope
) -> Iterator[tuple[str, dict[str, Value]]]:
    """The blocks inside a resource's, each at most once, as objects."""
    seen: set[str] = set()
    for inner in block.blocks:
        path = outer + inner.type
        if path not in known or path in seen or inner.labels:
            raise Unreadable(f"the block `{inner.type}` has no place in `{describe(block)}`", inner.line)
        seen.add(path)
        yield inner.type, attributes_of(inner, scope, set(known[path])) | dict(_nested(inner, f"{path}.", known, scope))


def _decode_each(blocks: Iterable[Block], decode: Callable[[Block], _Decoded]) -> Iterator[tuple[Block, _Decoded]]:
    """Each block with what it decodes to; a complaint gets the name of the block's file."""
    for block in blocks:
        try:
            yield block, decode(block)
        except Unreadable as error:
            raise Unreadable(error.message, error.line or block.line, block.file) from None


def _files(texts: Mapping[str, str]) -> _Files:
    blocks: list[Block] = []
    for name in TERRAFORM_FILES:
        try:
            blocks += (replace(one, file=name) for one in read_blocks(texts[name]))
        except Unreadable as error:
            raise Unreadable(error.message, error.line, name) from None
    return _Files(tuple(blocks))


def _check_blocks(files: _Files) -> None:
    seen: set[str] = set()
    for block, address in _decode_each(files.blocks, _address):
        if address in seen and block.type != "locals":
            raise Unreadable(f"`{address}` is declared twice", block.line, block.file)
        seen.add(address)


def _address(block: Block) -> str:
    """The address of a block that may stand in a module."""
    address = describe(block)
    known = {
        "terraform": not block.labels,
        "locals": not block.labels,
        "variable": len(block.labels) == 1,
        "output": len(block.labels) == 1,
        "resource": len(block.labels) == 2 and block.labels[0] in RESOURCES,
        "data": len(block.labels) == 2 and (block.labels[0] == DOCUMENT or block.labels[0] in _EXPORTED_DATA),
    }
    if not known.get(block.type, False):
        raise Unreadable(f"`{address}` has no place in a module", block.line)
    if block.type == "terraform":
        check_terraform(block)
    return address


def check_terraform(block: Block) -> None:
    """Refuses a `terraform` block that asks for more than versions of Terraform and of the AWS provider."""
    attributes_of(block, Scope(names={}), {"required_version"})
    for inner in block.blocks:
        known = inner.type == "required_providers" and not inner.labels and not inner.blocks
        providers = attributes_of(inner, Scope(names={}), {"aws"}) if known else {}
        match providers.get("aws"):
            case {"source": "hashicorp/aws", **rest} if set(rest) <= {"version"}:
                pass
            case found:
                message = f"a module needs the provider `hashicorp/aws`, and nothing else; read back as `{found}`"
                raise Unreadable(message, inner.line)


def _target_values(files: _Files, bindings: Bindings) -> Iterator[tuple[tuple[str, ...], str]]:
    for block, exported in _decode_each(files.of("data"), _exported):
        for name in exported:
            yield ("data", *block.labels, name), getattr(bindings, _EXPORTED_DATA[block.labels[0]][name])


def _exported(block: Block) -> tuple[str, ...]:
    """The attributes of a data source that are values of the target."""
    if block.labels[0] == DOCUMENT:
        return ()
    if block.blocks:
        raise Unreadable(f"a block has no place in `{describe(block)}`", block.line)
    needed = {"service_id"} if block.labels[0] == "aws_service" else set[str]()
    if missing := needed - set(attributes_of(block, Scope(names={}), needed)):
        raise Unreadable(f"`{min(missing)}` is missing in `{describe(block)}`", block.line)
    return tuple(_EXPORTED_DATA[block.labels[0]])


def _locals(files: _Files, scope: Scope) -> Iterator[tuple[tuple[str, ...], Value]]:
    seen: set[str] = set()
    for block, found in _decode_each(files.of("locals"), lambda one: _local(one, scope)):
        if seen & set(found):
            raise Unreadable(f"the local value `{min(seen & set(found))}` is declared twice", block.line, block.file)
        seen |= set(found)
        yield from ((("local", name), value) for name, value in found.items())


def _local(block: Block, scope: Scope) -> dict[str, Value]:
    if block.blocks:
        raise Unreadable("a block has no place in `locals`", block.line)
    return attributes_of(block, scope, {one.name for one in block.attributes})


def _symbols(files: _Files) -> dict[tuple[str, ...], Symbol]:
    return dict(_made_names(files))


def _made_names(files: _Files) -> Iterator[tuple[tuple[str, ...], Symbol]]:
    yield from ((path, Symbol(".".join(path))) for path in (*_EACH, *_IGNORED))
    for block in files.of("resource"):
        for name in RESOURCES[block.labels[0]].exported:
            path = (*block.labels, name)
            yield path, Symbol(".".join(path))
    for block in files.of("data", DOCUMENT):
        for name in ("json", "minified_json"):
            yield ("data", *block.labels, name), Symbol(".".join(("data", *block.labels, "json")))


def _variable(block: Block) -> Variable:
    by_name = {one.name: one for one in block.attributes}
    if extra := set(by_name) - {"description", "type", "default", "nullable"}:
        raise Unreadable(f"`{min(extra)}` has no place in `{describe(block)}`", block.line)
    nothing = Scope(names={})
    return Variable(
        type=_type(by_name["type"].value) if "type" in by_name else "any",
        default=evaluate(by_name["default"].value, nothing) if "default" in by_name else None,
        has_default="default" in by_name,
        nullable="nullable" not in by_name or evaluate(by_name["nullable"].value, nothing) is not False,
        checks=tuple(_check(one) for one in block.blocks),
    )


def _check(block: Block) -> Expression:
    """The condition of a validation."""
    by_name = {one.name: one.value for one in block.attributes}
    if block.type != "validation" or block.blocks or set(by_name) != {"condition", "error_message"}:
        raise Unreadable(f"the block `{block.type}` has no place in a variable, or lacks something", block.line)
    return by_name["condition"]


def _type(expression: Expression) -> str:
    """A type constraint as Terraform spells it."""
    match expression:
        case Reference(path=(name,)):
            return name
        case Call(function=function, arguments=(inner,)):
            return f"{function}({_type(inner)})"
        case Object(entries=entries):
            return "{" + ", ".join(f"{name} = {_type(one)}" for name, one in entries) + "}"
        case _:
            raise Unreadable("this is not a type constraint")


def _output(block: Block, scope: Scope) -> Value:
    if block.blocks:
        raise Unreadable(f"a block has no place in `{describe(block)}`", block.line)
    return attributes_of(block, scope, {"description", "value", "sensitive"}).get("value")


def _unused(files: _Files, variables: Mapping[str, Variable]) -> Iterator[str]:
    made = (one for one in files.blocks if one.type != "variable")
    read = {one.path[1] for block in made for one in references_in(block) if one.path[0] == "var" and len(one.path) > 1}
    return (name for name in sorted(variables) if name not in read)
