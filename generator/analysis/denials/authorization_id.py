"""The end of a message that says where the details are → the authorization ID and the Region of its link.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
"""

import re
from dataclasses import dataclass

from generator.analysis.denials.words import GAP, phrase

MOST_CHARS = 400
"""Characters in which the sentence about the details stands."""

_LINK = re.compile(
    rf"\.?{GAP}{phrase('Go to')}{GAP}https://(?:(?P<region>[a-z0-9-]{{1,32}})\.)?console\.[a-z0-9.-]{{1,64}}/iam/"
    rf"[^\s#]{{0,200}}#/authorization-details/(?P<id>[A-Za-z0-9-]{{1,128}})"
)
_ID = re.compile(
    rf"\.?{GAP}(?:Go{GAP}to|Call|For)\b[^\"]{{0,300}}?{phrase('authorization id')}:{GAP}(?P<id>[A-Za-z0-9-]{{1,128}})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizationId:
    """Under which AWS keeps the details for a day; all is empty where a message has none."""

    id: str = ""
    region: str = ""
    end: int = 0


def read_authorization_id(after: str) -> AuthorizationId:
    """The ID at the start of a text."""
    link = _LINK.match(after)
    if link is not None:
        return AuthorizationId(id=link["id"], region=link["region"] or "", end=link.end())
    named = _ID.match(after[:MOST_CHARS])
    return AuthorizationId(id=named["id"], end=named.end()) if named else AuthorizationId()
