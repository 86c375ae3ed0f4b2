"""The tables of a module's README, in the manner of terraform-docs.

Source: https://terraform-docs.io/reference/markdown-table/
"""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.module import Module
from generator.renderer import hcl

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


def input_rows(module: Module, name_description: str) -> tuple[InputRow, ...]:
    """Every variable of a module, sorted by name."""
    return tuple(sorted(_inputs(module, name_description), key=lambda one: one.name))


def output_rows(module: Module, *, has_instance_profile: bool) -> tuple[OutputRow, ...]:
    """Every output of a module, sorted by name."""
    rows = [
        OutputRow(name="policy_arns", description="ARNs of the customer managed policies, by document"),
        OutputRow(name="policy_documents", description="Every policy document as JSON, by name"),
    ]
    if module.trust is not None:
        rows += [
            OutputRow(name="role_arn", description="ARN of the role"),
            OutputRow(name="role_name", description="Name of the role"),
        ]
    if has_instance_profile:
        rows.append(OutputRow(name="instance_profile_arn", description="ARN of the instance profile"))
        rows.append(OutputRow(name="instance_profile_name", description="Name of the instance profile"))
    return tuple(sorted(rows, key=lambda one: one.name))


def _inputs(module: Module, name_description: str) -> Iterator[InputRow]:
    tags = "{" + ", ".join(f"{hcl.quoted(key)} = {hcl.quoted(value)}" for key, value in module.tags) + "}"
    yield _row("name", name_description, "string", hcl.quoted(module.name))
    yield _row("use_name_prefix", "Whether the names start with name and end in a unique suffix", "bool", "false")
    yield _row("path", "IAM path that everything lives under", "string", hcl.quoted(module.path))
    yield _row("description", "Description of what this module makes", "string", hcl.quoted(module.description))
    yield _row("tags", "Tags of everything that has tags", "map(string)", tags)
    if module.trust is not None:
        yield _row("permissions_boundary", "ARN of the role's permissions boundary; null for none", "string", "null")
    for use in module.inputs:
        one = use.input
        default = hcl.content(one.default) if one.default is not None else NO_DEFAULT
        yield _row(one.name, one.description, one.type.value, default)


def _row(name: str, description: str, type_: str, default: str) -> InputRow:
    required = "yes" if default == NO_DEFAULT else "no"
    return InputRow(
        name=name, description=description.removesuffix("."), type=type_, default=default, required=required
    )
