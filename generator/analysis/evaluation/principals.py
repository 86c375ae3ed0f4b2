"""The Principal or NotPrincipal element of a statement → how it speaks of a caller.

Sources:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
"""

import re
from enum import IntEnum

from generator.model.access import Caller, CallerKind

Pairs = tuple[tuple[str, str], ...]
_SESSIONS = (CallerKind.ROLE_SESSION, CallerKind.FEDERATED_USER)


class Standing(IntEnum):
    """How directly a statement speaks of a caller, the least directly first.

    An allow for the ACCOUNT delegates to the account's identity policies; one for the ISSUER (the role of a session,
    the user behind a federated session) is still limited by boundaries and session policies; one for the caller
    ITSELF, or for everyone, is not limited by what other policies do not say.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
    """

    NONE = 0
    ACCOUNT = 1
    ISSUER = 2
    ITSELF = 3


def standing(principals: Pairs, caller: Caller | None) -> Standing:
    """The most direct way in which any of the principals means the caller."""
    return max((_one(kind, identifier, caller) for kind, identifier in principals), default=Standing.NONE)


def spares_allow(not_principals: Pairs, caller: Caller | None) -> bool:
    """Whether an Allow with NotPrincipal leaves the caller out: when any of its principals is listed."""
    return standing(not_principals, caller) is not Standing.NONE


def spares_deny(not_principals: Pairs, caller: Caller | None) -> bool:
    """Whether a Deny with NotPrincipal leaves the caller out: when all of its principals are listed.

    A session is itself, its role and its account; who lists the session alone still denies the others.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
    """
    if any(identifier == "*" for _, identifier in not_principals):
        return True
    if caller is None:
        return False
    return _standings(caller) <= {_one(kind, identifier, caller) for kind, identifier in not_principals}


def spares_deny_unbounded(not_principals: Pairs, caller: Caller | None) -> bool:
    """As `spares_deny`, where the caller has a permissions boundary: no user or role with one is ever left out.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
    """
    is_iam = caller is not None and caller.kind in (*_SESSIONS, CallerKind.USER, CallerKind.ROLE)
    return not is_iam and spares_deny(not_principals, caller)


def _standings(caller: Caller) -> set[Standing]:
    """Every way in which a policy can mean a caller."""
    match caller.kind:
        case CallerKind.USER:
            return {Standing.ITSELF, Standing.ACCOUNT}
        case CallerKind.ROLE:
            return {Standing.ISSUER, Standing.ACCOUNT}
        case CallerKind.ROLE_SESSION | CallerKind.FEDERATED_USER:
            return {Standing.ITSELF, Standing.ISSUER, Standing.ACCOUNT}
        case _:
            return {Standing.ITSELF}


def issuer_of(caller: Caller) -> str:
    """The ARN of the role or user that a session comes from; empty for who is no session.

    A role session's ARN lacks the role's path, so that a role with a path needs `Caller.issuer`.
    """
    if caller.issuer:
        return caller.issuer
    found = re.fullmatch(r"(arn:[^:]*):sts::(\d*):(assumed-role|federated-user)/([^/]+).*", caller.id)
    if found is None:
        return ""
    partition, account, kind, name = found.groups()
    return f"{partition}:iam::{account}:{'role' if kind == 'assumed-role' else 'user'}/{name}"


def _one(kind: str, identifier: str, caller: Caller | None) -> Standing:
    if identifier == "*" and kind in ("*", "AWS"):
        return Standing.ITSELF
    if caller is None:
        return Standing.NONE
    match caller.kind:
        case CallerKind.SERVICE:
            return Standing.ITSELF if (kind, identifier) == ("Service", caller.id) else Standing.NONE
        case CallerKind.IDENTITY_PROVIDER:
            return Standing.ITSELF if (kind, identifier) == ("Federated", caller.id) else Standing.NONE
        case _:
            return _aws(identifier, caller) if kind == "AWS" else Standing.NONE


def _aws(identifier: str, caller: Caller) -> Standing:
    if identifier == caller.account or re.fullmatch(rf"arn:[^:]*:iam::{caller.account}:root", identifier):
        return Standing.ITSELF if caller.kind is CallerKind.ROOT else Standing.ACCOUNT
    if identifier == caller.id:
        return Standing.ISSUER if caller.kind is CallerKind.ROLE else Standing.ITSELF
    return Standing.ISSUER if identifier == issuer_of(caller) else Standing.NONE
