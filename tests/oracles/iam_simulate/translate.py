"""A case → the case that iam-simulate can be asked about, and that question in its words."""

from dataclasses import replace
from typing import Any

from generator.model.access import Caller, CallerKind, Context, NamedPolicy, Policies, Request
from generator.model.policy import BoundCondition, BoundDocument, BoundStatement
from generator.model.policy_json import EVERYONE, document_json
from tests.analysis.cases import Case
from tests.analysis.cases_vocabulary import FAMILIES, HOME, ROLE, SESSION
from tests.analysis.naive.statement import ask, owner_of
from tests.oracles.iam_simulate import rewrite
from tests.oracles.iam_simulate.simulator import Simulation

_MANY = frozenset(one.lower() for family in FAMILIES for one in family.many)
_SOMEBODY = Caller(kind=CallerKind.ROLE_SESSION, id=SESSION, issuer=ROLE)
_FULL_ACCESS = NamedPolicy(
    name="RCPFullAWSAccess",
    document=BoundDocument(
        statements=(BoundStatement(sid="", effect="Allow", actions=("*",), resources=("*",), principals=(EVERYONE,)),)
    ),
)
"""What iam-simulate puts beside every RCP: AWS attaches it to every level and lets nobody detach it."""


def askable(case: Case) -> Case | None:
    """The case as both engines can be asked about it; None for one that can't be put to iam-simulate.

    It knows no wildcard in a requested resource and no identity provider without an ARN, and a role session's ARN does
    not tell it the role's path.
    """
    caller = case.request.caller or _SOMEBODY
    has_path = caller.issuer.count("/") > 1
    if "?" in case.request.resource or has_path or caller.id == "accounts.google.com":
        return None
    request = replace(case.request, caller=caller)
    policies = _policies(case.policies)
    return _with_set_operators(Case(policies=policies, request=replace(request, context=_context(request))))


def without(case: Case, ignored: tuple[str, ...]) -> Case:
    """The case without the condition keys that iam-simulate does not know for the action."""
    context = tuple((key, values) for key, values in case.request.context if key.lower() not in ignored)
    return replace(case, request=replace(case.request, context=context))


def simulation(case: Case) -> Simulation:
    policies, request = case.policies, case.request
    assert request.caller is not None
    found: dict[str, Any] = {
        "request": {
            "principal": request.caller.id,
            "action": request.action,
            "resource": {
                "resource": request.resource,
                "accountId": owner_of(request) or request.caller.account or HOME,
            },
            "contextVariables": {key: _values(key, values) for key, values in request.context},
        },
        "identityPolicies": _named(policies.identity),
        "serviceControlPolicies": _levels(policies.scps),
        "resourceControlPolicies": _levels(
            tuple(tuple(one for one in level if _is_ours(one)) for level in policies.rcps)
        ),
    }
    if policies.boundary is not None:
        found["permissionBoundaryPolicies"] = _named((policies.boundary,))
    if policies.sessions:
        found["sessionPolicy"] = document_json(policies.sessions[0].document)
    if policies.resource is not None:
        found["resourcePolicy"] = document_json(policies.resource.document)
    return found


def _context(request: Request) -> Context:
    """The whole context, since iam-simulate fills in nothing; one value for each key of one value."""
    filled = ask(request, has_boundary=False).context
    return tuple(sorted((key, values if key in _MANY else values[:1]) for key, values in filled.items()))


def _with_set_operator(condition: BoundCondition, around: rewrite.Around) -> BoundCondition:
    """ "To compare your condition context key against a request context key with multiple values, you must use the
    ForAllValues or ForAnyValue set operators." What happens without one, AWS does not say.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
    """
    plain = condition.operator != "Null" and ":" not in condition.operator
    if plain and condition.key.lower() in _MANY:
        return replace(condition, operator=f"ForAnyValue:{condition.operator}")
    return condition


_with_set_operators = rewrite.conditions(_with_set_operator)


def _values(key: str, values: tuple[str, ...]) -> str | list[str]:
    return list(values) if key in _MANY else values[0]


def _policies(policies: Policies) -> Policies:
    """One session policy, and of RCPs what AWS lets one write.

    Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
    """
    return replace(
        policies,
        sessions=policies.sessions[:1],
        rcps=tuple((_FULL_ACCESS, *(_denies(one) for one in level)) for level in policies.rcps),
    )


def _denies(policy: NamedPolicy) -> NamedPolicy:
    """The statements that an RCP can have: denies of named actions."""
    statements = tuple(
        one for one in policy.document.statements if one.effect == "Deny" and one.actions and "*" not in one.actions
    )
    return replace(policy, document=BoundDocument(statements=statements))


def _levels(levels: tuple[tuple[NamedPolicy, ...], ...]) -> list[Simulation]:
    return [{"orgIdentifier": f"level-{at}", "policies": _named(level)} for at, level in enumerate(levels)]


def _named(policies: tuple[NamedPolicy, ...]) -> list[Simulation]:
    return [{"name": one.name, "policy": document_json(one.document)} for one in policies]


def _is_ours(policy: NamedPolicy) -> bool:
    """Whether an RCP says anything and is not what iam-simulate adds itself."""
    return policy.name != _FULL_ACCESS.name and bool(policy.document.statements)
