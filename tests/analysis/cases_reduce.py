"""A case on which two engines differ → the smallest one near it on which they still differ."""

import json
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Any

from generator.model.access import NamedPolicy
from generator.model.policy import BoundDocument
from generator.model.policy_json import document_json
from tests.analysis.cases import Case

_ELEMENTS = ("actions", "not_actions", "resources", "not_resources", "principals", "not_principals")


def reduce_case(case: Case, differs: Callable[[Case], bool]) -> Case:
    """Leaves out whatever can be left out, one thing at a time, until nothing can."""
    for smaller in _smaller(case):
        if differs(smaller):
            return reduce_case(smaller, differs)
    return case


def _smaller(case: Case) -> Iterator[Case]:
    for policies in _shorter_record(case.policies):
        yield replace(case, policies=policies)
    for context in _shorter(case.request.context):
        yield replace(case, request=replace(case.request, context=context))


def _shorter_record(record: Any) -> Iterator[Any]:
    """A frozen record with one part of one of its fields left out; an element or condition keeps one value."""
    for field in fields(record):
        value = getattr(record, field.name)
        for shorter in _shorter_value(field.name, value):
            yield replace(record, **{field.name: shorter})


def _shorter_value(name: str, value: Any) -> Iterator[Any]:
    match value:
        case NamedPolicy():
            if name in ("boundary", "resource"):
                yield None
            yield from _shorter_record(value)
        case BoundDocument():
            yield from _shorter_record(value)
        case tuple() if name in ("values", *_ELEMENTS):
            yield from (one for one in _shorter(value) if one)
        case tuple():
            yield from _shorter(value)
            for at, one in enumerate(value):
                inner = _shorter_record(one) if not isinstance(one, tuple) else _shorter_value("policies", one)
                yield from ((*value[:at], each, *value[at + 1 :]) for each in inner)
        case _:
            pass


def _shorter(values: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    return ((*values[:at], *values[at + 1 :]) for at in range(len(values)))


def written(case: Case) -> str:
    """A case as JSON, for people."""
    policies, request = case.policies, case.request
    caller = request.caller
    asked = {
        "action": request.action,
        "resource": request.resource,
        "owner": request.resource_account,
        "context": dict(request.context),
        "caller": caller and {"kind": caller.kind.value, "id": caller.id, "issuer": caller.issuer},
    }
    there = {field.name: _written(getattr(policies, field.name)) for field in fields(policies)}
    return json.dumps({"request": asked} | {name: one for name, one in there.items() if one}, indent=1)


def _written(value: Any) -> object:
    if isinstance(value, NamedPolicy):
        return document_json(value.document)
    return value and [_written(one) for one in value]
