"""How large AWS Organizations will find a guardrail, and whether it takes it."""

from generator.compiler.problems import Problems
from generator.compiler.quotas import RCP, SCP
from generator.compiler.size import size_chars
from generator.model.guardrail import Guardrail, GuardrailKind
from generator.model.policy import PolicyDocument
from generator.model.target import Bindings

QUOTAS = {GuardrailKind.SERVICE_CONTROL_POLICY: SCP, GuardrailKind.RESOURCE_CONTROL_POLICY: RCP}


def check_guardrail_size(
    guardrail: Guardrail, document: PolicyDocument, places: tuple[Bindings, ...], problems: Problems
) -> None:
    """Complains of a guardrail that outgrows its quota, with the figures."""
    quota = QUOTAS[guardrail.kind]
    size = size_chars(quota, document, places)
    if size > quota.chars:
        kind = guardrail.kind.value.replace("-", " ")
        message = f"`{guardrail.name}` takes {size} characters with white space, and a {kind} holds {quota.chars}"
        hint = "write actions with wildcards, or divide it into two guardrails"
        problems.error("policy-too-large", message, guardrail.at, hint)
