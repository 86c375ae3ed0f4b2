"""Rows on condition keys and operators."""

from generator.analysis.lint.kind import Kind
from tests.analysis.lint.case import GITHUB, Case, allow, deny, federate, policy, tested, when

MFA = "aws:MultiFactorAuthPresent"
AGE = "aws:MultiFactorAuthAge"
VPC = "aws:SourceVpc"

KEYS = (
    Case(
        code="INVALID_CONDITION_KEY_FORMAT",
        trigger=tested("StringEquals", "SourceVpc", "vpc-12345678"),
        at='"SourceVpc"',
        twin=tested("StringEquals", "AWS:sourcevpc", "vpc-12345678"),
    ),
    Case(
        code="INVALID_GLOBAL_CONDITION_KEY",
        trigger=tested("StringEquals", "aws:SourceVpcs", "vpc-12345678"),
        at='"aws:SourceVpcs"',
        twin=tested("StringEquals", VPC, "vpc-12345678"),
    ),
    Case(
        code="INVALID_SERVICE",
        trigger=tested("StringEquals", "s4:prefix", "a/"),
        at='"s4:prefix"',
        twin=tested("StringEquals", "s3:prefix", "a/", Action="s3:ListBucket", Resource="arn:aws:s3:::bucket"),
    ),
    Case(
        code="INVALID_SERVICE",
        trigger=policy(allow(Resource="arn:aws:s4:::bucket")),
        at='"arn:aws:s4:::bucket"',
        twin=policy(allow(Resource="arn:aws:catalog:eu-west-1:111122223333:portfolio/*", Action="servicecatalog:*")),
    ),
    Case(
        code="INVALID_SERVICE_CONDITION_KEY",
        trigger=tested("StringEquals", "s3:prefixes", "a/"),
        at='"s3:prefixes"',
        twin=tested("StringEquals", "s3:ExistingObjectTag/Team", "web"),
    ),
    Case(
        code="MISSING_TAG_KEY_IN_CONDITION",
        trigger=tested("StringEquals", "aws:PrincipalTag", "web"),
        at='"aws:PrincipalTag"',
        twin=tested("StringEquals", "aws:PrincipalTag/Team", "web"),
    ),
    Case(
        code="UNSUPPORTED_GLOBAL_CONDITION_KEY",
        trigger=tested("StringEquals", "aws:ARN", "arn:aws:iam::111122223333:role/a"),
        at='"aws:ARN"',
        twin=tested("ArnEquals", "aws:PrincipalArn", "arn:aws:iam::111122223333:role/a"),
    ),
    Case(
        code="DEPRECATED_GLOBAL_CONDITION_KEY",
        trigger=tested("StringEquals", "aws:SourceOwner", "111122223333"),
        at='"aws:SourceOwner"',
        twin=tested("StringEquals", "aws:SourceAccount", "111122223333"),
    ),
    Case(
        code="DUPLICATE_KEYS_WITH_DIFFERENT_CASE",
        trigger=policy(allow(Condition={"StringEquals": {VPC: "vpc-12345678", "aws:sourceVpc": "vpc-87654321"}})),
        at='"aws:sourceVpc"',
        twin=policy(
            allow(Condition={"StringEquals": {VPC: "vpc-12345678"}, "StringLike": {"aws:sourceVpc": "vpc-1*"}})
        ),
    ),
)

OPERATORS = (
    Case(
        code="INVALID_CONDITION_OPERATOR",
        trigger=tested("StringMatches", VPC, "vpc-12345678"),
        at='"StringMatches"',
        twin=tested("stringequals", VPC, "vpc-12345678"),
    ),
    Case(
        code="NULL_WITH_IF_EXISTS",
        trigger=tested("NullIfExists", VPC, "true"),
        at='"NullIfExists"',
        twin=tested("Null", VPC, "true"),
    ),
    Case(
        code="NULL_WITH_QUALIFIER",
        trigger=tested("ForAllValues:Null", "aws:TagKeys", "true"),
        at='"ForAllValues:Null"',
        twin=tested("Null", "aws:TagKeys", "true"),
    ),
    Case(
        code="TYPE_MISMATCH",
        trigger=tested("NumericEquals", VPC, "1"),
        at='"NumericEquals"',
        twin=tested("NumericEquals", AGE, "1"),
    ),
    Case(
        code="MISSING_QUALIFIER",
        trigger=tested("StringEquals", "aws:TagKeys", "Team"),
        at='"StringEquals"',
        twin=tested("ForAnyValue:StringEquals", "aws:TagKeys", "Team"),
    ),
    Case(
        code="FORALLVALUES_WITH_SINGLE_VALUED_KEY",
        trigger=tested("ForAllValues:StringEquals", VPC, "vpc-12345678"),
        at='"ForAllValues:StringEquals"',
        twin=tested("ForAllValues:StringEquals", "aws:TagKeys", "Team"),
    ),
    Case(
        code="FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE",
        trigger=policy(
            federate(
                "accounts.google.com", Condition=when("ForAnyValue:StringEquals", "accounts.google.com:aud", "app")
            )
        ),
        at='"ForAnyValue:StringEquals"',
        kind=Kind.TRUST,
        twin=policy(federate("accounts.google.com", Condition=when("StringEquals", "accounts.google.com:aud", "app"))),
    ),
    Case(
        code="CONFIRM_AUDIENCE_CLAIM_TYPE",
        trigger=policy(
            federate("idp.example.com", Condition=when("ForAnyValue:StringEquals", "idp.example.com:aud", "app"))
        ),
        at='"ForAnyValue:StringEquals"',
        kind=Kind.TRUST,
        twin=policy(federate("idp.example.com", Condition=when("StringEquals", "idp.example.com:aud", "app"))),
    ),
    Case(
        code="WILDCARD_WITHOUT_LIKE_OPERATOR",
        trigger=tested("StringEquals", "aws:PrincipalTag/job", "admin-*"),
        at='"admin-*"',
        twin=tested("StringLike", "aws:PrincipalTag/job", "admin-*"),
    ),
    Case(
        code="STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS",
        trigger=tested("StringLike", "aws:PrincipalArn", "arn:aws:iam::111122223333:role/a*"),
        at='"StringLike"',
        twin=tested("ArnLike", "aws:PrincipalArn", "arn:aws:iam::111122223333:role/a*"),
    ),
    Case(
        code="INVALID_CONDITION_MULTIPLE_BOOLEAN",
        trigger=tested("Bool", MFA, "true", "false"),
        at='[\n            "true",\n            "false"\n          ]',
        twin=policy(allow(Condition={"Bool": {MFA: ["true"]}})),
    ),
)

PRESENCE = (
    Case(
        code="EQUIVALENT_TO_NULL_FALSE",
        trigger=tested("StringLike", VPC, "*"),
        at=f'"{VPC}"',
        twin=tested("StringLike", VPC, "vpc-*"),
    ),
    Case(
        code="EQUIVALENT_TO_NULL_TRUE",
        trigger=tested("StringNotLike", VPC, "*"),
        at=f'"{VPC}"',
        twin=tested("Null", VPC, "true"),
    ),
    Case(
        code="REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION",
        trigger=tested("StringLike", "aws:PrincipalAccount", "*"),
        at='"aws:PrincipalAccount"',
        twin=tested("StringLike", "aws:PrincipalAccount", "1*"),
    ),
    Case(
        code="REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION",
        trigger=tested("StringNotLike", "aws:PrincipalAccount", "*"),
        at='"aws:PrincipalAccount"',
        twin=tested("StringNotLike", "aws:PrincipalAccount", "1*"),
    ),
)

SUPPORTED = (
    Case(
        code="UNSUPPORTED_ACTION_FOR_CONDITION_KEY",
        trigger=tested(
            "StringEquals", "s3:prefix", "a/", Action=["s3:ListBucket", "s3:GetObject"], Resource="arn:aws:s3:::bucket"
        ),
        at='"s3:GetObject"',
        twin=tested(
            "StringEqualsIfExists",
            *("s3:prefix", "a/"),
            Action=["s3:ListBucket", "s3:GetObject"],
            Resource="arn:aws:s3:::bucket",
        ),
    ),
    Case(
        code="MISSING_ACTION_FOR_CONDITION_KEY",
        trigger=tested("StringEquals", "iam:PassedToService", "ec2.amazonaws.com"),
        at='"iam:PassedToService"',
        twin=tested(
            *("StringEquals", "iam:PassedToService", "ec2.amazonaws.com"),
            Action="iam:PassRole",
            Resource="arn:aws:iam::111122223333:role/*",
        ),
    ),
    Case(
        code="ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
        trigger=tested(
            *("StringEquals", "aws:ResourceTag/Team", "web"),
            Action=["ec2:StartInstances", "ec2:DescribeRegions"],
            Resource="*",
        ),
        at='"ec2:DescribeRegions"',
        twin=tested("StringEquals", "aws:ResourceTag/Team", "web", Action="ec2:StartInstances", Resource="*"),
    ),
    Case(
        code="DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
        trigger=policy(
            deny(
                Action="ec2:DescribeRegions", Resource="*", Condition=when("StringEquals", "aws:ResourceTag/Team", "w")
            )
        ),
        at='"ec2:DescribeRegions"',
        twin=policy(
            deny(
                Action="ec2:DescribeRegions",
                Resource="*",
                Condition=when("StringNotEquals", "aws:ResourceTag/Team", "w"),
            )
        ),
    ),
    Case(
        code="ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
        trigger=tested("StringEquals", "aws:ResourceTag/Team", "web", Action=None, NotAction="iam:*"),
        at='"aws:ResourceTag/Team"',
        twin=tested("StringEquals", "aws:PrincipalTag/Team", "web", Action=None, NotAction="iam:*"),
    ),
    Case(
        code="DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
        trigger=policy(
            deny(Action=None, NotAction="iam:*", Condition=when("StringEquals", "aws:ResourceTag/Team", "web"))
        ),
        at='"aws:ResourceTag/Team"',
        twin=policy(
            deny(Action=None, NotAction="iam:*", Condition=when("StringNotEquals", "aws:ResourceTag/Team", "web"))
        ),
    ),
)

WEAK = (
    Case(
        code="UNTRUSTWORTHY_CONDITION_KEY",
        trigger=tested("StringEquals", "aws:UserAgent", "me"),
        at='"aws:UserAgent"',
        twin=policy(deny(Condition=when("StringEquals", "aws:UserAgent", "me"))),
    ),
    Case(
        code="MISSING_PAIRED_CONDITION_KEYS",
        trigger=tested("IpAddress", "aws:VpcSourceIp", "10.0.0.0/8"),
        at='"aws:VpcSourceIp"',
        twin=policy(
            allow(Condition={"IpAddress": {"aws:VpcSourceIp": "10.0.0.0/8"}, "StringEquals": {VPC: "vpc-12345678"}})
        ),
    ),
    Case(
        code="S3_PREFIX_IN_NEGATIVE_CONTEXT",
        trigger=policy(
            deny(
                Action="s3:ListBucket", Resource="arn:aws:s3:::bucket", Condition=when("StringLike", "s3:prefix", "a/*")
            )
        ),
        at='"s3:prefix"',
        twin=policy(
            deny(
                Action="s3:ListBucket",
                Resource="arn:aws:s3:::bucket",
                Condition=when("StringNotLike", "s3:prefix", "a/*"),
            )
        ),
    ),
    Case(
        code="WILDCARD_USAGE_TOO_PERMISSIVE",
        trigger=tested("StringLike", "aws:userid", "AROA*"),
        at='"AROA*"',
        twin=tested("StringLike", "aws:userid", "AROACKCEVSQ6C2EXAMPLE:*"),
    ),
    Case(
        code="VARIABLE_USAGE_TOO_PERMISSIVE",
        trigger=tested("StringLike", "aws:userid", "${aws:userid}"),
        at='"${aws:userid}"',
        twin=tested("StringLike", "aws:userid", "${aws:userid}:*"),
    ),
)

FEDERATION = (
    Case(
        code="MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL",
        trigger=policy(federate("accounts.google.com")),
        at='"accounts.google.com"',
        kind=Kind.TRUST,
        twin=policy(federate("accounts.google.com", Condition=when("StringEquals", "accounts.google.com:aud", "app"))),
    ),
    Case(
        code="MISSING_GITHUB_REPO_CONDITION_KEY",
        trigger=policy(
            federate(
                GITHUB, Condition=when("StringEquals", "token.actions.githubusercontent.com:aud", "sts.amazonaws.com")
            )
        ),
        at=f'"{GITHUB}"',
        kind=Kind.TRUST,
        twin=policy(
            federate(
                GITHUB,
                Condition=when(
                    *("StringEquals", "token.actions.githubusercontent.com:sub", "repo:acme/web:environment:prod")
                ),
            )
        ),
    ),
    Case(
        code="SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED",
        trigger=policy(
            federate(GITHUB, Condition=when("StringLike", "token.actions.githubusercontent.com:sub", "repo:acme/*"))
        ),
        at='"repo:acme/*"',
        kind=Kind.TRUST,
        twin=policy(
            federate(
                GITHUB,
                Condition=when(
                    *("StringLike", "token.actions.githubusercontent.com:sub", "repo:acme/web:ref:refs/heads/v*")
                ),
            )
        ),
    ),
)

ROWS = (*KEYS, *OPERATORS, *PRESENCE, *SUPPORTED, *WEAK, *FEDERATION)
