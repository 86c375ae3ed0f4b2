"""The short name of a resource, `image-pipeline/web`, → its ARN, by the formats of the action's resource types.

Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

import re

from generator.model.reference import Action, ResourceType, Service
from generator.model.target import Bindings
from generator.reference.lookup import find_resource_type

_PLACEHOLDER = re.compile(r"\$\{\w+\}")
_ANY_PART = re.compile(r"[^/:]+")
_ANY_REST = re.compile(r".+")


def types_of(service: Service, action: Action) -> tuple[ResourceType, ...]:
    """The resource types that an action supports."""
    found = (find_resource_type(service, one.type) for one in action.resources)
    return tuple(one for one in found if one is not None)


def arn_of(name: str, service: Service, action: Action, bindings: Bindings) -> str | None:
    """The ARN that a short name means for an action in a place; an ARN and `*` mean themselves.

    Where several types fit, the one whose format is followed part by part comes first, then the longest format.
    """
    if name.startswith("arn:") or name == "*":
        return name
    formats = sorted(
        {one for type_ in types_of(service, action) for one in type_.arns}, key=lambda one: (-len(one), one)
    )
    for placeholder in (_ANY_PART, _ANY_REST):
        for one in formats:
            if _fits(name, one, placeholder):
                return _filled(one, name, bindings)
    return None


def short_formats(service: Service, action: Action) -> tuple[str, ...]:
    """How the resources of an action are written short, for hints."""
    return tuple(sorted({_rest(one) for type_ in types_of(service, action) for one in type_.arns}))


def _fits(name: str, arn_format: str, placeholder: re.Pattern[str]) -> bool:
    """Whether a name follows a format; of a name with wildcards, only what stands before them is looked at."""
    fixed, *wild = re.split(r"[*?]", name, maxsplit=1)
    if wild:
        start = _PLACEHOLDER.split(_rest(arn_format))[0]
        return fixed.startswith(start) or start.startswith(fixed)
    literal = (re.escape(part) for part in _PLACEHOLDER.split(_rest(arn_format)))
    return re.fullmatch(placeholder.pattern.join(literal), name) is not None


def _filled(arn_format: str, name: str, bindings: Bindings) -> str:
    values = {"Partition": bindings.partition, "Region": bindings.region, "Account": bindings.account}
    head = re.sub(r"\$\{(\w+)\}", lambda found: values.get(found[1], "*"), _head(arn_format))
    return f"{head}:{name}"


def _head(arn_format: str) -> str:
    return ":".join(arn_format.split(":")[:5])


def _rest(arn_format: str) -> str:
    return ":".join(arn_format.split(":")[5:])
