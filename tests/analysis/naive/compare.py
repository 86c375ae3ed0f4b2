"""A value of a policy against a value of the request, by the operators that match positively.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

import operator
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from ipaddress import ip_address, ip_network
from typing import Any

from tests.analysis.naive.text import Token, Tokens, fits, literally, segments

Compare = Callable[[Tokens, str], bool]


def _exact(wanted: Tokens, given: str) -> bool:
    """ "Exact matching, case sensitive" """
    return literally(wanted) == given


def _exact_ignoring_case(wanted: Tokens, given: str) -> bool:
    """ "Exact matching, ignoring case" """
    return literally(wanted).lower() == given.lower()


def _like(wanted: Tokens, given: str) -> bool:
    """ "The values can include multi-character match wildcards (*) and single-character match wildcards (?)" """
    return fits(wanted, given)


def _arn(wanted: Tokens, given: str) -> bool:
    """ "Each of the six colon-delimited components of the ARN is checked separately and each can include
    multi-character match wildcards (*) or single-character match wildcards (?)." A lone * has one component.
    """
    here, there = segments(wanted), segments(tuple[Token, ...](given))
    return len(here) == len(there) and all(fits(a, literally(b)) for a, b in zip(here, there, strict=True))


def _numeric(relation: Callable[[Any, Any], bool]) -> Compare:
    """ "comparing a key to an integer or decimal value" """
    return lambda wanted, given: relation(Decimal(given), Decimal(literally(wanted)))


def _date(relation: Callable[[Any, Any], bool]) -> Compare:
    return lambda wanted, given: relation(_instant(given), _instant(literally(wanted)))


def _instant(text: str) -> datetime:
    """ "You must specify date/time values with one of the W3C implementations of the ISO 8601 date formats or in epoch
    (UNIX) time." W3C's shortest formats are a year and a year with its month.
    """
    if text.isdigit() and len(text) > 4:
        return datetime.fromtimestamp(int(text), UTC)
    full = text + {4: "-01-01", 7: "-01"}.get(len(text), "")
    found = datetime.fromisoformat(full)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _bool(wanted: Tokens, given: str) -> bool:
    """ "comparing a key to true or false" """
    return literally(wanted).lower() == given.lower()


def _binary(wanted: Tokens, given: str) -> bool:
    """ "compares the value of the specified key byte for byte against a base-64 encoded representation" """
    return literally(wanted) == given


def _address(wanted: Tokens, given: str) -> bool:
    """ "The value must be in the standard CIDR format … If you specify an IP address without the associated routing
    prefix, IAM uses the default prefix value of /32." An address of one family is in no range of the other.
    """
    return ip_address(given) in ip_network(literally(wanted))


COMPARISONS: dict[str, Compare] = {
    "StringEquals": _exact,
    "StringEqualsIgnoreCase": _exact_ignoring_case,
    "StringLike": _like,
    "ArnEquals": _arn,
    "ArnLike": _arn,
    "NumericEquals": _numeric(operator.eq),
    "NumericLessThan": _numeric(operator.lt),
    "NumericLessThanEquals": _numeric(operator.le),
    "NumericGreaterThan": _numeric(operator.gt),
    "NumericGreaterThanEquals": _numeric(operator.ge),
    "DateEquals": _date(operator.eq),
    "DateLessThan": _date(operator.lt),
    "DateLessThanEquals": _date(operator.le),
    "DateGreaterThan": _date(operator.gt),
    "DateGreaterThanEquals": _date(operator.ge),
    "Bool": _bool,
    "BinaryEquals": _binary,
    "IpAddress": _address,
}
