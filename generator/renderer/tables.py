"""The tables of a module's README, in the manner of terraform-docs.

Source: https://terraform-docs.io/reference/markdown-table/
"""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.module import Module, PermissionSet
from generator.model.profile import IdentityKind
from generator.renderer import hcl
from generator.renderer.guardrail import guardrail_inputs, guardrail_outputs
from generator.renderer.resource_policy import resource_inputs, resource_outputs

NO_DEFAULT = "n/a"


@dataclass(frozen=True, slots=True, kw_only=True)
class InputRow:
    name: str
    description: str
    type: str
    default: str
    required: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputRow:
    name: str
    description: str


def input_rows(module: Module) -> tuple[InputRow, ...]:
    """Every variable of a module, sorted by name."""
    return tuple(sorted(_inputs(module), key=lambda one: one.name))


def output_rows(module: Module) -> tuple[OutputRow, ...]:
    """Every output of a module, sorted by name."""
    return tuple(sorted(_outputs(module), key=lambda one: one.name))


def name_description(module: Module) -> str:
    """What the variable `name` names."""
    named = [word for kind, word in _NAMED_AFTER.items() if module.has(kind)]
    return f"Name of the {', '.join(named)} and policies."


def has_names(module: Module) -> bool:
    """Whether something is made that has a name and a path in IAM."""
    return module.has_prefix or module.has(IdentityKind.GROUP)


_NAMED_AFTER = {
    IdentityKind.ROLE: "role",
    IdentityKind.INSTANCE_PROFILE: "role, instance profile",
    IdentityKind.GROUP: "group",
}


def _outputs(module: Module) -> Iterator[OutputRow]:
    yield OutputRow(name="policy_documents", description="Every policy document as JSON, by name")
    if module.is_in_iam:
        yield OutputRow(name="policy_arns", description="ARNs of the customer managed policies, by document")
    yield from (OutputRow(name=name, description=words) for name, words in resource_outputs(module))
    if module.boundary is not None and module.boundary.document is not None:
        yield OutputRow(name="boundary_arn", description="ARN of the permissions boundary")
    if module.organization_policy is not None:
        yield from (OutputRow(name=name, description=words) for name, words in guardrail_outputs())
    made = {
        "role": module.trust is not None or module.service_linked_role is not None,
        "instance_profile": module.has(IdentityKind.INSTANCE_PROFILE),
        "group": module.has(IdentityKind.GROUP),
        "permission_set": module.permission_set is not None,
    }
    for name, is_made in made.items():
        words = name.replace("_", " ")
        if is_made:
            yield OutputRow(name=f"{name}_arn", description=f"ARN of the {words}")
            yield OutputRow(name=f"{name}_name", description=f"Name of the {words}")


def _inputs(module: Module) -> Iterator[InputRow]:
    if has_names(module):
        yield _row("name", name_description(module), "string", hcl.quoted(module.name))
        yield _row("path", "IAM path that everything lives under", "string", hcl.quoted(module.path))
    if module.has_prefix:
        yield _row("use_name_prefix", "Whether the names start with name and end in a unique suffix", "bool", "false")
    yield from (_row(*one) for one in resource_inputs(module, hcl.quoted(module.name)))
    if module.has_tags:
        yield _row("description", "Description of what this module makes", "string", hcl.quoted(module.description))
    if module.has_tags or module.share is not None:
        yield _row("tags", "Tags of everything that has tags", "map(string)", hcl.inline_tags(module.tags))
    if module.takes_boundary:
        yield _row("permissions_boundary", "ARN of the role's permissions boundary; null for none", "string", "null")
    if module.has(IdentityKind.USER):
        yield _row("users", "Names of the IAM users that get the policies", "set(string)", "[]")
    if module.permission_set is not None:
        yield from _set_inputs(module.permission_set)
    if module.organization_policy is not None:
        yield from (_row(*one) for one in guardrail_inputs(hcl.quoted(module.name)))
    if module.service_linked_role is not None:
        yield _row("create", "Whether the role is made; false where the account has it", "bool", "true")
    for use in module.inputs:
        one = use.input
        default = hcl.content(one.default) if one.default is not None else NO_DEFAULT
        yield _row(one.name, one.description, one.type.value, default)


def _set_inputs(one: PermissionSet) -> Iterator[InputRow]:
    assignment = "map(object({account = string, principal_id = string, principal_type = string}))"
    yield _row("permission_set_name", "Name of the permission set", "string", hcl.quoted(one.name))
    yield _row("instance_arn", "ARN of the IAM Identity Center instance", "string", NO_DEFAULT)
    yield _row("account_assignments", "Who gets the permission set in which account", assignment, "{}")


def _row(name: str, description: str, type_: str, default: str) -> InputRow:
    required = "yes" if default == NO_DEFAULT else "no"
    return InputRow(
        name=name, description=description.removesuffix("."), type=type_, default=default, required=required
    )
