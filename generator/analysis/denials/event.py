"""A CloudTrail event → the request that it says was refused.

Sources: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.analysis.denials.caller import decode_caller
from generator.analysis.denials.clean import clean
from generator.analysis.denials.encoded import find_encoded
from generator.analysis.denials.event_context import event_context
from generator.analysis.denials.failure import symptom_of
from generator.analysis.denials.fields import field, items, text
from generator.analysis.denials.find import find_pieces
from generator.analysis.denials.heading import DENIAL_CODES
from generator.analysis.denials.json_values import Json
from generator.analysis.denials.message import read_message
from generator.analysis.denials.operation import PERHAPS_ANOTHER
from generator.analysis.denials.resource import is_arn, resource_arn
from generator.model.access import Caller
from generator.model.denial import Denial
from generator.reference.event_names import action_of, service_of
from generator.reference.lookup import find_action
from generator.reference.services import find_service

_VARIABLE = re.compile(r"\$\{[^}]*\}")


def is_event(value: Json) -> bool:
    """Whether a value is a CloudTrail event."""
    return bool(text(value, "eventSource") and text(value, "eventName"))


def read_event(event: Json) -> Denial | None:
    """The refused request of an event; None where nothing was refused."""
    code, message = text(event, "errorCode"), clean(text(event, "errorMessage"))
    said = next(_said(message), None)
    if said is None and code not in DENIAL_CODES:
        return None
    denial = said or _named(event, message)
    caller = _caller(event) or denial.caller
    written = denial.resource_as_written or _resource(event, denial.action)
    read = replace(
        denial,
        caller=caller,
        resource=resource_arn(written, caller),
        resource_as_written=written,
        error_code=code,
        operation=text(event, "eventName"),
        region=text(event, "awsRegion"),
        context=event_context(event),
    )
    return replace(read, symptom=symptom_of(read))


def _said(message: str) -> Iterator[Denial]:
    for piece in find_pieces(message):
        if isinstance(reading := read_message(piece).reading, Denial):
            yield reading


def _named(event: Json, message: str) -> Denial:
    """A denial whose message says nothing: the event's name has to do."""
    source, name = text(event, "eventSource"), text(event, "eventName")
    action = action_of(source, name)
    named = f"{service_of(source)}:{name}"
    return Denial(
        action=action or named,
        encoded=next((one.message for one in find_encoded(message)), ""),
        doubt=PERHAPS_ANOTHER
        if action
        else f"AWS's reference of actions has no `{named}`: the action may be called otherwise",
    )


def _caller(event: Json) -> Caller | None:
    identity = field(event, "userIdentity")
    if text(identity, "type") == "AWSService":
        return decode_caller(text(identity, "invokedBy"))
    issuer = text(identity, "sessionContext", "sessionIssuer", "arn")
    return decode_caller(text(identity, "arn"), issuer if decode_caller(issuer) else "")


def _resource(event: Json, action: str) -> str:
    """The one ARN of an event that is of a type that the action takes; empty where there are several or none."""
    formats = tuple(_formats(action))
    found = {one for one in _arns(event) if any(_is_of(_tail(one), form) for form in formats)}
    return next(iter(found)) if len(found) == 1 else ""


def _arns(event: Json) -> Iterator[str]:
    for one in items(event, "resources"):
        yield from (arn for name in ("ARN", "arn") if is_arn(arn := text(one, name)))
    parameters = field(event, "requestParameters")
    if isinstance(parameters, dict):
        yield from (one for one in parameters.values() if isinstance(one, str) and is_arn(one))


def _formats(action: str) -> Iterator[tuple[str, ...]]:
    """What stands between the variables in the ARNs of the types that an action takes."""
    service = find_service(action.partition(":")[0])
    listed = find_action(service, action.partition(":")[2]) if service else None
    if service is None or listed is None:
        return
    types = {one.type for one in listed.resources}
    for one in service.resource_types:
        if one.name in types:
            yield from (tuple(_VARIABLE.split(_tail(arn))) for arn in (one.arn, *one.more_arns))


def _is_of(tail: str, form: tuple[str, ...]) -> bool:
    """Whether the parts of a format stand in an ARN in order, the first one at the beginning."""
    place = 0
    for part in form:
        found = tail.find(part, place)
        if found < 0 or (place == 0 and found > 0):
            return False
        place = found + len(part)
    return True


def _tail(arn: str) -> str:
    """The service and the resource of an ARN, without the partition, the Region and the account."""
    parts = arn.split(":", 5)
    return f"{parts[2]}:{parts[5]}" if len(parts) == 6 else arn
