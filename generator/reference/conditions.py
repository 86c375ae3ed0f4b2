"""Condition keys: which exist, where they count, and which can be policy variables."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from generator.model.reference import Action, ConditionKey, Service
from generator.reference.dataset import read_json
from generator.reference.lookup import find_resource_type
from generator.reference.overlay import withheld_keys
from generator.reference.services import decode_key, find_service

OF_TAGGING_REQUESTS = ("aws:RequestTag/${TagKey}", "aws:TagKeys")
"""The keys that tell which tags a request passes."""
FEDERATION = "sts"
"""The service whose keys (`saml:sub`, `cognito-identity.amazonaws.com:sub`) identity providers fill."""


def find_condition_key(service: Service, key: str) -> ConditionKey | None:
    """A key as a policy writes it becomes the service's or the global key that it means."""
    return _find(service.condition_keys, key) or find_global_key(key)


def find_global_key(key: str) -> ConditionKey | None:
    """A key that counts for every action becomes its ConditionKey.

    `aws:ResourceTag/…`, `aws:RequestTag/…` and `aws:TagKeys` are not among them:
    they count only where an action or a resource type lists them.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
    """
    return _find(_keys_in("global"), key)


def global_keys() -> tuple[ConditionKey, ...]:
    """Every key that counts for every action."""
    return _keys_in("global")


def find_listed_key(key: str) -> ConditionKey | None:
    """A key such as `aws:RequestTag/…` that counts where an action or a resource type lists it."""
    return _find(_keys_in("listed"), key)


def is_always_present(key: str) -> bool:
    """Whether every signed request carries this global key."""
    found = find_global_key(key)
    return found is not None and _presence()[found.name] == "always"


def supports_key(service: Service, action: Action, type_name: str | None, key: str) -> bool:
    """Whether a condition on `key` can match when `action` is used on a resource of that type.

    Without a type, only the action's own keys and the global ones count.
    Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
    """
    if find_global_key(key):
        return True
    if _names_one_of(withheld_keys(action), key):
        return False
    if _names_one_of(action.condition_keys, key):
        return True
    return type_name is not None and _names_one_of(_keys_of_type(service, action, type_name), key)


def is_policy_variable(key: str) -> bool:
    """Whether `${key}` can stand in a policy: any key with a single value can.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
    """
    found = find_key(key)
    return found is not None and not found.multivalued


def is_multivalued(key: str) -> bool:
    """Whether a key is known to have many values.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
    """
    found = find_key(key)
    return found is not None and found.multivalued


def find_key(key: str) -> ConditionKey | None:
    """A key of any service, a global one, or one that only some services list."""
    return find_global_key(key) or _find(_keys_in("listed"), key) or _find_anywhere(key)


def _keys_of_type(service: Service, action: Action, type_name: str) -> tuple[str, ...]:
    """The keys of the (action, type) pair and of the type; none if the action doesn't act on it.

    A type lists the tags of requests for the actions that pass tags; those list them too.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requesttag
    (the key is in the context when tags are passed in the request)
    """
    folded = type_name.casefold()
    pair = next((one for one in action.resources if one.type.casefold() == folded), None)
    found = find_resource_type(service, type_name)
    if pair is None or found is None:
        return ()
    return (*pair.condition_keys, *(one for one in found.condition_keys if one not in OF_TAGGING_REQUESTS))


def _find_anywhere(key: str) -> ConditionKey | None:
    """A key of any service, found by its prefix; identity providers' keys are listed under STS."""
    services = (find_service(key.partition(":")[0]), find_service(FEDERATION))
    return next((found for one in services if one and (found := _find(one.condition_keys, key))), None)


def _find(keys: Iterable[ConditionKey], key: str) -> ConditionKey | None:
    return next((one for one in keys if _means(one.name, key)), None)


def _names_one_of(templates: Iterable[str], key: str) -> bool:
    return any(_means(template, key) for template in templates)


def _means(template: str, key: str) -> bool:
    """Whether a key is the template with its placeholder filled in; case doesn't count.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
    """
    head, tail = _ends(template)
    folded = key.casefold()
    if tail is None:
        return folded == head
    return len(folded) > len(head) + len(tail) and folded.startswith(head) and folded.endswith(tail)


@cache
def _ends(template: str) -> tuple[str, str | None]:
    """What stands before and after a template's placeholder, folded; no tail without a placeholder.

    The Reference writes a placeholder as `${TagKey}`, as `<key>` or as the word `tag-key`.
    """
    head, *tail = re.split(r"\$\{\w+\}|<\w+>|(?<=/)tag-key$", template, maxsplit=1)
    return head.casefold(), tail[0].casefold() if tail else None


@cache
def _keys_in(section: str) -> tuple[ConditionKey, ...]:
    return tuple(decode_key(row["key"], row["type"]) for row in _rows(section))


@cache
def _presence() -> dict[str, str]:
    return {row["key"]: row["present"] for row in _rows("global")}


def _rows(section: str) -> list[dict[str, Any]]:
    return read_json("global_keys.json")[section]
