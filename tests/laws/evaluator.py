"""A small, naive IAM evaluator for the laws: conditions are opaque tokens that a request meets or not.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import translate
from functools import cache
from re import compile as regex
from typing import Any

Json = dict[str, Any]
Token = tuple[str, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """`met` are the conditions that hold for it."""

    action: str
    resource: str
    met: frozenset[Token] = frozenset()


def is_allowed(statements: Iterable[Json], request: Request) -> bool:
    """An explicit deny wins over every allow; without an allow nothing is allowed."""
    effects = {one["Effect"] for one in statements if _applies(one, request)}
    return effects == {"Allow"}


def tokens_of(statement: Json) -> frozenset[Token]:
    """The conditions of a statement, all of which a request must meet."""
    conditions = statement.get("Condition", {})
    return frozenset(
        (operator, key, tuple(values)) for operator, keys in conditions.items() for key, values in keys.items()
    )


def tokens_in(statements: Iterable[Json]) -> frozenset[Token]:
    """Every condition that stands anywhere."""
    return frozenset(token for one in statements for token in tokens_of(one))


def _applies(statement: Json, request: Request) -> bool:
    return (
        tokens_of(statement) <= request.met
        and any(_matches(one.lower(), request.action.lower()) for one in statement["Action"])
        and any(_names(one, request.resource) for one in statement["Resource"])
    )


def _names(pattern: str, resource: str) -> bool:
    """Whether an ARN pattern names a resource, segment by segment."""
    if pattern == "*":
        return True
    wanted, given = pattern.split(":", 5), resource.split(":", 5)
    return len(wanted) == len(given) and all(map(_matches, wanted, given))


def _matches(pattern: str, text: str) -> bool:
    return _compiled(pattern).fullmatch(text) is not None


@cache
def _compiled(pattern: str) -> Any:
    return regex(translate(pattern.replace("[", "[[]")))
