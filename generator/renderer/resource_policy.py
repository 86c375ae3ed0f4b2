"""The policy of a resource, or a share → what templates print of it, and its rows in a README."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.model.module import Module
from generator.model.pattern import Part, Pattern, TargetValue, join
from generator.model.resource_policy import HOLDERS, ResourcePolicyKind
from generator.model.sharing import ApiPolicy, Share, SharedType, api_policies
from generator.model.target import Target

Words = tuple[str, ...]
"""A command, word for word."""
_OWN = "resourceShares[?featureSet=='CREATED_FROM_POLICY'].resourceShareArn"
FIND_SHARES = ("aws", "ram", "get-resource-shares", "--resource-owner", "SELF", "--query", _OWN)
PROMOTE = ("aws", "ram", "promote-resource-share-created-from-policy", "--resource-share-arn", "<ARN>")
"""What makes shares visible that came of policies, as AWS's page says.

Source: https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-shared-resources-share.html
Source: https://docs.aws.amazon.com/ram/latest/APIReference/API_PromoteResourceShareCreatedFromPolicy.html
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourcePolicyView:
    """`terraform` is empty where only a document is made; `note` says what who applies it must know."""

    terraform: str
    argument: str
    holder: Pattern
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedTypeView:
    """The resources of one type; `label` is its resource in Terraform."""

    label: str
    type: str
    arns: tuple[Pattern, ...]
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareView:
    """A share; `calls` are the commands that put a policy on each resource instead, in each target."""

    external: bool
    permissions: tuple[Pattern, ...]
    types: tuple[SharedTypeView, ...]
    principals: tuple[Pattern, ...]
    calls: tuple[Words, ...]
    find_shares: Words
    promote: Words


_NOTES: Mapping[ResourcePolicyKind, str] = {
    ResourcePolicyKind.BUCKET_POLICY: "A bucket has one policy: this one replaces whatever stands.",
    ResourcePolicyKind.TOPIC_POLICY: (
        "A topic has one policy: this one replaces whatever stands, also the one that AWS gives a new topic."
    ),
    ResourcePolicyKind.KEY_POLICY: (
        "This module makes a document and puts it on no key: a key whose policy names no administrator can be managed "
        "by nobody. Merge it into the key's own policy: "
        "source_policy_documents = [module.….policy_documents.resource]."
    ),
}
"""Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
Source: https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html
Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
"""


def made_from(module: Module) -> str:
    """What of a profile a module is made from."""
    if module.organization_policy is not None:
        return "guardrail"
    return "persona" if module.is_persona else "resource policy"


def resource_policy_view(module: Module) -> ResourcePolicyView | None:
    """What templates print; None where the module is no resource's policy."""
    policy = module.resource_policy
    if policy is None:
        return None
    holder = HOLDERS[policy.kind]
    return ResourcePolicyView(
        terraform=holder.terraform, argument=holder.argument, holder=policy.holder, note=_NOTES[policy.kind]
    )


def share_view(module: Module, calls: tuple[Words, ...]) -> ShareView | None:
    """What templates print; None where the module is no share."""
    share = module.share
    if share is None:
        return None
    return ShareView(
        external=bool(share.accounts),
        permissions=permissions_of(share),
        types=tuple(_type(one) for one in share.types),
        principals=share.principals,
        calls=calls,
        find_shares=FIND_SHARES,
        promote=PROMOTE,
    )


def _type(one: SharedType) -> SharedTypeView:
    kind = one.shareable
    return SharedTypeView(label=_snake(kind.type), type=kind.type, arns=one.arns, actions=kind.actions)


def permissions_of(share: Share) -> tuple[Pattern, ...]:
    """The managed permissions of AWS RAM, one for each type.

    Source: https://docs.aws.amazon.com/ram/latest/userguide/security-ram-permissions.html
    """
    names = sorted(one.shareable.ram_permission for one in share.types)
    return tuple(join("arn:", TargetValue.PARTITION, f":ram::aws:permission/{one}") for one in names)


def calls_of(module: Module, targets: Iterable[Target]) -> Iterator[Words]:
    """The service's own calls, instead of a resource share: one for each shared resource in each target."""
    if module.share is None:
        return
    for target in targets:
        yield from (call(one, target.name) for one in api_policies(module.share, target.bindings))


def call(policy: ApiPolicy, target: str) -> Words:
    """One policy → the AWS CLI's call that puts it on its resource, from the module's folder."""
    one = policy.shareable
    file = f"file://policies/{target}/{policy.stem}.json"
    return ("aws", one.service, one.command, f"--{one.argument}", policy.arn, "--policy", file)


def resource_parts(module: Module) -> Iterator[Part]:
    """The parts of what Terraform prints beside the documents."""
    patterns = [module.resource_policy.holder] if module.resource_policy is not None else []
    if module.share is not None:
        patterns += [arn for one in module.share.types for arn in one.arns]
        patterns += [*module.share.principals, *permissions_of(module.share)]
    yield from (part for one in patterns for part in one.parts)


def resource_inputs(module: Module, name: str) -> Iterator[tuple[str, str, str, str]]:
    """The variables that only shares have: name, description, type and default."""
    if module.share is not None:
        yield "name", "Name of the resource share", "string", name


def resource_outputs(module: Module) -> Iterator[tuple[str, str]]:
    """The outputs that only shares have: name and description."""
    if module.share is not None:
        yield "resource_share_arn", "ARN of the resource share"


def _snake(name: str) -> str:
    return "".join(f"_{char.lower()}" if char.isupper() else char for char in name)
