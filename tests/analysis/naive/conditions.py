"""Whether a condition holds for a request's context.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

from collections.abc import Callable

from generator.model.policy import BoundCondition
from tests.analysis.naive.compare import COMPARISONS
from tests.analysis.naive.text import Context, tokens_of

NEGATED = {
    "StringNotEquals": "StringEquals",
    "StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase",
    "StringNotLike": "StringLike",
    "NumericNotEquals": "NumericEquals",
    "DateNotEquals": "DateEquals",
    "NotIpAddress": "IpAddress",
    "ArnNotEquals": "ArnEquals",
    "ArnNotLike": "ArnLike",
}
"""Each operator with "negated matching", and what it negates."""


def holds(condition: BoundCondition, context: Context, version: str) -> bool:
    """One operator on one key.

    "If the key that you specify in a policy condition is not present in the request context, the values do not match
    and the condition is false. If the policy condition requires that the key is not matched … the condition is true."
    A key without values is "null", which the Null operator puts beside "doesn't exist".
    """
    set_operator, operator, if_exists = take_apart(condition.operator)
    values = context.get(condition.key.lower(), ())
    if operator == "Null":
        return _null(condition, values)
    if if_exists and not values:
        return True
    agrees = _agrees(operator, condition.values, context, version)
    match set_operator:
        case "ForAllValues":
            return _for_all(values, agrees)
        case "ForAnyValue":
            return _for_any(values, agrees)
        case _ if operator in NEGATED:
            return all(agrees(one) for one in values)
        case _:
            return any(agrees(one) for one in values)


def take_apart(operator: str) -> tuple[str, str, bool]:
    """`ForAnyValue:StringLikeIfExists` → `ForAnyValue`, `StringLike`, True.

    "You can add IfExists to the end of any condition operator name except the Null condition … If the key is not
    present, evaluate the condition element as true."
    """
    set_operator, _, base = operator.rpartition(":")
    return set_operator, base.removesuffix("IfExists"), base.endswith("IfExists")


def _null(condition: BoundCondition, values: tuple[str, ...]) -> bool:
    """ "use either true (the key doesn't exist — it is null) or false (the key exists and its value is not null)" """
    return any((one.lower() == "true") == (not values) for one in condition.values)


def _for_all(values: tuple[str, ...], agrees: Callable[[str], bool]) -> bool:
    """ "The ForAllValues qualifier returns true if there are no context keys in the request or if the context key
    value resolves to a null dataset, such as an empty string."
    """
    return all(agrees(one) for one in values if one != "")


def _for_any(values: tuple[str, ...], agrees: Callable[[str], bool]) -> bool:
    """ "For no matching context key or if the key does not exist, the condition returns false."

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
    """
    return any(agrees(one) for one in values)


def _agrees(operator: str, wanted: tuple[str, ...], context: Context, version: str) -> Callable[[str], bool]:
    """Whether one value of the request satisfies an operator with all the values of the policy.

    "If a single condition operator includes multiple values for a context key, those values are evaluated using a
    logical OR. If a single negated matching condition operator includes multiple values for a context key, those
    values are evaluated using a logical NOR." A variable without a value: "There is no equal or like value."

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
    """
    compare = COMPARISONS[NEGATED.get(operator, operator)]
    patterns = [tokens_of(one, context, version) for one in wanted]

    def agrees(given: str) -> bool:
        matched = any(one is not None and compare(one, given) for one in patterns)
        return matched != (operator in NEGATED)

    return agrees
