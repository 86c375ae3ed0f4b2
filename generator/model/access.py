"""Requests, the policies that count for them, and what IAM decides.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

from dataclasses import dataclass
from enum import Enum

from generator.model.policy import BoundDocument


class PolicyKind(Enum):
    """The types of policies that decide about a request, in AWS's words.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html
    """

    IDENTITY = "identity-based policy"
    BOUNDARY = "permissions boundary"
    SESSION = "session policy"
    SCP = "service control policy"
    RCP = "resource control policy"
    RESOURCE = "resource-based policy"


class CallerKind(Enum):
    """Who can make a request.

    A Caller's `id` is, in this order: the ARN of a user, of a role, of a role session (`assumed-role`), of a
    federated user's session, of an account's root; a service principal; the ARN or name of an identity provider.
    """

    USER = "IAM user"
    ROLE = "IAM role"
    ROLE_SESSION = "role session"
    FEDERATED_USER = "federated user session"
    ROOT = "account root user"
    SERVICE = "AWS service"
    IDENTITY_PROVIDER = "identity provider"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who makes a request. `issuer` is the ARN of the role that a session was made from, or of the
    user that federated; a role session's own ARN does not hold the role's path.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
    """

    kind: CallerKind
    id: str
    issuer: str = ""

    @property
    def account(self) -> str:
        """The caller's account; empty for a service and for an identity provider without an ARN."""
        parts = self.id.split(":")
        return parts[4] if len(parts) > 5 else ""


Context = tuple[tuple[str, tuple[str, ...]], ...]
"""Condition keys of a request with their values, sorted by key; a key with no values is present and empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One action on one resource. Without a `caller` only identity policies, boundaries, session policies
    and SCPs can be asked; `resource_account` owns a resource whose ARN does not name its account.
    """

    action: str
    resource: str = "*"
    context: Context = ()
    caller: Caller | None = None
    resource_account: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPolicy:
    """A policy and what it is called where it is talked about."""

    name: str
    document: BoundDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class Policies:
    """All that counts for a caller's requests. None and an empty tuple of levels mean: there is none.

    Each level of `scps` and `rcps` (root, organizational units, account) must allow; `sessions` are
    the session policies of one session. `resource` is the policy of the requested resource: a role's trust
    policy when the role is assumed.
    """

    identity: tuple[NamedPolicy, ...] = ()
    boundary: NamedPolicy | None = None
    sessions: tuple[NamedPolicy, ...] = ()
    scps: tuple[tuple[NamedPolicy, ...], ...] = ()
    rcps: tuple[tuple[NamedPolicy, ...], ...] = ()
    resource: NamedPolicy | None = None


class Decision(Enum):
    """In the words of IAM's policy simulator.

    Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html
    """

    ALLOWED = "allowed"
    EXPLICIT_DENY = "explicitDeny"
    IMPLICIT_DENY = "implicitDeny"
