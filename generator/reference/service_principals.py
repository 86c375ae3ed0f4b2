"""Service principals: how a service is called in a partition, and how it assumes roles (data/service_principals.json).

A service is what stands before `.amazonaws.com`; every entry of the data names its source.
"""

from collections.abc import Mapping
from functools import cache

from generator.model.target import DNS_SUFFIXES
from generator.reference.dataset import read_json

SUFFIX = "amazonaws.com"
"""What service principals end in, in every partition but those that the data names.

Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/service_principal
"""


def suffix_in(service: str, partition: str) -> str:
    """What the principal of a service ends in; a Regional one, such as `logs.eu-west-1`, ends as the service does."""
    return DNS_SUFFIXES[partition] if partition in own_partitions(service) else SUFFIX


def own_partitions(service: str) -> tuple[str, ...]:
    """The partitions where the principal of a service ends in the partition's DNS suffix."""
    return _own_partitions().get(service.partition(".")[0], ())


def sends_source_account(service: str) -> bool:
    """Whether AWS documents `aws:SourceAccount` in the trust policies of roles that the service assumes.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
    """
    return any(row["service"] == service for row in read_json("service_principals.json")["sending_source_account"])


def further_actions(service: str) -> tuple[str, ...]:
    """What a service does besides `sts:AssumeRole` whenever it assumes a role."""
    rows = read_json("service_principals.json")["further_actions"]
    return tuple(action for row in rows if row["service"] == service for action in row["actions"])


@cache
def _own_partitions() -> Mapping[str, tuple[str, ...]]:
    rows = read_json("service_principals.json")["suffixes"]
    return {service: tuple(row["partitions"]) for row in rows for service in row["services"]}
