"""Conditions → clauses: what must be so, in the words of the global condition keys.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
"""

import re
from collections.abc import Iterable, Sequence

from generator.analysis.evaluation.operators import Absence, Family, Operation, Polarity, Quantifier, find_operation
from generator.model.phrase import Phrase, exact, listed, say
from generator.model.policy import BoundCondition
from generator.reference.conditions import is_always_present
from generator.report.condition_tables import BOOLS, NULL_KEYS, NULLS, OPERATORS, OWN, SUBJECTS, TAGS
from generator.report.wording import Wording

_VARIABLE = re.compile(r"\$\{([^},]+)\}")


def clauses_of(conditions: Iterable[BoundCondition], wording: Wording) -> tuple[Phrase, ...]:
    """Conditions, all of which must hold → a clause for each; one that another implies is left out."""
    every = sorted(set(conditions))
    return tuple(_clause(one, every, wording) for one in every if not _is_implied(one, every))


def subject_of(key: str) -> Phrase:
    """What a condition key is about, without its article."""
    start, slash, tag = key.partition("/")
    if slash and (noun := TAGS.get(_tag_kind(start))):
        return say(noun, " ", exact(tag))
    words = SUBJECTS.get(key.casefold())
    return say(words) if words is not None else exact(key)


def the_subject_of(key: str) -> Phrase:
    """The same with its article."""
    return say("the " if _is_known(key) else "", subject_of(key))


def value_of(value: str, key: str) -> Phrase:
    """A condition's value; a policy variable that stands for the caller's own is said so."""
    variable = _VARIABLE.fullmatch(value)
    if variable is None:
        return exact(value)
    start, slash, tag = variable[1].partition("/")
    if slash and start.casefold() == "aws:principaltag":
        same = key.partition("/")[2].casefold() == tag.casefold()
        return say("their own") if same else say("their own tag ", exact(tag))
    words = OWN.get(variable[1].casefold())
    return say(words) if words is not None else exact(value)


def _tag_kind(start: str) -> str:
    """`ec2:ResourceTag` is what `aws:ResourceTag` is.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html
    """
    return start.casefold().partition(":")[2]


def _clause(one: BoundCondition, every: Sequence[BoundCondition], wording: Wording) -> Phrase:
    operation = find_operation(one.operator)
    said = _said(one, operation, every, wording) if operation is not None and one.values else None
    if said is not None:
        return said
    values = listed([exact(value) for value in sorted(set(one.values))], wording.most, "or")
    return say(exact(f"{one.key} {one.operator}"), " ", values)


def _said(
    one: BoundCondition, operation: Operation, every: Sequence[BoundCondition], wording: Wording
) -> Phrase | None:
    family = operation.operator.family
    if family in (Family.BOOL, Family.NULL) and (
        len(one.values) != 1 or one.values[0].lower() not in ("true", "false")
    ):
        return None
    match family:
        case Family.NULL:
            return _null(one, operation)
        case Family.BOOL:
            return _bool(one, operation, wording)
        case _:
            return _compared(one, operation, every, wording)


def _null(one: BoundCondition, operation: Operation) -> Phrase | None:
    if operation.quantifier is not Quantifier.SINGLE or operation.absence is Absence.HOLDS:
        return None
    start, slash, tag = one.key.partition("/")
    state = one.values[0].lower()
    words = NULLS.get(_tag_kind(start), {}).get(state) if slash else None
    if words is not None:
        return say(words, " ", exact(tag))
    words = NULL_KEYS.get(one.key.casefold(), {}).get(state)
    if words is not None:
        return say(words)
    return say(the_subject_of(one.key), " is missing" if state == "true" else " is there")


def _bool(one: BoundCondition, operation: Operation, wording: Wording) -> Phrase | None:
    words = BOOLS.get(one.key.casefold(), {}).get(one.values[0].lower())
    if operation.quantifier is not Quantifier.SINGLE:
        return None
    if words is None:
        return _compared(one, operation, (), wording)
    return say(words, ", or the request does not say" if operation.absence is Absence.HOLDS else "")


def _compared(
    one: BoundCondition, operation: Operation, every: Sequence[BoundCondition], wording: Wording
) -> Phrase | None:
    verb = OPERATORS.get(operation.operator.name)
    if verb is None:
        return None
    is_negated = operation.operator.polarity is Polarity.NEGATED
    values = [value_of(each, one.key) for each in sorted(set(one.values))]
    subject = subject_of(one.key)
    match operation.quantifier:
        case Quantifier.SINGLE:
            missing = "is missing or " if _holds_if_missing(one, operation, every) else ""
            rest = listed(values, wording.most, "nor" if is_negated else "or")
            return say(the_subject_of(one.key), f" {missing}{verb} ", rest)
        case Quantifier.ALL:
            several = _several(one.key, subject)
            if is_negated:
                return say("no ", several, f" {verb.replace('is not', 'is', 1)} ", listed(values, wording.most, "or"))
            return say("every ", several, f" {verb} ", listed(values, wording.most, "or"))
        case Quantifier.ANY:
            rest = listed(values, wording.most, "nor" if is_negated else "or")
            none = ", or there is none" if operation.absence is Absence.HOLDS else ""
            return say("at least one ", _several(one.key, subject), f" {verb} ", rest, none)


def _holds_if_missing(one: BoundCondition, operation: Operation, every: Sequence[BoundCondition]) -> bool:
    """Whether a request without the key is let through: a negated operator does, unless the key is always there."""
    open_ = operation.absence is Absence.HOLDS or operation.operator.polarity is Polarity.NEGATED
    return open_ and not is_always_present(one.key) and not any(_demands(other, one.key) for other in every)


def _is_implied(one: BoundCondition, every: Sequence[BoundCondition]) -> bool:
    """Whether a condition says no more than that a key is there, which another on the key needs or says as well."""
    if not _demands(one, one.key):
        return False
    others = [other for other in every if other is not one and other.key.casefold() == one.key.casefold()]
    return any(_needs_key(find_operation(other.operator)) for other in others)


def _demands(one: BoundCondition, key: str) -> bool:
    """Whether a condition is `Null: false` on the key."""
    values = tuple(value.lower() for value in one.values)
    return one.operator.lower() == "null" and values == ("false",) and one.key.casefold() == key.casefold()


def _needs_key(operation: Operation | None) -> bool:
    if operation is None or operation.operator.family is Family.NULL:
        return False
    if operation.quantifier is Quantifier.ALL:
        return False
    return operation.absence is Absence.DECIDES and operation.operator.polarity is Polarity.POSITIVE


def _several(key: str, subject: Phrase) -> Phrase:
    return subject if _is_known(key) else say("value of ", subject)


def _is_known(key: str) -> bool:
    start, slash, _ = key.partition("/")
    return key.casefold() in SUBJECTS or (bool(slash) and _tag_kind(start) in TAGS)
