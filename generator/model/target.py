"""Where a policy will live: account, region, partition and the values of inputs."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.diagnostics import NOWHERE, Position

Scalar = str | int | bool
InputContent = Scalar | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bindings:
    """The values of everything that a Pattern leaves open."""

    partition: str
    region: str
    account: str
    inputs: tuple[tuple[str, InputContent], ...] = ()

    @property
    def dns_suffix(self) -> str:
        """The DNS suffix of the partition, the end of most service principals.

        Source: https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/d/partition.html.markdown
        """
        return DNS_SUFFIXES[self.partition]

    def input_values(self) -> Mapping[str, tuple[str, ...]]:
        """Each input's value as the strings that a policy would hold."""
        return {name: spell_input(value) for name, value in self.inputs}


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A named place that JSON policies are made for."""

    name: str
    bindings: Bindings
    at: Position = NOWHERE


DNS_SUFFIXES = {
    "aws": "amazonaws.com",
    "aws-cn": "amazonaws.com.cn",
    "aws-us-gov": "amazonaws.com",
    "aws-iso": "c2s.ic.gov",
    "aws-iso-b": "sc2s.sgov.gov",
    "aws-iso-e": "cloud.adc-e.uk",
    "aws-iso-f": "csp.hci.ic.gov",
    "aws-eusc": "amazonaws.eu",
}

_REGION_PREFIXES = {
    "cn-": "aws-cn",
    "us-gov-": "aws-us-gov",
    "us-iso-": "aws-iso",
    "us-isob-": "aws-iso-b",
    "eu-isoe-": "aws-iso-e",
    "us-isof-": "aws-iso-f",
    "eusc-": "aws-eusc",
}


def partition_of(region: str) -> str:
    """The partition that a Region belongs to.

    Source: https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
    """
    return next((name for prefix, name in _REGION_PREFIXES.items() if region.startswith(prefix)), "aws")


def spell_input(value: InputContent) -> tuple[str, ...]:
    """An input's value → the strings that a policy would hold, as Terraform spells them."""
    match value:
        case tuple():
            return value
        case bool():
            return ("true" if value else "false",)
        case _:
            return (str(value),)


INPUT_CHARS = "A-Za-z0-9 _.:/=+@,~#-"
"""The characters of an input's value, as a class of regular expressions: none of them means
anything in HCL, JSON or a policy."""

WILDCARD_CHARS = "*?"
"""What a value may hold besides, where a pattern is wanted."""
