"""A bound policy → the object that its JSON text holds, keys in IAM's order.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

from generator.model.policy import BoundDocument, BoundStatement

Json = dict[str, object]


def document_json(document: BoundDocument) -> Json:
    """A document as an object; every list stays a list, also of one."""
    return {"Version": document.version, "Statement": [statement_json(one) for one in document.statements]}


def statement_json(statement: BoundStatement) -> Json:
    """A statement as an object without the elements that it lacks."""
    body: Json = {
        "Sid": statement.sid,
        "Effect": statement.effect,
        "Principal": _principals(statement),
        "Action": list(statement.actions),
        "Resource": list(statement.resources),
        "Condition": _conditions(statement),
    }
    return {key: value for key, value in body.items() if value}


def _principals(statement: BoundStatement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for kind, identifier in statement.principals:
        found.setdefault(kind, []).append(identifier)
    return found


def _conditions(statement: BoundStatement) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    for one in statement.conditions:
        found.setdefault(one.operator, {})[one.key] = list(one.values)
    return found
