"""A compiled module → what its files must make."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.model.module import Module
from generator.model.pattern import bind
from generator.model.policy import BoundDocument, bind_document
from generator.model.profile import IdentityKind, Input, InputType
from generator.model.target import INPUT_CHARS, WILDCARD_CHARS, Bindings, InputContent
from generator.verifier.evaluate import Symbol, Value
from generator.verifier.syntax import Call, Expression, For, Reference, Text

GIVEN: Mapping[str, Value] = {
    "name": "given-name",
    "use_name_prefix": True,
    "path": "/given/",
    "description": "Given description",
    "permissions_boundary": Symbol("var.permissions_boundary"),
    "tags": Symbol("var.tags"),
}
"""The variables that every module has, with values that are not their defaults."""

HARMLESS = frozenset({"description", "tags", "force_detach_policies", "name", "name_prefix"})
"""Attributes that a template may print as it likes where nothing is expected: they give nobody access."""

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


def expected_resources(module: Module, bindings: Bindings) -> dict[str, Mapping[str, Value]]:
    """The attributes that matter of every resource, by address, where every standard variable has its default."""
    named: dict[str, Value] = {"name": module.name, "path": module.path}
    role: dict[str, Value] = {"permissions_boundary": None, "tags": dict(module.tags)}
    return dict(_resources(module, bindings, named, role))


def expected_given_resources(module: Module, bindings: Bindings) -> dict[str, Mapping[str, Value]]:
    """The same where every standard variable is given; names are then Terraform's to finish.

    A role's tags are the tags of its sessions: policies grant by them.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/introduction_attribute-based-access-control.html
    """
    role = {key: GIVEN[key] for key in ("permissions_boundary", "tags")}
    return dict(_resources(module, bindings, {"path": GIVEN["path"]}, role))


def _resources(
    module: Module, bindings: Bindings, named: Mapping[str, Value], of_role: Mapping[str, Value]
) -> Iterator[tuple[str, Mapping[str, Value]]]:
    role = Symbol("aws_iam_role.this.name")
    if module.trust is not None:
        trust = Symbol("data.aws_iam_policy_document.trust.json")
        session = module.max_session_s
        yield "aws_iam_role.this", {**named, **of_role, "assume_role_policy": trust, "max_session_duration": session}
    if module.identity is IdentityKind.INSTANCE_PROFILE:
        yield "aws_iam_instance_profile.this", {**named, "role": role}
    for one in module.policies:
        own = {key: f"{value}{one.suffix}" if key == "name" else value for key, value in named.items()}
        yield f"aws_iam_policy.{one.name}", {**own, "policy": Symbol(f"data.aws_iam_policy_document.{one.name}.json")}
    yield from _attachments(module, bindings, role)


def _attachments(module: Module, bindings: Bindings, role: Symbol) -> Iterator[tuple[str, Mapping[str, Value]]]:
    """Attachments by what they attach; a template may call them what it likes."""
    if module.trust is None:
        return
    for one in module.policies:
        yield f"attachment of aws_iam_policy.{one.name}.arn", {"role": role}
    for pattern in module.managed_policies:
        yield f"attachment of {bind(pattern, bindings)[0]!r}", {"role": role}


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


def expected_outputs(module: Module) -> dict[str, Value]:
    """The outputs that every module has."""
    found: dict[str, Value] = {
        "policy_documents": {
            one.name: Symbol(f"data.aws_iam_policy_document.{one.name}.json") for one in module.documents
        },
        "policy_arns": {one.name: Symbol(f"aws_iam_policy.{one.name}.arn") for one in module.policies},
    }
    if module.trust is not None:
        found |= {"role_arn": Symbol("aws_iam_role.this.arn"), "role_name": Symbol("aws_iam_role.this.name")}
    if module.identity is IdentityKind.INSTANCE_PROFILE:
        found |= {f"instance_profile_{one}": Symbol(f"aws_iam_instance_profile.this.{one}") for one in ("arn", "name")}
    return found
