"""Trusts as profiles spell them, with who comes in by each, and who nearly does and stays out.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
"""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from generator.model.access import Caller, CallerKind, NamedPolicy, Policies, Request
from generator.model.policy import BoundDocument, bind_document
from generator.model.policy_json import decode_document
from tests.compiler.profile_text import Json, compiled, persona, profile

OWN, OTHER, THIRD = "111122223333", "222233334444", "333344445555"
ROLE = f"arn:aws:iam::{OWN}:role/a"
SAML_PAGE = "https://signin.aws.amazon.com/saml"
GITHUB = "token.actions.githubusercontent.com"
EKS = "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"
ASSUME, TAG, IDENTIFY = "sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"
SAML, OIDC = "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"

Keys = dict[str, str | list[str]]
_ANYTHING = {"Effect": "Allow", "Action": "sts:*", "Resource": "*"}


@dataclass(frozen=True, kw_only=True)
class Ask:
    """Somebody who wants to assume the role: STS asks for all of the actions."""

    caller: Caller
    context: Keys = field(default_factory=dict[str, str | list[str]])
    actions: tuple[str, ...] = (ASSUME,)


@dataclass(frozen=True, kw_only=True)
class Trusting:
    trust: Json
    ins: dict[str, Ask]
    outs: dict[str, Ask]


def policies(name: str) -> Policies:
    """The trust policy of a row, for a caller whom nothing else keeps from assuming the role."""
    anything = NamedPolicy(
        name="anything", document=decode_document({"Version": "2012-10-17", "Statement": [_ANYTHING]})
    )
    return Policies(identity=(anything,), resource=NamedPolicy(name="trust", document=document(name)))


def requests(ask: Ask) -> tuple[Request, ...]:
    context = tuple(sorted((key, (one,) if isinstance(one, str) else tuple(one)) for key, one in ask.context.items()))
    return tuple(Request(action=one, resource=ROLE, context=context, caller=ask.caller) for one in ask.actions)


@cache
def document(name: str) -> BoundDocument:
    """The compiled trust policy of a row."""
    identity = {"kind": "role", "trust": TRUSTS[name].trust}
    validated = compiled(profile() | {"personas": {"a": persona([{"actions": ["GetImage"]}], identity=identity)}})
    found = validated.modules[0].trust
    assert found is not None
    return bind_document(found, validated.profiles.targets[0].bindings)


def user(account: str, **context: Any) -> Ask:
    return Ask(caller=Caller(kind=CallerKind.USER, id=f"arn:aws:iam::{account}:user/ana"), context=_keys(context))


def session(account: str, role: str, **context: Any) -> Ask:
    """A session of a role, which is given by path and name."""
    name = role.rpartition("/")[2]
    arn, issuer = f"arn:aws:sts::{account}:assumed-role/{name}/s", f"arn:aws:iam::{account}:role/{role}"
    return Ask(caller=Caller(kind=CallerKind.ROLE_SESSION, id=arn, issuer=issuer), context=_keys(context))


def service(name: str, **context: Any) -> Ask:
    return Ask(caller=Caller(kind=CallerKind.SERVICE, id=name), context=_keys(context))


def federated(provider: str, action: str, context: Keys, account: str = OWN) -> Ask:
    caller = Caller(kind=CallerKind.IDENTITY_PROVIDER, id=f"arn:aws:iam::{account}:{provider}")
    return Ask(caller=caller, context=context, actions=(action,))


def saml(provider: str = "okta", audience: str = SAML_PAGE, account: str = OWN, **context: Any) -> Ask:
    return federated(f"saml-provider/{provider}", SAML, {"SAML:aud": audience} | _keys(context), account)


def token(issuer: str, subject: str | None, audience: str = "sts.amazonaws.com", **context: Any) -> Ask:
    claims: Keys = {f"{issuer}:aud": audience} | ({f"{issuer}:sub": subject} if subject is not None else {})
    return federated(f"oidc-provider/{issuer}", OIDC, claims | _keys(context))


def bringing(ask: Ask, *actions: str) -> Ask:
    """The same, with actions that STS asks for besides."""
    return Ask(caller=ask.caller, context=ask.context, actions=(*ask.actions, *actions))


_SPELLED = {
    "external_id": "sts:ExternalId",
    "mfa": "aws:MultiFactorAuthPresent",
    "organization": "aws:PrincipalOrgID",
    "identity": "sts:SourceIdentity",
    "tags": "aws:TagKeys",
    "source_account": "aws:SourceAccount",
    "source_arn": "aws:SourceArn",
}


def _keys(context: dict[str, Any]) -> Keys:
    return {_SPELLED[name]: value for name, value in context.items()}


IMAGE = "imagebuilder.amazonaws.com"
_ALL: dict[str, Any] = {
    "external_id": "x-1",
    "organization": "o-a1b2c3d4e5",
    "mfa": "true",
    "identity": "alice",
    "tags": ["Team"],
}
_MAIN, _WEB = "repo:acme/infra:ref:refs/heads/main", "system:serviceaccount:builds:web"
TRUSTS = {
    "the own account": Trusting(
        trust={"accounts": ["self"]},
        ins={"a user of it": user(OWN), "a role of it": session(OWN, "ops")},
        outs={"another account": user(OTHER), "a service": service(IMAGE)},
    ),
    "another account with an external ID": Trusting(
        trust={"accounts": [OTHER], "external_id": "x-1"},
        ins={"with the ID": user(OTHER, external_id="x-1")},
        outs={
            "without an ID": user(OTHER),
            "with another ID": user(OTHER, external_id="x-2"),
            "a third account": user(THIRD, external_id="x-1"),
            "the own account": user(OWN, external_id="x-1"),
        },
    ),
    "MFA": Trusting(
        trust={"accounts": ["self"], "mfa": "required"},
        ins={"with MFA": user(OWN, mfa="true")},
        outs={"without a word on MFA": user(OWN), "without MFA": user(OWN, mfa="false")},
    ),
    "an organization": Trusting(
        trust={"accounts": [OTHER], "roles": [f"{THIRD}:ops"], "organization": "o-a1b2c3d4e5"},
        ins={
            "an account of it": user(OTHER, organization="o-a1b2c3d4e5"),
            "a role of it": session(THIRD, "ops", organization="o-a1b2c3d4e5"),
        },
        outs={
            "an account of another one": user(OTHER, organization="o-zzzzzzzzzz"),
            "an account of none": user(OTHER),
            "a role of none": session(THIRD, "ops"),
        },
    ),
    "a role by its path and name": Trusting(
        trust={"roles": [f"{OTHER}:deploy/runner"]},
        ins={"a session of it": session(OTHER, "deploy/runner")},
        outs={
            "another role of the account": session(OTHER, "deploy/ops"),
            "a role of that name elsewhere": session(OTHER, "runner"),
            "a role of that name and more": session(OTHER, "deploy/runner-2"),
            "a user of the account": user(OTHER),
            "such a role of a third account": session(THIRD, "deploy/runner"),
            "such a role of the own account": session(OWN, "deploy/runner"),
        },
    ),
    "roles by a pattern, with an external ID": Trusting(
        trust={"roles": [f"{OTHER}:runner-*", "self:ops"], "external_id": "x-1"},
        ins={
            "one that fits": session(OTHER, "runner-7", external_id="x-1"),
            "the own one, which needs no ID": session(OWN, "ops"),
        },
        outs={
            "one that does not fit": session(OTHER, "ops", external_id="x-1"),
            "one without the ID": session(OTHER, "runner-7"),
            "another own one": session(OWN, "runner-7"),
        },
    ),
    "a source identity": Trusting(
        trust={"accounts": ["self"], "source_identity": ["alice", "dev-*"]},
        ins={
            "one of them": bringing(user(OWN, identity="alice"), IDENTIFY),
            "one that fits": bringing(user(OWN, identity="dev-7"), IDENTIFY),
            "one of before": user(OWN, identity="alice"),
        },
        outs={"another one": bringing(user(OWN, identity="bob"), IDENTIFY), "none": user(OWN)},
    ),
    "any source identity": Trusting(
        trust={"accounts": ["self"], "source_identity": "*"},
        ins={"any": bringing(user(OWN, identity="bob"), IDENTIFY)},
        outs={"none": user(OWN), "any, of another account": bringing(user(OTHER, identity="bob"), IDENTIFY)},
    ),
    "no source identity": Trusting(
        trust={"accounts": ["self"]},
        ins={"none": user(OWN)},
        outs={"one": bringing(user(OWN, identity="bob"), IDENTIFY), "a tag": bringing(user(OWN, tags=["Team"]), TAG)},
    ),
    "session tags": Trusting(
        trust={"accounts": ["self"], "session_tags": ["Team", "CostCentre"]},
        ins={
            "none": user(OWN),
            "one": bringing(user(OWN, tags=["Team"]), TAG),
            "both": bringing(user(OWN, tags=["CostCentre", "Team"]), TAG),
        },
        outs={
            "another": bringing(user(OWN, tags=["Owner"]), TAG),
            "another besides": bringing(user(OWN, tags=["Owner", "Team"]), TAG),
            "one with other letters": bringing(user(OWN, tags=["team"]), TAG),
            "one, of another account": bringing(user(OTHER, tags=["Team"]), TAG),
        },
    ),
    "all safeguards of another account": Trusting(
        trust={
            "accounts": [OTHER],
            "external_id": "x-1",
            "organization": "o-a1b2c3d4e5",
            "mfa": "required",
            "source_identity": ["alice"],
            "session_tags": ["Team"],
        },
        ins={"with all": bringing(user(OTHER, **_ALL), IDENTIFY, TAG)},
        outs={
            f"without {one}": bringing(user(OTHER, **{key: _ALL[key] for key in _ALL if key != one}), IDENTIFY, TAG)
            for one in ("external_id", "organization", "mfa", "identity")
        }
        | {"with another tag": bringing(user(OTHER, **_ALL | {"tags": ["Owner"]}), IDENTIFY, TAG)},
    ),
    "a service": Trusting(
        trust={"services": ["lambda.amazonaws.com", "ec2.amazonaws.com"]},
        ins={"it": service("lambda.amazonaws.com"), "the other one": service("ec2.amazonaws.com")},
        outs={"another service": service(IMAGE), "the own account": user(OWN)},
    ),
    "a service for an account": Trusting(
        trust={"services": IMAGE, "source_account": "self"},
        ins={"for it": service(IMAGE, source_account=OWN)},
        outs={
            "for another account": service(IMAGE, source_account=OTHER),
            "for nobody": service(IMAGE),
            "another service": service("ec2.amazonaws.com", source_account=OWN),
        },
    ),
    "a service that sends an external ID": Trusting(
        trust={"services": "vmie.amazonaws.com", "external_id": "vmimport"},
        ins={"with the ID": service("vmie.amazonaws.com", external_id="vmimport")},
        outs={
            "without an ID": service("vmie.amazonaws.com"),
            "with another ID": service("vmie.amazonaws.com", external_id="x-1"),
        },
    ),
    "a service for resources of another account": Trusting(
        trust={"services": IMAGE, "source_account": OTHER, "source_arn": "arn:*:imagebuilder:*:*:image/*/*/*"},
        ins={
            "for one": service(
                IMAGE,
                source_account=OTHER,
                source_arn=f"arn:aws:imagebuilder:eu-west-1:{OTHER}:image/web/1.0.0/1",
            )
        },
        outs={
            "for a resource of another type": service(
                IMAGE, source_account=OTHER, source_arn=f"arn:aws:imagebuilder:eu-west-1:{OTHER}:component/web/1.0.0/1"
            ),
            "for one of a third account": service(
                IMAGE, source_account=THIRD, source_arn=f"arn:aws:imagebuilder:eu-west-1:{THIRD}:image/web/1.0.0/1"
            ),
            "for no resource": service(IMAGE, source_account=OTHER),
        },
    ),
    "a service that brings tags and an identity": Trusting(
        trust={"services": "rolesanywhere.amazonaws.com"},
        ins={
            "it": bringing(
                service("rolesanywhere.amazonaws.com", identity="host-1", tags=["x509Subject"]), IDENTIFY, TAG
            )
        },
        outs={"another": bringing(service("pods.eks.amazonaws.com", tags=["eks-cluster-name"]), TAG)},
    ),
    "SAML": Trusting(
        trust={"saml": {"providers": ["okta"]}},
        ins={"a user": saml()},
        outs={
            "a user at another page": saml(audience="https://example.com/saml"),
            "a user of another provider": saml(provider="other"),
            "a user of another account's provider": saml(account=OTHER),
            "a user with a tag": bringing(saml(tags=["Team"]), TAG),
            "a token": token(GITHUB, _MAIN),
        },
    ),
    "SAML with sessions": Trusting(
        trust={"saml": {"providers": ["okta"], "source_identity": "*", "session_tags": "Team"}},
        ins={"a user": bringing(saml(identity="ana", tags=["Team"]), IDENTIFY, TAG)},
        outs={
            "a user without a source identity": saml(),
            "a user with another tag": bringing(saml(identity="ana", tags=["Owner"]), IDENTIFY, TAG),
        },
    ),
    "GitHub": Trusting(
        trust={"oidc": {"provider": GITHUB, "subjects": [_MAIN, "repo:acme/infra:environment:prod"]}},
        ins={"the branch": token(GITHUB, _MAIN), "the environment": token(GITHUB, "repo:acme/infra:environment:prod")},
        outs={
            "another branch": token(GITHUB, "repo:acme/infra:ref:refs/heads/dev"),
            "a branch of that name and more": token(GITHUB, f"{_MAIN}-2"),
            "another repository": token(GITHUB, "repo:acme/web:ref:refs/heads/main"),
            "no subject": token(GITHUB, None),
            "another audience": token(GITHUB, _MAIN, audience="https://github.com/acme"),
            "another issuer": token("gitlab.com", _MAIN),
        },
    ),
    "GitHub with wildcards and sessions": Trusting(
        trust={
            "oidc": [
                {
                    "provider": GITHUB,
                    "subjects": "repo:acme/infra:*",
                    "audience": "aws",
                    "session_tags": ["Team"],
                    "source_identity": ["ci-*"],
                }
            ]
        },
        ins={"any branch": bringing(token(GITHUB, _MAIN, "aws", identity="ci-1", tags=["Team"]), IDENTIFY, TAG)},
        outs={
            "another repository": token(GITHUB, "repo:acme/infra-2:ref:refs/heads/main", "aws", identity="ci-1"),
            "the usual audience": token(GITHUB, _MAIN, identity="ci-1"),
            "another source identity": bringing(token(GITHUB, _MAIN, "aws", identity="ana"), IDENTIFY),
            "another tag": bringing(token(GITHUB, _MAIN, "aws", identity="ci-1", tags=["Owner"]), IDENTIFY, TAG),
        },
    ),
    "service accounts of EKS": Trusting(
        trust={"oidc": {"provider": EKS, "subjects": [_WEB]}},
        ins={"the service account": token(EKS, _WEB)},
        outs={
            "another one of the namespace": token(EKS, "system:serviceaccount:builds:api"),
            "one of that name in another namespace": token(EKS, "system:serviceaccount:other:web"),
            "another cluster": token(EKS.replace("EXAMPLED", "EXAMPLEE"), _WEB),
            "another audience": token(EKS, _WEB, audience="kubernetes"),
        },
    ),
    "a namespace of EKS beside GitHub": Trusting(
        trust={
            "oidc": [
                {"provider": GITHUB, "subjects": [_MAIN]},
                {"provider": EKS, "subjects": ["system:serviceaccount:builds:*"]},
            ]
        },
        ins={"a service account": token(EKS, "system:serviceaccount:builds:api"), "the branch": token(GITHUB, _MAIN)},
        outs={
            "another namespace": token(EKS, "system:serviceaccount:other:api"),
            "a namespace of that name and more": token(EKS, "system:serviceaccount:builds-2:api"),
            "the branch's subject from EKS": token(EKS, _MAIN),
            "the service account's subject from GitHub": token(GITHUB, _WEB),
        },
    ),
}
