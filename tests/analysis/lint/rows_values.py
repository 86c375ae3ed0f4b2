"""Rows on the values of conditions, and on DynamoDB's conditions."""

from tests.analysis.lint.case import TABLE, Case, allow, deny, policy, tested, when

MFA, AGE, NOW = "aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge", "aws:CurrentTime"
KMS_KEY = "s3:x-amz-server-side-encryption-aws-kms-key-id"


def item(action: str | list[str], *conditions: tuple[str, str, object], effect: str = "Allow") -> str:
    """A policy on the items of a table."""
    found: dict[str, dict[str, object]] = {}
    for operator, key, value in conditions:
        found.setdefault(operator, {})[f"dynamodb:{key}"] = value
    return policy(allow(Effect=effect, Action=action, Resource=TABLE, Condition=found))


ATTRIBUTES = ("ForAllValues:StringEquals", "Attributes", ["id"])

VALUES = (
    Case(
        code="INVALID_CONDITION_DATA_TYPE",
        trigger=tested("NumericEquals", AGE, "1", 2),
        at="2",
        twin=tested("NumericEquals", AGE, 1, 2),
    ),
    Case(code="TYPE_MISMATCH_BOOLEAN", trigger=tested("Bool", MFA, "yes"), at='"yes"', twin=tested("Bool", MFA, True)),
    Case(
        code="TYPE_MISMATCH_NUMBER",
        trigger=tested("NumericLessThan", AGE, "1h"),
        at='"1h"',
        twin=tested("NumericLessThan", AGE, "3600"),
    ),
    Case(
        code="TYPE_MISMATCH_DATE",
        trigger=tested("DateLessThan", NOW, "tomorrow"),
        at='"tomorrow"',
        twin=tested("DateLessThan", NOW, "2030-01-31T00:00:00+01:00"),
    ),
    Case(
        code="INVALID_DATE_VALUE",
        trigger=tested("DateLessThan", NOW, "1896134400"),
        at='"1896134400"',
        twin=tested("DateLessThan", NOW, "2030-01-31"),
    ),
    Case(
        code="TYPE_MISMATCH_STRING",
        trigger=tested("StringEquals", "aws:PrincipalAccount", 111122223333),
        at="111122223333",
        twin=tested("StringEquals", "aws:PrincipalAccount", "111122223333"),
    ),
    Case(
        code="INVALID_REGION",
        trigger=tested("StringEquals", "aws:RequestedRegion", "eu-west-9"),
        at='"eu-west-9"',
        twin=tested("StringLike", "aws:RequestedRegion", "eu-west-*"),
    ),
    Case(
        code="INVALID_VPC_FORMAT",
        trigger=tested("StringEquals", "aws:SourceVpc", "vpc-123"),
        at='"vpc-123"',
        twin=tested("StringEquals", "aws:SourceVpc", "vpc-11223344556677889"),
    ),
    Case(
        code="INVALID_VPCE_FORMAT",
        trigger=tested("StringEquals", "aws:SourceVpce", "vpc-12345678"),
        at='"vpc-12345678"',
        twin=tested("StringEquals", "aws:SourceVpce", "vpce-12345678"),
    ),
    Case(
        code="INVALID_KMS_KEY_VALUE",
        trigger=tested("StringEquals", KMS_KEY, "alias/mine", Action="s3:PutObject"),
        at='"alias/mine"',
        twin=tested(
            *("StringEquals", KMS_KEY, "arn:aws:kms:eu-west-1:111122223333:key/1234abcd"), Action="s3:PutObject"
        ),
    ),
    Case(
        code="INVALID_SERVICE_PRINCIPAL_FORMAT",
        trigger=tested("ForAnyValue:StringEquals", "aws:CalledVia", "CloudFormation"),
        at='"CloudFormation"',
        twin=tested("ForAnyValue:StringEquals", "aws:CalledVia", "cloudformation.amazonaws.com"),
    ),
    Case(
        code="INVALID_SERVICE_PRINCIPAL_FORMAT",
        trigger=tested(*("StringEquals", "kms:ViaService", "s3.amazonaws.com"), Action="kms:Decrypt", Resource="*"),
        at='"s3.amazonaws.com"',
        twin=tested(
            *("StringEquals", "kms:ViaService", "s3.eu-west-1.amazonaws.com"), Action="kms:Decrypt", Resource="*"
        ),
    ),
)

ADDRESSES = (
    Case(
        code="TYPE_MISMATCH_IP_RANGE",
        trigger=tested("IpAddress", "aws:SourceIp", "203.0.113.0-9"),
        at='"203.0.113.0-9"',
        twin=tested("IpAddress", "aws:SourceIp", "203.0.113.0/24", "2001:db8::/32", "203.0.113.7"),
    ),
    Case(
        code="IMPROVE_IP_RANGE",
        trigger=tested("IpAddress", "aws:SourceIp", "203.0.113.9/24"),
        at='"203.0.113.9/24"',
        twin=tested("IpAddress", "aws:SourceIp", "203.0.113.9/32"),
    ),
    Case(
        code="PRIVATE_IP_ADDRESS",
        trigger=tested("IpAddress", "aws:SourceIp", "10.1.0.0/16", "192.168.0.0/24"),
        at='"10.1.0.0/16"',
        twin=tested("IpAddress", "aws:SourceIp", "11.1.0.0/16"),
    ),
    Case(
        code="PRIVATE_NOT_IP_ADDRESS",
        trigger=policy(deny(Condition=when("NotIpAddress", "aws:SourceIp", "10.1.0.0/16"))),
        at='"10.1.0.0/16"',
        twin=policy(deny(Condition=when("NotIpAddress", "aws:SourceIp", "203.0.113.0/24"))),
    ),
    Case(
        code="PRIVATE_IP_ADDRESS_SUBSET",
        trigger=tested("IpAddress", "aws:SourceIp", "10.1.0.0/16", "203.0.113.0/24"),
        at='"10.1.0.0/16"',
        twin=tested("IpAddress", "aws:SourceIp", "203.0.113.0/24", "203.0.114.0/24"),
    ),
    Case(
        code="PRIVATE_NOT_IP_ADDRESS_SUBSET",
        trigger=policy(deny(Condition=when("NotIpAddress", "aws:SourceIp", "203.0.113.0/24", "10.1.0.0/16"))),
        at='"10.1.0.0/16"',
        twin=policy(
            deny(
                Condition={
                    "NotIpAddress": {"aws:VpcSourceIp": ["203.0.113.0/24", "10.1.0.0/16"]},
                    "StringEquals": {"aws:SourceVpc": "vpc-12345678"},
                }
            )
        ),
    ),
)

DYNAMODB = (
    Case(
        code="DYNAMODB_INVALID_RETURN_CONSUMED_CAPACITY",
        trigger=item("dynamodb:GetItem", ("StringEquals", "ReturnConsumedCapacity", "total")),
        at='"total"',
        twin=item("dynamodb:GetItem", ("StringEqualsIgnoreCase", "ReturnConsumedCapacity", "total")),
    ),
    Case(
        code="DYNAMODB_INVALID_RETURN_VALUES",
        trigger=item("dynamodb:UpdateItem", ("StringEquals", "ReturnValues", "ALL")),
        at='"ALL"',
        twin=item("dynamodb:UpdateItem", ("StringEquals", "ReturnValues", "ALL_NEW")),
    ),
    Case(
        code="DYNAMODB_INVALID_SELECT_VALUE",
        trigger=item("dynamodb:Query", ("StringEquals", "Select", "SOME_ATTRIBUTES")),
        at='"SOME_ATTRIBUTES"',
        twin=item("dynamodb:Query", ("StringLike", "Select", "*_ATTRIBUTES")),
    ),
    Case(
        code="DYNAMODB_ATTRIBUTES_WITHOUT_SELECT",
        trigger=item("dynamodb:GetItem", ATTRIBUTES),
        at='"dynamodb:Attributes"',
        twin=item("dynamodb:GetItem", ATTRIBUTES, ("StringEquals", "Select", "SPECIFIC_ATTRIBUTES")),
    ),
    Case(
        code="DYNAMODB_ATTRIBUTES_WITHOUT_RETURN_VALUES",
        trigger=item("dynamodb:UpdateItem", ATTRIBUTES, ("StringEquals", "ReturnValues", "ALL_OLD")),
        at='"dynamodb:Attributes"',
        twin=item("dynamodb:UpdateItem", ATTRIBUTES, ("StringEquals", "ReturnValues", ["NONE", "UPDATED_NEW"])),
    ),
    Case(
        code="DYNAMODB_REPLACE_OPERATION_WITH_ATTRIBUTES",
        trigger=item("dynamodb:PutItem", ATTRIBUTES, ("StringEquals", "ReturnValues", "NONE")),
        at='"dynamodb:PutItem"',
        twin=item("dynamodb:PutItem", ("ForAllValues:StringEquals", "LeadingKeys", ["a"])),
    ),
    Case(
        code="DYNAMODB_SCAN_BYPASSES_LEADING_KEYS",
        trigger=item("dynamodb:*", ("ForAllValues:StringEquals", "LeadingKeys", ["a"])),
        at='"dynamodb:*"',
        twin=item(["dynamodb:Query", "dynamodb:GetItem"], ("ForAllValues:StringEquals", "LeadingKeys", ["a"])),
    ),
    Case(
        code="DYNAMODB_WRONG_CONDITION_FOR_ACTION",
        trigger=item("dynamodb:Query", ("StringEquals", "ReturnValues", "NONE")),
        at='"dynamodb:ReturnValues"',
        twin=item("dynamodb:UpdateItem", ("StringEquals", "ReturnValues", "NONE")),
    ),
)

ROWS = (*VALUES, *ADDRESSES, *DYNAMODB)
