"""Whether condition operators exist and suit the keys that they test.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
"""

from collections.abc import Iterator

from generator.analysis.evaluation.operators import OPERATORS, Absence, Family, Quantifier
from generator.analysis.lint.finding import Check, FindingType, Problem, each_condition, each_statement
from generator.analysis.lint.keys import find_key
from generator.analysis.lint.policy import Condition, Statement
from generator.analysis.lint.tree import ObjectNode
from generator.analysis.lint.wildcards import has_wildcard
from generator.analysis.lint.wording import did_you_mean, said
from generator.model.reference import ConditionKey, KeyType

_SUITABLE: dict[KeyType, tuple[Family, ...]] = {
    KeyType.STRING: (Family.STRING, Family.ARN),  # many keys that the Reference calls strings hold ARNs
    KeyType.ARN: (Family.ARN, Family.STRING),
    KeyType.BOOL: (Family.BOOL,),
    KeyType.NUMERIC: (Family.NUMERIC,),
    KeyType.DATE: (Family.DATE, Family.NUMERIC),
    KeyType.IP_ADDRESS: (Family.IP_ADDRESS,),
    KeyType.BINARY: (Family.BINARY,),
}
_FIRST = {one.family: one.name for one in reversed(OPERATORS.values())}
"""The plainest operator of each family."""
_LITERAL = ("StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase")
_PATTERNS = ("StringLike", "StringNotLike")
AUDIENCES = (
    "accounts.google.com:aud",
    "cognito-identity.amazonaws.com:aud",
    "token.actions.githubusercontent.com:aud",
    "gitlab.com:aud",
)
"""Audience claims that have one value."""


def family_of(condition: Condition) -> Family | None:
    """What an operator compares."""
    return condition.operation.operator.family if condition.operation else None


def quantifier_of(condition: Condition) -> Quantifier | None:
    """How an operator counts the values of a request."""
    return condition.operation.quantifier if condition.operation else None


def name_of(condition: Condition) -> str:
    """An operator without quantifier and suffix, as IAM spells it."""
    return condition.operation.operator.name if condition.operation else ""


def unknown_operators(statement: Statement) -> Iterator[Problem]:
    """Operators that there are not."""
    found = statement.element("Condition")
    known = {one.operator for one in statement.conditions if one.operation}
    for block in found.value.members if found and isinstance(found.value, ObjectNode) else ():
        is_known = not block.key.is_known or block.key in known
        if not is_known and isinstance(block.value, ObjectNode) and block.value.members:
            names = [one.name for one in OPERATORS.values()]
            base = block.key.value.rpartition(":")[2]
            hint = did_you_mean(base, names, "see the condition operators of IAM")
            yield Problem(block.key.at, f"there is no condition operator {said(block.key)}", hint)


def null_if_exists(condition: Condition) -> Iterator[Problem]:
    """`NullIfExists`, which asks whether a key is there if it is there."""
    if family_of(condition) is Family.NULL and condition.operation and condition.operation.absence is Absence.HOLDS:
        yield Problem(condition.operator.at, "`Null` cannot be followed by `IfExists`", "use `Null`")


def null_with_quantifier(condition: Condition) -> Iterator[Problem]:
    """`ForAllValues:Null`, which always holds, and `ForAnyValue:Null`, which never does."""
    if family_of(condition) is Family.NULL and quantifier_of(condition) in (Quantifier.ALL, Quantifier.ANY):
        often = "always" if quantifier_of(condition) is Quantifier.ALL else "never"
        yield Problem(condition.operator.at, f"{said(condition.operator)} {often} holds", "use `Null` alone")


def wrong_families(condition: Condition) -> Iterator[Problem]:
    """Operators that compare something else than what the key holds."""
    key, family = _known(condition), family_of(condition)
    if key and family and family is not Family.NULL and family not in _SUITABLE[key.type]:
        message = f"`{name_of(condition)}` cannot compare {said(condition.tested.key)}, which holds {_values(key)}"
        yield Problem(condition.operator.at, message, f"use an operator such as `{_FIRST[_SUITABLE[key.type][0]]}`")


def _values(key: ConditionKey) -> str:
    return f"values of the type {key.type.value}"


def missing_quantifiers(condition: Condition) -> Iterator[Problem]:
    """Keys with several values under an operator that expects one."""
    key = _known(condition)
    plain = quantifier_of(condition) is Quantifier.SINGLE and family_of(condition) is not Family.NULL
    if key and key.multivalued and plain:
        name = name_of(condition)
        hint = f"use `ForAnyValue:{name}` or `ForAllValues:{name}`"
        yield Problem(condition.operator.at, f"{said(condition.tested.key)} can have several values", hint)


def needless_quantifiers(condition: Condition) -> Iterator[Problem]:
    """`ForAllValues` on a key with one value: it holds where the key is missing."""
    key = _known(condition)
    if key and not key.multivalued and quantifier_of(condition) is Quantifier.ALL and not _is_audience(condition):
        message = f"`ForAllValues` holds where a request lacks {said(condition.tested.key)}, which has a single value"
        yield Problem(condition.operator.at, message, f"use `{name_of(condition)}`")


def any_of_one_audience(condition: Condition) -> Iterator[Problem]:
    """`ForAnyValue` on the audience claim of a provider that names one audience."""
    if quantifier_of(condition) is Quantifier.ANY and condition.folded in AUDIENCES:
        message = f"{said(condition.tested.key)} has a single value"
        yield Problem(condition.operator.at, message, f"use `{name_of(condition)}`")


def unclear_audiences(condition: Condition) -> Iterator[Problem]:
    """A quantifier on the audience claim of a provider of whose claims nothing is known."""
    quantified = quantifier_of(condition) in (Quantifier.ALL, Quantifier.ANY)
    if quantified and _is_audience(condition) and condition.folded not in AUDIENCES:
        message = f"whether {said(condition.tested.key)} has several values is the identity provider's choice"
        yield Problem(condition.operator.at, message, "keep the set operator only if the claim has several values")


def _is_audience(condition: Condition) -> bool:
    return condition.folded.endswith(":aud")


def literal_wildcards(condition: Condition) -> Iterator[Problem]:
    """Wildcards under operators that take them as they stand."""
    if name_of(condition) in _LITERAL:
        for text in condition.tested.texts:
            if has_wildcard(text.value):
                like = "StringNotLike" if "Not" in name_of(condition) else "StringLike"
                message = f"`{name_of(condition)}` takes {said(text)} literally"
                yield Problem(text.at, message, f"use `{like}`, or remove the wildcard")


def strings_for_arns(condition: Condition) -> Iterator[Problem]:
    """`StringLike` on ARNs: its wildcards reach across the segments."""
    key = _known(condition)
    if key and key.type is KeyType.ARN and name_of(condition) in _PATTERNS:
        better = name_of(condition).replace("String", "Arn")
        message = f"the wildcards of `{name_of(condition)}` reach across the fields of an ARN"
        yield Problem(condition.operator.at, message, f"use `{better}`")


def several_booleans(condition: Condition) -> Iterator[Problem]:
    """Several values where one is true or false."""
    if family_of(condition) in (Family.BOOL, Family.NULL) and len(condition.tested.nodes) > 1:
        message = f"{said(condition.tested.key)} is compared with several truth values"
        yield Problem(condition.tested.value.at, message, "keep one of them")


def _known(condition: Condition) -> ConditionKey | None:
    return find_key(condition.key) if condition.tested.key.is_known else None


CHECKS = (
    Check(
        "INVALID_CONDITION_OPERATOR",
        FindingType.ERROR,
        "there is no such condition operator",
        each_statement(unknown_operators),
    ),
    Check("NULL_WITH_IF_EXISTS", FindingType.ERROR, "the operator is `NullIfExists`", each_condition(null_if_exists)),
    Check(
        "NULL_WITH_QUALIFIER",
        FindingType.SUGGESTION,
        "`Null` stands behind `ForAllValues` or `ForAnyValue`",
        each_condition(null_with_quantifier),
    ),
    Check(
        "TYPE_MISMATCH",
        FindingType.WARNING,
        "the operator compares another type than the key's (a string key under an Arn operator is let pass)",
        each_condition(wrong_families),
    ),
    Check(
        "MISSING_QUALIFIER",
        FindingType.ERROR,
        "a key with several values stands under an operator without `ForAllValues` or `ForAnyValue`",
        each_condition(missing_quantifiers),
    ),
    Check(
        "FORALLVALUES_WITH_SINGLE_VALUED_KEY",
        FindingType.SECURITY_WARNING,
        "a key with one value stands under `ForAllValues`",
        each_condition(needless_quantifiers),
    ),
    Check(
        "FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE",
        FindingType.SECURITY_WARNING,
        "the audience claim of Google, Cognito, GitHub or GitLab stands under `ForAnyValue`",
        each_condition(any_of_one_audience),
    ),
    Check(
        "CONFIRM_AUDIENCE_CLAIM_TYPE",
        FindingType.SUGGESTION,
        "the audience claim of another identity provider stands under a set operator",
        each_condition(unclear_audiences),
    ),
    Check(
        "WILDCARD_WITHOUT_LIKE_OPERATOR",
        FindingType.WARNING,
        "a value under a String…Equals operator holds `*` or `?`",
        each_condition(literal_wildcards),
    ),
    Check(
        "STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS",
        FindingType.SECURITY_WARNING,
        "a key of the type ARN stands under `StringLike` or `StringNotLike`",
        each_condition(strings_for_arns),
    ),
    Check(
        "INVALID_CONDITION_MULTIPLE_BOOLEAN",
        FindingType.ERROR,
        "`Bool` or `Null` has several values",
        each_condition(several_booleans),
    ),
)
