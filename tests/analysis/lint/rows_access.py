"""Rows on passing roles, principals, trust, organizations, redundancy and size."""

from generator.analysis.lint.kind import Kind
from tests.analysis.lint.case import (
    ACCOUNT,
    BUCKET,
    ROOT,
    SAML,
    Case,
    allow,
    control,
    grant,
    policy,
    tested,
    trust,
    when,
)

ROLE = f"arn:aws:iam::{ACCOUNT}:role/app/*"
SLR_ROLE = f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/ecs.amazonaws.com/*"
SESSION = f"arn:aws:sts::{ACCOUNT}:assumed-role/app/me"
SERVICE = {"Service": "sns.amazonaws.com"}


def passing(resource: str | None, **elements: object) -> str:
    """A policy that allows passing roles, or what else is said."""
    return policy(allow(**({"Action": "iam:PassRole", "Resource": resource} | elements)))


def creating(resource: str | None, **elements: object) -> str:
    """A policy that allows creating service-linked roles, or what else is said."""
    return passing(resource, **({"Action": "iam:CreateServiceLinkedRole"} | elements))


PASSED = when("StringEquals", "iam:PassedToService", "ec2.amazonaws.com")
PASS_ROLE = (
    Case(code="PASS_ROLE_WITH_STAR_IN_RESOURCE", trigger=passing("*"), at='"*"', twin=passing("*", Condition=PASSED)),
    Case(
        code="PASS_ROLE_WITH_STAR_IN_RESOURCE",
        trigger=passing(f"arn:aws:iam::{ACCOUNT}:role/*"),
        at=f'"arn:aws:iam::{ACCOUNT}:role/*"',
        twin=passing(ROLE),
    ),
    Case(
        code="PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE",
        trigger=passing("*", Action="iam:Pass*"),
        at='"*"',
        twin=passing("*", Action="iam:Get*"),
    ),
    Case(
        code="PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION",
        trigger=passing("*", Action=None, NotAction=["s3:*", "iam:Create*"]),
        at='"*"',
        twin=passing("*", Action=None, NotAction=["s3:*", "iam:*"]),
    ),
    Case(
        code="PASS_ROLE_WITH_NOT_RESOURCE",
        trigger=passing(None, NotResource=ROLE),
        at='"NotResource"',
        twin=passing(None, NotResource=ROLE, Condition=PASSED),
    ),
    Case(
        code="PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE",
        trigger=passing(None, NotResource=ROLE, Action="iam:Pass*"),
        at='"NotResource"',
        twin=passing(None, NotResource=ROLE, Action="iam:Get*"),
    ),
    Case(
        code="PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE",
        trigger=passing(None, NotResource=ROLE, Action=None, NotAction="iam:Create*"),
        at='"NotResource"',
        twin=passing(None, NotResource=ROLE, Action=None, NotAction="iam:*"),
    ),
    Case(
        code="CREATE_SLR_WITH_STAR_IN_RESOURCE",
        trigger=creating("*"),
        at='"*"',
        twin=creating("*", Condition=when("StringEquals", "iam:AWSServiceName", "ecs.amazonaws.com")),
    ),
    Case(
        code="CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE",
        trigger=creating("*", Action="iam:Create*"),
        at='"*"',
        twin=creating(SLR_ROLE, Action="iam:Create*"),
    ),
    Case(
        code="CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION",
        trigger=creating("*", Action=None, NotAction="iam:Pass*"),
        at='"*"',
        twin=creating("*", Action=None, NotAction=["iam:Pass*", "iam:CreateService*"]),
    ),
    Case(
        code="CREATE_SLR_WITH_NOT_RESOURCE",
        trigger=creating(None, NotResource=SLR_ROLE),
        at='"NotResource"',
        twin=creating(None, NotResource=SLR_ROLE, Effect="Deny"),
    ),
    Case(
        code="CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE",
        trigger=creating(None, NotResource=SLR_ROLE, Action="iam:CreateS*"),
        at='"NotResource"',
        twin=creating(None, NotResource=SLR_ROLE, Action="iam:CreateR*"),
    ),
    Case(
        code="CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE",
        trigger=creating(None, NotResource=SLR_ROLE, Action=None, NotAction="iam:Pass*"),
        at='"NotResource"',
        twin=creating(None, NotResource=SLR_ROLE, Action=None, NotAction="iam:*"),
    ),
)

PRINCIPALS = (
    Case(
        code="INVALID_PRINCIPAL_FORMAT",
        trigger=policy(trust(Principal=ROOT)),
        at=f'"{ROOT}"',
        kind=Kind.TRUST,
        twin=policy(trust(Principal={"AWS": ACCOUNT})),
    ),
    Case(
        code="INVALID_PRINCIPAL_KEY",
        trigger=policy(trust(Principal={"Aws": ROOT})),
        at='"Aws"',
        kind=Kind.TRUST,
        twin=policy(trust(Principal={"Service": "ec2.amazonaws.com"})),
    ),
    Case(
        code="UNSUPPORTED_WILDCARD_IN_PRINCIPAL",
        trigger=policy(grant(Principal={"AWS": f"arn:aws:iam::{ACCOUNT}:user/*"})),
        at=f'"arn:aws:iam::{ACCOUNT}:user/*"',
        kind=Kind.RESOURCE,
        twin=policy(grant(Principal={"AWS": "*"})),
    ),
    Case(
        code="INVALID_ROLE_REFERENCE",
        trigger=policy(trust(Principal={"AWS": "AROACKCEVSQ6C2EXAMPLE"})),
        at='"AROACKCEVSQ6C2EXAMPLE"',
        kind=Kind.TRUST,
        twin=policy(trust(Principal={"AWS": f"arn:aws:iam::{ACCOUNT}:role/a"})),
    ),
    Case(
        code="INVALID_USER_REFERENCE",
        trigger=policy(trust(Principal={"AWS": "AIDACKCEVSQ6C2EXAMPLE"})),
        at='"AIDACKCEVSQ6C2EXAMPLE"',
        kind=Kind.TRUST,
        twin=policy(trust(Principal={"AWS": f"arn:aws:iam::{ACCOUNT}:user/a"})),
    ),
    Case(
        code="ALLOW_WITH_NOT_PRINCIPAL",
        trigger=policy(grant(Principal=None, NotPrincipal={"AWS": ROOT})),
        at='"NotPrincipal"',
        kind=Kind.RESOURCE,
        twin=policy(grant(Effect="Deny", Principal=None, NotPrincipal={"AWS": ROOT})),
    ),
    Case(
        code="FEDERATED_PRINCIPAL_NOT_SUPPORTED",
        trigger=policy(grant(Principal={"Federated": SAML})),
        at='"Federated"',
        kind=Kind.RESOURCE,
        twin=policy(grant(Principal={"CanonicalUser": "0" * 64})),
    ),
    Case(
        code="RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL",
        trigger=policy(grant(Principal=SERVICE)),
        at='"sns.amazonaws.com"',
        kind=Kind.RESOURCE,
        twin=policy(grant(Principal=SERVICE, Condition=when("StringEquals", "aws:SourceAccount", ACCOUNT))),
    ),
    Case(
        code="RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL",
        trigger=policy(grant(Principal=SERVICE, Condition=when("IpAddress", "aws:SourceIp", "203.0.113.0/24"))),
        at='"aws:SourceIp"',
        kind=Kind.RESOURCE,
        twin=policy(grant(Principal=SERVICE, Condition=when("StringEquals", "aws:SourceOrgID", "o-a1b2c3d4e5"))),
    ),
    Case(
        code="UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL",
        trigger=policy(
            grant(
                Principal=SERVICE,
                Condition={"StringEquals": {"aws:SourceAccount": ACCOUNT, "aws:PrincipalOrgID": "o-a1b2c3d4e5"}},
            )
        ),
        at='"aws:PrincipalOrgID"',
        kind=Kind.RESOURCE,
        twin=policy(grant(Principal="*", Condition=when("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5"))),
    ),
)

SUBJECT = (
    Case(
        code="UNSUPPORTED_ACTION_IN_POLICY",
        trigger=policy(grant(Action=["s3:GetObject", "kms:Decrypt"])),
        at='"kms:Decrypt"',
        kind=Kind.RESOURCE,
        twin=policy(grant(Action=["s3:GetObject", "s3:PutObject"])),
    ),
    Case(
        code="UNSUPPORTED_RESOURCE_ARN_IN_POLICY",
        trigger=policy(grant(Resource=[BUCKET, f"arn:aws:sns:eu-west-1:{ACCOUNT}:topic"])),
        at=f'"arn:aws:sns:eu-west-1:{ACCOUNT}:topic"',
        kind=Kind.RESOURCE,
        twin=policy(grant(Resource=[BUCKET, "arn:aws:s3:::bucket"])),
    ),
    Case(
        code="IRRELEVANT_CONDITION_KEY_IN_POLICY",
        trigger=policy(grant(Condition=when("StringEquals", "s3:ResourceAccount", ACCOUNT))),
        at='"s3:ResourceAccount"',
        kind=Kind.RESOURCE,
        twin=policy(grant(Resource="*", Condition=when("StringEquals", "s3:ResourceAccount", ACCOUNT))),
    ),
)

TRUST = (
    Case(
        code="ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL",
        trigger=policy(trust(Effect="Deny", Principal=None, NotPrincipal={"AWS": ROOT})),
        at='"NotPrincipal"',
        kind=Kind.TRUST,
        twin=policy(trust(Effect="Deny", Principal={"AWS": ROOT})),
    ),
    Case(
        code="ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL",
        trigger=policy(trust(Principal="*")),
        at='"*"',
        kind=Kind.TRUST,
        twin=policy(trust(Principal={"AWS": "*"})),
    ),
    Case(
        code="ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE",
        trigger=policy(trust(Resource="*")),
        at='"Resource"',
        kind=Kind.TRUST,
        twin=policy(trust()),
    ),
    Case(
        code="INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY",
        trigger=policy(trust(Principal={"Federated": "Corp"}, Condition=when("StringEquals", "Corp:aud", "x"))),
        at='"Corp"',
        kind=Kind.TRUST,
        also=("INVALID_SERVICE", "MISMATCHED_ACTION_FOR_PRINCIPAL"),
        twin=policy(trust(Principal={"Federated": SAML}, Action="sts:AssumeRoleWithSAML")),
    ),
    Case(
        code="MISMATCHED_ACTION_FOR_PRINCIPAL",
        trigger=policy(trust(Principal={"Federated": SAML}, Action="sts:AssumeRoleWithWebIdentity")),
        at='"sts:AssumeRoleWithWebIdentity"',
        kind=Kind.TRUST,
        twin=policy(trust(Principal={"Federated": SAML}, Action=["sts:AssumeRoleWithSAML", "sts:TagSession"])),
    ),
    Case(
        code="MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY",
        trigger=policy(trust(Principal={"Service": "rolesanywhere.amazonaws.com"})),
        at='"rolesanywhere.amazonaws.com"',
        kind=Kind.TRUST,
        twin=policy(
            trust(
                Principal={"Service": "rolesanywhere.amazonaws.com"},
                Action=["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"],
            )
        ),
    ),
    Case(
        code="REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY",
        trigger=policy(trust(Principal={"AWS": [f"arn:aws:iam::{ACCOUNT}:role/team/app", SESSION]})),
        at=f'"{SESSION}"',
        kind=Kind.TRUST,
        twin=policy(trust(Principal={"AWS": [f"arn:aws:iam::{ACCOUNT}:role/team/other", SESSION]})),
    ),
)

NOT_SERVICES = {"BoolIfExists": {"aws:PrincipalIsAWSService": "false"}}
SERVICES = {"Bool": {"aws:PrincipalIsAWSService": "true"}}
FOREIGN = {"StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}
FOREIGN_SOURCE = {"StringNotEqualsIfExists": {"aws:SourceOrgID": "o-a1b2c3d4e5"}}
HAS_SOURCE = {"Null": {"aws:SourceAccount": "false"}}
ORGANIZATIONS = (
    Case(
        code="SCP_SYNTAX_ERROR_PRINCIPAL",
        trigger=policy(control(Principal="*")),
        at='"Principal"',
        kind=Kind.SCP,
        twin=policy(control(Principal=None)),
    ),
    Case(
        code="RCP_SYNTAX_ERROR_PRINCIPAL",
        trigger=policy(control(Principal={"AWS": ROOT})),
        at=f'{{\n        "AWS": "{ROOT}"\n      }}',
        kind=Kind.RCP,
        twin=policy(control()),
    ),
    Case(
        code="RCP_SYNTAX_ERROR_ALLOW",
        trigger=policy(control(Effect="Allow", Condition=when("Bool", "aws:SecureTransport", "true"))),
        at='"Condition"',
        kind=Kind.RCP,
        twin=policy(control(Effect="Allow", Action="*")),
    ),
    Case(
        code="RCP_SYNTAX_ERROR_NOTACTION",
        trigger=policy(control(Action=None, NotAction="s3:GetObject")),
        at='"NotAction"',
        kind=Kind.RCP,
        twin=policy(control(Action="s3:GetObject")),
    ),
    Case(
        code="RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY",
        trigger=policy(control(Condition=FOREIGN)),
        at='"aws:PrincipalOrgID"',
        kind=Kind.RCP,
        twin=policy(control(Condition=FOREIGN | NOT_SERVICES)),
    ),
    Case(
        code="RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY",
        trigger=policy(control(Condition=FOREIGN_SOURCE | HAS_SOURCE)),
        at='"aws:SourceOrgID"',
        kind=Kind.RCP,
        twin=policy(control(Condition=FOREIGN_SOURCE | HAS_SOURCE | SERVICES)),
    ),
    Case(
        code="RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK",
        trigger=policy(control(Condition=FOREIGN_SOURCE | SERVICES)),
        at='"aws:SourceOrgID"',
        kind=Kind.RCP,
        twin=policy(control(Condition=FOREIGN_SOURCE | SERVICES | HAS_SOURCE)),
    ),
)

REDUNDANCY = (
    Case(
        code="REDUNDANT_ACTION",
        trigger=policy(allow(Action=["s3:GetObject", "s3:get*"])),
        at='"s3:GetObject"',
        twin=policy(allow(Action=["s3:*Object", "s3:Get*"])),
    ),
    Case(
        code="REDUNDANT_RESOURCE",
        trigger=policy(allow(Resource=[BUCKET, "arn:aws:s3:::bucket/a"])),
        at='"arn:aws:s3:::bucket/a"',
        twin=policy(allow(Resource=[BUCKET, "arn:aws:s3:::bucket"])),
    ),
    Case(
        code="REDUNDANT_STATEMENT",
        trigger=policy(allow(Sid="A"), allow(Sid="B", Action=["s3:GetObject"])),
        at='{\n      "Effect": "Allow",\n      "Action": [\n        "s3:GetObject"\n      ],\n'
        f'      "Resource": "{BUCKET}",\n      "Sid": "B"\n    }}',
        twin=policy(allow(Sid="A"), allow(Sid="B", Effect="Deny")),
    ),
    Case(
        code="REDUNDANT_CONDITION_VALUE_NUM",
        trigger=tested("NumericLessThan", "aws:MultiFactorAuthAge", "2700", "3600"),
        at='"2700"',
        twin=tested("NumericEquals", "aws:MultiFactorAuthAge", "2700", "3600"),
    ),
)


def long(size: int, kind: Kind) -> str:
    """A policy of some characters, counted as IAM counts them."""
    statement = {Kind.TRUST: trust, Kind.RESOURCE: grant, Kind.RCP: control}.get(kind, allow)(Sid="A")
    lacking = size - len("".join(policy(statement).split()))
    return policy(statement | {"Sid": "A" * (1 + lacking)})


SIZE = (
    *(
        Case(code=code, trigger=long(most + 1, kind), at="{", kind=kind, twin=long(most, kind))
        for code, kind, most in (
            ("POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA", Kind.IDENTITY, 6144),
            ("POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA", Kind.TRUST, 2048),
            ("POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA", Kind.RESOURCE, 20480),
            ("POLICY_SIZE_EXCEEDS_SCP_QUOTA", Kind.SCP, 10_240),
            ("POLICY_SIZE_EXCEEDS_RCP_QUOTA", Kind.RCP, 5120),
        )
    ),
)

ROWS = (*PASS_ROLE, *PRINCIPALS, *SUBJECT, *TRUST, *ORGANIZATIONS, *REDUNDANCY, *SIZE)
