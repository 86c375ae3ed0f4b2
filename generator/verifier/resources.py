"""The resources that a module may hold: their arguments, their blocks and what other blocks can read of them.

Source: https://github.com/hashicorp/terraform-provider-aws/tree/main/website/docs/r
"""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.resource_policy import HOLDERS

_NAMED = ("name", "name_prefix", "path", "tags")
_OF_SET = ("instance_arn", "permission_set_arn")


@dataclass(frozen=True, slots=True)
class Resource:
    """`blocks` are dotted paths to nested blocks, each with its arguments."""

    arguments: tuple[str, ...]
    exported: tuple[str, ...] = ()
    blocks: Mapping[str, tuple[str, ...]] | None = None
    attaches: str = ""


_RESOURCE_POLICIES: Mapping[str, Resource] = {
    one.terraform: Resource((one.argument, "policy")) for one in HOLDERS.values() if one.terraform
}
_REFERENCE = "customer_managed_policy_reference"

RESOURCES: Mapping[str, Resource] = {
    "aws_iam_role": Resource(
        (
            *_NAMED,
            "description",
            "assume_role_policy",
            "max_session_duration",
            "permissions_boundary",
            "force_detach_policies",
        ),
        ("arn", "id", "name", "path", "unique_id"),
    ),
    "aws_iam_policy": Resource(
        (*_NAMED, "description", "policy"),
        ("arn", "id", "name", "path", "policy_id"),
        blocks={"lifecycle": ("ignore_changes",)},
    ),
    "aws_iam_instance_profile": Resource((*_NAMED, "role"), ("arn", "id", "name", "path", "unique_id")),
    "aws_iam_group": Resource(("name", "path"), ("arn", "id", "name", "path", "unique_id")),
    "aws_iam_role_policy": Resource(("name", "name_prefix", "role", "policy")),
    "aws_iam_group_policy": Resource(("name", "name_prefix", "group", "policy")),
    "aws_iam_role_policy_attachment": Resource(("role", "policy_arn"), attaches="policy_arn"),
    "aws_iam_group_policy_attachment": Resource(("group", "policy_arn"), attaches="policy_arn"),
    "aws_iam_user_policy_attachment": Resource(("for_each", "user", "policy_arn"), attaches="policy_arn"),
    "aws_organizations_policy": Resource(("name", "description", "type", "content", "tags"), ("arn", "id")),
    "aws_organizations_policy_attachment": Resource(("for_each", "policy_id", "target_id")),
    **_RESOURCE_POLICIES,
    "aws_ram_resource_share": Resource(
        ("name", "allow_external_principals", "permission_arns", "tags"), ("arn", "id", "name")
    ),
    "aws_ram_resource_association": Resource(("for_each", "resource_arn", "resource_share_arn")),
    "aws_ram_principal_association": Resource(("for_each", "principal", "resource_share_arn")),
    "aws_iam_service_linked_role": Resource(("count", "aws_service_name", "description", "tags")),
    "aws_ssoadmin_permission_set": Resource(
        ("name", "description", "instance_arn", "session_duration", "relay_state", "tags"), ("arn", "id", "name")
    ),
    "aws_ssoadmin_permission_set_inline_policy": Resource((*_OF_SET, "inline_policy")),
    "aws_ssoadmin_managed_policy_attachment": Resource((*_OF_SET, "managed_policy_arn"), attaches="managed_policy_arn"),
    "aws_ssoadmin_customer_managed_policy_attachment": Resource(
        _OF_SET, blocks={_REFERENCE: ("name", "path")}, attaches=_REFERENCE
    ),
    "aws_ssoadmin_permissions_boundary_attachment": Resource(
        _OF_SET,
        blocks={
            "permissions_boundary": ("managed_policy_arn",),
            f"permissions_boundary.{_REFERENCE}": ("name", "path"),
        },
    ),
    "aws_ssoadmin_account_assignment": Resource(
        (*_OF_SET, "for_each", "principal_id", "principal_type", "target_id", "target_type")
    ),
}
