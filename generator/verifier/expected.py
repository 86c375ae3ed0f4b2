"""A compiled module → what its files must make."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.model.module import Module, NamedDocument
from generator.model.pattern import bind
from generator.model.policy import BoundDocument, bind_document
from generator.model.profile import IdentityKind, InputType
from generator.model.target import Bindings
from generator.verifier.evaluate import Symbol, Value

STANDARD_VARIABLES = frozenset({"name", "use_name_prefix", "path", "description", "permissions_boundary", "tags"})
HARMLESS = frozenset({"description", "tags", "force_detach_policies", "name_prefix"})
"""Attributes that a template may print as it likes: they give nobody access."""

GOOD_VALUES = ("web", "a/b:c.d-e_f@g", "With Space 1")
BAD_VALUES = ("", "a${b}", "a&{b", 'a"b', "a\\b", "a\nb", "a\n", "é", "a{b}", "a$b", "a%{b}")
WILD_VALUES = ("web-*", "a?c")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedVariable:
    """An input as a variable: its type, its default, and which texts its validation takes and refuses."""

    type: str
    default: Value
    has_default: bool
    taken: tuple[str, ...]
    refused: tuple[str, ...]


def expected_documents(module: Module, bindings: Bindings) -> dict[str, BoundDocument]:
    """The policy documents by name, statements in the order of their Sids."""
    return {one.name: by_sid(bind_document(one.document, bindings)) for one in documents(module)}


def documents(module: Module) -> tuple[NamedDocument, ...]:
    """All policy documents of a module."""
    trust = (NamedDocument(name="trust", document=module.trust),) if module.trust is not None else ()
    return module.policies + trust


def by_sid(document: BoundDocument) -> BoundDocument:
    """A document with its statements in one order, which has no meaning in IAM."""
    return BoundDocument(
        version=document.version, statements=tuple(sorted(document.statements, key=lambda one: one.sid))
    )


def expected_resources(module: Module, bindings: Bindings) -> dict[str, Mapping[str, Value]]:
    """The attributes that matter of every resource, by address."""
    return dict(_resources(module, bindings))


def _resources(module: Module, bindings: Bindings) -> Iterator[tuple[str, Mapping[str, Value]]]:
    named: dict[str, Value] = {"name": module.name, "path": module.path}
    role = Symbol("aws_iam_role.this.name")
    if module.trust is not None:
        yield (
            "aws_iam_role.this",
            {
                **named,
                "assume_role_policy": Symbol("data.aws_iam_policy_document.trust.json"),
                "max_session_duration": module.max_session_s,
                "permissions_boundary": None,
            },
        )
    if module.identity is IdentityKind.INSTANCE_PROFILE:
        yield "aws_iam_instance_profile.this", {**named, "role": role}
    for one in module.policies:
        suffix = "-" + one.name.rpartition("_")[2] if len(module.policies) > 1 else ""
        document = Symbol(f"data.aws_iam_policy_document.{one.name}.json")
        yield f"aws_iam_policy.{one.name}", {**named, "name": module.name + suffix, "policy": document}
    yield from _attachments(module, bindings, role)


def _attachments(module: Module, bindings: Bindings, role: Symbol) -> Iterator[tuple[str, Mapping[str, Value]]]:
    """Attachments by what they attach; a template may call them what it likes."""
    if module.trust is None:
        return
    for one in module.policies:
        yield f"attachment of aws_iam_policy.{one.name}.arn", {"role": role}
    for pattern in module.managed_policies:
        yield f"attachment of {bind(pattern, bindings)[0]}", {"role": role}


def expected_variables(module: Module) -> dict[str, ExpectedVariable]:
    """The variables of a module's inputs, by name."""
    found: dict[str, ExpectedVariable] = {}
    for use in module.inputs:
        one = use.input
        texts = one.type in (InputType.STRING, InputType.LIST_OF_STRING)
        refused = BAD_VALUES + (WILD_VALUES if use.exact else ())
        found[one.name] = ExpectedVariable(
            type=one.type.value,
            default=one.default,
            has_default=one.default is not None,
            taken=(GOOD_VALUES + (() if use.exact else WILD_VALUES)) if texts else (),
            refused=refused if texts else (),
        )
    return found


def expected_outputs(module: Module) -> dict[str, Value]:
    """The outputs that every module has."""
    found: dict[str, Value] = {
        "policy_documents": {
            one.name: Symbol(f"data.aws_iam_policy_document.{one.name}.json") for one in documents(module)
        },
        "policy_arns": {one.name: Symbol(f"aws_iam_policy.{one.name}.arn") for one in module.policies},
    }
    if module.trust is not None:
        found |= {"role_arn": Symbol("aws_iam_role.this.arn"), "role_name": Symbol("aws_iam_role.this.name")}
    if module.identity is IdentityKind.INSTANCE_PROFILE:
        found |= {f"instance_profile_{one}": Symbol(f"aws_iam_instance_profile.this.{one}") for one in ("arn", "name")}
    return found
