"""Policy documents as values: what IAM treats as a set is compared as a set, all else exactly.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

import json
from collections.abc import Iterator, Mapping
from typing import TypeAlias, cast

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
Leaf = str | frozenset[str] | tuple[str, ...]
"""A text, a set of texts, or texts in an order that counts."""

_TOP = frozenset({"Version", "Id", "Statement"})
_SETS = frozenset({"Action", "NotAction", "Resource", "NotResource"})
_PRINCIPALS = frozenset({"Principal", "NotPrincipal"})
_TEXTS = frozenset({"Sid", "Effect"})
_STATEMENT = _SETS | _PRINCIPALS | _TEXTS | {"Condition"}


class NotAPolicyError(ValueError):
    """The JSON has a shape that a policy document can't have."""


def parse(text: str) -> Json:
    """JSON text → value. Raises NotAPolicyError where an object has a key twice."""
    return cast("Json", json.loads(text, object_pairs_hook=_without_duplicates))


def policy_value(document: Json) -> Mapping[str, Leaf]:
    """A policy document → its leaves by place. Raises NotAPolicyError on a shape that no policy has."""
    return dict(_leaves(document))


def differences(expected: Json, actual: Json) -> tuple[str, ...]:
    """Two policy documents → each place where they differ, with both values; none when they mean the same."""
    left, right = policy_value(expected), policy_value(actual)
    return tuple(
        f"{place}: expected {_shown(left.get(place))}, got {_shown(right.get(place))}"
        for place in sorted(left.keys() | right.keys())
        if left.get(place) != right.get(place)
    )


def _leaves(document: Json) -> Iterator[tuple[str, Leaf]]:
    top = _object(document, _TOP)
    yield from ((key, _text(item)) for key, item in top.items() if key != "Statement")
    statements = _listed(top.get("Statement", []))
    yield "number of statements", str(len(statements))
    for index, statement in enumerate(statements):
        for key, item in _object(statement, _STATEMENT).items():
            yield from _element(f"Statement[{index}].{key}", key, item)


def _element(place: str, key: str, item: Json) -> Iterator[tuple[str, Leaf]]:
    if key in _SETS:
        yield place, frozenset(_texts(item))
    elif key in _TEXTS or (key in _PRINCIPALS and isinstance(item, str)):
        yield place, _text(item)
    elif key in _PRINCIPALS:
        yield from ((f"{place}.{kind}", frozenset(_texts(who))) for kind, who in _object(item).items())
    else:
        for operator, keys in _object(item).items():
            yield from ((f"{place}.{operator}.{name}", _texts(values)) for name, values in _object(keys).items())


def _object(item: Json, allowed: frozenset[str] | None = None) -> dict[str, Json]:
    if not isinstance(item, dict) or not item:
        raise NotAPolicyError(f"expected an object with elements, got {item!r}")
    unknown = sorted(item.keys() - allowed) if allowed is not None else []
    if unknown:
        raise NotAPolicyError(f"unknown elements {unknown}")
    return item


def _listed(item: Json) -> list[Json]:
    return item if isinstance(item, list) else [item]


def _texts(item: Json) -> tuple[str, ...]:
    return tuple(_text(one) for one in _listed(item))


def _text(item: Json) -> str:
    if not isinstance(item, str):
        raise NotAPolicyError(f"expected a string, got {item!r}")
    return item


def _shown(leaf: Leaf | None) -> str:
    return repr(sorted(leaf)) if isinstance(leaf, frozenset) else repr(leaf)


def _without_duplicates(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    keys = [key for key, _ in pairs]
    if len(keys) != len(set(keys)):
        raise NotAPolicyError(f"an object has a key twice: {keys}")
    return dict(pairs)
