"""Conditions that only ask whether a key is there, or nothing at all.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null
"""

from collections.abc import Callable, Iterator
from enum import Enum

from generator.analysis.evaluation.operators import Absence, Polarity, Quantifier
from generator.analysis.lint.finding import Check, FindingType, Problem, each_condition
from generator.analysis.lint.operators import name_of
from generator.analysis.lint.policy import Condition
from generator.analysis.lint.wildcards import is_star
from generator.analysis.lint.wording import said
from generator.profiles.check import shorten
from generator.reference.conditions import is_always_present

_LIKE = ("StringLike", "StringNotLike", "ArnLike", "ArnNotLike", "ArnEquals", "ArnNotEquals")


class Meaning(Enum):
    """What a condition with the value `*` comes to."""

    PRESENT = "the key is there"
    ABSENT = "the key is missing"
    ALWAYS = "always"
    NEVER = "never"


def meaning_of(condition: Condition) -> Meaning | None:
    """A condition whose only value is `*` → what it comes to; None for every other."""
    texts, operation = condition.tested.texts, condition.operation
    star = len(texts) == len(condition.tested.nodes) == 1 and is_star(texts[0].value)
    if not star or operation is None or name_of(condition) not in _LIKE or not condition.tested.key.is_known:
        return None
    optional = operation.absence is Absence.HOLDS
    if operation.operator.polarity is Polarity.NEGATED:
        return _negated(condition, operation.quantifier)
    if optional or operation.quantifier is Quantifier.ALL or is_always_present(condition.key):
        return Meaning.ALWAYS
    return Meaning.PRESENT


def _negated(condition: Condition, quantifier: Quantifier) -> Meaning:
    """`StringNotLike` with `*`: only a missing key is unlike it."""
    if quantifier is Quantifier.ANY or (is_always_present(condition.key) and quantifier is Quantifier.SINGLE):
        return Meaning.NEVER
    return Meaning.ABSENT


def _means(meaning: Meaning, message: str, hint: str) -> Callable[[Condition], Iterator[Problem]]:
    def find(condition: Condition) -> Iterator[Problem]:
        if meaning_of(condition) is meaning:
            key = condition.tested.key
            yield Problem(
                key.at, f"{said(condition.operator)} {message} {said(key)}", hint.replace("KEY", shorten(key.value))
            )

    return find


CHECKS = (
    Check(
        "EQUIVALENT_TO_NULL_FALSE",
        FindingType.SUGGESTION,
        "a pattern operator compares a key that may be missing with `*` alone",
        each_condition(
            _means(Meaning.PRESENT, "with `*` only asks whether there is", 'say so: `"Null": {"KEY": "false"}`')
        ),
    ),
    Check(
        "EQUIVALENT_TO_NULL_TRUE",
        FindingType.SUGGESTION,
        "a negated pattern operator compares a key that may be missing with `*` alone",
        each_condition(
            _means(Meaning.ABSENT, "with `*` only asks whether there is no", 'say so: `"Null": {"KEY": "true"}`')
        ),
    ),
    Check(
        "REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION",
        FindingType.SUGGESTION,
        "a pattern operator compares with `*` alone, and the key is always there or need not be",
        each_condition(_means(Meaning.ALWAYS, "with `*` always holds for", "remove the key")),
    ),
    Check(
        "REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION",
        FindingType.SUGGESTION,
        "a negated pattern operator compares a key that is always there with `*` alone",
        each_condition(_means(Meaning.NEVER, "with `*` never holds for", "remove the statement, or the key")),
    ),
)
