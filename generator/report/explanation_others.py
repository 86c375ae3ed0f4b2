"""What is not a refusal in plain words → what to do with it: encoded messages, authorization ids, unknown texts.

Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html
"""

import shlex
from collections.abc import Iterator

from generator.model.denial import Denial, EncodedDenial, Unrecognised
from generator.report.diagnostics_text import printable
from generator.report.sentence import Block, Bullets, Code, Paragraph, Section, say

FORMS = (
    "User: arn:aws:sts::111122223333:assumed-role/… is not authorized to perform: SERVICE:ACTION on resource: ARN",
    "An error occurred (AccessDeniedException) when calling the … operation: User: … is not authorized to perform: …",
    "You are not authorized to perform this operation. Encoded authorization failure message: …",
)
_MORE_FORMS = (
    "what `aws sts decode-authorization-message` prints",
    "events of CloudTrail, as JSON",
    "logs that hold such messages, also of builds",
)


def decode_command(message: str) -> str:
    """The call that turns an encoded message into one that can be explained."""
    call = ("aws", "sts", "decode-authorization-message", "--encoded-message", message)
    shown = ("--query", "DecodedMessage", "--output", "text")
    return f"{shlex.join((*call, *shown))} | iam-personas explain -"


def details_command(denial: Denial) -> str:
    """The call that tells more of a refusal with an authorization id; empty without one."""
    if not denial.authorization_id:
        return ""
    call = ("aws", "iam-toolbox", "get-request-authorization-details", "--authorization-id", denial.authorization_id)
    return shlex.join((*call, "--region", denial.region) if denial.region else call)


def details_section(denial: Denial) -> Iterator[Section]:
    """How to ask AWS for more; nothing without an authorization id."""
    command = details_command(denial)
    if command:
        words = say(
            "AWS keeps the details of this refusal for 24 hours, for whoever may do {}:",
            "iam:GetRequestAuthorizationDetails",
        )
        yield Section(("More from AWS",), (Paragraph(words), Code(printable(command), "sh")))
    if denial.encoded:
        words = say(
            "The encoded part of the message tells more, to whoever may do {}:", "sts:DecodeAuthorizationMessage"
        )
        yield Section(
            ("What the encoded part says",), (Paragraph(words), Code(printable(decode_command(denial.encoded)), "sh"))
        )


def encoded_section(encoded: EncodedDenial) -> Section:
    """An encoded message → the call that decodes it."""
    what = say("AWS refused {}", encoded.action) if encoded.action else ("AWS refused a request",)
    why = say(
        "The reason is an encoded text, which only AWS can read. Whoever may do {} runs this in the same account:",
        "sts:DecodeAuthorizationMessage",
    )
    return Section(
        (*what, ", and says why in code"),
        (Paragraph(why), Code(printable(decode_command(encoded.message)), "sh")),
        level=1,
    )


def unrecognised_section(one: Unrecognised) -> Section:
    """A text that is no message of AWS's → what can be read."""
    blocks: list[Block] = [Paragraph((f"{one.reason[:1].upper()}{one.reason[1:].rstrip('.')}.",))]
    if one.hint:
        blocks.append(Paragraph((f"{one.hint[:1].upper()}{one.hint[1:].rstrip('.')}.",)))
    blocks.append(Paragraph(("These forms can be read, wherever they stand in a text:",)))
    blocks.append(Bullets((*(say("{}", form) for form in FORMS), *((form.replace("`", ""),) for form in _MORE_FORMS))))
    return Section(("This is no access-denied message that can be read",), tuple(blocks), level=1)
