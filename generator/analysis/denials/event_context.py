"""A CloudTrail event → the condition keys that its request is known to have carried.

Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
"""

from collections.abc import Iterator
from ipaddress import ip_address

from generator.analysis.denials.fields import field, items, text
from generator.analysis.denials.json_values import Json
from generator.model.access import Context

MOST_TAGS = 50
"""Source: https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html"""

_PLAIN = (
    ("aws:RequestedRegion", ("awsRegion",)),
    ("aws:UserAgent", ("userAgent",)),
    ("aws:MultiFactorAuthPresent", ("userIdentity", "sessionContext", "attributes", "mfaAuthenticated")),
    ("aws:SourceVpce", ("vpcEndpointId",)),
)
_TAG_NAMES = (("key", "value"), ("Key", "Value"), ("tagKey", "tagValue"), ("TagKey", "TagValue"))
_TAG_FIELDS = (("tags",), ("Tags",), ("tagSet",), ("tagSet", "items"))
_TAG_KEY_FIELDS = ("tagKeys", "TagKeys", "tagKeyList")


def event_context(event: Json) -> Context:
    """The keys that an event tells of, sorted."""
    keys: dict[str, tuple[str, ...]] = {key: (value,) for key, path in _PLAIN if (value := text(event, *path))}
    if text(event, "userIdentity", "type") != "AWSService":
        keys.update(_source(text(event, "sourceIPAddress")))
    if field(event, "tlsDetails"):
        keys["aws:SecureTransport"] = ("true",)
    tags = dict(_tags(field(event, "requestParameters")))
    keys.update({f"aws:RequestTag/{name}": (value,) for name, value in tags.items()})
    named = sorted({*tags, *_tag_keys(field(event, "requestParameters"))})
    return tuple(sorted({**keys, **({"aws:TagKeys": tuple(named)} if named else {})}.items()))


def _source(address: str) -> dict[str, tuple[str, ...]]:
    """An address, or a service that made the request for somebody."""
    if address.endswith(".amazonaws.com"):
        return {"aws:ViaAWSService": ("true",)}
    try:
        return {"aws:SourceIp": (str(ip_address(address)),)}
    except ValueError:
        return {}


def _tags(parameters: Json) -> Iterator[tuple[str, str]]:
    """The tags of a request, in each of the shapes that services record."""
    specifications = items(parameters, "tagSpecificationSet", "items")
    for holder in (parameters, *specifications[:MOST_TAGS]):
        for path in _TAG_FIELDS:
            yield from _named(field(holder, *path))


def _named(tags: Json) -> Iterator[tuple[str, str]]:
    if isinstance(tags, dict):
        yield from ((name, value) for name, value in [*tags.items()][:MOST_TAGS] if isinstance(value, str))
    for tag in tags[:MOST_TAGS] if isinstance(tags, list) else ():
        for key, value in _TAG_NAMES:
            if name := text(tag, key):
                yield name, text(tag, value)


def _tag_keys(parameters: Json) -> Iterator[str]:
    for name in _TAG_KEY_FIELDS:
        yield from (one for one in items(parameters, name)[:MOST_TAGS] if isinstance(one, str))
