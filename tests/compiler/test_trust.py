"""Who may assume a role, kind by kind.

Sources: generator/compiler/trust.py and the files beside it name the pages. Who comes in by each is asked in
tests/analysis/trust.
"""

import pytest

from generator.model.policy import bind_document
from generator.model.policy_json import document_json
from tests.compiler.profile_text import Json, codes, compiled, persona, profile

MFA = {"Bool": {"aws:MultiFactorAuthPresent": ["true"]}}
EKS = "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"
ORGANIZATION = {"StringEquals": {"aws:PrincipalOrgID": ["o-a1b2c3d4e5"]}}
IDENTITY = {"StringLike": {"sts:SourceIdentity": ["alice", "dev-*"]}}
TAGS = {"ForAllValues:StringEquals": {"aws:TagKeys": ["CostCentre", "Team"]}}
GITHUB = "token.actions.githubusercontent.com"


def role(identity: Json, **more: object) -> Json:
    return profile() | {"personas": {"a": persona([{"actions": ["GetImage"]}], identity=identity)}} | more


def trust(identity: Json, **more: object) -> list[Json]:
    validated = compiled(role(identity, **more))
    document = validated.modules[0].trust
    assert document is not None
    body = document_json(bind_document(document, validated.profiles.targets[0].bindings))
    statements = body["Statement"]
    assert isinstance(statements, list)
    return statements


def trusting(**given: object) -> list[Json]:
    return trust({"kind": "role", "trust": given})


def test_the_own_account() -> None:
    assert trusting(accounts=["self"]) == [
        {
            "Sid": "OwnAccount",
            "Effect": "Allow",
            "Principal": {"AWS": ["arn:aws:iam::111122223333:root"]},
            "Action": ["sts:AssumeRole"],
        }
    ]


def test_mfa_counts_for_all_accounts_and_the_external_id_for_others() -> None:
    own, others = sorted(
        trusting(accounts=["444455556666", "self", "222233334444"], mfa="required", external_id="x-1"),
        key=lambda one: one["Sid"] != "OwnAccount",
    )
    assert own["Condition"] == MFA
    assert others["Condition"] == MFA | {"StringEquals": {"sts:ExternalId": ["x-1"]}}
    assert others["Principal"] == {"AWS": ["arn:aws:iam::222233334444:root", "arn:aws:iam::444455556666:root"]}


def test_saml_users_come_through_the_sign_in_page() -> None:
    (one,) = trusting(saml={"providers": ["okta"]})
    assert one["Action"] == ["sts:AssumeRoleWithSAML"]
    assert one["Principal"] == {"Federated": ["arn:aws:iam::111122223333:saml-provider/okta"]}
    assert list(one["Condition"]["StringEquals"]) == ["SAML:aud"]


@pytest.mark.parametrize(
    ("subjects", "operator"),
    [(["repo:acme/infra:ref:refs/heads/main"], "StringEquals"), (["repo:acme/infra:*"], "StringLike")],
)
def test_tokens_are_bound_to_audience_and_subject(subjects: list[str], operator: str) -> None:
    (one,) = trusting(oidc={"provider": GITHUB, "subjects": subjects})
    assert one["Action"] == ["sts:AssumeRoleWithWebIdentity"]
    assert one["Principal"] == {"Federated": [f"arn:aws:iam::111122223333:oidc-provider/{GITHUB}"]}
    assert one["Condition"]["StringEquals"][f"{GITHUB}:aud"] == ["sts.amazonaws.com"]
    assert one["Condition"][operator][f"{GITHUB}:sub"] == subjects


def allow(sid: str, principal: Json, actions: list[str], condition: Json | None = None) -> Json:
    """A whole statement."""
    bare = {"Sid": sid, "Effect": "Allow", "Principal": principal, "Action": actions}
    return bare | ({"Condition": condition} if condition else {})


def root(*accounts: str) -> Json:
    return {"AWS": [f"arn:aws:iam::{one}:root" for one in accounts]}


OTHER, OWN = "222233334444", "111122223333"
ASSUME = ["sts:AssumeRole"]
KINDS: dict[str, tuple[Json, list[Json]]] = {
    "a role": (
        {"roles": [f"{OTHER}:deploy/runner"]},
        [
            allow(
                "OtherRoles",
                root(OTHER),
                ASSUME,
                {"ArnEquals": {"aws:PrincipalArn": [f"arn:aws:iam::{OTHER}:role/deploy/runner"]}},
            )
        ],
    ),
    "roles by patterns": (
        {"roles": [f"{OTHER}:deploy/*", f"{OTHER}:ops", "self:ops"], "external_id": "x-1"},
        [
            allow(
                "OtherRoles",
                root(OTHER),
                ASSUME,
                {
                    "ArnLike": {
                        "aws:PrincipalArn": [f"arn:aws:iam::{OTHER}:role/deploy/*", f"arn:aws:iam::{OTHER}:role/ops"]
                    },
                    "StringEquals": {"sts:ExternalId": ["x-1"]},
                },
            ),
            allow(
                "OwnRoles",
                root(OWN),
                ASSUME,
                {"ArnEquals": {"aws:PrincipalArn": [f"arn:aws:iam::{OWN}:role/ops"]}},
            ),
        ],
    ),
    "an organization": (
        {"accounts": [OTHER], "organization": "o-a1b2c3d4e5"},
        [allow("OtherAccounts", root(OTHER), ASSUME, ORGANIZATION)],
    ),
    "a source identity": (
        {"accounts": ["self"], "source_identity": ["dev-*", "alice"]},
        [allow("OwnAccount", root(OWN), ["sts:AssumeRole", "sts:SetSourceIdentity"], IDENTITY)],
    ),
    "any source identity": (
        {"accounts": ["self"], "source_identity": "*"},
        [
            allow(
                "OwnAccount",
                root(OWN),
                ["sts:AssumeRole", "sts:SetSourceIdentity"],
                {"Null": {"sts:SourceIdentity": ["false"]}},
            )
        ],
    ),
    "session tags": (
        {"accounts": ["self"], "session_tags": ["Team", "CostCentre"]},
        [allow("OwnAccount", root(OWN), ASSUME), allow("OwnAccountTags", root(OWN), ["sts:TagSession"], TAGS)],
    ),
    "what an action does not carry is not asked of it": (
        {
            "accounts": [OTHER],
            "external_id": "x-1",
            "mfa": "required",
            "source_identity": ["dev-*", "alice"],
            "session_tags": ["Team", "CostCentre"],
        },
        [
            allow("OtherAccounts", root(OTHER), ASSUME, MFA | IDENTITY | {"StringEquals": {"sts:ExternalId": ["x-1"]}}),
            allow("OtherAccountsIdentity", root(OTHER), ["sts:SetSourceIdentity"], MFA | IDENTITY),
            allow("OtherAccountsTags", root(OTHER), ["sts:TagSession"], MFA | TAGS),
        ],
    ),
    "services": (
        {"services": ["vmie.amazonaws.com", "events.amazonaws.com", "events.amazonaws.com"]},
        [
            allow("ServiceEvents", {"Service": ["events.amazonaws.com"]}, ASSUME),
            allow("ServiceVmie", {"Service": ["vmie.amazonaws.com"]}, ASSUME),
        ],
    ),
    "services for an account and its resources": (
        {
            "services": "imagebuilder.amazonaws.com",
            "source_account": ["self", OTHER],
            "source_arn": "arn:*:imagebuilder:*:*:image/*/*/*",
        },
        [
            allow(
                "ServiceImagebuilder",
                {"Service": ["imagebuilder.amazonaws.com"]},
                ASSUME,
                {
                    "ArnLike": {"aws:SourceArn": ["arn:*:imagebuilder:*:*:image/*/*/*"]},
                    "StringEquals": {"aws:SourceAccount": [OWN, OTHER]},
                },
            )
        ],
    ),
    "services that do more than assume the role": (
        {"services": ["rolesanywhere.amazonaws.com", "pods.eks.amazonaws.com"]},
        [
            allow("ServicePodsEks", {"Service": ["pods.eks.amazonaws.com"]}, ["sts:AssumeRole", "sts:TagSession"]),
            allow(
                "ServiceRolesanywhere",
                {"Service": ["rolesanywhere.amazonaws.com"]},
                ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"],
            ),
        ],
    ),
    "SAML with sessions": (
        {"saml": {"providers": "okta", "source_identity": "*", "session_tags": ["Team", "CostCentre"]}},
        [
            allow(
                "Saml",
                {"Federated": [f"arn:aws:iam::{OWN}:saml-provider/okta"]},
                ["sts:AssumeRoleWithSAML", "sts:SetSourceIdentity"],
                {
                    "Null": {"sts:SourceIdentity": ["false"]},
                    "StringEquals": {"SAML:aud": ["https://signin.aws.amazon.com/saml"]},
                },
            ),
            allow(
                "SamlTags",
                {"Federated": [f"arn:aws:iam::{OWN}:saml-provider/okta"]},
                ["sts:TagSession"],
                TAGS | {"StringEquals": {"SAML:aud": ["https://signin.aws.amazon.com/saml"]}},
            ),
        ],
    ),
    "several providers": (
        {
            "oidc": [
                {"provider": GITHUB, "subjects": ["repo:acme/infra:environment:prod"]},
                {"provider": EKS, "subjects": ["system:serviceaccount:builds:*"], "audience": "builds"},
            ]
        },
        [
            allow(
                "Oidc1",
                {"Federated": [f"arn:aws:iam::{OWN}:oidc-provider/{EKS}"]},
                ["sts:AssumeRoleWithWebIdentity"],
                {
                    "StringEquals": {f"{EKS}:aud": ["builds"]},
                    "StringLike": {f"{EKS}:sub": ["system:serviceaccount:builds:*"]},
                },
            ),
            allow(
                "Oidc2",
                {"Federated": [f"arn:aws:iam::{OWN}:oidc-provider/{GITHUB}"]},
                ["sts:AssumeRoleWithWebIdentity"],
                {
                    "StringEquals": {
                        f"{GITHUB}:aud": ["sts.amazonaws.com"],
                        f"{GITHUB}:sub": ["repo:acme/infra:environment:prod"],
                    }
                },
            ),
        ],
    ),
}


@pytest.mark.parametrize(("given", "expected"), KINDS.values(), ids=KINDS)
def test_each_kind_has_its_statements(given: Json, expected: list[Json]) -> None:
    assert trusting(**given) == expected


# Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/service_principal
@pytest.mark.parametrize(
    ("written", "region", "principal"),
    [
        ("ec2.amazonaws.com", "eu-west-1", "ec2.amazonaws.com"),
        ("ec2.amazonaws.com", "us-gov-west-1", "ec2.amazonaws.com"),
        ("ec2.amazonaws.com", "cn-north-1", "ec2.amazonaws.com.cn"),
        ("imagebuilder.amazonaws.com", "cn-north-1", "imagebuilder.amazonaws.com"),
        ("codedeploy.amazonaws.com", "cn-north-1", "codedeploy.amazonaws.com.cn"),
        ("logs.${region}.amazonaws.com", "cn-north-1", "logs.cn-north-1.amazonaws.com.cn"),
        ("logs.${region}.amazonaws.com", "eu-west-1", "logs.eu-west-1.amazonaws.com"),
        ("config.${dns_suffix}", "us-iso-east-1", "config.c2s.ic.gov"),
    ],
)
def test_services_are_called_as_in_the_partition(written: str, region: str, principal: str) -> None:
    targets = [{"name": "dev", "account": "111122223333", "region": region}]
    (one,) = trust({"kind": "role", "trust": {"services": written}}, targets=targets)
    assert one["Principal"] == {"Service": [principal]}


@pytest.mark.parametrize(
    ("written", "region"),
    [
        ("config.amazonaws.com", "us-iso-east-1"),
        ("lambda.${dns_suffix}", "cn-north-1"),
        ("codedeploy.amazonaws.com", "us-iso-east-1"),
    ],
)
def test_a_service_of_another_name_in_a_target_is_refused(written: str, region: str) -> None:
    targets = [{"name": "dev", "account": "111122223333", "region": region}]
    assert codes(role({"kind": "role", "trust": {"services": written}}, targets=targets)) == {"service-principal"}


@pytest.mark.parametrize(
    ("given", "warned"),
    [
        ({"services": "imagebuilder.amazonaws.com"}, ["confused-deputy"]),
        (
            {"services": "imagebuilder.amazonaws.com", "source_arn": "arn:*:imagebuilder:*:*:image/*"},
            ["confused-deputy"],
        ),
        ({"services": "imagebuilder.amazonaws.com", "source_account": "self"}, []),
        ({"services": "imagebuilder.amazonaws.com", "source_arn": f"arn:*:imagebuilder:*:{OTHER}:image/*"}, []),
        ({"services": "ec2.amazonaws.com"}, []),
    ],
)
def test_services_that_say_for_whom_they_act_should_be_asked(given: Json, warned: list[str]) -> None:
    validated = compiled(role({"kind": "role", "trust": given}))
    assert [one.code for one in validated.remarks] == warned


@pytest.mark.parametrize(
    ("region", "service"), [("eu-west-1", "ec2.amazonaws.com"), ("cn-north-1", "ec2.amazonaws.com.cn")]
)
def test_instances_of_the_partition(region: str, service: str) -> None:
    (one,) = trust({"kind": "instance-profile"}, targets=[{"name": "dev", "account": "111122223333", "region": region}])
    assert one["Principal"] == {"Service": [service]}


def test_a_policy_has_no_trust() -> None:
    assert compiled(role({"kind": "policy"})).modules[0].trust is None


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"accounts": ["*"]}, "bad-value"),
        ({"accounts": ["1111"]}, "bad-value"),
        ({"accounts": ["arn:aws:iam::111122223333:root"]}, "bad-value"),
        ({"mfa": "required"}, "missing-trust"),
        ({"oidc": {"provider": GITHUB, "subjects": ["*"]}}, "open-trust"),
        ({"oidc": {"provider": GITHUB, "subjects": ["repo:*"]}}, "open-trust"),
        ({"oidc": [{"provider": EKS, "subjects": ["system:serviceaccount:*:web"]}]}, "open-trust"),
        ({"oidc": [{"provider": EKS, "subjects": ["system:serviceaccount:builds:web-*"]}]}, "open-trust"),
        ({"oidc": [{"provider": EKS, "subjects": ["system:serviceaccount:*"]}]}, "open-trust"),
        ({"oidc": [{"provider": EKS, "subjects": ["repo:acme/infra:*"]}]}, "open-trust"),
        ({"oidc": [{"provider": EKS, "subjects": ["system:serviceaccount:web"]}]}, "bad-value"),
        ({"roles": [OTHER]}, "bad-value"),
        ({"roles": ["*:deploy/runner"]}, "bad-value"),
        ({"roles": [f"{OTHER}:"]}, "bad-value"),
        ({"roles": [f"{OTHER}:/deploy/runner"]}, "bad-value"),
        ({"roles": [f"{OTHER}:${{aws:username}}"]}, "bad-value"),
        ({"roles": [f"arn:aws:iam::{OTHER}:user/ana"]}, "bad-value"),
        ({"accounts": ["self"], "organization": "acme"}, "bad-value"),
        ({"accounts": ["self"], "source_identity": "a b"}, "bad-value"),
        ({"accounts": ["self"], "source_identity": "aws:x"}, "bad-value"),
        ({"accounts": ["self"], "source_identity": ["*", "alice"]}, "idle-trust"),
        ({"services": "*"}, "bad-value"),
        ({"services": "ec2"}, "bad-value"),
        ({"services": "ec2.amazonaws.com.cn"}, "bad-value"),
        ({"services": "ec2.amazonaws.com", "source_arn": "*"}, "bad-value"),
        ({"services": "ec2.amazonaws.com", "source_account": "1"}, "bad-value"),
        ({"services": "ec2.amazonaws.com", "mfa": "required"}, "idle-trust"),
        ({"services": "ec2.amazonaws.com", "roles": ["self:ops"], "external_id": "x-1"}, "idle-trust"),
        ({"services": "ec2.amazonaws.com", "organization": "o-a1b2c3d4e5"}, "idle-trust"),
        ({"saml": {"providers": "okta"}, "source_identity": "*"}, "idle-trust"),
        ({"saml": {"providers": "okta"}, "session_tags": ["Team"]}, "idle-trust"),
        ({"accounts": ["self"], "source_account": "self"}, "idle-trust"),
        ({"accounts": ["self"], "source_arn": "arn:aws:s3:::b"}, "idle-trust"),
        ({"accounts": ["self"], "roles": ["self:ops"]}, "idle-trust"),
        ({"roles": ["self:ops"], "external_id": "x-1"}, "idle-trust"),
        ({"roles": [f"{OTHER}:ops"], "mfa": "required"}, "impossible-trust"),
    ],
)
def test_nobody_is_let_in_by_accident(given: Json, code: str) -> None:
    assert code in codes(role({"kind": "role", "trust": given}))


def test_an_account_that_is_an_input_must_be_exact() -> None:
    inputs = {"other": {"type": "string", "description": "O.", "default": "2222*"}}
    written = role({"kind": "role", "trust": {"accounts": ["${input.other}"]}}, inputs=inputs)
    assert codes(written)


@pytest.mark.parametrize(
    "given",
    [
        {"oidc": {"provider": GITHUB, "subjects": ["repo:${input.other}/*"]}},
        {"oidc": {"provider": EKS, "subjects": ["system:serviceaccount:${input.other}:*"]}},
        {"roles": ["self:${input.other}", "self:deploy/*"]},
    ],
)
def test_an_input_opens_no_pattern(given: Json) -> None:
    inputs = {"other": {"type": "string", "description": "O.", "default": "*"}}
    assert codes(role({"kind": "role", "trust": given}, inputs=inputs)) == {"unnamed-resource"}


def test_the_text_of_an_input_is_in_the_policy() -> None:
    inputs = {"tooling": {"type": "string", "description": "T.", "default": OTHER}}
    (one,) = trust({"kind": "role", "trust": {"roles": ["${input.tooling}:ops"]}}, inputs=inputs)
    assert one["Principal"] == root(OTHER)
    assert one["Condition"] == {"ArnEquals": {"aws:PrincipalArn": [f"arn:aws:iam::{OTHER}:role/ops"]}}
