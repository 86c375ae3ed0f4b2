"""A compiled module → the resources and outputs that its files must make."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.model.module import BOUNDARY, PERMISSION_SET, PERMISSIONS, TRUST, Module, PermissionSet, PolicyReference
from generator.model.pattern import bind
from generator.model.profile import Attachment, IdentityKind
from generator.model.target import Bindings
from generator.verifier.evaluate import Symbol, Value
from generator.verifier.expected_guardrail import expected_guardrail, expected_guardrail_outputs
from generator.verifier.expected_resource_policy import expected_resource_policy, expected_share, share_outputs
from generator.verifier.resources import RESOURCES

GIVEN: Mapping[str, Value] = {
    "name": "given-name",
    "use_name_prefix": True,
    "path": "/given/",
    "description": "Given description",
    "permissions_boundary": Symbol("var.permissions_boundary"),
    "tags": Symbol("var.tags"),
    "users": Symbol("var.users"),
    "create": False,
    "instance_arn": Symbol("var.instance_arn"),
    "permission_set_name": "given-set",
    "account_assignments": Symbol("var.account_assignments"),
    "targets": Symbol("var.targets"),
}
"""The variables that modules have beside their inputs, with values that are not their defaults."""

HARMLESS = frozenset({"description", "tags", "force_detach_policies", "name", "name_prefix", "relay_state"})
"""Attributes that a template may print as it likes where nothing is expected: they give nobody access."""

_ROLE_OF = {"aws_iam_role_policy": "role", "aws_iam_group_policy": "group"}
_WORDS_IGNORED: Mapping[str, Value] = {"ignore_changes": (Symbol("description"),)}
"""Other words replace a policy, which nobody has meanwhile."""
Made = tuple[str, Mapping[str, Value]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """The values of the variables that are no inputs; `name` is None where Terraform finishes the names."""

    name: str | None
    path: Value
    users: Value
    assignments: Value
    boundary: Value
    tags: Value
    create: bool
    set_name: Value
    instance: Value
    guardrail_name: Value
    targets: Value

    @property
    def named(self) -> dict[str, Value]:
        return {"path": self.path} if self.name is None else {"name": self.name, "path": self.path}


def expected_resources(module: Module, bindings: Bindings) -> dict[str, Mapping[str, Value]]:
    """The attributes that matter of every resource, by address, where every standard variable has its default."""
    return resources_with(module, bindings, defaults(module))


def defaults(module: Module) -> Standard:
    """The values of the variables that are no inputs where none is given."""
    return Standard(
        name=module.name,
        path=module.path,
        users=(),
        assignments={},
        boundary=None,
        tags=dict(module.tags),
        create=True,
        set_name=module.permission_set.name if module.permission_set is not None else None,
        instance=None,
        guardrail_name=module.name,
        targets=(),
    )


def resources_with(module: Module, bindings: Bindings, standard: Standard) -> dict[str, Mapping[str, Value]]:
    """The attributes that matter of every resource, by address, under values of the variables that are no inputs."""
    shared = expected_share(module, bindings, standard.guardrail_name, standard.tags)
    return dict(_resources(module, bindings, standard)) | shared


def identify(address: str, attributes: Mapping[str, Value]) -> str:
    """A resource's address, or what it attaches."""
    type_ = address.partition(".")[0]
    if not RESOURCES[type_].attaches:
        return address
    policy = attributes.get(RESOURCES[type_].attaches)
    return f"{type_} of {policy.address if isinstance(policy, Symbol) else repr(policy)}"


def attached(address: str) -> str:
    """The argument by which an attachment is known, which is compared as a part of its address."""
    type_, of, _ = address.partition(" of ")
    return RESOURCES[type_].attaches if of else ""


def expected_given_resources(module: Module, bindings: Bindings) -> dict[str, Mapping[str, Value]]:
    """The same where every standard variable is given; names are then Terraform's to finish.

    A role's tags are the tags of its sessions: policies grant by them.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/introduction_attribute-based-access-control.html
    """
    standard = Standard(
        name=None,
        path=GIVEN["path"],
        users=GIVEN["users"],
        assignments=GIVEN["account_assignments"],
        boundary=GIVEN["permissions_boundary"],
        tags=GIVEN["tags"],
        create=False,
        set_name=GIVEN["permission_set_name"],
        instance=GIVEN["instance_arn"],
        guardrail_name=GIVEN["name"],
        targets=GIVEN["targets"],
    )
    return resources_with(module, bindings, standard)


def _resources(module: Module, bindings: Bindings, standard: Standard) -> Iterator[Made]:
    yield from _role(module, bindings, standard)
    if module.has(IdentityKind.GROUP):
        group: dict[str, Value] = {"path": standard.path}
        yield "aws_iam_group.this", group | ({"name": module.name} if standard.name is not None else {})
    yield from _policies(module, standard)
    if module.permission_set is not None:
        yield from _permission_set(module.permission_set, module, bindings, standard)
    if module.service_linked_role is not None:
        count = 1 if standard.create else 0
        service = module.service_linked_role.service
        yield "aws_iam_service_linked_role.this", {"count": count, "aws_service_name": service}
    yield from expected_guardrail(module, standard.guardrail_name, standard.targets, standard.tags)
    yield from expected_resource_policy(module, bindings)
    for holder, arguments in _holders(module, standard).items():
        yield from _attachments(module, bindings, holder, arguments)


def _role(module: Module, bindings: Bindings, standard: Standard) -> Iterator[Made]:
    if module.trust is not None:
        yield (
            "aws_iam_role.this",
            {
                **standard.named,
                "tags": standard.tags,
                "permissions_boundary": _boundary(module, bindings, standard),
                "assume_role_policy": _document(TRUST),
                "max_session_duration": module.max_session_s,
            },
        )
    if module.has(IdentityKind.INSTANCE_PROFILE):
        yield "aws_iam_instance_profile.this", {**standard.named, "role": Symbol("aws_iam_role.this.name")}


def _boundary(module: Module, bindings: Bindings, standard: Standard) -> Value:
    if module.boundary is None:
        return standard.boundary
    if module.boundary.document is not None:
        return Symbol("aws_iam_policy.boundary.arn")
    return bind(module.boundary.arn, bindings)[0]


def _policies(module: Module, standard: Standard) -> Iterator[Made]:
    own = [one.name for one in module.policies] if module.attachment is Attachment.MANAGED else []
    own += [BOUNDARY] if module.boundary is not None and module.boundary.document is not None else []
    for label in own:
        name = {"name": policy_name(standard.name, label)} if standard.name is not None else {}
        made = {**standard.named, **name, "policy": _document(label), "lifecycle": _WORDS_IGNORED}
        yield f"aws_iam_policy.{label}", made
    if module.attachment is Attachment.INLINE:
        for type_, holder in _ROLE_OF.items():
            if module.has(*_KINDS[holder]):
                policies = ((one.name, _document(one.name)) for one in module.policies)
                symbol = Symbol(f"aws_iam_{holder}.this.name")
                yield from ((f"{type_}.{name}", {holder: symbol, "policy": one}) for name, one in policies)


def policy_name(name: str, label: str) -> str:
    """The name of a policy by its label: `permissions` has the module's own."""
    return name + ("-boundary" if label == BOUNDARY else label.removeprefix(PERMISSIONS).replace("_", "-"))


_KINDS = {
    "role": (IdentityKind.ROLE, IdentityKind.INSTANCE_PROFILE),
    "group": (IdentityKind.GROUP,),
    "user": (IdentityKind.USER,),
}


def _holders(module: Module, standard: Standard) -> dict[str, Mapping[str, Value]]:
    """Who gets the policies attached: the arguments that say so."""
    arguments: dict[str, Mapping[str, Value]] = {
        "role": {"role": Symbol("aws_iam_role.this.name")},
        "group": {"group": Symbol("aws_iam_group.this.name")},
        "user": {"for_each": standard.users, "user": Symbol("each.key")},
    }
    return {holder: one for holder, one in arguments.items() if module.has(*_KINDS[holder])}


def _attachments(module: Module, bindings: Bindings, holder: str, arguments: Mapping[str, Value]) -> Iterator[Made]:
    """Attachments by what they attach; a template may call them what it likes."""
    kind = f"aws_iam_{holder}_policy_attachment"
    if module.attachment is Attachment.MANAGED:
        yield from ((f"{kind} of aws_iam_policy.{one.name}.arn", arguments) for one in module.policies)
    for pattern in module.managed_policies:
        yield f"{kind} of {bind(pattern, bindings)[0]!r}", arguments


def _permission_set(one: PermissionSet, module: Module, bindings: Bindings, standard: Standard) -> Iterator[Made]:
    arn = Symbol("aws_ssoadmin_permission_set.this.arn")
    of_set: dict[str, Value] = {"instance_arn": standard.instance, "permission_set_arn": arn}
    set_ = {"name": standard.set_name, "instance_arn": standard.instance, "session_duration": one.session_duration}
    yield "aws_ssoadmin_permission_set.this", set_
    if one.document is not None:
        inline = {**of_set, "inline_policy": _document(PERMISSION_SET)}
        yield "aws_ssoadmin_permission_set_inline_policy.this", inline
    for pattern in module.managed_policies:
        yield f"aws_ssoadmin_managed_policy_attachment of {bind(pattern, bindings)[0]!r}", of_set
    for reference in one.customer_managed:
        yield f"aws_ssoadmin_customer_managed_policy_attachment of {_reference(reference)!r}", of_set
    if one.boundary is not None:
        yield "aws_ssoadmin_permissions_boundary_attachment.this", {**of_set, **_set_boundary(one, bindings)}
    assigned: dict[str, Value] = {
        "for_each": standard.assignments,
        "principal_id": Symbol("each.value.principal_id"),
        "principal_type": Symbol("each.value.principal_type"),
        "target_id": Symbol("each.value.account"),
        "target_type": "AWS_ACCOUNT",
    }
    yield "aws_ssoadmin_account_assignment.this", {**of_set, **assigned}


def _set_boundary(one: PermissionSet, bindings: Bindings) -> dict[str, Value]:
    if isinstance(one.boundary, PolicyReference):
        return {"permissions_boundary": {"customer_managed_policy_reference": _reference(one.boundary)}}
    assert one.boundary is not None
    return {"permissions_boundary": {"managed_policy_arn": bind(one.boundary, bindings)[0]}}


def _reference(one: PolicyReference) -> dict[str, Value]:
    return {"name": one.name, "path": one.path}


def _document(name: str) -> Symbol:
    return Symbol(f"data.aws_iam_policy_document.{name}.json")


def expected_outputs(module: Module, bindings: Bindings) -> dict[str, Value]:
    """The outputs of a module by name."""
    managed = module.policies if module.attachment is Attachment.MANAGED else ()
    found: dict[str, Value] = {"policy_documents": {one.name: _document(one.name) for one in module.documents}}
    if module.is_in_iam:
        found["policy_arns"] = {one.name: Symbol(f"aws_iam_policy.{one.name}.arn") for one in managed}
    if module.trust is not None:
        found |= _arn_and_name("role", "aws_iam_role.this")
    if module.has(IdentityKind.INSTANCE_PROFILE):
        found |= _arn_and_name("instance_profile", "aws_iam_instance_profile.this")
    if module.has(IdentityKind.GROUP):
        found |= _arn_and_name("group", "aws_iam_group.this")
    if module.permission_set is not None:
        found |= _arn_and_name("permission_set", "aws_ssoadmin_permission_set.this")
    if module.boundary is not None and module.boundary.document is not None:
        found["boundary_arn"] = Symbol("aws_iam_policy.boundary.arn")
    found |= share_outputs(module)
    if module.service_linked_role is not None:
        found |= _service_linked(module.service_linked_role.service, module.service_linked_role.name, bindings)
    return found | expected_guardrail_outputs(module)


def _arn_and_name(output: str, address: str) -> dict[str, Value]:
    return {f"{output}_{one}": Symbol(f"{address}.{one}") for one in ("arn", "name")}


def _service_linked(service: str, name: str, bindings: Bindings) -> dict[str, Value]:
    arn = f"arn:{bindings.partition}:iam::{bindings.account}:role/aws-service-role/{service}/{name}"
    return {"role_arn": arn, "role_name": name}
