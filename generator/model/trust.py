"""Who may assume a role, as a person wrote it in profiles.yaml."""

from dataclasses import dataclass, field
from enum import Enum

from generator.diagnostics import NOWHERE, Position
from generator.model.pattern import Pattern


class Mfa(Enum):
    REQUIRED = "required"
    NOT_REQUIRED = "not-required"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionTrust:
    """What a session may bring along: the source identities of which it must have one (`*` is any), and the keys of
    the session tags of which it may have any. Empty means that it may bring none.
    """

    source_identities: tuple[Pattern, ...] = ()
    tag_keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleTrust:
    """Roles of an account; `name` is path and name, and can hold wildcards."""

    account: Pattern
    name: Pattern
    at: Position = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceTrust:
    """An AWS service by its principal, such as `ec2.amazonaws.com`."""

    principal: Pattern
    at: Position = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SamlTrust:
    """Users of SAML providers; a provider is a name in the role's own account or an ARN."""

    providers: tuple[Pattern, ...]
    audience: str
    session: SessionTrust = SessionTrust()


@dataclass(frozen=True, slots=True, kw_only=True)
class OidcTrust:
    """Tokens of an OpenID Connect provider: `provider` is its host and path, subjects can hold wildcards."""

    provider: str
    audience: str
    subjects: tuple[Pattern, ...]
    session: SessionTrust = SessionTrust()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """Who may assume a role. `self` among the accounts is the role's own account.

    `external_id` counts for other accounts and their roles, `organization` and `session` for all accounts and roles,
    `mfa` for the accounts, and `source_accounts` and `source_arns` for the services.
    """

    accounts: tuple[Pattern, ...] = ()
    roles: tuple[RoleTrust, ...] = ()
    external_id: Pattern | None = None
    organization: Pattern | None = None
    mfa: Mfa = Mfa.NOT_REQUIRED
    session: SessionTrust = SessionTrust()
    services: tuple[ServiceTrust, ...] = ()
    source_accounts: tuple[Pattern, ...] = ()
    source_arns: tuple[Pattern, ...] = ()
    saml: SamlTrust | None = None
    oidc: tuple[OidcTrust, ...] = ()
    at: Position = field(default=NOWHERE, compare=False)
