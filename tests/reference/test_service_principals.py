"""How services are called and what they send: every entry has its source, and means what it says."""

import json
from pathlib import Path

import pytest

from generator.model.target import DNS_SUFFIXES
from generator.reference.service_principals import further_actions, own_partitions, sends_source_account, suffix_in

DATA = json.loads((Path(__file__).parents[2] / "generator/reference/data/service_principals.json").read_text())


def test_every_entry_has_its_source() -> None:
    rows = [row for table in DATA.values() for row in table]
    assert rows
    assert all(row["source"].startswith("https://") for row in rows)


def test_partitions_are_those_that_we_know() -> None:
    assert {one for row in DATA["suffixes"] for one in row["partitions"]} <= set(DNS_SUFFIXES)


def test_no_service_stands_twice_in_a_table() -> None:
    for table in DATA.values():
        services = [one for row in table for one in row.get("services", [row.get("service")])]
        assert len(services) == len(set(services))


# Source: https://github.com/hashicorp/terraform-provider-aws, internal/service/meta/service_principal_data_source.go
@pytest.mark.parametrize(
    ("service", "partition", "suffix"),
    [
        ("s3", "aws", "amazonaws.com"),
        ("s3", "aws-cn", "amazonaws.com"),
        ("logs", "aws", "amazonaws.com"),
        ("logs", "aws-cn", "amazonaws.com.cn"),
        ("logs", "aws-iso-b", "sc2s.sgov.gov"),
        ("logs.cn-north-1", "aws-cn", "amazonaws.com.cn"),
        ("elasticmapreduce", "aws-cn", "amazonaws.com.cn"),
        ("dms", "aws-iso", "amazonaws.com"),
        ("dms", "aws-iso-b", "sc2s.sgov.gov"),
    ],
)
def test_principals_end_as_in_the_partition(service: str, partition: str, suffix: str) -> None:
    assert suffix_in(service, partition) == suffix


def test_instances_have_a_principal_of_their_own_in_every_partition_of_another_suffix() -> None:
    others = {name for name, suffix in DNS_SUFFIXES.items() if suffix != "amazonaws.com"}
    assert set(own_partitions("ec2")) == others


def test_what_a_service_sends_and_does() -> None:
    assert sends_source_account("imagebuilder")
    assert not sends_source_account("ec2")
    assert further_actions("pods.eks") == ("sts:TagSession",)
    assert further_actions("ec2") == ()
