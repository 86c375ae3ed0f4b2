"""IAM's quotas, each figure once: how large a policy of each kind may be, and how many an identity holds.

What AWS raises on request is `raised_by` the code under which Service Quotas knows it.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from generator.model.profile import IdentityKind


class Counting(Enum):
    """What of a policy counts.

    RENDERED is `json` of Terraform's `aws_iam_policy_document`, which Organizations gets as it is and counts with all
    its white space; NORMALISED are the bytes without white space that Terraform sends of other services' policies.

    Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
    Source: https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/organizations/policy.go
    Source: https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/s3/bucket_policy.go
    """

    WITHOUT_WHITE_SPACE = "characters without white space"
    RENDERED = "characters with white space"
    NORMALISED = "bytes as sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeQuota:
    """How large a policy may be: `chars` everywhere, `most_chars` where AWS has raised the quota."""

    chars: int
    most_chars: int
    counting: Counting
    raised_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentQuota:
    """How many managed policies an identity holds: `usual` everywhere, `most` where AWS has raised the quota."""

    usual: int
    most: int
    raised_by: str = ""


def _fixed(chars: int, counting: Counting = Counting.WITHOUT_WHITE_SPACE) -> SizeQuota:
    return SizeQuota(chars=chars, most_chars=chars, counting=counting)


MANAGED = _fixed(6_144)
USER_INLINE = _fixed(2_048)
"""This and the next two: all inline policies of one user, group or role together."""
GROUP_INLINE = _fixed(5_120)
ROLE_INLINE = _fixed(10_240)
TRUST = SizeQuota(chars=2_048, most_chars=8_192, counting=Counting.WITHOUT_WHITE_SPACE, raised_by="L-C07B4B0D")

PERMISSION_SET_INLINE = _fixed(10_240)
"""It becomes the inline policy of a role.

Source: https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html
"""
PERMISSION_SET_INLINE_SENT = _fixed(32_768, Counting.NORMALISED)
"""Source: https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_PutInlinePolicyToPermissionSet.html"""

SCP = _fixed(10_240, Counting.RENDERED)
"""Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html"""
RCP = _fixed(5_120, Counting.RENDERED)
"""Source: as above"""

RESOURCE_POLICIES: Mapping[str, SizeQuota] = {
    "kms": _fixed(32_768, Counting.NORMALISED),
    "lambda": _fixed(20_480, Counting.NORMALISED),
    "s3": _fixed(20_480, Counting.NORMALISED),
    "secretsmanager": _fixed(20_480, Counting.NORMALISED),
    "sns": _fixed(30_720, Counting.NORMALISED),
    "sqs": _fixed(8_192, Counting.NORMALISED),
}
"""What the services document of their resource policies, by service prefix.

Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/add-bucket-policy.html
Source: https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html
Source: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
Source: https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html
Source: https://docs.aws.amazon.com/general/latest/gr/sns.html
Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html
"""

ROLE_ATTACHMENTS = AttachmentQuota(usual=10, most=25, raised_by="L-0DA4ABF3")
ATTACHMENTS: Mapping[IdentityKind, AttachmentQuota] = {
    IdentityKind.ROLE: ROLE_ATTACHMENTS,
    IdentityKind.INSTANCE_PROFILE: ROLE_ATTACHMENTS,
    IdentityKind.GROUP: AttachmentQuota(usual=10, most=10),
    IdentityKind.USER: AttachmentQuota(usual=10, most=20, raised_by="L-4019AD8B"),
    IdentityKind.PERMISSION_SET: ROLE_ATTACHMENTS,
}
"""Managed policies by the identity that holds them; a permission set becomes a role, whose quota counts.

Source: https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html
"""
