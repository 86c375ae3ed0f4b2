"""Policies and a request → a decision.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
"""

from collections.abc import Iterator

from generator.model.access import CallerKind, Decision, NamedPolicy, Policies, PolicyKind, Request
from generator.model.policy import BoundStatement
from tests.analysis.naive.principals import Named, ways_named
from tests.analysis.naive.statement import Asked, applies, ask, owner_of

Placed = tuple[PolicyKind, NamedPolicy]


def decide(policies: Policies, request: Request) -> Decision:
    """ "By default, all requests are implicitly denied … An explicit deny overrides an explicit allow." """
    asked = ask(request, has_boundary=policies.boundary is not None)
    if any(_statements("Deny", kind, policy, asked) for kind, policy in every_policy(policies, request)):
        return Decision.EXPLICIT_DENY
    allowed = _organization_allows(policies, asked) and _accounts_allow(policies, asked)
    return Decision.ALLOWED if allowed else Decision.IMPLICIT_DENY


def every_policy(policies: Policies, request: Request) -> Iterator[Placed]:
    """The policies that count for a request, with their kinds."""
    yield from ((PolicyKind.IDENTITY, one) for one in policies.identity)
    yield from ((PolicyKind.SESSION, one) for one in policies.sessions)
    if policies.boundary is not None:
        yield PolicyKind.BOUNDARY, policies.boundary
    if policies.resource is not None:
        yield PolicyKind.RESOURCE, policies.resource
    yield from ((PolicyKind.SCP, one) for level in policies.scps for one in level if _scps_bind(request))
    yield from ((PolicyKind.RCP, one) for level in policies.rcps for one in level if not _is_service_linked(request))


def _statements(effect: str, kind: PolicyKind, policy: NamedPolicy, asked: Asked) -> list[BoundStatement]:
    """The statements of a policy that apply with an effect."""
    document = policy.document
    return [one for one in document.statements if one.effect == effect and applies(one, document.version, kind, asked)]


def _scps_bind(request: Request) -> bool:
    """ "SCPs affect only IAM users and roles"; "SCPs do not affect any service-linked role."

    Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
    """
    has_account = request.caller is None or bool(request.caller.account)
    return has_account and not _is_service_linked(request)


def _is_service_linked(request: Request) -> bool:
    """ "RCPs do not impact the effective permissions of any service-linked role."

    Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
    """
    caller = request.caller
    return caller is not None and ":role/aws-service-role/" in (caller.issuer or caller.id)


def _organization_allows(policies: Policies, asked: Asked) -> bool:
    """ "there must be an explicit Allow statement at every level from the root through each OU in the direct path to
    the account"

    Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
    """
    scps = policies.scps if _scps_bind(asked.request) else ()
    rcps = () if _is_service_linked(asked.request) else policies.rcps
    return all(_any_allows(PolicyKind.SCP, level, asked) for level in scps) and all(
        _any_allows(PolicyKind.RCP, level, asked) for level in rcps
    )


def _any_allows(kind: PolicyKind, policies: tuple[NamedPolicy, ...], asked: Asked) -> bool:
    return any(_statements("Allow", kind, one, asked) for one in policies)


def _accounts_allow(policies: Policies, asked: Asked) -> bool:
    """ "The request is allowed only if both evaluations return a decision of Allow."

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
    """
    caller, owner = asked.request.caller, owner_of(asked.request)
    if caller is None:
        return _identity_allows(policies, asked)
    ways = _ways_granted(policies, asked)
    if caller.kind in (CallerKind.SERVICE, CallerKind.IDENTITY_PROVIDER):
        return bool(ways)
    if owner and owner != caller.account:
        return bool(ways) and _identity_allows(policies, asked)
    return _account_allows(policies, asked, ways)


def _account_allows(policies: Policies, asked: Asked, ways: frozenset[Named]) -> bool:
    """ "Depending on the type of principal, an Allow in a resource-based policy can result in a final decision of
    Allow, even if an implicit deny in an identity-based policy, permissions boundary, or session policy is present."

    A `*`: "For IAM users and role principals within your account, no other permissions are required."
    """
    if ways & {Named.ITSELF, Named.EVERYONE}:
        return True
    if Named.ORIGIN in ways and _limits_allow(policies, asked):
        return True
    return (bool(ways) or not _must_be_named(asked.request)) and _identity_allows(policies, asked)


def _ways_granted(policies: Policies, asked: Asked) -> frozenset[Named]:
    """By which principals a resource-based policy allows the request."""
    caller, policy = asked.request.caller, policies.resource
    assert caller is not None
    if policy is None:
        return frozenset()
    allows = _statements("Allow", PolicyKind.RESOURCE, policy, asked)
    return frozenset(way for one in allows for way in ways_named(one.principals, caller))


def _must_be_named(request: Request) -> bool:
    """ "IAM role trust policies and KMS key policies are exceptions to this logic, because they must explicitly allow
    access for principals."
    """
    action, resource = request.action.lower(), request.resource.split(":", 5)[-1]
    is_trust = action.startswith("sts:") and resource.startswith("role/")
    return is_trust or (action.startswith("kms:") and resource.startswith("key/"))


def _identity_allows(policies: Policies, asked: Asked) -> bool:
    """ "with the exception of the AWS account root user, which has full access" """
    caller = asked.request.caller
    if caller is not None and caller.kind is CallerKind.ROOT:
        return True
    return _any_allows(PolicyKind.IDENTITY, policies.identity, asked) and _limits_allow(policies, asked)


def _limits_allow(policies: Policies, asked: Asked) -> bool:
    """ "Resource-based policies that grant permissions to an IAM role ARN are limited by an implicit deny in a
    permissions boundary or session policy." Neither limits where there is none.
    """
    boundary = () if policies.boundary is None else (policies.boundary,)
    return (not boundary or _any_allows(PolicyKind.BOUNDARY, boundary, asked)) and (
        not policies.sessions or _any_allows(PolicyKind.SESSION, policies.sessions, asked)
    )
