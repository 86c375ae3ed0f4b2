"""Module → ModuleView: everything that a template prints, decided and in order."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from generator.model.module import (
    BOUNDARY,
    GUARDRAIL,
    PERMISSION_SET,
    RESOURCE,
    TRUST,
    InputUse,
    Module,
    NamedDocument,
    PermissionSet,
    PolicyReference,
    ServiceLinkedRole,
)
from generator.model.pattern import InputValue, Part, Pattern, TargetValue, join
from generator.model.policy import VERSION, PolicyDocument, Statement, patterns_of
from generator.model.profile import Attachment, IdentityKind, Input, InputType
from generator.model.target import INPUT_CHARS, WILDCARD_CHARS, InputContent
from generator.renderer.guardrail import OrganizationPolicyView, organization_policy_view
from generator.renderer.resource_policy import (
    ResourcePolicyView,
    ShareView,
    Words,
    made_from,
    resource_parts,
    resource_policy_view,
    share_view,
)
from generator.renderer.tables import (
    InputRow,
    OutputRow,
    has_names,
    input_rows,
    name_description,
    output_rows,
)

NAME = InputValue(name="name")
_DIGEST_CHARS = 6
_TITLES = {
    TRUST: "Who may assume the role",
    BOUNDARY: "What the persona can have at most",
    GUARDRAIL: "What nobody may do",
    PERMISSION_SET: "What the permission set allows, and never allows",
    RESOURCE: "Who may do what with the resource, and who may never",
}

EXAMPLES: dict[InputType, InputContent] = {
    InputType.STRING: "…",
    InputType.NUMBER: 0,
    InputType.BOOL: True,
    InputType.LIST_OF_STRING: ("…",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyView:
    """A customer managed policy; `name` and `name_prefix` read the variable `name`."""

    label: str
    name: Pattern
    name_prefix: Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentView:
    """An AWS managed policy that the role gets."""

    label: str
    name: str
    arn: Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class InputView:
    """A variable; `allowed` is the regular expression of good texts."""

    name: str
    type: InputType
    description: str
    default: InputContent | None
    has_default: bool
    is_checked_list: bool
    is_checked_text: bool
    allowed: str
    complaint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleView:
    """An input that must be given, with a value of its type to put in its place."""

    name: str
    example: InputContent


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """A policy document; the statements hold Patterns. `policy` is the name of the policy that holds it, if any."""

    label: str
    title: str
    policy: str
    version: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionSetView:
    """A permission set; `managed_boundary` or `boundary` is filled where it has one."""

    session: str
    has_document: bool
    customer_managed: tuple["ReferenceView", ...]
    boundary: PolicyReference | None
    managed_boundary: Pattern | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceView:
    """A customer managed policy that a permission set looks for in each account."""

    label: str
    name: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleView:
    """What main.tf, variables.tf, outputs.tf, versions.tf and README.md show."""

    persona: str
    title: str
    description: str
    service: str
    name: str
    path: str
    tags: tuple[tuple[str, str], ...]
    label: str
    source: str
    name_description: str
    is_in_iam: bool
    has_names: bool
    has_tags: bool
    has_role: bool
    has_instance_profile: bool
    has_group: bool
    has_users: bool
    has_prefix: bool
    max_session_s: int
    takes_boundary: bool
    makes_boundary: bool
    boundary_arn: Pattern | None
    permission_set: PermissionSetView | None
    permission_set_name: str
    organization_policy: OrganizationPolicyView | None
    resource_policy: ResourcePolicyView | None
    share: ShareView | None
    made_from: str
    is_described: bool
    service_linked_role: ServiceLinkedRole | None
    service_linked_arn: Pattern
    has_policies: bool
    has_documents: bool
    documents: tuple[DocumentView, ...]
    managed: tuple[PolicyView, ...]
    inline: tuple[PolicyView, ...]
    attachments: tuple[AttachmentView, ...]
    inputs: tuple[InputView, ...]
    locals: tuple[TargetValue, ...]
    reads_account: bool
    reads_partition: bool
    reads_region: bool
    has_locals: bool
    document_width: int
    policy_width: int
    targets: tuple[str, ...]
    has_required_inputs: bool
    required_inputs: tuple[ExampleView, ...]
    required_width: int
    input_rows: tuple[InputRow, ...]
    output_rows: tuple[OutputRow, ...]


def view(module: Module, targets: tuple[str, ...], calls: tuple[Words, ...] = ()) -> ModuleView:
    """A compiled module, the names of its targets, the calls that share without Terraform → what templates print."""
    attachments = tuple(_attachment(one) for one in module.managed_policies)
    used = _target_values(module, attachments)
    required = tuple(_examples(module))
    policies = tuple(_policy(one) for one in module.policies)
    is_managed = module.attachment is Attachment.MANAGED
    linked = module.service_linked_role
    return ModuleView(
        persona=module.persona,
        title=module.title,
        description=module.description,
        service=module.service or "iam",
        name=module.name,
        path=module.path,
        tags=module.tags,
        label=module.persona.replace("-", "_"),
        source=f"./modules/{module.persona}",
        name_description=name_description(module),
        is_in_iam=module.is_in_iam,
        has_names=has_names(module),
        has_tags=module.has_tags or module.share is not None,
        has_role=module.trust is not None,
        has_instance_profile=module.has(IdentityKind.INSTANCE_PROFILE),
        has_group=module.has(IdentityKind.GROUP),
        has_users=module.has(IdentityKind.USER),
        has_prefix=module.has_prefix,
        max_session_s=module.max_session_s,
        takes_boundary=module.takes_boundary,
        makes_boundary=module.boundary is not None and module.boundary.document is not None,
        boundary_arn=module.boundary.arn if module.boundary is not None and module.boundary.document is None else None,
        permission_set=_permission_set(module.permission_set) if module.permission_set is not None else None,
        permission_set_name=module.permission_set.name if module.permission_set is not None else "",
        organization_policy=organization_policy_view(module.organization_policy),
        resource_policy=resource_policy_view(module),
        share=share_view(module, calls),
        made_from=made_from(module),
        is_described=module.has_tags,
        service_linked_role=linked,
        service_linked_arn=_linked_arn(linked) if linked is not None else Pattern(()),
        has_policies=is_managed and bool(policies),
        has_documents=bool(module.documents),
        documents=tuple(_documents(module)),
        managed=policies if is_managed else (),
        inline=() if is_managed else policies,
        attachments=attachments,
        inputs=tuple(_input(one) for one in module.inputs),
        locals=tuple(sorted(used, key=lambda one: one.value)),
        reads_account=TargetValue.ACCOUNT in used,
        reads_partition=bool(used & {TargetValue.PARTITION, TargetValue.DNS_SUFFIX}),
        reads_region=TargetValue.REGION in used,
        has_locals=bool(used),
        document_width=max((len(one.name) for one in module.documents), default=0),
        policy_width=max((len(one.name) for one in module.policies), default=0),
        targets=targets,
        has_required_inputs=bool(required),
        required_inputs=required,
        required_width=max((len(one.name) for one in required), default=0),
        input_rows=input_rows(module),
        output_rows=output_rows(module),
    )


def _permission_set(one: PermissionSet) -> PermissionSetView:
    is_reference = isinstance(one.boundary, PolicyReference)
    return PermissionSetView(
        session=one.session_duration,
        has_document=one.document is not None,
        customer_managed=tuple(_references(one.customer_managed)),
        boundary=one.boundary if isinstance(one.boundary, PolicyReference) else None,
        managed_boundary=None if is_reference or one.boundary is None else cast("Pattern", one.boundary),
    )


def _references(policies: tuple[PolicyReference, ...]) -> Iterator[ReferenceView]:
    """Each policy under a label of Terraform's; those that would share one get a digest."""
    labels = [_snake((one.path + one.name).strip("/")) for one in policies]
    for one, label in zip(policies, labels, strict=True):
        digest = hashlib.sha256((one.path + one.name).encode()).hexdigest()[:_DIGEST_CHARS]
        own = f"{label}_{digest}" if labels.count(label) > 1 else label
        yield ReferenceView(label=f"policy_{own}" if not own[:1].isalpha() else own, name=one.name, path=one.path)


def _linked_arn(linked: ServiceLinkedRole) -> Pattern:
    path = f":role/aws-service-role/{linked.service}/{linked.name}"
    return join("arn:", TargetValue.PARTITION, ":iam::", TargetValue.ACCOUNT, path)


def _examples(module: Module) -> Iterator[ExampleView]:
    """The variables that must be given, each with a value to put in its place."""
    if module.permission_set is not None:
        yield ExampleView(name="instance_arn", example="…")
    yield from (_example(one.input) for one in module.inputs if one.input.default is None)


def _documents(module: Module) -> Iterator[DocumentView]:
    for number, one in enumerate(module.documents, start=1):
        title = _TITLES.get(one.name) or _titled(number, len(module.policies))
        yield DocumentView(
            label=one.name,
            title=title,
            policy=_policy_name(one, module),
            version=VERSION,
            statements=one.document.statements,
        )


def _policy_name(one: NamedDocument, module: Module) -> str:
    if one in module.policies:
        return module.name + one.suffix
    return f"{module.name}-boundary" if one.name == BOUNDARY else ""


def _example(one: Input) -> ExampleView:
    return ExampleView(name=one.name, example=EXAMPLES[one.type])


def _titled(number: int, count: int) -> str:
    title = "What the persona may do, and may never do"
    return f"{title}, {number} of {count}" if count > 1 else title


def _policy(named: NamedDocument) -> PolicyView:
    return PolicyView(label=named.name, name=join(NAME, named.suffix), name_prefix=join(NAME, f"{named.suffix}-"))


def _attachment(arn: Pattern) -> AttachmentView:
    name = str(arn).rpartition("/")[2]
    return AttachmentView(label=_snake(name), name=name, arn=arn)


def _input(use: InputUse) -> InputView:
    one = use.input
    chars = INPUT_CHARS if use.exact else WILDCARD_CHARS + INPUT_CHARS
    wild = "" if use.exact else ", and the wildcards * and ?"
    complaint = f"Use letters, digits, spaces, the characters _.:/=+@,~#-{wild}."
    return InputView(
        name=one.name,
        type=one.type,
        description=one.description,
        default=one.default,
        has_default=one.default is not None,
        is_checked_list=one.type is InputType.LIST_OF_STRING,
        is_checked_text=one.type is InputType.STRING,
        allowed=f"^[{chars}]+$",
        complaint=complaint,
    )


def _target_values(module: Module, attachments: tuple[AttachmentView, ...]) -> set[TargetValue]:
    parts = [part for one in module.documents for part in _parts(one.document)]
    parts += [part for one in attachments for part in one.arn.parts]
    parts += resource_parts(module)
    parts += list(module.boundary.arn.parts) if module.boundary is not None and module.boundary.document is None else []
    parts += list(_linked_arn(module.service_linked_role).parts) if module.service_linked_role is not None else []
    return {part for part in parts if isinstance(part, TargetValue)}


def _parts(document: PolicyDocument) -> list[Part]:
    return [part for one in document.statements for pattern in patterns_of(one) for part in pattern.parts]


def _snake(name: str) -> str:
    out: list[str] = []
    for before, char, after in zip(" " + name, name, name[1:] + " ", strict=False):
        starts = char.isupper() and (before.islower() or before.isdigit() or (before.isupper() and after.islower()))
        out.append(("_" if starts else "") + (char.lower() if char.isalnum() else "_"))
    return "".join(out).strip("_")
