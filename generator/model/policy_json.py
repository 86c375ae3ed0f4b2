"""A bound policy ↔ the object that its JSON text holds, keys in IAM's order.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

from collections.abc import Iterator, Mapping
from typing import cast

from generator.model.policy import BoundCondition, BoundDocument, BoundStatement

Json = dict[str, object]
Members = Mapping[str, object]

FIRST_VERSION = "2008-10-17"
"""The version of a document that names none; in it `${…}` is plain text.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
"""
EVERYONE = ("*", "*")
_KEYS = {
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
}


def document_json(document: BoundDocument) -> Json:
    """A document as an object; every list stays a list, also of one."""
    return {"Version": document.version, "Statement": [statement_json(one) for one in document.statements]}


def statement_json(statement: BoundStatement) -> Json:
    """A statement as an object without the elements that it lacks."""
    body: Json = {
        "Sid": statement.sid,
        "Effect": statement.effect,
        "Principal": _principals(statement.principals),
        "NotPrincipal": _principals(statement.not_principals),
        "Action": list(statement.actions),
        "NotAction": list(statement.not_actions),
        "Resource": list(statement.resources),
        "NotResource": list(statement.not_resources),
        "Condition": _conditions(statement),
    }
    return {key: value for key, value in body.items() if value}


def decode_document(value: object) -> BoundDocument:
    """The value of a policy's JSON text → its document, in IAM's grammar: one text or a list, one statement or a list.

    Raises: ValueError for a value that is no policy; what it says fits after the policy's name.
    """
    members = _object(value, "a policy")
    version = members.get("Version", FIRST_VERSION)
    if not isinstance(version, str):
        raise ValueError("`Version` is a text")  # noqa: TRY004 - as below
    return BoundDocument(version=version, statements=tuple(map(_statement, _listed(members.get("Statement", ())))))


def _principals(pairs: tuple[tuple[str, str], ...]) -> dict[str, list[str]] | str:
    if pairs == (EVERYONE,):
        return "*"
    found: dict[str, list[str]] = {}
    for kind, identifier in pairs:
        found.setdefault(kind, []).append(identifier)
    return found


def _conditions(statement: BoundStatement) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    for one in statement.conditions:
        found.setdefault(one.operator, {})[one.key] = list(one.values)
    return found


def _statement(value: object) -> BoundStatement:
    members = _object(value, "a statement")
    if unknown := sorted(set(members) - _KEYS):
        raise ValueError(f"a statement has no element `{unknown[0]}`")
    effect, sid = members.get("Effect"), members.get("Sid", "")
    if effect not in ("Allow", "Deny") or not isinstance(sid, str):
        raise ValueError("a statement has an `Effect`, `Allow` or `Deny`, and its `Sid` is a text")
    return BoundStatement(
        sid=sid,
        effect=str(effect),
        actions=_set(members, "Action"),
        not_actions=_set(members, "NotAction"),
        resources=_set(members, "Resource"),
        not_resources=_set(members, "NotResource"),
        principals=_principal_pairs(members.get("Principal")),
        not_principals=_principal_pairs(members.get("NotPrincipal")),
        conditions=tuple(sorted(_condition_blocks(members.get("Condition", {})))),
    )


def _principal_pairs(value: object) -> tuple[tuple[str, str], ...]:
    if value is None or value == "*":
        return () if value is None else (EVERYONE,)
    pairs = {(kind, text) for kind, listed in _object(value, "a principal").items() for text in _texts(listed, kind)}
    return tuple(sorted(pairs))


def _condition_blocks(value: object) -> Iterator[BoundCondition]:
    for operator, keys in _object(value, "`Condition`").items():
        for key, values in _object(keys, f"`{operator}`").items():
            yield BoundCondition(operator=operator, key=key, values=_texts(values, key))


def _set(members: Members, name: str) -> tuple[str, ...]:
    return tuple(sorted(set(_texts(members.get(name, ()), name))))


def _texts(value: object, name: str) -> tuple[str, ...]:
    return tuple(_text(one, name) for one in _listed(value))


def _text(value: object, name: str) -> str:
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case _:
            raise ValueError(f"a value of `{name}` is a text")


def _listed(value: object) -> tuple[object, ...]:
    return tuple(cast("list[object]", value)) if isinstance(value, list | tuple) else (value,)


def _object(value: object, what: str) -> Members:
    if not isinstance(value, dict):
        raise ValueError(f"{what} is an object")  # noqa: TRY004 - a policy's text is wrong, not a program's type
    return cast("Members", value)
