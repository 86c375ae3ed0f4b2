"""What `aws sts decode-authorization-message` prints → the refused request.

Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html
"""

from collections.abc import Iterator

from generator.analysis.denials.action import spelled
from generator.analysis.denials.caller import decode_caller
from generator.analysis.denials.fields import field, items, text
from generator.analysis.denials.json_values import Json
from generator.analysis.denials.resource import region_of, resource_arn
from generator.model.access import Context
from generator.model.denial import Denial, DenyEffect

MOST_KEYS = 200


def is_decoded(value: Json) -> bool:
    """Whether a value is a decoded authorization message of a refused request."""
    return field(value, "allowed") is False and bool(text(value, "context", "action"))


def read_decoded(value: Json) -> Denial:
    """A decoded message becomes a Denial, with the condition keys that the request carried."""
    context = field(value, "context")
    action, written = text(context, "action"), text(context, "resource")
    caller = decode_caller(text(context, "principal", "arn"))
    arn = resource_arn(written, caller)
    return Denial(
        action=spelled(action) or action,
        caller=caller,
        resource=arn,
        resource_as_written=written,
        effect=DenyEffect.EXPLICIT if field(value, "explicitDeny") is True else DenyEffect.IMPLICIT,
        region=region_of(arn),
        context=_context(context),
        doubt="" if spelled(action) else f"AWS's reference of actions has no `{action}`",
    )


def _context(context: Json) -> Context:
    """The condition keys; AWS mixes parts of the resource's ARN with them, which have no colon."""
    return tuple(sorted(dict(_conditions(context)).items()))


def _conditions(context: Json) -> Iterator[tuple[str, tuple[str, ...]]]:
    for one in items(context, "conditions", "items")[:MOST_KEYS]:
        key = text(one, "key")
        if ":" in key:
            yield key, tuple(text(value, "value") for value in items(one, "values", "items"))
