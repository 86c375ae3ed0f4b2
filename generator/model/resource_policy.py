"""Policies of resources, and shares of them, as a profile writes them; and the kinds of resources that have one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from generator.diagnostics import NOWHERE, Position
from generator.model.pattern import Pattern
from generator.model.profile import AccessTest, Grant, Word


class ResourcePolicyKind(Enum):
    """What the policy is of; a share gives resources to other accounts through AWS RAM."""

    BUCKET_POLICY = "bucket-policy"
    TOPIC_POLICY = "topic-policy"
    KEY_POLICY = "key-policy"
    SHARE = "share"


class Spelling(Enum):
    """How Terraform wants the resource of a policy: by its name, by its ARN, or not at all."""

    NAME = "name"
    ARN = "arn"
    NONE = "none"


class DeniedActions(Enum):
    """Whether a deny keeps a wildcard in its actions, or the service only takes names of its own actions."""

    WILDCARDS = "wildcards"
    NAMES = "names"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A kind of resource that has a policy.

    `types` are the Reference's types of the resource and of what is in it, each with what follows the resource's name
    in theirs. `terraform` is the resource that sets the policy, empty where only a document is made.
    """

    word: str
    service: str
    types: tuple[tuple[str, str], ...]
    spelling: Spelling
    terraform: str
    argument: str
    denied: DeniedActions = DeniedActions.WILDCARDS


HOLDERS: Mapping[ResourcePolicyKind, Holder] = {
    ResourcePolicyKind.BUCKET_POLICY: Holder(
        word="bucket",
        service="s3",
        types=(("bucket", ""), ("object", "/*")),
        spelling=Spelling.NAME,
        terraform="aws_s3_bucket_policy",
        argument="bucket",
    ),
    ResourcePolicyKind.TOPIC_POLICY: Holder(
        word="topic",
        service="sns",
        types=(("topic", ""),),
        spelling=Spelling.ARN,
        terraform="aws_sns_topic_policy",
        argument="arn",
        denied=DeniedActions.NAMES,
    ),
    ResourcePolicyKind.KEY_POLICY: Holder(
        word="key",
        service="kms",
        types=(("key", ""), ("alias", "")),
        spelling=Spelling.NONE,
        terraform="",
        argument="",
    ),
}
"""Every kind but the share.

Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/add-bucket-policy.html
Source: https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html
Source: https://docs.aws.amazon.com/general/latest/gr/sns.html
Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html (`Resource` is `*`: this key)
Source: https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html
"""


class PrincipalScope(Enum):
    """`principals: "*"`: anybody, with or without an account of AWS."""

    ANYBODY = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Principals:
    """Who a grant is for. `roles` are ARNs, `*` and `?` allowed behind the account; `accounts` can be `self`."""

    personas: tuple[Word, ...] = ()
    roles: tuple[Pattern, ...] = ()
    accounts: tuple[Pattern, ...] = ()
    services: tuple[Pattern, ...] = ()
    organization: Pattern | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceGrant:
    """One entry of a resource policy's `can` or `cannot`."""

    principals: Principals | PrincipalScope
    grant: Grant


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareClause:
    """`type: ARNs` of a share."""

    type: Word
    arns: tuple[Pattern, ...]
    at: Position = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareWith:
    """Who gets a share: account numbers, the ARN of an organisation, the ARNs of organizational units."""

    accounts: tuple[Pattern, ...] = ()
    organizations: tuple[Pattern, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceTest:
    """An access test with who asks: a persona's name, an account, an ARN or a service principal."""

    principal: Pattern
    principal_at: Position = field(compare=False)
    test: AccessTest


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourcePolicyClause:
    """One entry of `resource_policies`. A share has `shares` and `shared_with`, all others grants and a `resource`."""

    name: str
    title: str
    description: str
    kind: ResourcePolicyKind
    resource: Pattern = Pattern(())  # noqa: RUF009 -- a Pattern is frozen
    can: tuple[ResourceGrant, ...] = ()
    cannot: tuple[ResourceGrant, ...] = ()
    shares: tuple[ShareClause, ...] = ()
    shared_with: ShareWith = ShareWith()
    tests: tuple[ResourceTest, ...] = ()
    at: Position = field(default=NOWHERE, compare=False)
