"""A guardrail's module → the resources and outputs that its files must make."""

from collections.abc import Iterator, Mapping

from generator.model.guardrail import GuardrailKind
from generator.model.module import GUARDRAIL, Module
from generator.verifier.evaluate import Symbol, Value

_TYPES = {
    GuardrailKind.SERVICE_CONTROL_POLICY: "SERVICE_CONTROL_POLICY",
    GuardrailKind.RESOURCE_CONTROL_POLICY: "RESOURCE_CONTROL_POLICY",
}
"""Source: https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html"""

_POLICY = "aws_organizations_policy.this"


def expected_guardrail(
    module: Module, name: Value, targets: Value, tags: Value
) -> Iterator[tuple[str, Mapping[str, Value]]]:
    """The policy and what it is attached to, where the variables have these values; nothing for a persona."""
    if module.organization_policy is None:
        return
    content = Symbol(f"data.aws_iam_policy_document.{GUARDRAIL}.json")
    kind = _TYPES[module.organization_policy.kind]
    yield _POLICY, {"name": name, "type": kind, "content": content, "tags": tags}
    attached: dict[str, Value] = {
        "for_each": targets,
        "policy_id": Symbol(f"{_POLICY}.id"),
        "target_id": Symbol("each.key"),
    }
    yield "aws_organizations_policy_attachment.this", attached


def expected_guardrail_outputs(module: Module) -> dict[str, Value]:
    """The outputs beside the documents; none for a persona."""
    if module.organization_policy is None:
        return {}
    return {f"policy_{one}": Symbol(f"{_POLICY}.{one}") for one in ("arn", "id")}
