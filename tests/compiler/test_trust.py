"""Who may assume a role, kind by kind.

Sources: generator/compiler/trust.py names the pages.
"""

import pytest

from generator.model.policy import bind_document
from generator.model.policy_json import document_json
from tests.compiler.profile_text import Json, codes, compiled, persona, profile

MFA = {"Bool": {"aws:MultiFactorAuthPresent": ["true"]}}
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
    ],
)
def test_nobody_is_let_in_by_accident(given: Json, code: str) -> None:
    assert code in codes(role({"kind": "role", "trust": given}))


def test_an_account_that_is_an_input_must_be_exact() -> None:
    inputs = {"other": {"type": "string", "description": "O.", "default": "2222*"}}
    written = role({"kind": "role", "trust": {"accounts": ["${input.other}"]}}, inputs=inputs)
    assert codes(written)
