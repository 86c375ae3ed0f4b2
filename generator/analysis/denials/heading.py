"""What SDKs, the CLI and Terraform print around a message → its error code and the operation that was called.

Sources: the texts of botocore (`An error occurred (…) when calling the … operation`), of the AWS SDK for Go 2
(`operation error EC2: RunInstances, …, api error UnauthorizedOperation: …`) and 1 (`AccessDenied: …`), and of the SDK
for Java (`(Service: …; Status Code: 403; Error Code: …; Request ID: …)`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis.denials.words import GAP, phrase

DENIAL_CODES = (
    "AccessDenied",
    "AccessDeniedException",
    "AccessDeniedFault",
    "AuthorizationError",
    "AuthorizationErrorException",
    "Client.UnauthorizedOperation",
    "Forbidden",
    "ForbiddenException",
    "NotAuthorized",
    "NotAuthorizedException",
    "UnauthorizedAccess",
    "UnauthorizedException",
    "UnauthorizedOperation",
)
"""The error codes of a refused request.

Sources: https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html
"""
MOST_CHARS = 600
"""How far before and behind a message that can stand."""

_CODE = "|".join(sorted(map(re.escape, DENIAL_CODES), key=len, reverse=True))
_BOTO = re.compile(
    rf"{phrase('An error occurred')}{GAP}\((?P<code>[A-Za-z0-9.]{{1,100}})\){GAP}{phrase('when calling the')}"
    rf"{GAP}(?P<operation>[A-Za-z0-9]{{1,100}}){GAP}operation"
)
_GO = re.compile(
    rf"{phrase('operation error')}{GAP}(?P<service>[A-Za-z0-9 \n-]{{1,64}}):{GAP}(?P<operation>[A-Za-z0-9]{{1,100}}),"
)
_GO_CODE = re.compile(rf"{phrase('api error')}{GAP}(?P<code>[A-Za-z0-9.]{{1,100}}):")
_PLAIN = re.compile(rf"(?<![A-Za-z0-9])(?P<code>{_CODE})(?![A-Za-z0-9.])")
_JAVA = re.compile(rf"{GAP}\(Service:[^()]{{1,400}}?[;,]{GAP}Error{GAP}Code:{GAP}(?P<code>[A-Za-z0-9.]{{1,100}})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """`service` is what an SDK calls the service; all are empty where nothing names them."""

    code: str = ""
    operation: str = ""
    service: str = ""


def read_heading(before: str, after: str = "") -> Heading:
    """The code and the operation that stand nearest to a message."""
    near, behind = before[-MOST_CHARS:], after[:MOST_CHARS]
    boto, go = _last(_BOTO, near), _last(_GO, near)
    if boto is not None and (go is None or go.start() < boto.start()):
        return Heading(code=boto["code"], operation=boto["operation"])
    code = _last(_GO_CODE, near) or _last(_PLAIN, near) or _JAVA.match(behind)
    return Heading(
        code=code["code"] if code else "",
        operation=go["operation"] if go else "",
        service=go["service"] if go else "",
    )


def find_headings(text: str) -> Iterator[tuple[int, int, Heading]]:
    """Every refused operation that a text names, with where that begins and ends."""
    for one in _BOTO.finditer(text):
        if one["code"] in DENIAL_CODES:
            yield one.start(), one.end(), Heading(code=one["code"], operation=one["operation"])
    for one in _GO.finditer(text):
        code = _GO_CODE.search(text, one.end(), one.end() + MOST_CHARS)
        if code is not None and code["code"] in DENIAL_CODES:
            yield (
                one.start(),
                code.end(),
                Heading(code=code["code"], operation=one["operation"], service=one["service"]),
            )


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = tuple(pattern.finditer(text))
    return found[-1] if found else None
