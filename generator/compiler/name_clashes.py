"""Modules that would make two things of one name in an account.

IAM compares names without case, and whatever the path.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names
"""

from collections.abc import Iterable, Iterator, Mapping

from generator.compiler.problems import Problems
from generator.diagnostics import Position
from generator.model.module import Module
from generator.model.profile import Attachment, IdentityKind


def check_names(modules: Iterable[Module], places: Mapping[str, Position], problems: Problems) -> None:
    """Complains of the second of two modules that make something under one name; `places` are those of personas."""
    first: dict[tuple[str, str], str] = {}
    for module in modules:
        for kind, name in _names(module):
            other = first.setdefault((kind, name.casefold()), module.persona)
            if other != module.persona:
                message = f"`{module.persona}` makes the {kind} `{name}`, and so does `{other}`"
                hint = "give one of them another `name`"
                problems.error("name-twice", message, places[module.persona], hint)


def _names(module: Module) -> Iterator[tuple[str, str]]:
    if module.trust is not None:
        yield "role", module.name
    if module.has(IdentityKind.INSTANCE_PROFILE):
        yield "instance profile", module.name
    if module.has(IdentityKind.GROUP):
        yield "group", module.name
    if module.attachment is Attachment.MANAGED:
        yield from (("policy", module.name + one.suffix) for one in module.policies)
    if module.boundary is not None and module.boundary.document is not None:
        yield "policy", f"{module.name}-boundary"
    if module.permission_set is not None:
        yield "permission set", module.permission_set.name
    if module.service_linked_role is not None:
        yield "service-linked role", module.service_linked_role.name
