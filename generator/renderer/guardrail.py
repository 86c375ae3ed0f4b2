"""An organization policy → what templates print of it, and its rows in a README."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.guardrail import GuardrailKind
from generator.model.module import OrganizationPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationPolicyView:
    """`type` is Terraform's word, `bound` says who is bound, and `unbound` who never is."""

    type: str
    bound: str
    unbound: str


_VIEWS = {
    GuardrailKind.SERVICE_CONTROL_POLICY: OrganizationPolicyView(
        type="SERVICE_CONTROL_POLICY",
        bound="It binds every user and role of the accounts that it is attached to, root users included",
        unbound="it never binds service-linked roles, nor the management account",
    ),
    GuardrailKind.RESOURCE_CONTROL_POLICY: OrganizationPolicyView(
        type="RESOURCE_CONTROL_POLICY",
        bound="It binds everybody who asks for resources of the accounts that it is attached to",
        unbound="it never binds service-linked roles, nor resources of the management account",
    ),
}
"""Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
"""


def organization_policy_view(policy: OrganizationPolicy | None) -> OrganizationPolicyView | None:
    """What templates print; None for a persona."""
    return _VIEWS[policy.kind] if policy is not None else None


def guardrail_inputs(name: str) -> Iterator[tuple[str, str, str, str]]:
    """The variables that only guardrails have: name, description, type and default."""
    yield "name", "Name of the organization policy", "string", name
    yield "targets", "IDs of the roots, organizational units and accounts that it is attached to", "set(string)", "[]"


def guardrail_outputs() -> Iterator[tuple[str, str]]:
    """The outputs that only guardrails have: name and description."""
    yield "policy_arn", "ARN of the organization policy"
    yield "policy_id", "ID of the organization policy"
