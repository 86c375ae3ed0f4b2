"""Which condition keys exist, where they count, and which can be policy variables."""

import pytest

from generator.model.reference import ConditionKey, KeyType, Service
from generator.reference.conditions import (
    find_condition_key,
    find_global_key,
    is_always_present,
    is_policy_variable,
    supports_key,
)
from generator.reference.lookup import find_action
from generator.reference.services import find_service

IMAGE_BUILDER = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_imagebuilder.html"
EC2 = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_ec2.html"
IAM = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_iam.html"
ROLE_PASSING = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html"
S3 = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_s3.html"
SSM = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_ssm.html"
KMS = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_kms.html"
GLOBAL = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html"
VARIABLES = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html"
MULTIVALUED = (
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_single-vs-multi-valued-condition-keys.html"
)


def _service(prefix: str) -> Service:
    service = find_service(prefix)
    assert service
    return service


SUPPORT = [
    ("imagebuilder:GetImage", "image", "aws:ResourceTag/Team", True, IMAGE_BUILDER),
    ("imagebuilder:GetImage", "IMAGE", "AWS:resourcetag/Team", True, IMAGE_BUILDER),
    ("imagebuilder:GetImage", None, "aws:ResourceTag/Team", False, IMAGE_BUILDER),
    ("imagebuilder:GetImage", "component", "aws:ResourceTag/Team", False, IMAGE_BUILDER),
    ("imagebuilder:GetImage", "image", "aws:ResourceTag/", False, IMAGE_BUILDER),
    ("imagebuilder:GetImage", "image", "aws:RequestTag/Team", False, IMAGE_BUILDER),
    ("imagebuilder:GetImage", "image", "aws:TagKeys", False, IMAGE_BUILDER),
    ("imagebuilder:ListImages", None, "aws:ResourceTag/Team", False, IMAGE_BUILDER),
    ("imagebuilder:CreateComponent", "component", "aws:RequestTag/Team", True, IMAGE_BUILDER),
    ("imagebuilder:CreateComponent", None, "aws:TagKeys", True, IMAGE_BUILDER),
    ("imagebuilder:UntagResource", "image", "aws:RequestTag/Team", False, IMAGE_BUILDER),
    ("imagebuilder:UpdateImagePipeline", "imagePipeline", "aws:RequestTag/Team", False, IMAGE_BUILDER),
    ("imagebuilder:SendWorkflowStepAction", "image", "aws:ResourceTag/Team", True, IMAGE_BUILDER),
    ("imagebuilder:SendWorkflowStepAction", "workflowStepExecution", "aws:ResourceTag/Team", False, IMAGE_BUILDER),
    ("imagebuilder:ListImageBuildVersions", "allImageBuildVersions", "aws:ResourceTag/Team", False, IMAGE_BUILDER),
    ("imagebuilder:GetImage", "image", "imagebuilder:ResourceTag/Team", False, IMAGE_BUILDER),
    ("ec2:RunInstances", "instance", "aws:RequestTag/Team", True, EC2),
    ("ec2:RunInstances", "image", "aws:RequestTag/Team", False, EC2),
    ("ec2:RunInstances", "subnet", "aws:TagKeys", False, EC2),
    ("ec2:RunInstances", "image", "aws:ResourceTag/Team", True, EC2),
    ("ec2:CreateTags", "image", "aws:RequestTag/Team", True, EC2),
    (
        "imagebuilder:CreateInfrastructureConfiguration",
        "infrastructureConfiguration",
        "imagebuilder:CreatedResourceTag/Team",
        True,
        IMAGE_BUILDER,
    ),
    ("imagebuilder:CreateImage", "image", "imagebuilder:Ec2MetadataHttpTokens", False, IMAGE_BUILDER),
    ("imagebuilder:CreateLifecyclePolicy", None, "imagebuilder:LifecyclePolicyResourceType", True, IMAGE_BUILDER),
    ("imagebuilder:GetImage", "image", "aws:PrincipalTag/Team", True, GLOBAL),
    ("imagebuilder:ListImages", None, "aws:SourceIp", True, GLOBAL),
    ("imagebuilder:ListImages", None, "aws:CalledVia", True, GLOBAL),
    ("iam:PassRole", "role", "iam:PassedToService", True, IAM),
    ("iam:PassRole", "role", "iam:AssociatedResourceArn", True, IAM),
    ("iam:PassRole", "role", "iam:ResourceTag/Team", False, ROLE_PASSING),
    ("iam:PassRole", "role", "aws:ResourceTag/Team", False, ROLE_PASSING),
    ("iam:GetRole", "role", "iam:ResourceTag/Team", True, IAM),
    ("iam:PassRole", "role", "aws:PrincipalTag/Team", True, GLOBAL),
    ("iam:CreateServiceLinkedRole", "role", "iam:AWSServiceName", True, IAM),
    ("s3:GetObject", "object", "s3:ExistingObjectTag/Team", True, S3),
    ("s3:GetObject", "object", "s3:ExistingObjectTag", False, S3),
    ("ssm:GetParameter", "parameter", "ssm:resourceTag/Team", True, SSM),
    ("kms:Decrypt", "key", "kms:EncryptionContext:aws:ebs:id", True, KMS),
]


@pytest.mark.parametrize(("name", "type_name", "key", "supported", "source"), SUPPORT)
def test_a_key_counts_where_the_reference_lists_it(
    name: str, type_name: str | None, key: str, supported: object, source: str
) -> None:
    prefix, _, action_name = name.partition(":")
    service = _service(prefix)
    action = find_action(service, action_name)
    assert action
    assert supports_key(service, action, type_name, key) is supported, source


@pytest.mark.parametrize(
    ("prefix", "key", "name"),
    [
        ("imagebuilder", "aws:ResourceTag/Team", "aws:ResourceTag/${TagKey}"),
        ("imagebuilder", "AWS:RESOURCETAG/Team", "aws:ResourceTag/${TagKey}"),
        ("imagebuilder", "aws:tagkeys", "aws:TagKeys"),
        ("imagebuilder", "aws:PrincipalTag/Team", "aws:PrincipalTag/${TagKey}"),
        ("imagebuilder", "aws:sourceip", "aws:SourceIp"),
        ("s3", "s3:ExistingObjectTag/Team", "s3:ExistingObjectTag/<key>"),
        ("kms", "kms:EncryptionContext:purpose", "kms:EncryptionContext:${EncryptionContextKey}"),
        ("codebuild", "codebuild:fileSystemLocations/a.type", "codebuild:fileSystemLocations/${identifier}.type"),
    ],
)
def test_a_key_is_found_as_a_policy_writes_it(prefix: str, key: str, name: str) -> None:
    found = find_condition_key(_service(prefix), key)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "key",
    ["imagebuilder:ResourceTag/Team", "aws:PrincipalTag", "aws:PrincipalTag/", "aws:Nonsense", "iam:PolicyARN", ""],
)
def test_what_is_no_key_of_the_service_is_not_found(key: str) -> None:
    assert find_condition_key(_service("imagebuilder"), key) is None


@pytest.mark.parametrize("key", ["aws:ResourceTag/Team", "aws:RequestTag/Team", "aws:TagKeys"])
def test_tag_keys_are_not_global(key: str) -> None:
    # Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
    assert find_global_key(key) is None


@pytest.mark.parametrize(
    ("key", "type_", "multivalued"),
    [
        ("aws:CalledVia", KeyType.STRING, True),
        ("aws:MultiFactorAuthPresent", KeyType.BOOL, False),
        ("aws:MultiFactorAuthAge", KeyType.NUMERIC, False),
        ("aws:PrincipalArn", KeyType.ARN, False),
        ("aws:PrincipalOrgPaths", KeyType.STRING, True),
        ("aws:CurrentTime", KeyType.DATE, False),
        ("aws:SourceIp", KeyType.IP_ADDRESS, False),
        ("aws:ResourceAccount", KeyType.STRING, False),
    ],
)
def test_a_global_key_has_its_type(key: str, type_: KeyType, *, multivalued: bool) -> None:
    # Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
    assert find_global_key(key) == ConditionKey(name=key, type=type_, multivalued=multivalued)


@pytest.mark.parametrize(
    ("key", "always"),
    [
        ("aws:CurrentTime", True),
        ("aws:PrincipalArn", True),
        ("aws:SourceIp", False),
        ("aws:username", False),
        ("aws:MultiFactorAuthPresent", False),
        ("aws:PrincipalTag/Team", False),
        ("aws:TagKeys", False),
    ],
)
def test_a_global_key_says_whether_every_request_has_it(key: str, always: object) -> None:
    # Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html (Availability)
    assert is_always_present(key) is always


@pytest.mark.parametrize(
    ("key", "variable", "source"),
    [
        ("aws:username", True, VARIABLES),
        ("aws:userid", True, VARIABLES),
        ("aws:PrincipalTag/Team", True, VARIABLES),
        ("aws:SourceIp", True, VARIABLES),
        ("aws:CurrentTime", True, VARIABLES),
        ("aws:SecureTransport", True, VARIABLES),
        ("ec2:SourceInstanceARN", True, VARIABLES),
        ("s3:prefix", True, VARIABLES),
        ("sns:Endpoint", True, VARIABLES),
        ("www.amazon.com:user_id", True, VARIABLES),
        ("cognito-identity.amazonaws.com:sub", True, VARIABLES),
        ("aws:ResourceTag/Team", True, MULTIVALUED),
        ("aws:CalledVia", False, MULTIVALUED),
        ("aws:TagKeys", False, MULTIVALUED),
        ("aws:PrincipalServiceNamesList", False, MULTIVALUED),
        ("aws:Username2", False, VARIABLES),
        ("aws:PrincipalTag", False, VARIABLES),
        ("nonsense", False, VARIABLES),
        ("", False, VARIABLES),
    ],
)
def test_single_valued_keys_can_be_policy_variables(key: str, variable: object, source: str) -> None:
    assert is_policy_variable(key) is variable, source
