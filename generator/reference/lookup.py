"""Names, patterns and access levels become actions and resource types of a service."""

import re
from collections.abc import Collection
from functools import cache

from generator.model.reference import AccessLevel, Action, ResourceType, Service

SENSITIVITY = (
    AccessLevel.PERMISSIONS_MANAGEMENT,
    AccessLevel.TAGGING,
    AccessLevel.WRITE,
    AccessLevel.READ,
    AccessLevel.LIST,
)
"""The access levels, the most sensitive first."""


def find_action(service: Service, name: str) -> Action | None:
    """The name of an action, in any case and without its prefix, becomes the action.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
    """
    folded = name.casefold()
    return next((one for one in service.actions if one.name.casefold() == folded), None)


def find_resource_type(service: Service, name: str) -> ResourceType | None:
    """The name of a resource type, in any case, becomes the type."""
    folded = name.casefold()
    return next((one for one in service.resource_types if one.name.casefold() == folded), None)


def matching_actions(service: Service, pattern: str) -> tuple[Action, ...]:
    """A pattern with `*` and `?` becomes the actions that it matches, in any case, sorted.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
    (`*` is any run of characters, `?` is any one)
    """
    matches = _compile(pattern).fullmatch
    return tuple(one for one in service.actions if matches(one.name))


def actions_with_levels(service: Service, levels: Collection[AccessLevel]) -> tuple[Action, ...]:
    """Access levels become the actions whose most sensitive level is one of them.

    The Reference marks `PutImagePolicy` as "Permissions management, Write". Who asks for
    `write` must not get the right to share with strangers, nor to change the tags that
    conditions rely on, so an action with several levels counts as the most sensitive only.
    """
    return tuple(one for one in service.actions if leading_level(one) in levels)


def leading_level(action: Action) -> AccessLevel:
    """The most sensitive of an action's levels."""
    return next(level for level in SENSITIVITY if level in action.levels)


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    parts = (".*" if char == "*" else "." if char == "?" else re.escape(char) for char in pattern)
    return re.compile("".join(parts), re.IGNORECASE | re.DOTALL)
