"""Few words, so that random policies and requests meet; all are real, so that other engines know them."""

from dataclasses import dataclass

from generator.model.access import Caller, CallerKind

HOME, AWAY = "111122223333", "444455556666"
TEAMS = ("red", "Red", "blue", "r*d", "team-red")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Actions and a resource that they are used on; `{account}` stands for its owner.

    `keys` are the condition keys of the service that the actions carry; `has_policy` tells that the
    resource can have a policy of its own.
    """

    actions: tuple[str, ...]
    resource: str
    keys: tuple[str, ...] = ()
    has_policy: bool = False


TARGETS = (
    *(
        Target(
            actions=("s3:GetObject", "s3:PutObject", "s3:DeleteObject"),
            resource=f"arn:aws:s3:::{path}",
            has_policy=True,
        )
        for path in ("media/red/a", "media/Red/a:b", "media/team-red/x?y", "logs/blue")
    ),
    Target(
        actions=("s3:ListBucket",), resource="arn:aws:s3:::media", keys=("s3:prefix", "s3:max-keys"), has_policy=True
    ),
    Target(actions=("s3:ListAllMyBuckets", "ec2:DescribeInstances", "kms:ListKeys"), resource="*"),
    *(
        Target(
            actions=("ec2:StartInstances", "ec2:TerminateInstances"), resource=f"arn:aws:ec2:{place}:instance/{name}"
        )
        for place, name in (("eu-west-1:{account}", "i-0a"), ("us-east-1:{account}", "i-0b"))
    ),
    Target(
        actions=("imagebuilder:GetImagePipeline", "imagebuilder:StartImagePipelineExecution"),
        resource="arn:aws:imagebuilder:eu-west-1:{account}:image-pipeline/red",
    ),
    Target(
        actions=("imagebuilder:GetImage", "imagebuilder:DeleteImage"),
        resource="arn:aws:imagebuilder:eu-west-1:{account}:image/red/1.0.0/1",
    ),
    Target(actions=("iam:GetRole", "iam:PassRole"), resource="arn:aws:iam::{account}:role/red"),
    Target(actions=("iam:GetUser",), resource="arn:aws:iam::{account}:user/ana"),
    *(
        Target(
            actions=("kms:Decrypt", "kms:Encrypt"),
            resource=f"arn:aws:kms:eu-west-1:{{account}}:key/1234abcd-12ab-34cd-56ef-1234567890a{end}",
            has_policy=True,
        )
        for end in "bc"
    ),
    *(
        Target(
            actions=("sts:AssumeRole", "sts:TagSession"),
            resource=f"arn:aws:iam::{{account}}:role/{name}",
            has_policy=True,
        )
        for name in ("red", "Red", "ops/blue")
    ),
)

FEDERATION = Target(
    actions=("sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"),
    resource=f"arn:aws:iam::{HOME}:role/red",
    has_policy=True,
)
"""What identity providers' users ask for, whom only a role's trust policy lets in; the provider is in its account."""

USER, ROOT = f"arn:aws:iam::{HOME}:user/ana", f"arn:aws:iam::{HOME}:root"
ROLE, OPS_ROLE = f"arn:aws:iam::{HOME}:role/red", f"arn:aws:iam::{HOME}:role/ops/blue"
LINKED = f"arn:aws:iam::{HOME}:role/aws-service-role/imagebuilder.amazonaws.com/AWSServiceRoleForImageBuilder"
SESSION, OPS_SESSION = f"arn:aws:sts::{HOME}:assumed-role/red/ana", f"arn:aws:sts::{HOME}:assumed-role/blue/ana"
FEDERATED = f"arn:aws:sts::{HOME}:federated-user/ana"
PROVIDER = f"arn:aws:iam::{HOME}:saml-provider/corp"

CALLERS = (
    Caller(kind=CallerKind.USER, id=USER),
    Caller(kind=CallerKind.USER, id=f"arn:aws:iam::{HOME}:user/ops/Ana"),
    Caller(kind=CallerKind.ROLE, id=ROLE),
    Caller(kind=CallerKind.ROLE_SESSION, id=SESSION, issuer=ROLE),
    Caller(kind=CallerKind.ROLE_SESSION, id=OPS_SESSION, issuer=OPS_ROLE),
    Caller(kind=CallerKind.FEDERATED_USER, id=FEDERATED, issuer=USER),
)
RARE_CALLERS = (
    Caller(kind=CallerKind.ROOT, id=ROOT),
    Caller(
        kind=CallerKind.ROLE_SESSION,
        id=f"arn:aws:sts::{HOME}:assumed-role/AWSServiceRoleForImageBuilder/s",
        issuer=LINKED,
    ),
    Caller(kind=CallerKind.SERVICE, id="imagebuilder.amazonaws.com"),
    Caller(kind=CallerKind.IDENTITY_PROVIDER, id=PROVIDER),
    Caller(kind=CallerKind.IDENTITY_PROVIDER, id="accounts.google.com"),
)
STRANGERS = (
    ("AWS", AWAY),
    ("AWS", f"arn:aws:iam::{AWAY}:root"),
    ("AWS", f"arn:aws:iam::{HOME}:user/Ana"),
    ("AWS", f"arn:aws:iam::{HOME}:role/blue"),
    ("AWS", f"arn:aws:sts::{HOME}:assumed-role/red/bob"),
    ("Service", "ec2.amazonaws.com"),
    ("Federated", "cognito-identity.amazonaws.com"),
)

ARNS = (USER, ROLE, OPS_ROLE, ROOT, FEDERATED, LINKED, "arn:aws:sns:eu-west-1:111122223333:red", "arn:aws:s3:::media")
ARN_PATTERNS = (
    *ARNS,
    "*",
    "arn:aws:iam::*:role/*",
    "arn:aws:iam::111122223333:*",
    "arn:*:iam::1111222233?3:user/an?",
    "arn:aws:s*:*:*:*",
    "arn:aws:sns:*:red",
    "arn:aws:sns:eu-west-1:*:${aws:PrincipalTag/team}",
    "arn:aws:iam::111122223333:user/${aws:username, 'ana'}",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Operators on one type of values: keys that have it, values that a policy and values that a request can name.

    `many` are the keys of which a request can carry several values.
    """

    operators: tuple[str, ...]
    keys: tuple[str, ...]
    wanted: tuple[str, ...]
    given: tuple[str, ...]
    many: tuple[str, ...] = ()


_TEXTS = (*TEAMS, "", "r*", "?ed", "*", "${*}", "r${*}d", "r${?}d", "a${$}b", "team-${aws:PrincipalTag/team}")
_VARIABLES = (
    "${aws:PrincipalTag/team}",
    "${aws:principaltag/TEAM}",
    "${aws:username}",
    "${aws:TagKeys}",
    "${aws:PrincipalTag/team, 'red'}",
    "${aws:username, 'blue'}",
    "*${aws:PrincipalTag/team}",
)
_COMPARED = ("Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals")

STRINGS = Family(
    operators=(
        "StringEquals",
        "StringNotEquals",
        "StringEqualsIgnoreCase",
        "StringNotEqualsIgnoreCase",
        "StringLike",
        "StringNotLike",
    ),
    keys=("aws:username", "aws:PrincipalTag/team", "aws:RequestTag/team", "aws:TagKeys", "aws:CalledVia", "s3:prefix"),
    wanted=_TEXTS + _VARIABLES,
    given=(*TEAMS, "r?d", "a$b", "*"),
    many=("aws:TagKeys", "aws:CalledVia"),
)
FAMILIES = (
    STRINGS,
    Family(
        operators=("ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike"),
        keys=("aws:PrincipalArn", "aws:SourceArn"),
        wanted=ARN_PATTERNS,
        given=ARNS,
    ),
    Family(
        operators=("StringEquals", "StringNotEquals", "StringLike"),
        keys=("aws:PrincipalArn", "aws:PrincipalAccount", "aws:ResourceAccount"),
        wanted=(HOME, AWAY, "1111*", USER, ROLE, "arn:aws:iam::*", "${aws:PrincipalAccount}", "${aws:ResourceAccount}"),
        given=(HOME, AWAY),
    ),
    Family(
        operators=tuple(f"Numeric{one}" for one in _COMPARED),
        keys=("aws:MultiFactorAuthAge", "s3:max-keys"),
        wanted=("9", "10", "10.0", "10.5", "-1", "300"),
        given=("-5", "9", "10", "11", "300", "1000"),
    ),
    Family(
        operators=tuple(f"Date{one}" for one in _COMPARED),
        keys=("aws:CurrentTime", "aws:TokenIssueTime"),
        wanted=(
            "2026-06-01T00:00:00Z",
            "2026-06-01T02:00:00+02:00",
            "2026-06-01",
            "2026-06-01T00:00:01Z",
            "1780272000",
        ),
        given=(
            "2026-06-01T00:00:00Z",
            "2026-06-01T00:00:01Z",
            "2026-05-31T23:59:59Z",
            "2027-01-01T00:00:00Z",
            "1780272000",
        ),
    ),
    Family(
        operators=("Bool",),
        keys=("aws:SecureTransport", "aws:MultiFactorAuthPresent"),
        wanted=("true", "false", "True", "${aws:ViaAWSService}"),
        given=("true", "false", "TRUE"),
    ),
    Family(
        operators=("BinaryEquals",),
        keys=("aws:PrincipalTag/blob",),
        wanted=("QmluYXJ5", "cmVk"),
        given=("QmluYXJ5", "cmVk", "qmlUYXJ5"),
    ),
    Family(
        operators=("IpAddress", "NotIpAddress"),
        keys=("aws:SourceIp", "aws:VpcSourceIp"),
        wanted=("203.0.113.0/24", "203.0.113.7", "0.0.0.0/0", "2001:db8::/32", "2001:DB8::7", "198.51.100.0/31"),
        given=("203.0.113.7", "203.0.113.8", "198.51.100.1", "2001:db8::7", "2001:db9::1"),
    ),
)
