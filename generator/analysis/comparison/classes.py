"""The conditions on a component's keys → contexts that tell apart all that the conditions tell apart.

A key with one value takes each of the values of `values_of`, or is missing. A key with many values takes sets.
A condition on a set that is not empty says either that all of its members meet something (`ForAllValues`, a negated
operator without quantifier, and what is left when any other is false) or that one does. Of a combination of both
that some set S meets, take all values that meet each of the first kind: that set holds S, so that it meets what
S meets of the second kind too. So the sets of all values that meet some of the requirements of the first kind,
and the missing key, are enough; single values come before them, because they read better. An empty set is
to the evaluator what a missing key is.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import prod

from generator.analysis.comparison.letters import Letters, exact_letters, text_letters
from generator.analysis.comparison.problem import Check
from generator.analysis.comparison.values import (
    Candidates,
    Coverage,
    letters_of,
    operation_of,
    templates_of,
    values_of,
    variables_in,
)
from generator.analysis.comparison.variables import InResources
from generator.analysis.comparison.words import fresh_letter
from generator.analysis.evaluation.conditions import prepare_condition
from generator.analysis.evaluation.globs import glob_of
from generator.analysis.evaluation.operators import Family, Polarity, Quantifier, plain
from generator.analysis.evaluation.variables import Template, Variable, has_many_values, resolve, variables_of
from generator.reference.conditions import is_always_present

Fragment = tuple[tuple[str, tuple[str, ...]], ...]
"""A part of a context: keys in lower case with their values."""
MOST_SETS = 512
MOST_CLASSES = 4096
MOST_PAIRED = 64
_WITH_COLON = text_letters(glob_of("*:*"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Fragments, each with what else tells it apart besides the conditions."""

    marked: tuple[tuple[Fragment, object], ...]
    coverage: Coverage


def spread(keys: tuple[str, ...], checks: Sequence[Check], named: InResources) -> Spread:
    """The keys of a component and all conditions on them → its fragments."""
    if len(keys) == 1 and not any(variables_in(one) for one in checks):
        return _alone(keys[0], checks, named)
    return _together(keys, checks, named)


def _alone(key: str, checks: Sequence[Check], named: InResources) -> Spread:
    more = [_WITH_COLON, *map(exact_letters, named.pieces)] if key in named.keys else []
    values = values_of(checks, more)
    lists, coverage = _lists(key, checks, values)
    marked = tuple((((key, one),) if one else (), _mark(one, named) if more else None) for one in lists)
    return Spread(marked=marked, coverage=coverage)


def _mark(values: tuple[str, ...], named: InResources) -> object:
    """What a key in resources is told apart by: whether it has one value, and what that is to the patterns."""
    only = values[0] if len(values) == 1 else None
    return only is None, only in named.pieces and only, ":" in (only or "")


def _lists(key: str, checks: Sequence[Check], values: Candidates) -> tuple[list[tuple[str, ...]], Coverage]:
    """The lists of values that a key takes; the missing key, which has none, stands where it is usual."""
    single = [(one,) for one in values.values]
    lists = [*single, ()] if is_always_present(key) else [(), *single]
    if not _is_multivalued(key, checks):
        return lists, values.coverage
    sets = _sets(key, checks, values.values)
    if sets is None:
        return [*lists, values.values], Coverage.SAMPLE
    return [*lists, *(one for one in sets if len(one) > 1)], values.coverage


def _is_multivalued(key: str, checks: Iterable[Check]) -> bool:
    quantified = any(operation_of(one).quantifier is not Quantifier.SINGLE for one in checks)
    return quantified or has_many_values(key)


def _sets(key: str, checks: Iterable[Check], values: tuple[str, ...]) -> list[tuple[str, ...]] | None:
    """The sets of values that meet some requirements of the first kind; None for too many."""
    found = {(1 << len(values)) - 1}
    for check in checks:
        if operation_of(check).operator.family is Family.NULL:
            continue
        met = prepare_condition(check.condition, check.version)
        # twice, since an empty text alone is no value to ForAllValues, and in a larger set is one
        bits = sum(1 << number for number, one in enumerate(values) if met({key: (one, one)}))
        allowed = bits if _is_universal(check) else ~bits
        found |= {one & allowed for one in found}
        if len(found) > MOST_SETS:
            return None
    ordered = sorted(found, key=lambda one: (one.bit_count(), one))
    return [tuple(value for number, value in enumerate(values) if one >> number & 1) for one in ordered]


def _is_universal(check: Check) -> bool:
    """Whether a condition says something of all values of a set, rather than of one."""
    operation = operation_of(check)
    if operation.quantifier is Quantifier.SINGLE:
        return operation.operator.polarity is Polarity.NEGATED
    return operation.quantifier is Quantifier.ALL


def _together(keys: tuple[str, ...], checks: Sequence[Check], named: InResources) -> Spread:
    """Keys that variables link take values of one pool, so that they can be equal to each other and to any text."""
    pool = _pool(keys, checks, named)
    own = {key: [one for one in checks if one.condition.key == key] for key in keys}
    lists = {key: _joint_lists(key, own[key], pool.values) for key in keys}
    complete = pool.coverage is Coverage.COMPLETE and all(map(_is_plain, checks))
    if prod(map(len, lists.values())) > MOST_CLASSES:
        lists, complete = {key: _telling(key, own[key], lists) for key in keys}, False
    fragments = (
        tuple((key, values) for key, values in zip(keys, combination, strict=True) if values)
        for combination in product(*lists.values())
    )
    ordered = sorted(fragments, key=lambda one: sum(len(values) for _, values in one))
    marks = (tuple(_mark(dict(one).get(key, ()), named) for key in keys if key in named.keys) for one in ordered)
    marked = tuple(zip(ordered, marks, strict=True))
    return Spread(marked=marked, coverage=Coverage.COMPLETE if complete else Coverage.SAMPLE)


def _joint_lists(key: str, own: Sequence[Check], pool: Sequence[str]) -> list[tuple[str, ...]]:
    """The lists of values that a key takes: those of the pool, those of its own, and sets of two and of all."""
    values = [*pool, *_filled(own, pool)]
    if any(operation_of(one).operator.family not in (Family.STRING, Family.NULL) for one in own):
        values += values_of([one for one in own if not variables_in(one)]).values
    known = tuple(dict.fromkeys(values))
    single = [(one,) for one in known]
    if not _is_multivalued(key, own):
        return [(), *single]
    return [(), *single, *combinations(known[:MOST_PAIRED], 2), known]


def _filled(checks: Iterable[Check], pool: Sequence[str]) -> Iterator[str]:
    """The values that conditions compare with, their variables filled from the pool and their wildcards plain."""
    for check in checks:
        for template in templates_of(check):
            if variables_of(template) and not _is_whole(template):
                for value in pool:
                    glob = resolve(template, {one.key: (value,) for one in variables_of(template)})
                    yield plain(glob or ()).replace("*", "").replace("?", "x")


def _pool(keys: Sequence[str], checks: Sequence[Check], named: InResources) -> Candidates:
    """For each class of texts that the fixed values tell apart, as many texts as there are keys."""
    texts = [one for one in checks if operation_of(one).operator.family is Family.STRING]
    globs = [one for check in texts for one in letters_of(check)]
    defaults = [
        exact_letters(one.default)
        for check in checks
        for template in templates_of(check)
        for one in variables_of(template)
        if one.default is not None
    ]
    pieces = map(exact_letters, named.pieces if named.keys.intersection(keys) else ())
    all_globs: list[Letters] = list(dict.fromkeys((_WITH_COLON, *globs, *defaults, *pieces)))
    found = values_of((), all_globs)
    fresh = fresh_letter(all_globs)
    others = [fresh_letter([*all_globs, exact_letters(fresh)])]
    others += [fresh_letter([*all_globs, exact_letters(fresh + others[0])])]
    more = [one.replace(fresh, other) for one in found.values if fresh in one for other in others[: len(keys) - 1]]
    literal = {"".join(one.letters) for one in all_globs if not one.loops and "" not in one.letters}
    surely = all(fresh in one or one in literal for one in found.values) and len(keys) <= len(others) + 1
    return Candidates(
        values=tuple(dict.fromkeys((*found.values, *more))),
        coverage=found.coverage if surely else Coverage.SAMPLE,
    )


def _is_plain(check: Check) -> bool:
    """Whether a condition in a component is one that the pool is complete for: texts, one value, whole variables."""
    operation = operation_of(check)
    if operation.operator.family is Family.NULL:
        return True
    return (
        operation.operator.family is Family.STRING
        and not operation.operator.name.endswith("IgnoreCase")
        and not _is_multivalued(check.condition.key, [check])
        and all(_is_whole(one) or not variables_of(one) for one in templates_of(check))
    )


def _is_whole(template: Template) -> bool:
    return len(template) == 1 and isinstance(template[0], Variable)


def _telling(key: str, own: Iterable[Check], lists: Mapping[str, Sequence[tuple[str, ...]]]) -> list[tuple[str, ...]]:
    """The lists of a key that tell its own conditions apart, and some more, so that combinations stay within bounds."""
    most = max(2, int(MOST_CLASSES ** (1 / len(lists))))
    tests = [prepare_condition(one.condition, one.version) for one in own]
    apart: dict[tuple[bool, ...], tuple[str, ...]] = {}
    for one in lists[key]:
        apart.setdefault(tuple(test({key: one}) for test in tests), one)
    return list(dict.fromkeys((*apart.values(), *lists[key])))[:most]
