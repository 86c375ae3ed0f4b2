"""Which resources of a service can be shared with other accounts, and a share as it is compiled."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.pattern import Pattern, TargetValue, bind, join, literal
from generator.model.policy import (
    BoundDocument,
    Effect,
    PolicyDocument,
    Principal,
    PrincipalType,
    Statement,
    bind_document,
)
from generator.model.target import Bindings


@dataclass(frozen=True, slots=True, kw_only=True)
class Shareable:
    """A resource type that can be shared, as a catalogue declares it.

    `actions` are what consumers get. `name` is the regular expression of what follows the account in an exact ARN.
    `ram_permission` is the AWS managed permission of AWS RAM. `command` is the service's own call in the AWS CLI,
    which takes the ARN in `argument`.
    """

    service: str
    type: str
    actions: tuple[str, ...]
    name: str
    ram_type: str
    ram_permission: str
    command: str
    argument: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedType:
    """The resources of one type in a share."""

    shareable: Shareable
    arns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A resource share: `accounts` are principals by number, `organizations` ARNs of organisations and their units."""

    types: tuple[SharedType, ...]
    accounts: tuple[Pattern, ...]
    organizations: tuple[Pattern, ...]

    @property
    def principals(self) -> tuple[Pattern, ...]:
        """Everybody who gets it, as AWS RAM takes them."""
        return tuple(sorted({*self.accounts, *self.organizations}))


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiPolicy:
    """The policy that the service's own call puts on one shared resource; `stem` is its file's name."""

    stem: str
    arn: str
    shareable: Shareable
    document: BoundDocument


def account_root(account: Pattern) -> Pattern:
    """An account's number → the principal that stands for all of it."""
    return join("arn:", TargetValue.PARTITION, ":iam::", account, ":root")


def share_document(share: Share) -> PolicyDocument:
    """What a share lets its accounts do: a statement for each type.

    Organisations are left out: nothing that AWS publishes says how such a policy names them.
    """
    return PolicyDocument(statements=tuple(_statement(one, share) for one in share.types if share.accounts))


def api_policies(share: Share, bindings: Bindings) -> Iterator[ApiPolicy]:
    """A policy for each shared resource under a target: the call is for one resource, and so is its policy.

    Source: https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-shared-resources-share.html
    """
    for one in share.types if share.accounts else ():
        arns = sorted({arn for each in one.arns for arn in bind(each, bindings)})
        for number, arn in enumerate(arns, start=1):
            exact = SharedType(shareable=one.shareable, arns=(literal(arn),))
            document = PolicyDocument(statements=(_statement(exact, share),))
            stem = one.shareable.type + (f"-{number}" if len(arns) > 1 else "")
            bound = bind_document(document, bindings)
            yield ApiPolicy(stem=stem, arn=arn, shareable=one.shareable, document=bound)


def _statement(one: SharedType, share: Share) -> Statement:
    name = one.shareable.type
    roots = tuple(sorted(account_root(each) for each in share.accounts))
    return Statement(
        sid="Share" + name[0].upper() + name[1:],
        effect=Effect.ALLOW,
        actions=one.shareable.actions,
        resources=one.arns,
        principals=(Principal(type=PrincipalType.AWS, identifiers=roots),),
    )
