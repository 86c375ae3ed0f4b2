"""The kinds of policies that count for a request, and which of them have to allow it.

Sources:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.analysis.evaluation.principals import Standing, issuer_of, spares_deny, spares_deny_unbounded
from generator.analysis.evaluation.statements import PreparedStatement, Spares, prepare_statements
from generator.analysis.evaluation.variables import Values
from generator.model.access import Caller, CallerKind, NamedPolicy, Policies, PolicyKind, Request

_ORDER = (
    PolicyKind.RCP,
    PolicyKind.SCP,
    PolicyKind.RESOURCE,
    PolicyKind.IDENTITY,
    PolicyKind.BOUNDARY,
    PolicyKind.SESSION,
)
"""The order in which AWS looks for an allow."""
OUTSIDERS = (CallerKind.SERVICE, CallerKind.IDENTITY_PROVIDER)
"""Callers without an account, and so without identity policies and SCPs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """Policies of which any can allow."""

    kind: PolicyKind
    statements: tuple[PreparedStatement, ...]

    def standing(self, request: Request, values: Values, allows: tuple[PreparedStatement, ...]) -> Standing:
        """The most direct allow of the layer; NONE where it does not allow."""
        if not binds(self.kind, request):
            return Standing.ITSELF
        if self.kind is PolicyKind.IDENTITY and _is_root(request):
            return Standing.ITSELF
        found = (one.standing(request) for one in allows if one.applies(request, values))
        return max(found, default=Standing.NONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    layer: Layer
    standing: Standing


def binds(kind: PolicyKind, request: Request) -> bool:
    """Whether policies of a kind count for the caller: service-linked roles are bound by no SCP and no RCP.

    Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
    """
    caller = request.caller
    if caller is None or kind is PolicyKind.RESOURCE:
        return True
    if kind in (PolicyKind.SCP, PolicyKind.RCP) and _is_service_linked(caller):
        return False
    return kind is PolicyKind.RCP or caller.kind not in OUTSIDERS


def layers_of(policies: Policies) -> tuple[Layer, ...]:
    """Policies → layers; each level of SCPs and RCPs is one, and so is a boundary that was set."""
    layers = (
        *((PolicyKind.RCP, level) for level in policies.rcps),
        *((PolicyKind.SCP, level) for level in policies.scps),
        *((PolicyKind.RESOURCE, (one,)) for one in _given(policies.resource)),
        (PolicyKind.IDENTITY, policies.identity),
        *((PolicyKind.BOUNDARY, (one,)) for one in _given(policies.boundary)),
        *((PolicyKind.SESSION, one) for one in (policies.sessions,) if one),
    )
    spare = spares_deny if policies.boundary is None else spares_deny_unbounded
    return tuple(Layer(kind=kind, statements=_statements(kind, named, spare)) for kind, named in layers)


def owner_of(request: Request) -> str:
    """The account that owns the resource, where the request or the ARN says so.

    What AWS owns, such as `arn:aws:iam::aws:policy/ReadOnlyAccess`, has no policy of its own that would have to allow.
    """
    if request.resource_account:
        return request.resource_account
    found = re.match(r"arn:[^:]*:[^:]*:[^:]*:(\d{12}):", request.resource)
    return found[1] if found is not None else ""


def needed(request: Request, verdicts: Iterable[Verdict]) -> tuple[PolicyKind, ...]:
    """The kinds of policies that would have had to allow and did not; none where the request is allowed."""
    found = tuple(verdicts)
    missing = {one.layer.kind for one in found if one.standing is Standing.NONE}
    granted = max((one.standing for one in found if one.layer.kind is PolicyKind.RESOURCE), default=Standing.NONE)
    lacking = (missing & {PolicyKind.RCP, PolicyKind.SCP}) | _sides(request, missing, granted)
    return tuple(kind for kind in _ORDER if kind in lacking)


def _sides(request: Request, missing: set[PolicyKind], granted: Standing) -> set[PolicyKind]:
    """What the identity's side and the resource's side lack together."""
    caller = request.caller
    resource = {PolicyKind.RESOURCE} if granted is Standing.NONE else set[PolicyKind]()
    if caller is not None and caller.kind in OUTSIDERS:
        return resource
    limits = missing & {PolicyKind.BOUNDARY, PolicyKind.SESSION}
    identity = missing & {PolicyKind.IDENTITY}
    if _is_cross_account(request):
        return resource | identity | limits
    required = resource if caller is not None and _needs_resource_policy(request) else set[PolicyKind]()
    match granted:
        case Standing.ITSELF:
            return set()
        case Standing.ISSUER:
            return limits
        case _:
            return required | identity | limits


def _statements(kind: PolicyKind, named: Iterable[NamedPolicy], spare: Spares) -> tuple[PreparedStatement, ...]:
    return tuple(one for policy in named for one in prepare_statements(policy.document, kind, policy.name, spare))


def _given(policy: NamedPolicy | None) -> Iterator[NamedPolicy]:
    if policy is not None:
        yield policy


def _is_cross_account(request: Request) -> bool:
    if request.caller is None:
        return False
    return owner_of(request) not in ("", request.caller.account)


def _needs_resource_policy(request: Request) -> bool:
    """Whether even a caller of the same account needs an allow of the resource's own policy.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
    (role trust policies and KMS key policies must explicitly allow)
    """
    service = request.action.partition(":")[0].lower()
    name = request.resource.split(":", 5)[-1]
    return (service == "sts" and name.startswith("role/")) or (service == "kms" and name.startswith("key/"))


def _is_service_linked(caller: Caller) -> bool:
    return ":role/aws-service-role/" in (issuer_of(caller) or caller.id)


def _is_root(request: Request) -> bool:
    return request.caller is not None and request.caller.kind is CallerKind.ROOT
