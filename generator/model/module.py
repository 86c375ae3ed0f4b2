"""What a persona compiles to, before it is rendered."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.guardrail import GuardrailKind
from generator.model.pattern import Pattern
from generator.model.policy import BoundDocument, PolicyDocument, bind_document
from generator.model.profile import Attachment, IdentityKind, Input, PersonaKind
from generator.model.resource_policy import ResourcePolicyKind
from generator.model.sharing import Share, api_policies
from generator.model.target import Bindings

TRUST = "trust"
"""The name of a module's trust policy."""
PERMISSIONS = "permissions"
"""The name of a module's first policy; those of all others go on with `_`."""

BOUNDARY = "boundary"
"""The name of a permissions boundary that a module makes."""

PERMISSION_SET = "permission_set"
"""The name of a permission set's inline policy."""

GUARDRAIL = "guardrail"
"""The name of an organization policy's document."""

RESOURCE = "resource"
"""The name of a resource's policy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDocument:
    """A policy document; `name` is its file stem, its data source and its key in the outputs."""

    name: str
    document: PolicyDocument

    @property
    def suffix(self) -> str:
        """What a policy's name in AWS has behind the module's."""
        return self.name.removeprefix(PERMISSIONS).replace("_", "-")


@dataclass(frozen=True, slots=True, kw_only=True)
class InputUse:
    """An input that a module reads; `exact` where a wildcard in its value would grant too much."""

    input: Input
    exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundary:
    """A permissions boundary; with a `document` the module makes the policy itself."""

    arn: Pattern
    document: PolicyDocument | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyReference:
    """A customer managed policy by name and path, as IAM Identity Center looks for it in each account."""

    name: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionSet:
    """A permission set of IAM Identity Center; `document` is its inline policy, None where it has none."""

    name: str
    session_s: int
    document: PolicyDocument | None
    customer_managed: tuple[PolicyReference, ...]
    boundary: PolicyReference | Pattern | None

    @property
    def session_duration(self) -> str:
        """The length of a session in ISO 8601, as IAM Identity Center wants it.

        Source: https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html
        """
        hours, rest = divmod(self.session_s, 3600)
        minutes, seconds = divmod(rest, 60)
        parts = ((hours, "H"), (minutes, "M"), (seconds, "S"))
        return "PT" + "".join(f"{number}{unit}" for number, unit in parts if number)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLinkedRole:
    """A role that only AWS can change: the service that it is for, and its name."""

    service: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationPolicy:
    """A policy of AWS Organizations that a module makes and attaches to what a variable names."""

    kind: GuardrailKind
    document: PolicyDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourcePolicy:
    """The policy of a resource; `holder` is the resource as Terraform wants it, empty where only a document is made."""

    kind: ResourcePolicyKind
    holder: Pattern
    document: PolicyDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A persona's Terraform module: its policies, its identities and the variables that it reads.

    `policies` are for roles, groups, users or nobody yet; a permission set has its own. `formerly` is the name
    that the persona had before, `adopted` are identities that were there before the module.

    A guardrail's module has an `organization_policy`, that of a resource's policy a `resource_policy`, that of a share
    a `share`; none of them has policies or identities.
    """

    persona: str
    kind: PersonaKind
    title: str
    description: str
    service: str
    name: str
    path: str
    tags: tuple[tuple[str, str], ...]
    identities: tuple[IdentityKind, ...]
    policies: tuple[NamedDocument, ...]
    trust: PolicyDocument | None
    max_session_s: int
    managed_policies: tuple[Pattern, ...]
    inputs: tuple[InputUse, ...]
    attachment: Attachment = Attachment.MANAGED
    boundary: Boundary | None = None
    permission_set: PermissionSet | None = None
    service_linked_role: ServiceLinkedRole | None = None
    organization_policy: OrganizationPolicy | None = None
    resource_policy: ResourcePolicy | None = None
    share: Share | None = None
    formerly: str = ""
    adopted: tuple[IdentityKind, ...] = ()

    @property
    def documents(self) -> tuple[NamedDocument, ...]:
        """Every policy document of the module: policies, the permission set's, the boundary, the trust policy."""
        permission_set = self.permission_set.document if self.permission_set is not None else None
        boundary = self.boundary.document if self.boundary is not None else None
        guardrail = self.organization_policy.document if self.organization_policy is not None else None
        resource = self.resource_policy.document if self.resource_policy is not None else None
        others = (
            (PERMISSION_SET, permission_set),
            (BOUNDARY, boundary),
            (TRUST, self.trust),
            (GUARDRAIL, guardrail),
            (RESOURCE, resource),
        )
        named = (NamedDocument(name=name, document=one) for name, one in others if one is not None)
        return (*self.policies, *named)

    def has(self, *kinds: IdentityKind) -> bool:
        """Whether the persona is embodied in one of these kinds."""
        return any(one in kinds for one in self.identities)

    @property
    def is_persona(self) -> bool:
        """Whether the module embodies a persona, so that the root calls it; guardrails and resource policies do not."""
        return bool(self.identities)

    @property
    def has_prefix(self) -> bool:
        """Whether something is made whose name can end in a suffix of Terraform's: a role or a managed policy."""
        return self.trust is not None or (bool(self.policies) and self.attachment is Attachment.MANAGED)

    @property
    def has_tags(self) -> bool:
        """Whether something is made that has tags and a description; groups and inline policies have none."""
        apart = (self.permission_set, self.service_linked_role, self.organization_policy)
        return self.has_prefix or any(one is not None for one in apart)

    @property
    def takes_boundary(self) -> bool:
        """Whether a variable gives the boundary: a role has one, and the profile names none."""
        return self.trust is not None and self.boundary is None

    @property
    def is_in_iam(self) -> bool:
        """Whether the module makes something in IAM, with a name and a path of its own."""
        return self.has(*_IN_IAM)


def bound_documents(module: Module, bindings: Bindings) -> Iterator[tuple[str, BoundDocument]]:
    """The JSON policies of a module in a place, by file stem; a share has one for each shared resource."""
    yield from ((one.name, bind_document(one.document, bindings)) for one in module.documents)
    if module.share is not None:
        yield from ((one.stem, one.document) for one in api_policies(module.share, bindings))


_IN_IAM = (
    IdentityKind.ROLE,
    IdentityKind.POLICY,
    IdentityKind.INSTANCE_PROFILE,
    IdentityKind.GROUP,
    IdentityKind.USER,
)
