"""What IAM holds of a module, read through the API."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from tests.oracles.terraform.compare import Json

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient

TRUST = "trust"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedRole:
    """`attached` are the ARNs of its managed policies, `profiles` the instance profiles that hold it."""

    name: str
    path: str
    boundary: str | None
    tags: Mapping[str, str]
    attached: frozenset[str]
    profiles: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedModule:
    """`documents` are the default versions of its policies, and its role's trust policy as `trust`.

    `group` are the ARNs of the managed policies of its group, None where it has none.
    """

    outputs: Mapping[str, Json]
    documents: Mapping[str, Json]
    role: AppliedRole | None
    group: frozenset[str] | None = None


def read_module(iam: "IAMClient", outputs: Mapping[str, Json]) -> AppliedModule:
    """A module's outputs → what IAM holds under the names and ARNs that they state."""
    if "policy_arns" not in outputs:  # a service-linked role, which AWS writes
        return AppliedModule(outputs=outputs, documents={}, role=None)
    arns = dict(cast("dict[str, str]", outputs["policy_arns"]))
    if isinstance(boundary := outputs.get("boundary_arn"), str):
        arns["boundary"] = boundary
    documents = {name: policy_document(iam, arn) for name, arn in arns.items()}
    name, group = outputs.get("role_name"), outputs.get("group_name")
    if isinstance(name, str):
        documents |= {**inline_documents(iam, name), TRUST: trust_document(iam, name)}
    return AppliedModule(
        outputs=outputs,
        documents=documents,
        role=read_role(iam, name) if isinstance(name, str) else None,
        group=attached_to_group(iam, group) if isinstance(group, str) else None,
    )


def inline_documents(iam: "IAMClient", role: str) -> dict[str, Json]:
    """A role's only inline policy, under the name of its JSON file."""
    names = iam.list_role_policies(RoleName=role)["PolicyNames"]
    if not names:
        return {}
    (only,) = names
    return {"permissions": _document(iam.get_role_policy(RoleName=role, PolicyName=only)["PolicyDocument"])}


def attached_to_group(iam: "IAMClient", group: str) -> frozenset[str]:
    """The ARNs of a group's managed policies, and the names of its inline ones."""
    attached = iam.list_attached_group_policies(GroupName=group)["AttachedPolicies"]
    inline = iam.list_group_policies(GroupName=group)["PolicyNames"]
    return frozenset((*(one.get("PolicyArn", "") for one in attached), *inline))


def attached_to_user(iam: "IAMClient", user: str) -> frozenset[str]:
    """The ARNs of a user's managed policies."""
    attached = iam.list_attached_user_policies(UserName=user)["AttachedPolicies"]
    return frozenset(one.get("PolicyArn", "") for one in attached)


def make_users(iam: "IAMClient", names: Iterable[str]) -> None:
    """Users that modules attach policies to."""
    for one in names:
        iam.create_user(UserName=one)


def policy_document(iam: "IAMClient", arn: str) -> Json:
    """The default version of a managed policy."""
    version = iam.get_policy(PolicyArn=arn)["Policy"].get("DefaultVersionId", "")
    return _document(iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"].get("Document"))


def trust_document(iam: "IAMClient", role: str) -> Json:
    return _document(iam.get_role(RoleName=role)["Role"].get("AssumeRolePolicyDocument"))


def read_role(iam: "IAMClient", name: str) -> AppliedRole:
    role = iam.get_role(RoleName=name)["Role"]
    attached = iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]
    profiles = iam.list_instance_profiles_for_role(RoleName=name)["InstanceProfiles"]
    return AppliedRole(
        name=role["RoleName"],
        path=role["Path"],
        boundary=role.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn"),
        tags={tag["Key"]: tag["Value"] for tag in role.get("Tags", [])},
        attached=frozenset(one.get("PolicyArn", "") for one in attached),
        profiles=frozenset(one["InstanceProfileName"] for one in profiles),
    )


def leftovers(iam: "IAMClient") -> tuple[str, ...]:
    """The ARNs of every policy, role and instance profile that the account itself owns."""
    policies = (one.get("Arn", "") for one in iam.list_policies(Scope="Local")["Policies"])
    roles = (one["Arn"] for one in iam.list_roles()["Roles"])
    profiles = (one["Arn"] for one in iam.list_instance_profiles()["InstanceProfiles"])
    groups = (one["Arn"] for one in iam.list_groups()["Groups"])
    return (*policies, *roles, *profiles, *groups)


def _document(document: object) -> Json:
    """boto3 decodes a document where it can, and hands on the text where it can't."""
    return cast("Json", json.loads(document) if isinstance(document, str) else document)
