"""What the Reference says, read naively for the laws."""

from functools import cache

from generator.model.reference import Action, Service
from generator.reference.services import find_service

SENSITIVE_FIRST = ["permissions-management", "tagging", "write", "read", "list"]


def service(prefix: str) -> Service:
    found = find_service(prefix)
    assert found is not None
    return found


def is_guarded(action: Action) -> bool:
    return action.named_only or bool(action.demanded_keys)


@cache
def guarded(prefix: str) -> list[str]:
    return [str(one) for one in service(prefix).actions if is_guarded(one)]


def leading(action: Action) -> str:
    held = {one.value.lower().replace(" ", "-") for one in action.levels}
    return next(one for one in SENSITIVE_FIRST if one in held)


def _fits(pattern: str, arn: str) -> bool:
    """Whether an emitted ARN lies within a format of the Reference, whose holes match anything."""
    wanted, given_ = pattern.split(":", 5), arn.split(":", 5)
    if len(given_) != 6 or wanted[2] != given_[2]:
        return False
    filled = all(bool(wanted[at]) == bool(given_[at]) for at in (1, 3, 4))
    return filled and given_[5].startswith(wanted[5].split("${")[0])


def is_supported(action: str, arn: str) -> bool:
    """Whether the Reference lets an action be used on what an ARN names."""
    prefix, _, short = action.partition(":")
    found = next(one for one in service(prefix).actions if one.name == short)
    formats = {one.name: one.arns for one in service(prefix).resource_types}
    supported = [each for one in found.resources for each in formats[one.type]]
    if arn == "*":
        open_service = any(each.split(":")[2].startswith("${") for each in supported)
        return open_service or not any(one.required for one in found.resources)
    return any(_fits(each, arn) for each in supported)
