"""A denial → AWS's words for it, in every form in which people meet them: the reading's counterpart, written apart."""

import json
import textwrap
from collections.abc import Callable

from generator.model.denial import Denial, DeniedBy, DenyEffect

CODE, OPERATION, REGION = "AccessDeniedException", "ListImages", "eu-west-1"

ARTICLES = {DeniedBy.IDENTITY: "an", DeniedBy.TRUST: "the"}


def words(denial: Denial) -> str:
    """The sentence itself; S3 alone quotes the ARN.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
    """
    who = denial.caller.id if denial.caller else "anonymous"
    quote = '"' if denial.action.startswith("s3:") else ""
    on = f" on resource: {quote}{denial.resource_as_written}{quote}" if denial.resource_as_written else ""
    policy = f": {denial.policy_arn}" if denial.policy_arn else ""
    return f"User: {who} is not authorized to perform: {denial.action}{on}{_why(denial)}{policy}"


def _why(denial: Denial) -> str:
    if denial.effect is DenyEffect.UNTOLD:
        return ""
    kind = denial.denied_by.value
    if denial.effect is DenyEffect.IMPLICIT:
        return f" because no {kind} allows the {denial.action} action"
    if denial.through is not DeniedBy.UNTOLD:
        return f" with an explicit deny in a {denial.through.value} transitively through a {kind}"
    return f" with an explicit deny in {ARTICLES.get(denial.denied_by, 'a')} {kind}"


def _terraform(text: str) -> str:
    lines = textwrap.wrap(
        f"operation error imagebuilder: {OPERATION}, api error {CODE}: {text}",
        78,
        break_long_words=False,
        break_on_hyphens=False,
    )
    margin = "\x1b[31m│\x1b[0m \x1b[0m"
    return "\n".join(
        [
            "\x1b[31m╷\x1b[0m\x1b[0m",
            f"{margin}Error: reading",
            margin,
            *(margin + one for one in lines),
            "\x1b[31m╵\x1b[0m",
        ]
    )


def _event(text: str) -> str:
    event = {
        "eventSource": "imagebuilder.amazonaws.com",
        "eventName": OPERATION,
        "awsRegion": REGION,
        "errorCode": CODE,
    }
    return json.dumps({"Records": [{**event, "errorMessage": text}]})


FORMS: dict[str, Callable[[str], str]] = {
    "bare": str,
    "cli": lambda text: f"\nAn error occurred ({CODE}) when calling the {OPERATION} operation: {text}\n",
    "boto": lambda text: (
        f'  File "x.py", line 1\nbotocore.errorfactory.{CODE}: '
        f"An error occurred ({CODE}) when calling the {OPERATION} operation: {text}"
    ),
    "go": lambda text: (
        f"operation error imagebuilder: {OPERATION}, https response error StatusCode: 403, RequestID: 1, "
        f"api error {CODE}: {text}"
    ),
    "go 1": lambda text: f"Error: {CODE}: {text}\n\tstatus code: 403, request id: 46bc0d38",
    "java": lambda text: (
        f"com.amazonaws.x: {text} (Service: X; Status Code: 403; Error Code: {CODE}; Request ID: 46bc)"
    ),
    "json": lambda text: json.dumps({"error": {"message": text}}, indent=2),
    "xml": lambda text: f"<Error><Code>{CODE}</Code><Message>{text}</Message></Error>",
    "backticks": lambda text: f"I see `{text}` when I start it.",
    "quotation": lambda text: "\r\n".join(f"> {one}" for one in ("Hello,", text, "what now?")),
    "terraform": _terraform,
    "event": _event,
    "event in an event": lambda text: json.dumps({"Messages": [{"Body": json.dumps({"Message": _event(text)})}]}),
    "details": lambda text: (
        f"{text}. Go to https://{REGION}.console.aws.amazon.com/iam/home?region={REGION}"
        "#/authorization-details/5arh for complete details, or call the GetRequestAuthorizationDetails API "
        "with the following authorization id: 5arh"
    ),
}
