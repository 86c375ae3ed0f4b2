"""Trust policies: who may assume a role, and how.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp.html
Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""

import re
from collections.abc import Callable, Iterator
from enum import Enum

from generator.analysis.lint.finding import Check, FindingType, Problem, each_statement
from generator.analysis.lint.kind import Kind
from generator.analysis.lint.policy import Policy, Statement
from generator.analysis.lint.tree import TextNode
from generator.analysis.lint.wildcards import covers
from generator.analysis.lint.wording import listed, said
from generator.model.policy import Effect

_DOMAIN = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(/\S*)?")
_SAML = re.compile(r"arn:[^:]+:iam::[0-9]{12}:saml-provider/.+")
_OIDC = re.compile(r"arn:[^:]+:iam::[0-9]{12}:oidc-provider/.+")
_ROLE = re.compile(r"arn:([^:]+):iam::([0-9]{12}):role/(?:.*/)?([^/]+)")
_SESSION = re.compile(r"arn:([^:]+):(?:sts|iam)::([0-9]{12}):assumed-role/([^/]+)/.+")
ROLES_ANYWHERE = "rolesanywhere.amazonaws.com"
_ANYWHERE_ACTIONS = ("sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession")
"""Source: https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html"""


class Sort(Enum):
    """How a principal proves who it is, and the action that takes the proof."""

    AWS = "sts:AssumeRole"
    SAML = "sts:AssumeRoleWithSAML"
    OIDC = "sts:AssumeRoleWithWebIdentity"


_SORTS = {one.value.casefold(): one for one in Sort}


def in_trust(find: Callable[[Statement], Iterator[Problem]]) -> Callable[[Policy], Iterator[Problem]]:
    """A search through a statement → one through the statements of trust policies."""
    search = each_statement(find)

    def guarded(policy: Policy) -> Iterator[Problem]:
        if policy.kind is Kind.TRUST:
            yield from search(policy)

    return guarded


def identifiers(statement: Statement, type_: str) -> tuple[TextNode, ...]:
    """The known principals of a type."""
    found = statement.principals()
    return found.of_type(type_) if found else ()


def with_not_principal(statement: Statement) -> Iterator[Problem]:
    """`NotPrincipal`, which trust policies lack."""
    if found := statement.element("NotPrincipal"):
        yield Problem(found.key.at, "a trust policy has no `NotPrincipal`", "use `Principal`")


def with_everyone(statement: Statement) -> Iterator[Problem]:
    """`Principal: "*"`."""
    found = statement.principals()
    if found and found.is_everyone and statement.effect is not Effect.DENY:
        yield Problem(found.element.value.at, "everyone may assume the role", "name the principals")


def with_resource(statement: Statement) -> Iterator[Problem]:
    """Resources, which are the role itself."""
    for name in ("Resource", "NotResource"):
        if found := statement.element(name):
            yield Problem(found.key.at, f"a trust policy has no `{name}`: it is about its role", "remove it")


def malformed_providers(statement: Statement) -> Iterator[Problem]:
    """Identity providers that are neither a domain nor the ARN of a provider."""
    for text in identifiers(statement, "Federated"):
        if not any(form.fullmatch(text.value) for form in (_DOMAIN, _SAML, _OIDC)) and "*" not in text.value:
            hint = "write a domain, or `arn:aws:iam::account:saml-provider/name`"
            yield Problem(text.at, f"{said(text)} is no identity provider", hint)


def sorts_of(statement: Statement) -> set[Sort]:
    """How the principals of a statement prove who they are."""
    found, sorts = statement.principals(), set[Sort]()
    if found and (found.is_everyone or found.of_type("AWS") or found.of_type("Service")):
        sorts.add(Sort.AWS)
    for text in identifiers(statement, "Federated"):
        sorts.add(Sort.SAML if "saml-provider/" in text.value else Sort.OIDC)
    return sorts


def _is_complete(statement: Statement) -> bool:
    """Whether every principal is known."""
    found = statement.principals()
    if found is None or found.is_everyone:
        return found is not None
    return all(one.is_complete and one.key.is_known for one in found.groups)


def mismatched_actions(statement: Statement) -> Iterator[Problem]:
    """Actions that none of the principals can use."""
    sorts = sorts_of(statement)
    for text in statement.texts("Action") if sorts and _is_complete(statement) else ():
        needed = _SORTS.get(text.value.casefold())
        if needed is not None and needed not in sorts:
            wanted = listed(sorted(one.value for one in sorts))
            yield Problem(text.at, f"none of the principals can use {said(text)}", f"allow {wanted}")


def roles_anywhere(policy: Policy) -> Iterator[Problem]:
    """Roles Anywhere without one of the three actions that it uses."""
    trusting = [one for one in policy.statements if _trusts_anywhere(one)]
    allowed = [text.value.casefold() for one in trusting for text in one.texts("Action")]
    known = all((found := one.element("Action")) is not None and found.is_complete for one in trusting)
    lacking = [one for one in _ANYWHERE_ACTIONS if not any(covers(each, one.casefold()) for each in allowed)]
    if policy.kind is Kind.TRUST and trusting and known and lacking:
        at = next(text.at for text in identifiers(trusting[0], "Service") if text.value == ROLES_ANYWHERE)
        yield Problem(at, f"IAM Roles Anywhere also needs {listed(lacking, 'and')}", f"allow {listed(lacking, 'and')}")


def _trusts_anywhere(statement: Statement) -> bool:
    names = [one.value for one in identifiers(statement, "Service")]
    return statement.effect is Effect.ALLOW and ROLES_ANYWHERE in names


def redundant_sessions(statement: Statement) -> Iterator[Problem]:
    """Sessions of a role that is trusted itself."""
    texts = identifiers(statement, "AWS")
    roles = {found.groups() for one in texts if (found := _ROLE.fullmatch(one.value))}
    for text in texts:
        session = _SESSION.fullmatch(text.value)
        if session and session.groups() in roles:
            yield Problem(text.at, f"the role of the session {said(text)} is trusted already", "remove the session")


CHECKS = (
    Check(
        "ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL",
        FindingType.ERROR,
        "a trust policy has `NotPrincipal`",
        in_trust(with_not_principal),
    ),
    Check(
        "ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL",
        FindingType.ERROR,
        '`Principal` of an allow in a trust policy is `"*"`',
        in_trust(with_everyone),
    ),
    Check(
        "ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE",
        FindingType.ERROR,
        "a trust policy has `Resource` or `NotResource`",
        in_trust(with_resource),
    ),
    Check(
        "INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY",
        FindingType.ERROR,
        "a federated principal of a trust policy is neither a domain nor the ARN of a SAML or OIDC provider",
        in_trust(malformed_providers),
    ),
    Check(
        "MISMATCHED_ACTION_FOR_PRINCIPAL",
        FindingType.ERROR,
        "a trust policy allows a way of assuming the role that none of its principals has",
        in_trust(mismatched_actions),
    ),
    Check(
        "MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY",
        FindingType.ERROR,
        "a trust policy for IAM Roles Anywhere lacks AssumeRole, SetSourceIdentity or TagSession",
        roles_anywhere,
    ),
    Check(
        "REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY",
        FindingType.SUGGESTION,
        "a trust policy names a role and a session of it",
        in_trust(redundant_sessions),
    ),
)
