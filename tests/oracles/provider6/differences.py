"""All that AWS provider 6.69.1 changed, against 5.100.0, in the types that our modules may use.

Lines are those of `schema.lines_of`.
Source: https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/guides/version-6-upgrade.html.markdown
"""

from dataclasses import dataclass

NEW_TYPES = frozenset(
    {
        "resource aws_ram_permission",
        "resource aws_ram_resource_share_associations_exclusive",
        "resource aws_ssoadmin_customer_managed_policy_attachments_exclusive",
        "resource aws_ssoadmin_managed_policy_attachments_exclusive",
        "resource aws_ssoadmin_region",
    }
)
"""Types that 5.100.0 doesn't have: a module that is to work with both can't use them."""

_REGIONAL = (
    "data aws_region",
    "data aws_ssoadmin_instances",
    "resource aws_ram_principal_association",
    "resource aws_ram_resource_association",
    "resource aws_ram_resource_share",
    "resource aws_ram_resource_share_accepter",
    "resource aws_s3_bucket_policy",
    "resource aws_sns_topic_policy",
    "resource aws_ssoadmin_account_assignment",
    "resource aws_ssoadmin_application",
    "resource aws_ssoadmin_application_access_scope",
    "resource aws_ssoadmin_application_assignment",
    "resource aws_ssoadmin_application_assignment_configuration",
    "resource aws_ssoadmin_customer_managed_policy_attachment",
    "resource aws_ssoadmin_instance_access_control_attributes",
    "resource aws_ssoadmin_managed_policy_attachment",
    "resource aws_ssoadmin_permission_set",
    "resource aws_ssoadmin_permission_set_inline_policy",
    "resource aws_ssoadmin_permissions_boundary_attachment",
    "resource aws_ssoadmin_trusted_token_issuer",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """`gone` are lines of 5.100.0 only, `new` lines of 6.69.1 only."""

    reason: str
    gone: frozenset[str] = frozenset()
    new: frozenset[str]


def _newly_deprecated(attribute: str, words: str) -> Difference:
    line = f'{attribute}: "string" {words}'
    return Difference(reason="deprecated in 6.x", gone=frozenset({line}), new=frozenset({f"{line} deprecated"}))


DIFFERENCES = (
    Difference(
        reason="6.0 gave every regional type an argument for its region",
        new=frozenset(f'{name}.region: "string" optional computed' for name in _REGIONAL),
    ),
    _newly_deprecated("data aws_partition.id", "optional computed"),
    _newly_deprecated("data aws_region.id", "optional computed"),
    _newly_deprecated("data aws_region.name", "optional computed"),
    _newly_deprecated("data aws_service.id", "optional computed"),
    _newly_deprecated("resource aws_ssoadmin_application.application_arn", "computed"),
    Difference(
        reason="`arn` follows the deprecated `application_arn`",
        new=frozenset({'resource aws_ssoadmin_application.arn: "string" computed'}),
    ),
    Difference(
        reason="the target of an assignment has always needed a type, and 6.x says so",
        gone=frozenset({'resource aws_ssoadmin_account_assignment.target_type: "string" optional'}),
        new=frozenset({'resource aws_ssoadmin_account_assignment.target_type: "string" required'}),
    ),
    Difference(
        reason="a policy can be given time to spread before it is used",
        new=frozenset({'resource aws_iam_policy.delay_after_policy_creation_in_ms: "number" optional'}),
    ),
    Difference(
        reason="a share can outlive its account's leaving the organization",
        new=frozenset(
            f"resource aws_ram_resource_share.resource_share_configuration{rest}"
            for rest in (
                "",
                ": block list 0..1",
                '.retain_sharing_on_account_leave_organization: "bool" optional computed',
            )
        ),
    ),
)
