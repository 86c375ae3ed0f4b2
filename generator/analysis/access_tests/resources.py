"""The name of a resource, short (`image-pipeline/web`) or an ARN, → the ARNs that it means for an action.

Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

import re

from generator.model.reference import Action, ResourceType, Service
from generator.model.target import WILDCARD_CHARS, Bindings
from generator.reference.lookup import find_resource_type

EVERY_RESOURCE = "*"
_PLACEHOLDER = re.compile(r"\$\{\w+\}|\*")
"""What the Reference leaves open in a format: `${BucketName}`, and the bare `*` of a few."""
_ANY_PART = r"[^/:]+"
_ANY_REST = r".+"
_NAME = r"[^/]+"
_ANY_SEGMENT = r"[^:]*"
_SEGMENTS = 6


def types_of(service: Service, action: Action) -> tuple[ResourceType, ...]:
    """The resource types that an action supports."""
    found = (find_resource_type(service, one.type) for one in action.resources)
    return tuple(one for one in found if one is not None)


def arns_of(name: str, service: Service, action: Action, bindings: Bindings) -> tuple[str, ...]:
    """The ARNs of a name in a place; nothing where the action acts on no such resource.

    `*` is every resource. A name with wildcards means one ARN pattern for each format that it can follow. Where
    several formats fit a plain name, the one that is followed part by part comes first, then the longest.
    """
    if is_every(name):
        return (EVERY_RESOURCE,)
    formats = _formats(service, action)
    if name.startswith("arn:"):
        return (name,) if any(_can_be(name, one, bindings) for one in formats) else ()
    if is_pattern(name):
        return tuple(dict.fromkeys(_filled(one, name, bindings) for one in formats if _starts_alike(name, _rest(one))))
    for placeholder in (_ANY_PART, _ANY_REST):
        for one in formats:
            if _follows(name, _rest(one), placeholder):
                return (_filled(one, name, bindings),)
    return ()


def is_every(name: str) -> bool:
    """Whether a name means every resource."""
    return bool(name) and not name.strip("*")


def is_pattern(text: str) -> bool:
    """Whether a text has wildcards."""
    return any(char in text for char in WILDCARD_CHARS)


def short_formats(service: Service, action: Action) -> tuple[str, ...]:
    """How the resources of an action are written short, for hints."""
    return tuple(sorted({_rest(one) for one in _formats(service, action)}))


def _formats(service: Service, action: Action) -> list[str]:
    found = {one for type_ in types_of(service, action) for one in type_.arns}
    return sorted(found, key=lambda one: (-len(one), one))


def _can_be(arn: str, arn_format: str, bindings: Bindings) -> bool:
    """Whether an ARN, or one that an ARN pattern matches, can have a format in the place's partition."""
    segments, wanted = arn.split(":", _SEGMENTS - 1), arn_format.split(":", _SEGMENTS - 1)
    wanted[1] = bindings.partition
    heads = zip(segments[1 : _SEGMENTS - 1], wanted[1 : _SEGMENTS - 1], strict=False)
    if not all(is_pattern(given) or _follows(given, one, _ANY_SEGMENT) for given, one in heads):
        return False
    if len(segments) < _SEGMENTS:
        return is_pattern(arn)
    rest = segments[-1]
    return _starts_alike(rest, wanted[-1]) if is_pattern(rest) else _follows(rest, wanted[-1], _ANY_REST)


def _follows(name: str, wanted: str, placeholder: str) -> bool:
    """Whether a name follows a format; what is a name and nothing else, such as a bucket's, has no slashes."""
    if placeholder is _ANY_REST and _PLACEHOLDER.fullmatch(wanted):
        placeholder = _NAME
    literal = (re.escape(part) for part in _PLACEHOLDER.split(wanted))
    return re.fullmatch(placeholder.join(literal), name) is not None


def _starts_alike(name: str, wanted: str) -> bool:
    """Whether what stands before the wildcards of a name and before the placeholders of a format can be the same."""
    fixed, start = re.split(r"[*?]", name, maxsplit=1)[0], _PLACEHOLDER.split(wanted)[0]
    return fixed.startswith(start) or start.startswith(fixed)


def _filled(arn_format: str, name: str, bindings: Bindings) -> str:
    values = {"Partition": bindings.partition, "Region": bindings.region, "Account": bindings.account}
    head = ":".join(arn_format.split(":")[: _SEGMENTS - 1])
    return re.sub(r"\$\{(\w+)\}", lambda found: values.get(found[1], "*"), head) + f":{name}"


def _rest(arn_format: str) -> str:
    return ":".join(arn_format.split(":")[_SEGMENTS - 1 :])
