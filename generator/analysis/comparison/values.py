"""Conditions on one key → values that tell apart all that the conditions tell apart.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from generator.analysis.comparison.letters import (
    Letters,
    arn_letters,
    exact_letters,
    folded_letters,
    text_letters,
)
from generator.analysis.comparison.problem import Check
from generator.analysis.comparison.words import TooMany, fuller, words
from generator.analysis.evaluation.globs import Glob
from generator.analysis.evaluation.operators import (
    Family,
    Operation,
    find_operation,
    instant_of,
    number_of,
    plain,
)
from generator.analysis.evaluation.variables import Template, parse_template, resolve, variables_of
from generator.model.reference import KeyType
from generator.reference.conditions import find_key

_TEXTS = (Family.STRING, Family.ARN, Family.BOOL, Family.BINARY)
_SOMEWHERE = ("203.0.113.1", "2001:db8::1", "0.0.0.0", "::")  # noqa: S104 - addresses to compare, not to listen on
_BOOLEANS = ("true", "false")
_NO_TYPE = "x"
_TYPES = {
    Family.BOOL: KeyType.BOOL,
    Family.NUMERIC: KeyType.NUMERIC,
    Family.DATE: KeyType.DATE,
    Family.IP_ADDRESS: KeyType.IP_ADDRESS,
}


class Coverage(Enum):
    """Whether the values tell apart all that can be told apart."""

    COMPLETE = "complete"
    SAMPLE = "sample"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    values: tuple[str, ...]
    coverage: Coverage


def operation_of(check: Check) -> Operation:
    """The operator of a condition that has been prepared before, so that IAM has it."""
    found = find_operation(check.condition.operator)
    assert found is not None, "the evaluator refuses unknown operators"
    return found


def templates_of(check: Check) -> tuple[Template, ...]:
    """The values of a condition as the evaluator reads them."""
    version = check.version if operation_of(check).operator.reads_variables else ""
    return tuple(parse_template(one, version) for one in check.condition.values)


def variables_in(check: Check) -> frozenset[str]:
    """The keys that a condition's values take as variables."""
    return frozenset(one.key for template in templates_of(check) for one in variables_of(template))


def values_of(checks: Iterable[Check], more: Sequence[Letters] = ()) -> Candidates:
    """Conditions on one key, and globs that its values are also told apart by → values."""
    checks_of_key = tuple(checks)
    by_family: dict[Family, list[Check]] = {}
    for check in checks_of_key:
        by_family.setdefault(operation_of(check).operator.family, []).append(check)
    by_family.pop(Family.NULL, None)
    texts = [check for family in _TEXTS for check in by_family.pop(family, ())]
    if not by_family and (texts or more):
        return _text_values(sorted(texts, key=repr), more)
    if not by_family:
        return Candidates(values=("x",), coverage=Coverage.COMPLETE)
    cuts = [value for family, listed in by_family.items() for value in _CUTS[family](_fixed(listed))]
    if not texts and not more and len(by_family) == 1:
        return Candidates(values=(*cuts, *_of_no_type(checks_of_key)), coverage=Coverage.COMPLETE)
    return Candidates(values=(*cuts, *_text_values(texts, more).values), coverage=Coverage.SAMPLE)


def letters_of(check: Check) -> Iterator[Letters]:
    """The globs that a condition's values without variables are."""
    operator = operation_of(check).operator
    for glob in _fixed([check]):
        match operator.family, operator.name.lower():
            case Family.ARN, _:
                if (found := arn_letters(glob)) is not None:
                    yield found
            case Family.BOOL, _:
                if plain(glob).lower() in _BOOLEANS:
                    yield folded_letters(plain(glob))
            case Family.STRING, "stringlike" | "stringnotlike":
                yield text_letters(glob)
            case Family.STRING, name if name.endswith("ignorecase"):
                yield folded_letters(plain(glob))
            case _:
                yield exact_letters(plain(glob))


def _text_values(checks: Sequence[Check], more: Sequence[Letters]) -> Candidates:
    if checks and all(operation_of(one).operator.family is Family.BOOL for one in checks) and not more:
        return Candidates(values=(*_BOOLEANS, *_of_no_type(checks)), coverage=Coverage.COMPLETE)
    globs = tuple(dict.fromkeys((*more, *(one for check in checks for one in letters_of(check)))))
    ascii_only = all(letter.isascii() for one in globs if one.is_folded for letter in one.letters)
    try:
        found = tuple(fuller(globs, one).text for one in words(globs))
    except TooMany:
        return Candidates(values=("x", *_samples(globs)), coverage=Coverage.SAMPLE)
    return Candidates(values=found, coverage=Coverage.COMPLETE if ascii_only else Coverage.SAMPLE)


def _of_no_type(checks: Iterable[Check]) -> Iterator[str]:
    """A value that is no number, date, address or truth value, where the key is not known to have only such."""
    typed = [(key_type(one.condition.key), _TYPES.get(operation_of(one).operator.family)) for one in checks]
    if any(wanted is not None and known is not wanted for known, wanted in typed):
        yield _NO_TYPE


@lru_cache(maxsize=1024)
def key_type(key: str) -> KeyType | None:
    """The type of a key, as the Reference has it."""
    found = find_key(key)
    return found.type if found is not None else None


def _samples(globs: Iterable[Letters]) -> Iterator[str]:
    yield from ("".join(one[:1] or "x" for one in glob.letters) for glob in globs)


def _fixed(checks: Iterable[Check]) -> list[Glob]:
    templates = [one for check in checks for one in templates_of(check) if not variables_of(one)]
    return [glob for one in templates if (glob := resolve(one, {})) is not None]


def _addresses(globs: Iterable[Glob]) -> Iterator[str]:
    """Networks → an address of each stretch between their edges."""
    import ipaddress  # only few policies speak of addresses

    yield from _SOMEWHERE
    for glob in globs:
        try:
            network = ipaddress.ip_network(plain(glob), strict=False)
        except ValueError:
            continue
        yield str(network.network_address)
        if int(network.broadcast_address) + 1 < 1 << network.max_prefixlen:
            yield str(network.broadcast_address + 1)


def _numbers(globs: Iterable[Glob]) -> Iterator[str]:
    yield from (f"{one:f}" for one in _stretches(number_of(plain(glob)) for glob in globs))


def _instants(globs: Iterable[Glob]) -> Iterator[str]:
    yield from (_instant(one) for one in _stretches(instant_of(plain(glob)) for glob in globs))


def _instant(seconds: Decimal) -> str:
    from datetime import datetime, timedelta, timezone  # as above

    epoch = datetime(1970, 1, 1, tzinfo=timezone.utc)  # noqa: UP017 - as imported
    if seconds * 1_000_000 % 1:
        return f"{seconds:f}"
    try:
        moment = epoch + timedelta(microseconds=int(seconds * 1_000_000))
    except OverflowError:
        return f"{seconds:f}"
    return moment.isoformat().replace("+00:00", "Z")


def _stretches(cuts: Iterable[Decimal | None]) -> Iterator[Decimal]:
    """Numbers → themselves, one between each two neighbours, one below and one above all."""
    known = sorted({one for one in cuts if one is not None}) or [Decimal(0)]
    yield known[0] - 1
    for number, following in zip(known, [*known[1:], None], strict=True):
        yield number
        if following is None or number + 1 < following:
            yield number + 1
        else:
            yield (number + following) / 2


_CUTS: dict[Family, Callable[[Iterable[Glob]], Iterator[str]]] = {
    Family.NUMERIC: _numbers,
    Family.DATE: _instants,
    Family.IP_ADDRESS: _addresses,
}
