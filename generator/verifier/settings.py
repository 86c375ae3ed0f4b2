"""The resources that a module makes → what counts beside documents: what is attached, what bounds, for how long.

It reads the same from a compiled module, as its files must be, and from files as they are.
"""

import re
from collections.abc import Iterator, Mapping

from generator.analysis.changes.state import Settings
from generator.verifier.evaluate import Symbol, Value

Resources = Mapping[str, Mapping[str, Value]]
"""Resources by their address, or by what they attach."""

_IDENTITIES = {
    "aws_iam_role.": "role",
    "aws_iam_group.": "group",
    "aws_iam_user_policy_attachment": "user",
    "aws_iam_instance_profile.": "instance profile",
    "aws_ssoadmin_permission_set.": "permission set",
    "aws_iam_service_linked_role.": "service-linked role",
}
_FACTS = {
    ("aws_iam_role.", "max_session_duration"): "longest session",
    ("aws_ssoadmin_permission_set.", "session_duration"): "longest session",
    ("aws_iam_role.", "name"): "name of the role",
    ("aws_iam_role.", "path"): "path of the role",
    ("aws_ssoadmin_permission_set.", "name"): "name of the permission set",
    ("aws_iam_role.", "tags"): "tags of the role, by which others may grant",
    ("aws_iam_service_linked_role.", "aws_service_name"): "service",
    ("aws_ram_resource_share.", "allow_external_principals"): "shared outside of the organisation",
}
OWN_BOUNDARY = "one that the module makes"


def settings_of(resources: Resources) -> Settings:
    """What counts beside the documents."""
    return Settings(
        managed=tuple(sorted(set(_managed(resources)))),
        boundary=next(_boundaries(resources), ""),
        facts=tuple(sorted({**_facts(resources)}.items())),
    )


def _managed(resources: Resources) -> Iterator[str]:
    """The ARNs of AWS managed policies, which stand in the addresses of what attaches them."""
    for address in resources:
        found = re.fullmatch(r"\S+ of '(arn:[^']+)'", address)
        if found is not None:
            yield found[1]


def _boundaries(resources: Resources) -> Iterator[str]:
    for address, arguments in resources.items():
        bound = arguments.get("permissions_boundary")
        match bound:
            case Symbol() if address.startswith("aws_iam_role."):
                yield OWN_BOUNDARY
            case str():
                yield bound
            case Mapping():
                yield from _of_set(bound)
            case _:
                pass


def _of_set(bound: Mapping[str, Value]) -> Iterator[str]:
    """A permission set names a policy by its ARN, or as each account has it, by its path and name."""
    arn, reference = bound.get("managed_policy_arn"), bound.get("customer_managed_policy_reference")
    if isinstance(arn, str):
        yield arn
    if isinstance(reference, Mapping):
        yield f"policy{reference.get('path')}{reference.get('name')}"


def _facts(resources: Resources) -> dict[str, str]:
    kinds = {word for start, word in _IDENTITIES.items() if any(one.startswith(start) for one in resources)}
    found = {"identity": ", ".join(sorted(kinds))}
    for (start, argument), name in _FACTS.items():
        for address, arguments in resources.items():
            if address.startswith(start) and arguments.get(argument) is not None:
                found[name] = _spell(arguments[argument])
    found |= {"policies of each account": spelled} if (spelled := _references(resources)) else {}
    return found | dict(_shared(resources))


def _references(resources: Resources) -> str:
    """The customer managed policies that a permission set attaches by their names."""
    start = "aws_ssoadmin_customer_managed_policy_attachment of "
    return ", ".join(sorted(one.removeprefix(start) for one in resources if one.startswith(start)))


def _shared(resources: Resources) -> Iterator[tuple[str, str]]:
    for start, name in (("aws_ram_resource_a", "shared"), ("aws_ram_principal_a", "shared with")):
        values = sorted(_spell(one.get("for_each")) for address, one in resources.items() if address.startswith(start))
        if values:
            yield name, ", ".join(values)


def _spell(value: Value) -> str:
    match value:
        case Mapping():
            return ", ".join(f"{key}={_spell(one)}" for key, one in sorted(value.items()))
        case tuple():
            return ", ".join(sorted(map(_spell, value)))
        case Symbol(address=address):
            return address
        case int() if not isinstance(value, bool):
            return f"{value // 3600}h" if value % 3600 == 0 else f"{value} s"
        case _:
            return str(value)
