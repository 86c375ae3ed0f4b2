"""What AWS says when it refuses a request, read.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
"""

from dataclasses import dataclass
from enum import Enum

from generator.model.access import Caller, Context


class DenyEffect(Enum):
    """Whether a policy denied, or none allowed; older messages do not tell."""

    EXPLICIT = "explicit deny"
    IMPLICIT = "implicit deny"
    UNTOLD = "deny"


class DeniedBy(Enum):
    """The type of policy that a message blames, in AWS's words."""

    IDENTITY = "identity-based policy"
    BOUNDARY = "permissions boundary"
    SESSION = "session policy"
    SCP = "service control policy"
    RCP = "resource control policy"
    RESOURCE = "resource-based policy"
    ENDPOINT = "VPC endpoint policy"
    TRUST = "role trust policy"
    UNTOLD = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """A refused request.

    `caller` is None where the message names none (`anonymous` and the like). `resource` is an ARN, also where the
    message has IAM's label for it (`role NAME`), or empty where it names none; `resource_as_written` is the message's
    own word, and differs from it for a label, whose ARN lacks the path that the label lacks. `through` is the type of
    policy that a message names before the one to blame (`in a VPC endpoint policy transitively through a service
    control policy`). `encoded` is what `aws sts decode-authorization-message` can tell more from. `symptom` is the row
    of the table of known failures that the denial is, or empty. `context` is what is known of the request besides,
    from a CloudTrail event or a decoded message. `doubt` says in a sentence what of this may not be as it looks.
    `number` counts the readings of one text from 0.
    """

    action: str
    caller: Caller | None = None
    resource: str = ""
    resource_as_written: str = ""
    effect: DenyEffect = DenyEffect.UNTOLD
    denied_by: DeniedBy = DeniedBy.UNTOLD
    through: DeniedBy = DeniedBy.UNTOLD
    policy_arn: str = ""
    authorization_id: str = ""
    error_code: str = ""
    operation: str = ""
    region: str = ""
    encoded: str = ""
    symptom: str = ""
    context: Context = ()
    doubt: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodedDenial:
    """A message whose reasons only `aws sts decode-authorization-message` can tell; `action` is empty where the
    message names no operation.
    """

    message: str
    action: str = ""
    operation: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildFailure:
    """A build that failed because a machine's role lacks something; `symptom` is the name of the row of the table
    of known failures, `line` the line of the log that shows it.
    """

    symptom: str
    line: str
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Unrecognised:
    """A text that is none of the known forms; `text` is the piece of it, cut to a line's length, `reason` says what was
    looked for and not found, `hint` what to do.
    """

    text: str
    reason: str
    hint: str = ""
    number: int = 0


Reading = Denial | EncodedDenial | BuildFailure | Unrecognised
"""What one piece of a text turns out to be."""
