"""An ARN → how a profile names the resource under a type, so that it means this one and no other."""

import re
from collections.abc import Iterator

from generator.compiler.arn import SELF, account_of, fits, has_names, own_arns
from generator.model.pattern import bind, literal
from generator.model.reference import Action, ResourceType, Service
from generator.model.target import Bindings
from generator.reference.lookup import find_resource_type

_PLACEHOLDER = re.compile(r"\$\{\w+\}|\*")


def types_of(service: Service, action: Action, arn: str, bindings: Bindings) -> tuple[ResourceType, ...]:
    """The resource types of an action that the ARN is of, those first that the action needs."""
    supported = sorted(action.resources, key=lambda one: not one.required)
    found = (find_resource_type(service, one.type) for one in supported)
    return tuple(one for one in found if one is not None and any(spellings(one, arn, bindings)))


def spellings(type_: ResourceType, arn: str, bindings: Bindings) -> Iterator[str]:
    """The name, where it means the one ARN; then the ARN with the target's values left open."""
    for name in _names(type_, arn):
        made = {
            one for each in own_arns(type_, literal(name), account_of(literal(SELF))) for one in bind(each, bindings)
        }
        if made == {arn} and ":" not in name:
            yield name
    if fits(type_, literal(arn)) and any(_filled(one, arn) is not None for one in type_.arns):
        yield open_arn(arn, bindings)


def open_arn(arn: str, bindings: Bindings) -> str:
    """An ARN with `${partition}`, `${region}` and `${account}` where the target's values stand."""
    segments = arn.split(":", 5)
    wanted = {1: ("partition", bindings.partition), 3: ("region", bindings.region), 4: ("account", bindings.account)}
    for number, (name, value) in wanted.items():
        if segments[number] == value:
            segments[number] = "${" + name + "}"
    return ":".join(segments)


def type_word(type_: ResourceType, service: Service) -> str:
    """How a grant names a type: by its family, whose names also narrow it."""
    family = type_.family or type_.name
    return family if find_resource_type(service, family) is not None else type_.name


def _names(type_: ResourceType, arn: str) -> Iterator[str]:
    for one in type_.arns if has_names(type_) else ():
        parts = _filled(one, arn)
        if parts:
            yield "/".join(parts)


def _filled(arn_format: str, arn: str) -> tuple[str, ...] | None:
    """What stands in the places that a format leaves open in its last segment; None where it does not fit."""
    wanted, given = arn_format.split(":", 5)[5], arn.split(":", 5)[-1]
    literals = [re.escape(one) for one in _PLACEHOLDER.split(wanted)]
    pattern = "([^/]+)".join(literals[:-1]) + ("(.+)" if len(literals) > 1 else "") + literals[-1]
    found = re.fullmatch(pattern, given) or re.fullmatch("(.+)".join(literals), given)
    return found.groups() if found is not None else None
