"""Safeguards of a trust that nothing would enforce, or that would keep everybody out, are refused.

Nobody shall rely on what is not there.
"""

from collections.abc import Callable
from dataclasses import dataclass

from generator.diagnostics import Position
from generator.model.pattern import TargetValue, join
from generator.model.trust import Mfa, Trust
from generator.profiles.node import Node, child_of, items_of
from generator.profiles.reading import Reading

_OWN_ACCOUNT = join(TargetValue.ACCOUNT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Safeguard:
    """A key of `trust`, and whom it needs to have any meaning."""

    key: str
    counts: Callable[[Trust], bool]
    needs: str
    hint: str


def _has_callers(trust: Trust) -> bool:
    return bool(trust.accounts or trust.roles)


def _has_other_callers(trust: Trust) -> bool:
    return any(one != _OWN_ACCOUNT for one in (*trust.accounts, *(role.account for role in trust.roles)))


def _sends_external_id(trust: Trust) -> bool:
    """Other accounts send it, and services to a role that is only for them, as VM Import/Export does."""
    return _has_other_callers(trust) or (bool(trust.services) and not _has_callers(trust))


def _has_services(trust: Trust) -> bool:
    return bool(trust.services)


_CALLERS_HINT = "name them in `accounts` or `roles`, or leave it out"
_SESSION_HINT = "name them, put it under `saml` or `oidc`, or leave it out"
_SERVICES_HINT = "name them in `services`, or leave it out"
SAFEGUARDS = (
    Safeguard(key="external_id", counts=_sends_external_id, needs="other accounts", hint=_CALLERS_HINT),
    Safeguard(key="organization", counts=_has_callers, needs="accounts or roles", hint=_CALLERS_HINT),
    Safeguard(key="source_identity", counts=_has_callers, needs="accounts or roles", hint=_SESSION_HINT),
    Safeguard(key="session_tags", counts=_has_callers, needs="accounts or roles", hint=_SESSION_HINT),
    Safeguard(key="source_account", counts=_has_services, needs="services", hint=_SERVICES_HINT),
    Safeguard(key="source_arn", counts=_has_services, needs="services", hint=_SERVICES_HINT),
)


def refuse_idle(node: Node, trust: Trust, read: Reading) -> None:
    """Complains of safeguards that count for nobody whom the trust names."""
    for one in SAFEGUARDS:
        found = child_of(node, one.key)
        if found is not None and not one.counts(trust):
            message = f"`{one.key}` has no meaning without {one.needs}"
            read.error("idle-trust", message, items_of(found)[0].at, one.hint)
    for role in trust.roles:
        if role.account in trust.accounts:
            account = "self" if role.account == _OWN_ACCOUNT else role.account
            message = f"`accounts` trusts all of `{account}`, so that naming a role of it has no meaning"
            read.error("idle-trust", message, role.at, "leave out the role, or the account")
    mfa = child_of(node, "mfa")
    if mfa is not None and trust.mfa is Mfa.REQUIRED:
        _check_mfa(trust, mfa.at, read)


def _check_mfa(trust: Trust, at: Position, read: Reading) -> None:
    """A role's session never says that somebody used MFA: credentials of AssumeRole do not hold it.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
    """
    if trust.roles:
        message = "no session of a role carries MFA, so that `mfa: required` keeps out all of `roles`"
        read.error("impossible-trust", message, at, "leave it out, or give the roles a persona of their own")
    elif not trust.accounts:
        message = "`mfa` has no meaning without accounts: services have none, identity providers check it themselves"
        read.error("idle-trust", message, at, "leave it out")
