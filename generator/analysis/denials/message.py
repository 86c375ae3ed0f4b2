"""One message in AWS's words → a Denial.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
"""

from dataclasses import dataclass, replace

from generator.analysis.denials.action import NamedAction, longer_than, read_action
from generator.analysis.denials.authorization_id import read_authorization_id
from generator.analysis.denials.caller import doubt_about, last_caller
from generator.analysis.denials.encoded import read_encoded
from generator.analysis.denials.failure import symptom_of
from generator.analysis.denials.find import Piece
from generator.analysis.denials.heading import read_heading
from generator.analysis.denials.reason import read_reason
from generator.analysis.denials.resource import read_resource, region_of, resource_arn
from generator.analysis.denials.unrecognised import cut_action, no_action
from generator.model.denial import Denial, Unrecognised


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a piece says, and how many of its characters behind the words that took."""

    reading: Denial | Unrecognised
    end: int


def read_message(piece: Piece) -> Message:
    """A message becomes a Denial, or says what it lacks."""
    action = read_action(piece.after)
    if action is None:
        return Message(reading=no_action(piece), end=0)
    rest = piece.after[action.end :]
    if not action.is_known and not rest.strip():
        return Message(reading=cut_action(piece, action.action), end=action.end)
    return _denial(piece, action, rest)


def _denial(piece: Piece, action: NamedAction, rest: str) -> Message:
    caller, resource = last_caller(piece.before), read_resource(rest)
    reason = read_reason(rest[resource.end :])
    tail = rest[resource.end + reason.end :]
    heading, encoded, details = read_heading(piece.before, tail), read_encoded(tail), read_authorization_id(tail)
    arn = resource_arn(resource.written, caller)
    denial = Denial(
        action=action.action,
        caller=caller,
        resource=arn,
        resource_as_written=resource.written,
        effect=reason.effect,
        denied_by=reason.denied_by,
        through=reason.through,
        policy_arn=reason.policy_arn,
        authorization_id=details.id,
        error_code=heading.code,
        operation=heading.operation,
        region=region_of(arn) or details.region,
        encoded=encoded.message,
        doubt=_doubt(action, rest) or doubt_about(piece.before, caller) or reason.doubt or resource.doubt,
    )
    denial = replace(denial, symptom=symptom_of(denial))
    return Message(reading=denial, end=action.end + resource.end + reason.end + max(encoded.end, details.end))


def _doubt(action: NamedAction, rest: str) -> str:
    """What to say of an action that the Reference does not have, or that may be the beginning of another."""
    if not action.is_known:
        return f"AWS's reference of actions has no `{action.action}`"
    longer = "" if rest.strip() else longer_than(action.action)
    return f"the message ends with `{action.action}`, and may be cut off: `{longer}` begins so too" if longer else ""
