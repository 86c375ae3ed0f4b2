"""Rows on ARNs and policy variables."""

from tests.analysis.lint.case import ACCOUNT, BUCKET, Case, allow, policy, tested

INSTANCE = f"arn:aws:ec2:eu-west-1:{ACCOUNT}:instance/*"


def on(*resources: str, **elements: object) -> str:
    """A policy on resources."""
    action = "ec2:StartInstances" if ":ec2:" in resources[0].lower() else "s3:GetObject"
    return policy(allow(**({"Action": action, "Resource": list(resources)} | elements)))


ARNS = (
    Case(code="INVALID_ARN_PREFIX", trigger=on("bucket/*"), at='"bucket/*"', twin=on("*")),
    Case(
        code="MISSING_ARN_FIELD", trigger=on("arn:aws:s3:bucket"), at='"arn:aws:s3:bucket"', twin=on("arn:aws:s3:::b")
    ),
    Case(
        code="INVALID_PARTITION",
        trigger=on("arn:aws-china:s3:::bucket"),
        at='"arn:aws-china:s3:::bucket"',
        twin=on("arn:aws-cn:s3:::bucket"),
    ),
    Case(
        code="WILDCARD_IN_SERVICE_NAME",
        trigger=on("arn:aws:*code*:eu-west-1:111122223333:x"),
        at='"arn:aws:*code*:eu-west-1:111122223333:x"',
        twin=on("arn:aws:s3:::*code*"),
    ),
    Case(
        code="INVALID_ARN_SERVICE_CASE",
        trigger=on("arn:aws:S3:::bucket"),
        at='"arn:aws:S3:::bucket"',
        twin=on("arn:aws:s3:::BUCKET"),
    ),
    Case(
        code="INVALID_ARN_RESOURCE",
        trigger=on(INSTANCE.replace("instance", "instanz")),
        at=f'"{INSTANCE.replace("instance", "instanz")}"',
        twin=on(INSTANCE.replace("instance/", "inst*/")),
    ),
    Case(
        code="INVALID_ARN_ACCOUNT",
        trigger=on(INSTANCE.replace(ACCOUNT, "1111")),
        at='"arn:aws:ec2:eu-west-1:1111:instance/*"',
        twin=on(INSTANCE.replace(ACCOUNT, "1111*")),
    ),
    Case(
        code="INVALID_ARN_REGION",
        trigger=on(INSTANCE.replace("eu-west-1", "eu-west-9")),
        at=f'"arn:aws:ec2:eu-west-9:{ACCOUNT}:instance/*"',
        twin=on(INSTANCE.replace("eu-west-1", "eu-west-?")),
    ),
    Case(
        code="ARN_REGION_NOT_ALLOWED",
        trigger=on("arn:aws:s3:eu-west-1::bucket"),
        at='"arn:aws:s3:eu-west-1::bucket"',
        twin=on(f"arn:aws:s3:eu-west-1:{ACCOUNT}:accesspoint/one"),
    ),
    Case(
        code="MISSING_ARN_REGION",
        trigger=on(INSTANCE.replace("eu-west-1", "")),
        at=f'"arn:aws:ec2::{ACCOUNT}:instance/*"',
        twin=on(INSTANCE.replace("eu-west-1", "*")),
    ),
    Case(
        code="ARN_ACCOUNT_NOT_ALLOWED",
        trigger=on(f"arn:aws:s3::{ACCOUNT}:bucket"),
        at=f'"arn:aws:s3::{ACCOUNT}:bucket"',
        twin=on("arn:aws:s3:::bucket"),
    ),
    Case(
        code="MISSING_ARN_ACCOUNT",
        trigger=on(INSTANCE.replace(ACCOUNT, "")),
        at='"arn:aws:ec2:eu-west-1::instance/*"',
        twin=on("arn:aws:ec2:eu-west-1::image/*", Action="ec2:DeregisterImage"),
    ),
)

VARIABLES = (
    Case(
        code="MISSING_BRACE_IN_VARIABLE",
        trigger=on("arn:aws:s3:::bucket/${aws:username"),
        at='"arn:aws:s3:::bucket/${aws:username"',
        twin=on("arn:aws:s3:::bucket/${aws:username}"),
    ),
    Case(
        code="MISSING_QUOTE_IN_VARIABLE",
        trigger=on("arn:aws:s3:::bucket/${aws:PrincipalTag/team, company}"),
        at='"arn:aws:s3:::bucket/${aws:PrincipalTag/team, company}"',
        twin=on("arn:aws:s3:::bucket/${aws:PrincipalTag/team, 'company'}"),
    ),
    Case(
        code="UNSUPPORTED_SPACE_IN_VARIABLE",
        trigger=on("arn:aws:s3:::bucket/${aws: username}"),
        at='"arn:aws:s3:::bucket/${aws: username}"',
        twin=on("arn:aws:s3:::bucket/${aws:PrincipalTag/cost center}"),
    ),
    Case(
        code="EMPTY_VARIABLE",
        trigger=on("arn:aws:s3:::bucket/${}"),
        at='"arn:aws:s3:::bucket/${}"',
        twin=on("arn:aws:s3:::bucket/${*}"),
    ),
    Case(
        code="VARIABLE_UNSUPPORTED_IN_VERSION",
        trigger=policy(allow(Resource="arn:aws:s3:::bucket/${aws:username}"), Version="2008-10-17"),
        at='"arn:aws:s3:::bucket/${aws:username}"',
        twin=policy(allow(Resource=BUCKET), Version="2008-10-17"),
    ),
    Case(
        code="VARIABLE_UNSUPPORTED_IN_ELEMENT",
        trigger=policy(allow(Action="s3:${aws:username}")),
        at='"s3:${aws:username}"',
        twin=on("arn:aws:s3:::${aws:username}/*"),
    ),
    Case(
        code="INVALID_VARIABLE_FOR_OPERATOR",
        trigger=tested("NumericLessThan", "aws:MultiFactorAuthAge", "${aws:PrincipalTag/age}"),
        at='"${aws:PrincipalTag/age}"',
        twin=tested("StringEquals", "aws:SourceVpc", "${aws:PrincipalTag/vpc}"),
    ),
)

ROWS = (*ARNS, *VARIABLES)
