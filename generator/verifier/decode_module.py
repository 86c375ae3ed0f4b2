"""A module's .tf files → what they make: documents, resources, variables and outputs.

Only what a module needs is understood. Anything else (another resource, a provider, `count`,
`dynamic`, …) is refused, because it could hold access that nobody compared.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.model.policy import BoundDocument
from generator.model.target import Bindings
from generator.verifier.decode_document import attributes_of, decode_block, describe
from generator.verifier.evaluate import DOCUMENT_FUNCTIONS, Scope, Symbol, Value, evaluate
from generator.verifier.read_hcl import Unreadable, read_blocks
from generator.verifier.syntax import Block, Call, Expression, Reference, references_in

DOCUMENT = "aws_iam_policy_document"
TERRAFORM_FILES = ("main.tf", "variables.tf", "outputs.tf", "versions.tf")
RESOURCES: Mapping[str, frozenset[str]] = {
    "aws_iam_role": frozenset(
        {
            "name",
            "name_prefix",
            "path",
            "description",
            "assume_role_policy",
            "max_session_duration",
            "permissions_boundary",
            "force_detach_policies",
            "tags",
        }
    ),
    "aws_iam_policy": frozenset({"name", "name_prefix", "path", "description", "policy", "tags"}),
    "aws_iam_role_policy_attachment": frozenset({"role", "policy_arn"}),
    "aws_iam_instance_profile": frozenset({"name", "name_prefix", "path", "role", "tags"}),
}
_EXPORTED = {
    "aws_iam_role": ("arn", "id", "name", "path", "unique_id"),
    "aws_iam_policy": ("arn", "id", "name", "path", "policy_id"),
    "aws_iam_instance_profile": ("arn", "id", "name", "path", "unique_id"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """A declared variable; `checks` are the conditions of its validations."""

    type: str
    default: Value
    has_default: bool
    nullable: bool
    checks: tuple[Expression, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodedModule:
    """What the files of a module make under the bindings of a target."""

    documents: Mapping[str, BoundDocument]
    resources: Mapping[str, Mapping[str, Value]]
    variables: Mapping[str, Variable]
    outputs: Mapping[str, Value]
    unused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Files:
    """The blocks of all files by type."""

    blocks: tuple[Block, ...]

    def of(self, type_: str, *labels: str) -> Iterator[Block]:
        return (one for one in self.blocks if one.type == type_ and one.labels[: len(labels)] == labels)


def decode_variables(texts: Mapping[str, str]) -> dict[str, Variable]:
    """The texts of .tf files by name → the declared variables."""
    return {one.labels[0]: _variable(one) for one in _files(texts).of("variable")}


def decode_module(texts: Mapping[str, str], bindings: Bindings) -> DecodedModule:
    """The texts of a module's .tf files by name → what they make.

    Raises: Unreadable, with the file's name and line in the message.
    """
    files = _files(texts)
    _check_blocks(files)
    variables = decode_variables(texts)
    inputs: dict[tuple[str, ...], Value] = {
        ("var", name): value for name, value in bindings.inputs if name in variables
    }
    target = dict(_target_values(files, bindings))
    local = Scope(names=target)
    names = {**target, **inputs, **{("local", key): value for key, value in _locals(files, local)}}
    documents = {
        one.labels[1]: decode_block(one, Scope(names=names, functions=DOCUMENT_FUNCTIONS))
        for one in files.of("data", DOCUMENT)
    }
    defaults: dict[tuple[str, ...], Value] = {
        ("var", name): one.default for name, one in variables.items() if ("var", name) not in inputs
    }
    scope = Scope(names={**names, **defaults, **dict(_symbols(files))}, conditionals=True)
    return DecodedModule(
        documents=documents,
        resources={
            ".".join(one.labels): attributes_of(one, scope, set(RESOURCES[one.labels[0]]))
            for one in files.of("resource")
        },
        variables=variables,
        outputs={one.labels[0]: _output(one, scope) for one in files.of("output")},
        unused=tuple(_unused(files, variables)),
    )


def _files(texts: Mapping[str, str]) -> _Files:
    blocks: list[Block] = []
    for name in TERRAFORM_FILES:
        try:
            blocks += read_blocks(texts[name])
        except Unreadable as error:
            raise Unreadable(f"{name}: {error.message}", error.line) from None
    return _Files(tuple(blocks))


def _check_blocks(files: _Files) -> None:
    seen: set[str] = set()
    for block in files.blocks:
        address = describe(block)
        if address in seen and block.type != "locals":
            raise Unreadable(f"`{address}` is declared twice", block.line)
        seen.add(address)
        known = {
            "terraform": not block.labels,
            "locals": not block.labels,
            "variable": len(block.labels) == 1,
            "output": len(block.labels) == 1,
            "resource": len(block.labels) == 2 and block.labels[0] in RESOURCES and not block.blocks,
            "data": len(block.labels) == 2,
        }
        if not known.get(block.type, False):
            raise Unreadable(f"`{address}` has no place in a module", block.line)
    for block in files.of("terraform"):
        _check_terraform(block)


def _check_terraform(block: Block) -> None:
    attributes_of(block, Scope(names={}), {"required_version"})
    for inner in block.blocks:
        providers = attributes_of(inner, Scope(names={}), {"aws"}) if inner.type == "required_providers" else {}
        match providers.get("aws"):
            case {"source": "hashicorp/aws"}:
                pass
            case _:
                raise Unreadable("a module needs the provider `hashicorp/aws`, and nothing else", inner.line)


def _target_values(files: _Files, bindings: Bindings) -> Iterator[tuple[tuple[str, ...], Value]]:
    exported: dict[str, dict[str, str]] = {
        "aws_caller_identity": {"account_id": bindings.account},
        "aws_partition": {"partition": bindings.partition, "dns_suffix": bindings.dns_suffix},
        "aws_service": {"region": bindings.region},
    }
    for block in files.of("data"):
        if block.labels[0] == DOCUMENT:
            continue
        if block.labels[0] not in exported or block.blocks:
            raise Unreadable(f"`{describe(block)}` has no place in a module", block.line)
        attributes_of(block, Scope(names={}), {"service_id"} if block.labels[0] == "aws_service" else set())
        for name, value in exported[block.labels[0]].items():
            yield ("data", *block.labels, name), value


def _locals(files: _Files, scope: Scope) -> Iterator[tuple[str, Value]]:
    seen: set[str] = set()
    for block in files.of("locals"):
        found = attributes_of(block, scope, {one.name for one in block.attributes})
        if block.blocks or seen & set(found):
            raise Unreadable("a local value is declared twice, or a block stands in `locals`", block.line)
        seen |= set(found)
        yield from found.items()


def _symbols(files: _Files) -> Iterator[tuple[tuple[str, ...], Value]]:
    for block in files.of("resource"):
        for name in _EXPORTED.get(block.labels[0], ()):
            path = (*block.labels, name)
            yield path, Symbol(".".join(path))
    for block in files.of("data", DOCUMENT):
        for name in ("json", "minified_json"):
            yield ("data", *block.labels, name), Symbol(".".join(("data", *block.labels, "json")))


def _variable(block: Block) -> Variable:
    by_name = {one.name: one for one in block.attributes}
    if extra := set(by_name) - {"description", "type", "default", "nullable"}:
        raise Unreadable(f"`{min(extra)}` has no place in `{describe(block)}`", block.line)
    checks: list[Expression] = []
    for inner in block.blocks:
        if inner.type != "validation":
            raise Unreadable(f"the block `{inner.type}` has no place in `{describe(block)}`", inner.line)
        checks += (one.value for one in inner.attributes if one.name == "condition")
    nothing = Scope(names={})
    return Variable(
        type=_type(by_name["type"].value) if "type" in by_name else "any",
        default=evaluate(by_name["default"].value, nothing) if "default" in by_name else None,
        has_default="default" in by_name,
        nullable="nullable" not in by_name or evaluate(by_name["nullable"].value, nothing) is not False,
        checks=tuple(checks),
    )


def _type(expression: Expression) -> str:
    """A type constraint as Terraform spells it."""
    match expression:
        case Reference(path=(name,)):
            return name
        case Call(function=function, arguments=(inner,)):
            return f"{function}({_type(inner)})"
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
