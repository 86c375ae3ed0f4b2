"""An ARN's text → its segments, and the formats of the Reference that it can have.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from generator.analysis.lint.wildcards import covers, is_star, meets, without_variables
from generator.model.reference import Service
from generator.reference.services import find_service, service_prefixes

SEGMENTS = 6
_PLACEHOLDER = re.compile(r"\$\{[^}]*\}")


@dataclass(frozen=True, slots=True)
class Arn:
    """The six segments; every placeholder or variable is a `*`."""

    prefix: str
    partition: str
    service: str
    region: str
    account: str
    resource: str


def split_arn(text: str) -> Arn | None:
    """A text → its segments; None for a text with fewer than six."""
    segments = without_variables(text).split(":", SEGMENTS - 1)
    return Arn(*segments) if len(segments) == SEGMENTS else None


@lru_cache(maxsize=4096)
def formats_of(arn: Arn) -> tuple[Arn, ...]:
    """The formats of the ARN's service that it can have, at most widely read."""
    own = _matching(_own_formats(arn.service), arn)
    return own or _matching(all_formats().get(arn.service, ()), arn)


def has_formats(service: str) -> bool:
    """Whether the Reference knows resources whose ARNs name this service."""
    return bool(_own_formats(service)) or service in all_formats()


def covers_arn(wide: str, narrow: str) -> bool:
    """Whether every resource that `narrow` names is named by `wide` too; "yes" is always right."""
    if is_star(wide):
        return True
    one, other = _exact_segments(wide), _exact_segments(narrow)
    return len(one) == len(other) == SEGMENTS and all(map(covers, one, other))


@lru_cache(maxsize=4096)
def _exact_segments(text: str) -> tuple[str, ...]:
    """The segments with their variables, whose colons end no segment."""
    masked = _PLACEHOLDER.sub(lambda found: found.group().replace(":", "\0"), text)
    return tuple(masked.split(":", SEGMENTS - 1))


@cache
def all_formats() -> dict[str, tuple[Arn, ...]]:
    """Every format by the service in the ARN, which is another's for some (`kafka-cluster` has Kafka's topics)."""
    found: dict[str, list[Arn]] = {}
    for prefix in service_prefixes():
        for one in _formats(find_service(prefix)):
            found.setdefault(one.service, []).append(one)
    return {service: tuple(formats) for service, formats in found.items()}


@cache
def _own_formats(service: str) -> tuple[Arn, ...]:
    return tuple(one for one in _formats(find_service(service)) if one.service == service)


def _formats(service: Service | None) -> Iterator[Arn]:
    """A service's formats; those that leave the service open say nothing."""
    for type_ in service.resource_types if service else ():
        for one in type_.arns:
            arn = Arn(*_PLACEHOLDER.sub("*", one).split(":", SEGMENTS - 1))
            if not is_star(arn.service):
                yield arn


def _matching(formats: Iterable[Arn], arn: Arn) -> tuple[Arn, ...]:
    return tuple(one for one in formats if meets(one.resource, arn.resource))
