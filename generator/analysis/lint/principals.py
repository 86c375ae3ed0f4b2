"""Whom the policies of resources name.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""

import re
from collections.abc import Callable, Iterator

from generator.analysis.lint.finding import Check, FindingType, Problem, each_statement
from generator.analysis.lint.kind import Kind
from generator.analysis.lint.policy import Element, Principals, Statement
from generator.analysis.lint.tree import EncodedNode, HeredocNode, Node, ObjectNode, TextNode, UnknownNode
from generator.analysis.lint.wording import did_you_mean, said
from generator.model.policy import Effect

TYPES = ("AWS", "CanonicalUser", "Federated", "Service")
_WITH_PRINCIPALS = (Kind.RESOURCE, Kind.TRUST)
_IDENTIFIER = re.compile(r"\*|[0-9]{12}|arn:[^:]*:(iam|sts):[^:]*:[^:]*:.+|A[A-Z0-9]{15,127}")
_ROLE_ID, _USER_ID = re.compile(r"AROA[A-Z0-9]{12,}"), re.compile(r"AIDA[A-Z0-9]{12,}")


def all_principals(statement: Statement) -> Iterator[Principals]:
    """`Principal` and `NotPrincipal`, as far as they are there."""
    for name in ("Principal", "NotPrincipal"):
        if found := statement.principals(name):
            yield found


def _groups(statement: Statement, *types: str) -> Iterator[Element]:
    for found in all_principals(statement):
        yield from (one for one in found.groups if one.key.value in types)


def formless(statement: Statement) -> Iterator[Problem]:
    """Principals that are no pairs of type and identifier, and identifiers that name nobody."""
    for found in all_principals(statement):
        if not found.is_everyone and not _may_be_groups(found.element.value):
            message = f"`{found.element.key.value}` is neither `*` nor an object of types and identifiers"
            yield Problem(found.element.value.at, message, 'write `{"AWS": "111122223333"}`')
    for group in _groups(statement, "AWS"):
        for text in group.texts:
            if not _IDENTIFIER.fullmatch(text.value) and "${" not in text.value and "*" not in text.value:
                yield Problem(text.at, f"{said(text)} is no account, ARN of IAM or unique ID", "write the ARN")


def _may_be_groups(node: Node) -> bool:
    """Whether a value is an object, or what only Terraform knows."""
    known = not isinstance(node, TextNode) or node.is_known
    return not known or isinstance(node, ObjectNode | UnknownNode | EncodedNode | HeredocNode)


def unknown_types(statement: Statement) -> Iterator[Problem]:
    """Types of principals that there are not."""
    for found in all_principals(statement):
        for group in found.groups:
            if group.key.value not in TYPES and group.key.is_known:
                hint = did_you_mean(group.key.value, TYPES, "write `AWS`, `CanonicalUser`, `Federated` or `Service`")
                yield Problem(group.key.at, f"there is no type of principals {said(group.key)}", hint)


def wildcards(statement: Statement) -> Iterator[Problem]:
    """Wildcards in identifiers; only everyone can be written so."""
    for group in _groups(statement, *TYPES):
        for text in group.texts:
            if "*" in text.value and not (text.value == "*" and group.key.value == "AWS"):
                hint = "name the principal, or test `aws:PrincipalArn`"
                yield Problem(text.at, f"{said(text)} names no principal: a wildcard counts only alone", hint)


def _by_unique_id(form: re.Pattern[str], what: str) -> Callable[[Statement], Iterator[Problem]]:
    def find(statement: Statement) -> Iterator[Problem]:
        for group in _groups(statement, "AWS"):
            for text in group.texts:
                if form.fullmatch(text.value):
                    yield Problem(text.at, f"{said(text)} is the unique ID of a {what}", f"write the {what}'s ARN")

    return find


def allowing_all_others(statement: Statement) -> Iterator[Problem]:
    """`NotPrincipal` in an allow, which lets in everyone else."""
    found = statement.element("NotPrincipal")
    if found and statement.effect is Effect.ALLOW and statement.kind in _WITH_PRINCIPALS:
        yield Problem(found.key.at, "`NotPrincipal` allows everyone else, strangers too", "use `Principal`")


def federated(statement: Statement) -> Iterator[Problem]:
    """Identity providers in the policies of other resources than roles."""
    if statement.kind is Kind.RESOURCE:
        for group in _groups(statement, "Federated"):
            message = "only a role's trust policy names identity providers"
            yield Problem(group.key.at, message, "name the role that they assume")


CHECKS = (
    Check(
        "INVALID_PRINCIPAL_FORMAT",
        FindingType.ERROR,
        "`Principal` is neither `*` nor an object, or an `AWS` principal is no account, ARN or unique ID",
        each_statement(formless),
    ),
    Check(
        "INVALID_PRINCIPAL_KEY",
        FindingType.ERROR,
        "the type of a principal is not AWS, CanonicalUser, Federated or Service",
        each_statement(unknown_types),
    ),
    Check(
        "UNSUPPORTED_WILDCARD_IN_PRINCIPAL",
        FindingType.ERROR,
        "a principal holds a wildcard and is not `*` alone",
        each_statement(wildcards),
    ),
    Check(
        "INVALID_ROLE_REFERENCE",
        FindingType.WARNING,
        "a principal is the unique ID of a role (`AROA…`)",
        each_statement(_by_unique_id(_ROLE_ID, "role")),
    ),
    Check(
        "INVALID_USER_REFERENCE",
        FindingType.WARNING,
        "a principal is the unique ID of a user (`AIDA…`)",
        each_statement(_by_unique_id(_USER_ID, "user")),
    ),
    Check(
        "ALLOW_WITH_NOT_PRINCIPAL",
        FindingType.SECURITY_WARNING,
        "a resource or trust policy allows with `NotPrincipal`",
        each_statement(allowing_all_others),
    ),
    Check(
        "FEDERATED_PRINCIPAL_NOT_SUPPORTED",
        FindingType.ERROR,
        "a resource policy names an identity provider",
        each_statement(federated),
    ),
)
