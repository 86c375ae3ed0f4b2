"""Condition operators: how one value of a policy is compared with one value of a request.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

import re
import string
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timezone
from decimal import Decimal
from enum import Enum
from functools import lru_cache, partial

from generator.analysis.evaluation.globs import Glob, Wildcard, arn_regex, compile_any, text_regex

Matches = Callable[[str], bool]
"""Whether a value of the request matches the policy's value that this was made from."""


class Family(Enum):
    STRING = "String"
    ARN = "ARN"
    NUMERIC = "Numeric"
    DATE = "Date"
    BOOL = "Bool"
    BINARY = "Binary"
    IP_ADDRESS = "IPAddress"
    NULL = "Null"


class Polarity(Enum):
    POSITIVE = "matches"
    NEGATED = "does not match"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """`prepare` makes the comparison from a policy's value. Only String, ARN and Bool read policy variables."""

    name: str
    family: Family
    polarity: Polarity
    prepare: Callable[[Glob], Matches]

    @property
    def reads_variables(self) -> bool:
        return self.family in (Family.STRING, Family.ARN, Family.BOOL)


_LOWER = {ord(upper): ord(upper.lower()) for upper in string.ascii_uppercase}
_MOST_NUMBER_CHARS = 27


def plain(glob: Glob) -> str:
    """Tokens as the text that they were before wildcards were told apart."""
    return "".join(one.value if isinstance(one, Wildcard) else one for one in glob)


def _never(_: str) -> bool:
    return False


def _equal(glob: Glob) -> Matches:
    return partial(str.__eq__, plain(glob))


def _equal_ignoring_case(glob: Glob) -> Matches:
    folded = fold(plain(glob))
    return lambda value: fold(value) == folded


def fold(text: str) -> str:
    """A text in lower case, as far as ASCII goes: other letters are compared as they are."""
    return text.translate(_LOWER)


def _like(glob: Glob) -> Matches:
    fullmatch = compile_any([text_regex(glob)]).fullmatch
    return lambda value: fullmatch(value) is not None


def _arn_like(glob: Glob) -> Matches:
    fullmatch = compile_any([arn_regex(glob)]).fullmatch
    return lambda value: fullmatch(value) is not None


def _bool(glob: Glob) -> Matches:
    wanted = plain(glob).lower()
    return (lambda value: value.lower() == wanted) if wanted in ("true", "false") else _never


def _ordered(read: Callable[[str], Decimal | None], holds: Callable[[Decimal, Decimal], bool], glob: Glob) -> Matches:
    wanted = read(plain(glob))
    if wanted is None:
        return _never

    def matches(value: str) -> bool:
        given = read(value)
        return given is not None and holds(given, wanted)

    return matches


@lru_cache(maxsize=4096)
def number_of(text: str) -> Decimal | None:
    """A number as policies write it, of at most 25 digits; None for what is none."""
    if len(text) > _MOST_NUMBER_CHARS or not re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", text):
        return None
    return Decimal(text)


@lru_cache(maxsize=4096)
def instant_of(text: str) -> Decimal | None:
    """An ISO 8601 date or UNIX time → seconds of UNIX time; None for what is neither. Four digits are a year.

    Sources:
    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
    https://www.w3.org/TR/NOTE-datetime
    """
    if re.fullmatch(r"\d{4}(-\d{2})?", text):
        text += "-01" if "-" in text else "-01-01"
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return number_of(text)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    aware = found if found.tzinfo is not None else found.replace(tzinfo=timezone.utc)  # noqa: UP017 - as imported
    since = aware - datetime(1970, 1, 1, tzinfo=timezone.utc)  # noqa: UP017
    return Decimal(since.days) * 86400 + since.seconds + Decimal(since.microseconds) / 1_000_000


def _in_network(glob: Glob) -> Matches:
    import ipaddress  # only few policies speak of addresses

    try:
        network = ipaddress.ip_network(plain(glob), strict=False)
    except ValueError:
        return _never

    def matches(value: str) -> bool:
        address = address_of(value)
        return address is not None and address.version == network.version and address in network

    return matches


@lru_cache(maxsize=4096)
def address_of(text: str):
    """An address of version 4 or 6; None for what is none."""
    import ipaddress

    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


_COMPARISONS: tuple[tuple[str, Polarity, Callable[[Decimal, Decimal], bool]], ...] = (
    ("Equals", Polarity.POSITIVE, Decimal.__eq__),
    ("NotEquals", Polarity.NEGATED, Decimal.__eq__),
    ("LessThan", Polarity.POSITIVE, Decimal.__lt__),
    ("LessThanEquals", Polarity.POSITIVE, Decimal.__le__),
    ("GreaterThan", Polarity.POSITIVE, Decimal.__gt__),
    ("GreaterThanEquals", Polarity.POSITIVE, Decimal.__ge__),
)
_POSITIVE, _NEGATED = Polarity.POSITIVE, Polarity.NEGATED
_TABLE = (
    ("StringEquals", Family.STRING, _POSITIVE, _equal),
    ("StringNotEquals", Family.STRING, _NEGATED, _equal),
    ("StringEqualsIgnoreCase", Family.STRING, _POSITIVE, _equal_ignoring_case),
    ("StringNotEqualsIgnoreCase", Family.STRING, _NEGATED, _equal_ignoring_case),
    ("StringLike", Family.STRING, _POSITIVE, _like),
    ("StringNotLike", Family.STRING, _NEGATED, _like),
    ("ArnEquals", Family.ARN, _POSITIVE, _arn_like),
    ("ArnNotEquals", Family.ARN, _NEGATED, _arn_like),
    ("ArnLike", Family.ARN, _POSITIVE, _arn_like),
    ("ArnNotLike", Family.ARN, _NEGATED, _arn_like),
    ("Bool", Family.BOOL, _POSITIVE, _bool),
    ("BinaryEquals", Family.BINARY, _POSITIVE, _equal),
    ("IpAddress", Family.IP_ADDRESS, _POSITIVE, _in_network),
    ("NotIpAddress", Family.IP_ADDRESS, _NEGATED, _in_network),
    ("Null", Family.NULL, _POSITIVE, _bool),
    *((f"Numeric{name}", Family.NUMERIC, way, partial(_ordered, number_of, by)) for name, way, by in _COMPARISONS),
    *((f"Date{name}", Family.DATE, way, partial(_ordered, instant_of, by)) for name, way, by in _COMPARISONS),
)
OPERATORS = {
    name.lower(): Operator(name=name, family=family, polarity=polarity, prepare=prepare)
    for name, family, polarity, prepare in _TABLE
}
"""Every operator by its name in lower case."""


class Quantifier(Enum):
    """How the values of a request count together."""

    SINGLE = ""
    ALL = "ForAllValues"
    ANY = "ForAnyValue"


class Absence(Enum):
    """What a missing key means: as the operator says, or that the condition holds."""

    DECIDES = ""
    HOLDS = "IfExists"


_QUANTIFIERS = {one.value.lower(): one for one in Quantifier if one.value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """An operator with its quantifier and what a missing key means."""

    operator: Operator
    quantifier: Quantifier
    absence: Absence


@lru_cache(maxsize=4096)
def find_operation(name: str) -> Operation | None:
    """`ForAllValues:StringLikeIfExists`, in any case → Operation; None for what is no operator.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
    """
    prefix, colon, rest = name.lower().partition(":")
    quantifier = _QUANTIFIERS.get(prefix) if colon else Quantifier.SINGLE
    base = (rest if colon else prefix).removesuffix("ifexists")
    operator = OPERATORS.get(base)
    if quantifier is None or operator is None:
        return None
    absence = Absence.HOLDS if name.lower().endswith("ifexists") else Absence.DECIDES
    return Operation(operator=operator, quantifier=quantifier, absence=absence)
