"""A condition key as a policy writes it → what the Reference knows of it.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
"""

import re
from enum import Enum
from functools import cache, lru_cache

from generator.model.reference import ConditionKey, KeyType, Service
from generator.reference.conditions import find_condition_key, find_global_key
from generator.reference.services import find_service, service_prefixes

GLOBAL = "aws"
TAG_KEYS = ("aws:resourcetag", "aws:requesttag", "aws:principaltag")
_SHAPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*:\S.*")
_LISTED = re.compile(r"aws:(resourcetag|requesttag|principaltag)/.+", re.IGNORECASE | re.DOTALL)
_TAG_LIST = "aws:tagkeys"
_PROVIDER = re.compile(r"saml|cognito-identity[a-z.-]*|[^:]*\.[^:]*", re.IGNORECASE)


class KeyState(Enum):
    """What a key is."""

    KNOWN = "known"
    MALFORMED = "malformed"
    UNKNOWN_GLOBAL = "unknown global key"
    UNKNOWN_SERVICE = "unknown service"
    UNKNOWN = "unknown key of a service"
    LACKS_TAG_KEY = "a tag key is missing"
    PROVIDER = "a claim of an identity provider"


@lru_cache(maxsize=4096)
def find_key(key: str) -> ConditionKey | None:
    """A key of any service, or a global one; None for an unknown one."""
    folded = key.casefold()
    if folded == _TAG_LIST:
        return ConditionKey(name="aws:TagKeys", type=KeyType.STRING, multivalued=True)
    if _LISTED.fullmatch(key):
        return ConditionKey(name=key, type=KeyType.STRING)
    if found := find_global_key(key):
        return found
    service = find_service(folded.partition(":")[0])
    own = find_condition_key(service, key) if service else None
    return own or _find_elsewhere(key)


@lru_cache(maxsize=4096)
def state_of(key: str) -> KeyState:
    """A key → what it is."""
    folded = key.casefold()
    if folded.rstrip("/") in TAG_KEYS:
        return KeyState.LACKS_TAG_KEY
    if not _SHAPE.fullmatch(key):
        return KeyState.MALFORMED
    prefix = folded.partition(":")[0]
    if _PROVIDER.fullmatch(prefix):
        return KeyState.PROVIDER
    if find_key(key):
        return KeyState.KNOWN
    if prefix == GLOBAL:
        return KeyState.UNKNOWN_GLOBAL
    if find_key(f"{key.rstrip('/')}/key"):
        return KeyState.LACKS_TAG_KEY
    return KeyState.UNKNOWN if find_service(prefix) else KeyState.UNKNOWN_SERVICE


def owner_of(key: str) -> Service | None:
    """The service that a key's prefix names; none for global keys and identity providers' claims."""
    return find_service(key.partition(":")[0])


def _find_elsewhere(key: str) -> ConditionKey | None:
    """A key that services list under the prefix of another."""
    candidates = (find_condition_key(service, key) for service in _listing(key.casefold().partition(":")[0]))
    return next((one for one in candidates if one is not None), None)


def _listing(prefix: str) -> tuple[Service, ...]:
    return tuple(service for name in _listers().get(prefix, ()) if (service := find_service(name)))


@cache
def _listers() -> dict[str, tuple[str, ...]]:
    """The services that list keys under another prefix than their own, by that prefix."""
    found: dict[str, set[str]] = {}
    for name in service_prefixes():
        service = find_service(name)
        for key in service.condition_keys if service else ():
            prefix = key.name.casefold().partition(":")[0]
            if prefix not in (name, GLOBAL):
                found.setdefault(prefix, set()).add(name)
    return {prefix: tuple(sorted(names)) for prefix, names in found.items()}
