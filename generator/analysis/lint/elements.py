"""Elements that a statement needs, and elements that are there and say nothing.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

import re
from collections.abc import Callable, Iterator

from generator.analysis.evaluation.operators import Absence, Quantifier
from generator.analysis.lint.finding import Check, FindingType, Problem, each_statement
from generator.analysis.lint.kind import Kind
from generator.analysis.lint.policy import Condition, Policy, Statement
from generator.analysis.lint.tree import ArrayNode, ObjectNode, Span
from generator.analysis.lint.wording import did_you_mean, said

_SID = re.compile(r"[A-Za-z0-9]*")
_NAMED_PRINCIPALS = (Kind.RESOURCE, Kind.TRUST, Kind.RCP)
_CONDITION_HINT = 'test whether the key is there instead: `"Null": {…: "true"}`'


def _lacks(statement: Statement, name: str, negated: str = "") -> Iterator[Problem]:
    """A statement with neither of two elements; one key that is not known may be either."""
    keys = {one.key.value for one in statement.elements}
    if not keys & {name, negated} and all(one.key.is_known for one in statement.elements):
        start = statement.at.start
        words = f"neither `{name}` nor `{negated}`" if negated else f"no `{name}`"
        yield Problem(Span(start, start + 1), f"the statement has {words}", f"add `{name}`")


def missing_effect(statement: Statement) -> Iterator[Problem]:
    """Statements that neither allow nor deny."""
    yield from _lacks(statement, "Effect")


def missing_action(statement: Statement) -> Iterator[Problem]:
    """Statements about no action."""
    yield from _lacks(statement, "Action", "NotAction")


def missing_resource(statement: Statement) -> Iterator[Problem]:
    """Statements about no resource; a trust policy's resource is its role."""
    if statement.kind is not Kind.TRUST:
        yield from _lacks(statement, "Resource", "NotResource")


def missing_principal(statement: Statement) -> Iterator[Problem]:
    """Statements of resource policies about nobody."""
    if statement.kind in _NAMED_PRINCIPALS:
        yield from _lacks(statement, "Principal", "NotPrincipal")


def unsupported_principal(statement: Statement) -> Iterator[Problem]:
    """Principals in identity policies, whose principal is whom they are attached to."""
    for name in ("Principal", "NotPrincipal") if statement.kind is Kind.IDENTITY else ():
        if found := statement.element(name):
            yield Problem(found.key.at, f"an identity-based policy has no `{name}`", "remove it, or attach the policy")


def invalid_effect(statement: Statement) -> Iterator[Problem]:
    """Effects other than the two; they are case-sensitive."""
    for text in statement.texts("Effect"):
        if text.value not in ("Allow", "Deny"):
            hint = did_you_mean(text.value, ("Allow", "Deny"), "write `Allow` or `Deny`")
            yield Problem(text.at, f"there is no effect {said(text)}", hint)


def unsupported_sid(statement: Statement) -> Iterator[Problem]:
    """Sids with signs that IAM refuses; the services that own resource policies take more.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html
    """
    for text in statement.texts("Sid") if statement.kind is not Kind.RESOURCE else ():
        if not _SID.fullmatch(text.value):
            kept = re.sub("[^A-Za-z0-9]", "", text.value)
            hint = f"write {said(kept)}" if kept else "use letters and digits"
            yield Problem(text.at, f"the Sid {said(text)} has other signs than letters and digits", hint)


def empty_sid(statement: Statement) -> Iterator[Problem]:
    """Sids without a letter."""
    for text in statement.texts("Sid"):
        if not text.value:
            yield Problem(text.at, "the Sid is empty", "name the statement, or remove `Sid`")


def _repeated_sids(policy: Policy) -> Iterator[Problem]:
    seen: set[str] = set()
    for text in (one for statement in policy.statements for one in statement.texts("Sid")):
        if text.value and text.value in seen:
            yield Problem(text.at, f"the Sid {said(text)} stands twice in the policy", "give each statement its own")
        seen.add(text.value)


def repeated_sids(policy: Policy) -> Iterator[Problem]:
    """Sids that stand twice where IAM and Organizations ask for unique ones."""
    if policy.kind is not Kind.RESOURCE:
        yield from _repeated_sids(policy)


def confusing_sids(policy: Policy) -> Iterator[Problem]:
    """Sids that stand twice in the policy of a resource, which most services take."""
    if policy.kind is Kind.RESOURCE:
        yield from _repeated_sids(policy)


def _empty_list(*names: str) -> Callable[[Policy], Iterator[Problem]]:
    def find(statement: Statement) -> Iterator[Problem]:
        for name in names:
            found = statement.element(name)
            if found and isinstance(found.value, ArrayNode) and not found.value.items:
                yield Problem(
                    found.value.at, f"`{name}` lists nothing, so the statement does nothing", "list something"
                )

    return each_statement(find)


def empty_principals(statement: Statement) -> Iterator[Problem]:
    """Types of principals that list nobody."""
    for name in ("Principal", "NotPrincipal"):
        found = statement.principals(name)
        for group in found.groups if found else ():
            if isinstance(group.value, ArrayNode) and not group.value.items:
                yield Problem(group.value.at, f"{said(group.key)} lists nobody", "name a principal, or remove the type")


def empty_principal_object(statement: Statement) -> Iterator[Problem]:
    """`Principal: {}`."""
    for name in ("Principal", "NotPrincipal"):
        found = statement.element(name)
        if found and isinstance(found.value, ObjectNode) and not found.value.members:
            yield Problem(found.value.at, f"`{name}` names nobody, so the statement does nothing", "name a principal")


def empty_condition_object(statement: Statement) -> Iterator[Problem]:
    """`Condition: {}`, or an operator without a key."""
    found = statement.element("Condition")
    if not found or not isinstance(found.value, ObjectNode):
        return
    if not found.value.members:
        yield Problem(found.value.at, "`Condition` demands nothing", "add a condition, or remove the element")
    for member in found.value.members:
        if isinstance(member.value, ObjectNode) and not member.value.members:
            yield Problem(member.value.at, f"{said(member.key)} tests nothing", "add a condition key, or remove it")


def _empty_values(chosen: Callable[[Condition], bool], effect: str, hint: str) -> Callable[[Policy], Iterator[Problem]]:
    def find(statement: Statement) -> Iterator[Problem]:
        for one in statement.conditions:
            empty = isinstance(one.tested.value, ArrayNode) and not one.tested.value.items
            if empty and one.operation is not None and chosen(one):
                yield Problem(one.tested.value.at, f"{said(one.tested.key)} is compared with nothing, {effect}", hint)

    return each_statement(find)


def _is_plain(one: Condition) -> bool:
    return not (_is_all(one) or _is_any(one) or _is_optional(one))


def _is_all(one: Condition) -> bool:
    return one.operation is not None and one.operation.quantifier is Quantifier.ALL


def _is_any(one: Condition) -> bool:
    return one.operation is not None and one.operation.quantifier is Quantifier.ANY


def _is_optional(one: Condition) -> bool:
    single = one.operation is not None and one.operation.quantifier is Quantifier.SINGLE
    return single and one.operation is not None and one.operation.absence is Absence.HOLDS


CHECKS = (
    Check("MISSING_EFFECT", FindingType.ERROR, "a statement has no `Effect`", each_statement(missing_effect)),
    Check("INVALID_EFFECT", FindingType.ERROR, "`Effect` is neither Allow nor Deny", each_statement(invalid_effect)),
    Check(
        "MISSING_ACTION",
        FindingType.ERROR,
        "a statement has neither `Action` nor `NotAction`",
        each_statement(missing_action),
    ),
    Check(
        "MISSING_RESOURCE",
        FindingType.ERROR,
        "a statement of any policy but a trust policy has neither `Resource` nor `NotResource`",
        each_statement(missing_resource),
    ),
    Check(
        "MISSING_PRINCIPAL",
        FindingType.ERROR,
        "a statement of a resource or trust policy or an RCP has neither `Principal` nor `NotPrincipal`",
        each_statement(missing_principal),
    ),
    Check(
        "UNSUPPORTED_PRINCIPAL",
        FindingType.ERROR,
        "an identity-based policy has `Principal` or `NotPrincipal`",
        each_statement(unsupported_principal),
    ),
    Check(
        "UNSUPPORTED_SID",
        FindingType.ERROR,
        "a Sid of any but a resource policy has other signs than letters and digits",
        each_statement(unsupported_sid),
    ),
    Check("EMPTY_SID_VALUE", FindingType.SUGGESTION, "a Sid is empty", each_statement(empty_sid)),
    Check("UNIQUE_SIDS_REQUIRED", FindingType.ERROR, "a Sid stands twice in any but a resource policy", repeated_sids),
    Check("UNIQUE_SIDS_RECOMMENDED", FindingType.WARNING, "a Sid stands twice in a resource policy", confusing_sids),
    Check(
        "EMPTY_ARRAY_ACTION",
        FindingType.SUGGESTION,
        "`Action` or `NotAction` is an empty list",
        _empty_list("Action", "NotAction"),
    ),
    Check(
        "EMPTY_ARRAY_RESOURCE",
        FindingType.SUGGESTION,
        "`Resource` or `NotResource` is an empty list",
        _empty_list("Resource", "NotResource"),
    ),
    Check(
        "EMPTY_ARRAY_PRINCIPAL",
        FindingType.SUGGESTION,
        "a type of `Principal` is an empty list",
        each_statement(empty_principals),
    ),
    Check(
        "EMPTY_OBJECT_PRINCIPAL",
        FindingType.SUGGESTION,
        "`Principal` is an empty object",
        each_statement(empty_principal_object),
    ),
    Check(
        "EMPTY_OBJECT_CONDITION",
        FindingType.SUGGESTION,
        "`Condition` or an operator in it is an empty object",
        each_statement(empty_condition_object),
    ),
    Check(
        "EMPTY_ARRAY_CONDITION",
        FindingType.SUGGESTION,
        "a condition key of a plain operator has an empty list of values",
        _empty_values(_is_plain, "which never holds", "name a value, or remove the key"),
    ),
    Check(
        "EMPTY_ARRAY_CONDITION_FORALLVALUES",
        FindingType.SUGGESTION,
        "a condition key under `ForAllValues` has an empty list of values",
        _empty_values(_is_all, "which holds only where the request has no such key", _CONDITION_HINT),
    ),
    Check(
        "EMPTY_ARRAY_CONDITION_FORANYVALUE",
        FindingType.SUGGESTION,
        "a condition key under `ForAnyValue` has an empty list of values",
        _empty_values(_is_any, "which never holds", "name a value, or remove the statement"),
    ),
    Check(
        "EMPTY_ARRAY_CONDITION_IFEXISTS",
        FindingType.SUGGESTION,
        "a condition key under `…IfExists` has an empty list of values",
        _empty_values(_is_optional, "which holds only where the request has no such key", _CONDITION_HINT),
    ),
)
