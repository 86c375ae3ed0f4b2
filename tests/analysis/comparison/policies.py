"""Policies in few words."""

from typing import Any

from generator.model.access import NamedPolicy, Policies
from generator.model.policy_json import decode_document

Json = dict[str, Any]


def document(*statements: Json, version: str = "2012-10-17") -> NamedPolicy:
    return NamedPolicy(name="policy", document=decode_document({"Version": version, "Statement": list(statements)}))


def identity(*statements: Json, **others: Any) -> Policies:
    return Policies(identity=(document(*statements),), **others)


def allow(actions: Any, resources: Any = "*", **conditions: Any) -> Json:
    found = {"Effect": "Allow", "Action": actions, "Resource": resources, "Condition": _spelled(conditions)}
    return {key: value for key, value in found.items() if value}


def deny(actions: Any, resources: Any = "*", **conditions: Any) -> Json:
    return {**allow(actions, resources, **conditions), "Effect": "Deny"}


def _spelled(conditions: Json) -> Json:
    """`ForAnyValue_StringLike` → `ForAnyValue:StringLike`."""
    return {operator.replace("_", ":"): block for operator, block in conditions.items()}
