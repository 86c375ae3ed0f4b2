"""moto's judgement on the grammar of a policy, through the API.

moto checks a trust policy when it is updated, not when its role is created.
"""

import json
from typing import TYPE_CHECKING

from tests.oracles.terraform.compare import Json

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient

_NAME = "judged"
_ANY_TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}


def policy_complaint(iam: "IAMClient", document: Json) -> str | None:
    """What moto objects to in an identity policy, if anything."""
    try:
        arn = iam.create_policy(PolicyName=_NAME, PolicyDocument=json.dumps(document))["Policy"].get("Arn", "")
    except iam.exceptions.MalformedPolicyDocumentException as error:
        return str(error)
    iam.delete_policy(PolicyArn=arn)
    return None


def trust_complaint(iam: "IAMClient", document: Json) -> str | None:
    """What moto objects to in a role's trust policy, if anything."""
    iam.create_role(RoleName=_NAME, AssumeRolePolicyDocument=json.dumps(_ANY_TRUST))
    try:
        iam.update_assume_role_policy(RoleName=_NAME, PolicyDocument=json.dumps(document))
    except iam.exceptions.MalformedPolicyDocumentException as error:
        return str(error)
    finally:
        iam.delete_role(RoleName=_NAME)
    return None
