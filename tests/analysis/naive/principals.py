"""How the Principal and NotPrincipal elements name a caller.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""

from enum import Enum

from generator.model.access import Caller, CallerKind

Pairs = tuple[tuple[str, str], ...]


class Named(Enum):
    """By what a Principal element names a caller."""

    ITSELF = "its own ARN, or the name of a service or identity provider"
    ORIGIN = "the ARN of the role, or of the user who federated"
    ACCOUNT = "its account"
    EVERYONE = "*"


def ways_named(principals: Pairs, caller: Caller) -> frozenset[Named]:
    """Every way in which the pairs of type and identifier name the caller."""
    return frozenset(way for pair in principals for way in Named if pair in _identifiers(way, caller))


def _identifiers(way: Named, caller: Caller) -> Pairs:
    """The pairs that name a caller in a way.

    "The account ARN and the shortened account ID behave the same way."
    "When you specify a role principal in a resource-based policy", its sessions are named; a role itself is one.
    """
    match way, caller.kind:
        case Named.EVERYONE, CallerKind.SERVICE | CallerKind.IDENTITY_PROVIDER:
            return (("*", "*"),)
        case Named.EVERYONE, _:
            return (("*", "*"), ("AWS", "*"))
        case Named.ITSELF, CallerKind.SERVICE:
            return (("Service", caller.id),)
        case Named.ITSELF, CallerKind.IDENTITY_PROVIDER:
            return (("Federated", caller.id),)
        case Named.ITSELF, CallerKind.ROLE:
            return ()
        case Named.ITSELF, _:
            return (("AWS", caller.id),)
        case Named.ORIGIN, CallerKind.ROLE:
            return (("AWS", caller.id),)
        case Named.ORIGIN, CallerKind.ROLE_SESSION | CallerKind.FEDERATED_USER:
            return (("AWS", caller.issuer),)
        case Named.ACCOUNT, CallerKind.SERVICE | CallerKind.IDENTITY_PROVIDER:
            return ()
        case Named.ACCOUNT, _:
            partition = caller.id.split(":")[1]
            return (("AWS", caller.account), ("AWS", f"arn:{partition}:iam::{caller.account}:root"))
        case _:
            return ()


def is_denied_by_not_principal(spared: Pairs, caller: Caller, *, has_boundary: bool) -> bool:
    """Whether a Deny with NotPrincipal denies.

    "The NotPrincipal element with a Deny effect will always deny any IAM principal that has a permissions boundary
    policy attached, regardless of the values specified in the NotPrincipal element." "you must also specify the
    account ARN of the not-denied principal … include both the ARN for a role and the ARN for the account".

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
    """
    ways = ways_named(spared, caller)
    if caller.kind in (CallerKind.SERVICE, CallerKind.IDENTITY_PROVIDER):
        return Named.ITSELF not in ways
    needed = {Named.ACCOUNT} | {way for way in (Named.ITSELF, Named.ORIGIN) if _identifiers(way, caller)}
    return has_boundary or not needed <= ways
