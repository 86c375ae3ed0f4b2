"""What we say that AWS's managed policies say, against AWS's own texts as moto ships them.

Source: https://github.com/getmoto/moto/blob/5.2.5/moto/iam/aws_managed_policies.py (Apache-2.0), made from AWS's API.
"""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from moto.iam.aws_managed_policies import aws_managed_policies_data

from generator.model.policy import BoundDocument
from generator.model.policy_json import decode_document
from generator.reference.managed import find_managed_policy, managed_document, managed_versions

PUBLISHED: Mapping[str, Any] = json.loads(aws_managed_policies_data)
NAMES = [one.name for one in managed_versions()]
DIFFERENCES: Mapping[str, str] = {}
"""Policies that say something else than moto's in the same version, with the reason."""
SIZES = {
    "AWSImageBuilderFullAccess": (12, 1682),
    "AWSImageBuilderReadOnlyAccess": (2, 275),
    "AmazonSSMManagedInstanceCore": (3, 864),
    "EC2ImageBuilderExecutionPolicy": (46, 10059),
    "EC2ImageBuilderLifecycleExecutionPolicy": (5, 1288),
    "EC2InstanceProfileForImageBuilder": (9, 1401),
    "EC2InstanceProfileForImageBuilderECRContainerBuilds": (4, 788),
    "Ec2ImageBuilderCrossAccountDistributionAccess": (2, 230),
}
"""Statements and characters without white space, as counted in iann0036/iam-dataset of 2026-08-22.

A list of one and a single text say the same in another number of characters, so sizes are near, not equal.
"""


def canonical(document: BoundDocument) -> list[tuple[object, ...]]:
    """The statements as sets; names of statements say nothing."""
    return sorted(
        (
            one.effect,
            tuple(sorted(one.actions)),
            tuple(sorted(one.resources)),
            tuple(sorted((each.operator, each.key, tuple(sorted(each.values))) for each in one.conditions)),
        )
        for one in document.statements
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_document_says_what_awss_own_says_in_the_same_version(name: str) -> None:
    ours, theirs = next(one for one in managed_versions() if one.name == name), PUBLISHED[name]
    assert (ours.version, ours.edited) == (theirs["DefaultVersionId"], theirs["UpdateDate"][:10])
    same = canonical(decode_document(managed_document(name))) == canonical(decode_document(theirs["Document"]))
    assert same is (name not in DIFFERENCES)


@pytest.mark.parametrize("name", NAMES)
def test_a_document_has_the_size_that_was_counted_elsewhere(name: str) -> None:
    value: Any = managed_document(name)
    statements, size = SIZES[name]
    assert len(value["Statement"]) == statements
    assert abs(len(json.dumps(value, separators=(",", ":"))) - size) <= 4 * statements


@pytest.mark.parametrize("name", NAMES)
def test_every_document_belongs_to_a_policy_that_a_persona_can_name(name: str) -> None:
    policy = find_managed_policy(name)
    assert policy is not None
    assert policy.path == PUBLISHED[name]["Path"]


def test_a_document_moves_to_another_partition() -> None:
    here = decode_document(managed_document("EC2InstanceProfileForImageBuilder", "aws-cn"))
    resources = {one for statement in here.statements for one in statement.resources} - {"*"}
    assert all(one.startswith("arn:aws-cn:") for one in resources)
    values = {value for one in here.statements for each in one.conditions for value in each.values}
    assert "aws:imagebuilder:arn" in values  # an encryption context key, no ARN


def test_a_policy_without_a_document_is_none() -> None:
    assert managed_document("AWSServiceRoleForImageBuilder") is None
    assert managed_document("../manifest") is None
