"""moto takes every policy of every tree, and refuses what IAM refuses."""

from typing import TYPE_CHECKING

import pytest

from tests.oracles import registry
from tests.oracles.moto.read_back import TRUST
from tests.oracles.moto.validator import policy_complaint, trust_complaint
from tests.oracles.terraform.compare import Json
from tests.oracles.terraform.trees import TREES

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient

pytestmark = pytest.mark.oracle(registry.MOTO)

DOCUMENTS = {
    f"{tree.name}-{tree.label(persona, target)}-{name}": (name, document)
    for tree in TREES
    for target in tree.targets
    for persona in tree.personas
    for name, document in tree.documents(persona, target).items()
}

# Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
MALFORMED: dict[str, dict[str, Json]] = {
    "no action": {"Effect": "Allow", "Resource": "*"},
    "no resource": {"Effect": "Allow", "Action": "s3:GetObject"},
    "an effect in lower case": {"Effect": "allow", "Action": "s3:GetObject", "Resource": "*"},
    "a resource that is no ARN": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "bucket"},
    "an unknown operator": {
        "Effect": "Allow",
        "Action": "s3:GetObject",
        "Resource": "*",
        "Condition": {"StringSame": {"aws:username": "a"}},
    },
}


@pytest.mark.parametrize(("name", "document"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_moto_takes_the_policy(name: str, document: Json, iam: "IAMClient") -> None:
    complaint = trust_complaint(iam, document) if name == TRUST else policy_complaint(iam, document)
    assert complaint is None


@pytest.mark.parametrize("statement", MALFORMED.values(), ids=MALFORMED)
def test_moto_refuses_a_malformed_policy(statement: dict[str, Json], iam: "IAMClient") -> None:
    complaint = policy_complaint(iam, {"Version": "2012-10-17", "Statement": [statement]})
    assert complaint is not None
    assert "MalformedPolicyDocument" in complaint


def test_moto_refuses_a_trust_policy_with_a_resource(iam: "IAMClient") -> None:
    statement: Json = {
        "Effect": "Allow",
        "Principal": {"Service": "ec2.amazonaws.com"},
        "Action": "sts:AssumeRole",
        "Resource": "*",
    }
    complaint = trust_complaint(iam, {"Version": "2012-10-17", "Statement": [statement]})
    assert complaint is not None
    assert "Has prohibited field Resource" in complaint
