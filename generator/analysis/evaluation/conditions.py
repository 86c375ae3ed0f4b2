"""A condition of a statement → whether a request's context meets it.

Sources:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html (variables with no value)
"""

from collections.abc import Callable
from functools import lru_cache

from generator.analysis.evaluation.globs import Glob
from generator.analysis.evaluation.operators import (
    Absence,
    Family,
    Matches,
    Operation,
    Polarity,
    Quantifier,
    find_operation,
)
from generator.analysis.evaluation.variables import Template, Values, parse_template, resolve, variables_of
from generator.model.policy import VERSION, BoundCondition

Met = Callable[[Values], bool]
"""Whether a context, with its keys in lower case, meets a condition."""
MatchesAny = Callable[[str, Values], bool]
MeetsValues = Callable[[tuple[str, ...], Values], bool]
_EMPTY = (("",),)
"""What `ForAllValues` takes for no value: "a null dataset, such as an empty string"."""


def prepare_condition(condition: BoundCondition, version: str = VERSION) -> Met:
    """A condition of a document of that version → its test.

    A key that is missing or has no values meets a negated operator, `IfExists` and `ForAllValues`, and no other.

    Raises: ValueError for an operator that IAM does not have.
    """
    operation = find_operation(condition.operator)
    if operation is None:
        raise ValueError(f"`{condition.operator}` is no condition operator")
    key = condition.key.lower()
    if operation.operator.family is Family.NULL:
        return _null(key, condition.values)
    return _test(key, operation, _matches_any(operation, condition.values, version))


def _test(key: str, operation: Operation, matches: MatchesAny) -> Met:
    absent, met = _meets_absence(operation), _meets_values(operation, matches)
    nulls = _EMPTY if operation.quantifier is Quantifier.ALL else ()

    def test(values: Values) -> bool:
        given = values.get(key)
        return met(given, values) if given and given not in nulls else absent

    return test


def _meets_values(operation: Operation, matches: MatchesAny) -> MeetsValues:
    """How the values that are there count together: a negated operator wants no value to match."""
    every = operation.quantifier is Quantifier.ALL
    match operation.operator.polarity, operation.quantifier:
        case Polarity.NEGATED, Quantifier.SINGLE:
            return lambda given, values: not any(matches(one, values) for one in given)
        case Polarity.NEGATED, _:
            combine = all if every else any
            return lambda given, values: combine(not matches(one, values) for one in given)
        case _:
            combine = all if every else any
            return lambda given, values: combine(matches(one, values) for one in given)


def _null(key: str, wanted: tuple[str, ...]) -> Met:
    folded = frozenset(one.lower() for one in wanted)
    return lambda values: ("false" if values.get(key) else "true") in folded


def _meets_absence(operation: Operation) -> bool:
    if operation.absence is Absence.HOLDS or operation.quantifier is Quantifier.ALL:
        return True
    return operation.quantifier is Quantifier.SINGLE and operation.operator.polarity is Polarity.NEGATED


def _matches_any(operation: Operation, wanted: tuple[str, ...], version: str) -> MatchesAny:
    """Whether a value of the request matches any of the policy's; one whose variable has no value matches none."""
    prepare = operation.operator.prepare
    readable = version if operation.operator.reads_variables else ""
    templates = [parse_template(one, readable) for one in wanted]
    fixed = [prepare(_joined(one)) for one in templates if not variables_of(one)]
    open_ = [one for one in templates if variables_of(one)]
    if not open_:
        return _fixed(operation, wanted, fixed)
    filled = lru_cache(maxsize=256)(prepare)

    def matches(value: str, values: Values) -> bool:
        return any(one(value) for one in fixed) or any(
            glob is not None and filled(glob)(value) for glob in (resolve(one, values) for one in open_)
        )

    return matches


def _fixed(operation: Operation, wanted: tuple[str, ...], matches: list[Matches]) -> MatchesAny:
    if operation.operator.name in ("StringEquals", "StringNotEquals") and not any("${" in one for one in wanted):
        texts = frozenset(wanted)
        return lambda value, _: value in texts
    if len(matches) == 1:
        only = matches[0]
        return lambda value, _: only(value)
    return lambda value, _: any(one(value) for one in matches)


def _joined(template: Template) -> Glob:
    glob = resolve(template, {})
    assert glob is not None, "a template without variables is complete"
    return glob
