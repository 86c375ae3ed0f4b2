"""A compiled module → the facts that `terraform test` asserts: each argument that gives, bounds or names access.

They are those that the verifier compares in main.tf, so that every main.tf that it lets pass holds them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.module import BOUNDARY, PERMISSION_SET, TRUST, Module, PermissionSet, PolicyReference
from generator.model.pattern import Pattern, bind
from generator.model.profile import IdentityKind
from generator.model.target import Bindings
from generator.renderer.hcl import NULL, Asserted, Key, Traversal
from generator.renderer.view import ModuleView, PolicyView

USER = "example"
"""The one user that the tests give the policies to."""

ASSIGNMENT = {
    "account": "123456789012",
    "principal_id": "12345678-1234-1234-1234-123456789012",
    "principal_type": "GROUP",
}
"""The one entry of `account_assignments` in the tests."""

INSTANCE_ARN = "arn:aws:sso:::instance/ssoins-0123456789abcdef"

_ROLE_NAME = Traversal(("aws_iam_role", "this", "name"))
_GROUP_NAME = Traversal(("aws_iam_group", "this", "name"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """An attribute of a resource and what it is."""

    subject: Traversal
    value: Asserted


def facts(module: Module, shown: ModuleView, place: Bindings) -> Iterator[Fact]:
    """What holds of the module's resources in a place, in the order of main.tf; `shown` has their labels."""
    yield from _role(module, shown, place)
    if shown.has_group:
        yield from _of("aws_iam_group", "this", name=module.name, path=module.path)
    yield from _own_policies(module, shown)
    yield from _inline_policies(shown)
    yield from _attached(shown, place)
    if module.permission_set is not None:
        yield from _permission_set(module.permission_set, shown, place)
    if module.service_linked_role is not None:
        service = module.service_linked_role.service
        yield from _of("aws_iam_service_linked_role", "this", 0, aws_service_name=service)


def _of(*address: str | int | Key, **arguments: Asserted) -> Iterator[Fact]:
    for name, value in arguments.items():
        yield Fact(subject=Traversal((*address, name)), value=value)


def _role(module: Module, shown: ModuleView, place: Bindings) -> Iterator[Fact]:
    if module.trust is not None:
        yield from _of(
            "aws_iam_role",
            "this",
            name=module.name,
            path=module.path,
            assume_role_policy=_document(TRUST),
            max_session_duration=module.max_session_s,
            permissions_boundary=_boundary(shown, place),
        )
    # for Terraform an empty map is never equal to one that could hold texts
    if module.trust is not None and module.tags:
        yield from _of("aws_iam_role", "this", tags=module.tags)
    if module.has(IdentityKind.INSTANCE_PROFILE):
        yield from _of("aws_iam_instance_profile", "this", name=module.name, path=module.path, role=_ROLE_NAME)


def _boundary(shown: ModuleView, place: Bindings) -> Asserted:
    if shown.makes_boundary:
        return policy_arn(BOUNDARY)
    return bind(shown.boundary_arn, place)[0] if shown.boundary_arn is not None else NULL


def _own_policies(module: Module, shown: ModuleView) -> Iterator[Fact]:
    if shown.makes_boundary:
        yield from _policy(BOUNDARY, f"{module.name}-boundary", module.path)
    for one in shown.managed:
        yield from _policy(one.label, _named(one, module), module.path)


def _policy(label: str, name: str, path: str) -> Iterator[Fact]:
    yield from _of("aws_iam_policy", label, name=name, path=path, policy=_document(label))


def _inline_policies(shown: ModuleView) -> Iterator[Fact]:
    for one in shown.inline:
        if shown.has_role:
            yield from _of("aws_iam_role_policy", one.label, role=_ROLE_NAME, policy=_document(one.label))
        if shown.has_group:
            yield from _of("aws_iam_group_policy", one.label, group=_GROUP_NAME, policy=_document(one.label))


def _attached(shown: ModuleView, place: Bindings) -> Iterator[Fact]:
    """Who gets which policy: the module's own, and AWS's."""
    own: list[tuple[str, Asserted]] = [(one.label, policy_arn(one.label)) for one in shown.managed]
    for label, arn in own + [(one.label, bind(one.arn, place)[0]) for one in shown.attachments]:
        if shown.has_role:
            yield from _of("aws_iam_role_policy_attachment", label, role=_ROLE_NAME, policy_arn=arn)
        if shown.has_group:
            yield from _of("aws_iam_group_policy_attachment", label, group=_GROUP_NAME, policy_arn=arn)
        if shown.has_users:
            yield from _of("aws_iam_user_policy_attachment", label, Key(USER), user=USER, policy_arn=arn)


def _permission_set(one: PermissionSet, shown: ModuleView, place: Bindings) -> Iterator[Fact]:
    assert shown.permission_set is not None
    arn = Traversal(("aws_ssoadmin_permission_set", "this", "arn"))
    session = shown.permission_set.session
    yield from _of(
        "aws_ssoadmin_permission_set", "this", name=one.name, instance_arn=INSTANCE_ARN, session_duration=session
    )
    if one.document is not None:
        inline = _document(PERMISSION_SET)
        yield from _of_set(arn, "aws_ssoadmin_permission_set_inline_policy", "this", inline_policy=inline)
    for each in shown.attachments:
        policy = bind(each.arn, place)[0]
        yield from _of_set(arn, "aws_ssoadmin_managed_policy_attachment", each.label, managed_policy_arn=policy)
    for each in shown.permission_set.customer_managed:
        address = ("aws_ssoadmin_customer_managed_policy_attachment", each.label)
        yield from _of_set(arn, *address)
        yield from _of(*address, *_REFERENCE, name=each.name, path=each.path)
    yield from _bound_of_set(arn, one.boundary, place)
    yield from _assignment(arn)


_REFERENCE = ("customer_managed_policy_reference", 0)


def _of_set(arn: Traversal, *address: str, **arguments: Asserted) -> Iterator[Fact]:
    yield from _of(*address, instance_arn=INSTANCE_ARN, permission_set_arn=arn, **arguments)


def _bound_of_set(arn: Traversal, boundary: PolicyReference | Pattern | None, place: Bindings) -> Iterator[Fact]:
    if boundary is None:
        return
    address = ("aws_ssoadmin_permissions_boundary_attachment", "this")
    yield from _of_set(arn, *address)
    if isinstance(boundary, PolicyReference):
        yield from _of(*address, "permissions_boundary", 0, *_REFERENCE, name=boundary.name, path=boundary.path)
    else:
        yield from _of(*address, "permissions_boundary", 0, managed_policy_arn=bind(boundary, place)[0])


def _assignment(arn: Traversal) -> Iterator[Fact]:
    yield from _of(
        "aws_ssoadmin_account_assignment",
        "this",
        Key(USER),
        instance_arn=INSTANCE_ARN,
        permission_set_arn=arn,
        principal_id=ASSIGNMENT["principal_id"],
        principal_type=ASSIGNMENT["principal_type"],
        target_id=ASSIGNMENT["account"],
        target_type="AWS_ACCOUNT",
    )


def policy_arn(label: str) -> Traversal:
    """The ARN of a policy that the module makes."""
    return Traversal(("aws_iam_policy", label, "arn"))


def _document(label: str) -> Traversal:
    return Traversal(("data", "aws_iam_policy_document", label, "json"))


def _named(policy: PolicyView, module: Module) -> str:
    """The name that the policy has when the module has its own."""
    values = Bindings(partition="", region="", account="", inputs=(("name", module.name),))
    return bind(policy.name, values)[0]
