"""A refused call whose message says no more than the operation → the action, where that is certain."""

from collections.abc import Iterator

from generator.analysis.denials.action import spelled
from generator.analysis.denials.heading import Heading
from generator.analysis.denials.unrecognised import operation_only
from generator.model.denial import Denial, Unrecognised

COMPUTE_CODES = ("UnauthorizedOperation", "Client.UnauthorizedOperation")
"""Only one service has these.

Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
"""
COMPUTE = "ec2"
PERHAPS_ANOTHER = (
    "only the call is named, not the action that was missing: a call may need others, such as `iam:PassRole`"
)


def action_called(heading: Heading) -> str:
    """The action of the operation that a heading names; empty where the service is not named, or has no such action."""
    service = COMPUTE if heading.code in COMPUTE_CODES else _prefix(heading.service)
    return (spelled(f"{service}:{heading.operation}") or "") if service and heading.operation else ""


def read_operation(heading: Heading, text: str) -> Denial | Unrecognised:
    """A refused operation becomes a Denial without a caller, or says that its service is unknown."""
    action = action_called(heading)
    if not action:
        return operation_only(text, heading.operation)
    return Denial(action=action, error_code=heading.code, operation=heading.operation, doubt=PERHAPS_ANOTHER)


def _prefix(service: str) -> str:
    """What an SDK calls a service, such as `EC2` or `CloudWatch Logs`, without what the prefix never has."""
    return "".join(_letters(service.lower()))


def _letters(name: str) -> Iterator[str]:
    return (letter for letter in name if letter.isalnum())
