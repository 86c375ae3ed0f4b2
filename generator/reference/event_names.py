"""The source and the name of a CloudTrail event become the action that was asked for (data/event_names.json)."""

import re

from generator.reference.dataset import read_json
from generator.reference.lookup import find_action
from generator.reference.services import find_service

_HOST = ".amazonaws.com"
_VERSION = re.compile(r"(?:[0-9]{8}|[0-9]{4}_[0-9]{2}_[0-9]{2})(?:v[0-9]+)?\Z")
"""What some services put behind the name of an operation, such as `CreateFunction20150331`.

Source: https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html
"""


def service_of(event_source: str) -> str:
    """`monitoring.amazonaws.com` becomes `cloudwatch`."""
    name = event_source.split(_HOST, 1)[0].lower()
    return read_json("event_names.json")["sources"].get(name, name)


def action_of(event_source: str, event_name: str) -> str | None:
    """The action that an event stands for; None where no action is called so."""
    prefix = service_of(event_source)
    service = find_service(prefix)
    if service is None:
        return None
    name = _VERSION.sub("", event_name)
    renamed = read_json("event_names.json")["names"].get(f"{prefix}:{name}", "").partition(":")[2]
    found = find_action(service, renamed or name)
    return f"{service.prefix}:{found.name}" if found else None
