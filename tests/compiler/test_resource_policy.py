"""Grants of resource policies become statements about the resource alone, with principals that AWS understands."""

from typing import Any

import pytest

from generator.model.policy import bind_document
from generator.model.policy_json import document_json
from tests.compiler.profile_text import DEV, Json, codes, compiled, problems

ROOT = "arn:aws:iam::111122223333:root"
OTHER = "arn:aws:iam::999988887777:root"
LINKED = "arn:aws:iam::111122223333:role/aws-service-role/imagebuilder.amazonaws.com"
ROLES: dict[str, Json] = {
    "builder": {"identity": {"kind": "instance-profile"}},
    "admin": {"identity": {"kind": "permission-set"}, "can": [{"access": "list"}]},
    "linked": {
        "identity": {
            "kind": "service-linked-role",
            "service": "imagebuilder.amazonaws.com",
            "name": "AWSServiceRoleForImageBuilder",
        }
    },
}
PERSONAS = {name: {"title": "A", "description": "B.", **one} for name, one in ROLES.items()}
BUILDER = {"personas": ["builder"]}
TLS = {"aws:SecureTransport": "false"}


def written(kind: str = "bucket-policy", resource: str = "logs", **more: Any) -> Json:
    policy = {"title": "A", "description": "B.", "kind": kind, "resource": resource, **more}
    return {
        "version": 1,
        "service": "imagebuilder",
        "naming": {"prefix": "ib-", "path": "/ib/"},
        "targets": [DEV],
        "personas": PERSONAS,
        "resource_policies": {"held": policy},
    }


def statements(kind: str = "bucket-policy", resource: str = "logs", **more: Any) -> list[Json]:
    validated = compiled(written(kind, resource, **more))
    policy = next(one for one in validated.modules if one.persona == "held").resource_policy
    assert policy is not None
    bindings = validated.profiles.targets[0].bindings
    found: Any = document_json(bind_document(policy.document, bindings))["Statement"]
    return list(found)


def grant(principals: object, *actions: str, **more: Any) -> Json:
    return {"principals": principals, "actions": list(actions), **more}


# Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
# Source: https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
@pytest.mark.parametrize(
    ("principals", "principal", "condition"),
    [
        pytest.param(
            BUILDER,
            {"AWS": [ROOT]},
            {"ArnEquals": {"aws:PrincipalArn": ["arn:aws:iam::111122223333:role/ib/ib-builder"]}},
            id="a persona's role",
        ),
        pytest.param(
            {"personas": "admin"},
            {"AWS": [ROOT]},
            {
                "ArnLike": {
                    "aws:PrincipalArn": [
                        "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_ib-admin_*"
                    ]
                }
            },
            id="a persona's permission set",
        ),
        pytest.param(
            {"personas": "linked"},
            {"AWS": [ROOT]},
            {
                "ArnEquals": {
                    "aws:PrincipalArn": [
                        f"{LINKED}/AWSServiceRoleForImageBuilder",
                    ]
                }
            },
            id="a service-linked role",
        ),
        pytest.param(
            {"roles": "arn:${partition}:iam::999988887777:role/web-*"},
            {"AWS": ["arn:aws:iam::999988887777:root"]},
            {"ArnLike": {"aws:PrincipalArn": ["arn:aws:iam::999988887777:role/web-*"]}},
            id="roles by a pattern",
        ),
        pytest.param({"accounts": ["self", "999988887777"]}, {"AWS": [ROOT, OTHER]}, None, id="accounts"),
        pytest.param(
            {"services": "delivery.logs.amazonaws.com"},
            {"Service": ["delivery.logs.amazonaws.com"]},
            {"StringEquals": {"aws:SourceAccount": ["111122223333"]}},
            id="a service, for the own account",
        ),
        pytest.param(
            {"organization": "o-a1b2c3d4e5"},
            "*",
            {"StringEquals": {"aws:PrincipalOrgID": ["o-a1b2c3d4e5"]}},
            id="an organisation",
        ),
    ],
)
def test_principals_become_what_aws_understands(principals: Json, principal: Json, condition: Json | None) -> None:
    (found,) = statements(can=[grant(principals, "PutObject")])
    assert found["Principal"] == principal
    assert found.get("Condition") == condition
    assert found["Resource"] == ["arn:aws:s3:::logs/*"]


def test_a_service_that_says_for_whom_it_asks_keeps_that() -> None:
    asked = {"aws:SourceArn": "arn:aws:logs:eu-west-1:111122223333:*"}
    (found,) = statements(can=[grant({"services": "delivery.logs.amazonaws.com"}, "PutObject", conditions=asked)])
    assert set(found["Condition"]) == {"ArnLike"}


def test_without_resources_an_action_gets_the_bucket_or_what_is_in_it() -> None:
    found = statements(can=[grant(BUILDER, "ListBucket", "GetObject")])
    assert {one["Action"][0]: one["Resource"] for one in found} == {
        "s3:GetObject": ["arn:aws:s3:::logs/*"],
        "s3:ListBucket": ["arn:aws:s3:::logs"],
    }


def test_a_deny_on_every_request_keeps_its_wildcard() -> None:
    (found,) = statements(cannot=[grant("*", "s3:*", conditions=TLS)])
    assert found["Action"] == ["s3:*"]
    assert found["Resource"] == ["arn:aws:s3:::logs", "arn:aws:s3:::logs/*"]
    assert found["Principal"] == "*"


# Source: https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html
def test_a_topics_policy_names_its_actions() -> None:
    (found,) = statements("topic-policy", cannot=[grant("*", "*", conditions=TLS)])
    assert "sns:Publish" in found["Action"]
    assert not any("*" in one for one in found["Action"])


def test_an_allow_never_keeps_a_wildcard() -> None:
    found = statements(can=[grant(BUILDER, "Get*")])
    assert not any("*" in action for one in found for action in one["Action"])


def test_a_key_policy_is_about_this_key() -> None:
    found = statements("key-policy", "*", can=[grant(BUILDER, "Decrypt", "CreateAlias")])
    assert [one["Resource"] for one in found] == [["*"]]
    assert found[0]["Action"] == ["kms:CreateAlias", "kms:Decrypt"]


@pytest.mark.parametrize(
    ("conditions", "is_bounded"),
    [
        ({"aws:PrincipalOrgID": "o-a1b2c3d4e5"}, True),
        ({"aws:PrincipalAccount": "999988887777"}, True),
        ({"aws:PrincipalArn": "arn:aws:iam::999988887777:role/*"}, True),
        ({"aws:PrincipalArn": "arn:aws:iam::*:role/web"}, False),
        ({"aws:PrincipalOrgID": {"StringNotEquals": "o-a1b2c3d4e5"}}, False),
        ({"aws:PrincipalOrgID": {"StringEqualsIfExists": "o-a1b2c3d4e5"}}, False),
        ({"aws:PrincipalAccount": "*"}, False),
        ({"aws:SecureTransport": "true"}, False),
    ],
    ids=str,
)
def test_anybody_is_allowed_only_within_an_account_or_an_organisation(conditions: Json, is_bounded: bool) -> None:
    found = codes(written(can=[grant("*", "GetObject", conditions=conditions)]))
    assert found == (set() if is_bounded else {"open-principal"})


@pytest.mark.parametrize(
    ("condition", "is_bounded"),
    [
        ({"aws:PrincipalAccount": {"StringEquals": "${input.other}"}}, True),
        ({"aws:PrincipalAccount": {"StringLike": "${input.other}"}}, False),
        ({"aws:PrincipalArn": {"ArnLike": "arn:aws:iam::${input.other}:role/web"}}, False),
    ],
    ids=str,
)
def test_an_input_bounds_anybody_only_where_its_value_is_no_pattern(condition: Json, is_bounded: bool) -> None:
    whole = written(can=[grant("*", "GetObject", conditions=condition)])
    whole["inputs"] = {"other": {"type": "string", "description": "A.", "default": "999988887777"}}
    assert codes(whole) == (set() if is_bounded else {"open-principal"})


def test_sids_are_unique_where_two_grants_are_about_the_same() -> None:
    one = grant(BUILDER, "GetObject", conditions={"aws:PrincipalTag/Team": "web"})
    other = grant(BUILDER, "GetObject", conditions={"aws:PrincipalTag/Team": "data"})
    roles = [grant({"roles": f"arn:aws:iam::{n}:role/web"}, "GetObject") for n in ("999988887777", "888877776666")]
    found = [one["Sid"] for one in statements(can=[one, other, *roles])]
    assert len(set(found)) == len(found) == 4


def test_an_input_that_names_the_bucket_or_an_account_is_exact() -> None:
    whole = written(resource="${input.bucket}", can=[grant({"accounts": "${input.other}"}, "GetObject")])
    whole["inputs"] = {name: {"type": "string", "description": "A."} for name in ("bucket", "other")}
    whole["targets"] = [{**DEV, "inputs": {"bucket": "logs-*", "other": "*"}}]
    assert {one.code for one in problems(whole)} == {"unnamed-resource"}
    assert len(problems(whole)) == 2
