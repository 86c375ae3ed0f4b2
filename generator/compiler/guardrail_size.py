"""How large AWS Organizations will find a guardrail: all characters that Terraform sends count, white space too.

Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
"""

import json
from typing import cast

from generator.compiler.problems import Problems
from generator.model.guardrail import Guardrail, GuardrailKind
from generator.model.policy import BoundDocument, PolicyDocument, bind_document
from generator.model.policy_json import document_json
from generator.model.target import Bindings

MOST_CHARS = {GuardrailKind.SERVICE_CONTROL_POLICY: 10_240, GuardrailKind.RESOURCE_CONTROL_POLICY: 5_120}
_ESCAPED = str.maketrans({one: f"\\u{ord(one):04x}" for one in "<>&\u2028\u2029"})


def guardrail_size(document: PolicyDocument, places: tuple[Bindings, ...]) -> int:
    """The characters of a guardrail, where it is largest."""
    return max(rendered_size(bind_document(document, one)) for one in places)


def check_guardrail_size(
    guardrail: Guardrail, document: PolicyDocument, places: tuple[Bindings, ...], problems: Problems
) -> None:
    """Complains of a guardrail that outgrows its quota, with the figures."""
    size, most = guardrail_size(document, places), MOST_CHARS[guardrail.kind]
    if size > most:
        kind = guardrail.kind.value.replace("-", " ")
        message = f"`{guardrail.name}` takes {size} characters with white space, and a {kind} holds {most}"
        hint = "write actions with wildcards, or divide it into two guardrails"
        problems.error("policy-too-large", message, guardrail.at, hint)


def rendered_size(document: BoundDocument) -> int:
    """The characters of `json` of Terraform's `aws_iam_policy_document`: a set of one is a text, `<>&` are escaped.

    Source: https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/iam/policy_model.go
    Source: https://pkg.go.dev/encoding/json#MarshalIndent
    """
    rendered = _collapsed(document_json(document), "")
    return len(json.dumps(rendered, ensure_ascii=False, indent=2).translate(_ESCAPED))


def _collapsed(value: object, key: str) -> object:
    match value:
        case dict():
            return {name: _collapsed(one, name) for name, one in cast("dict[str, object]", value).items()}
        case list():
            items = [_collapsed(one, "") for one in cast("list[object]", value)]
            return items[0] if len(items) == 1 and key != "Statement" else items
        case _:
            return value
