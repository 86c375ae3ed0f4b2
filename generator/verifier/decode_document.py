"""An `aws_iam_policy_document` block, or JSON text → the policy that it means.

Source: https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/d/iam_policy_document.html.markdown
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from generator.model.policy import BoundCondition, BoundDocument, BoundStatement
from generator.model.policy_json import EVERYONE
from generator.verifier.evaluate import Scope, Value, evaluate
from generator.verifier.read_hcl import Unreadable
from generator.verifier.syntax import Block

_STATEMENT_KEYS = {"Sid", "Effect", "Principal", "Action", "NotAction", "Resource", "NotResource", "Condition"}
_STATEMENT_ATTRIBUTES = {"sid", "effect", "actions", "not_actions", "resources", "not_resources"}


def decode_block(block: Block, scope: Scope) -> BoundDocument:
    """A data source's block → the document that the provider renders from it."""
    attributes = attributes_of(block, scope, {"version"})
    _only(block, {"statement"})
    statements = tuple(_statement(one, scope) for one in block.blocks)
    return BoundDocument(version=_text(attributes.get("version")), statements=statements)


def decode_json(text: str) -> BoundDocument:
    """The text of a JSON policy → its document; a key twice, or one that we never write, is refused."""
    try:
        root = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant, parse_float=_no_constant)
    except json.JSONDecodeError as error:
        raise Unreadable(f"this is not JSON: {error.msg}", error.lineno) from None
    except (ValueError, RecursionError):
        raise Unreadable("a number is too long, or a list or object nested too deeply") from None
    members = _object(root)
    if set(members) != {"Version", "Statement"}:
        raise Unreadable("a policy has a `Version` and a list under `Statement`")
    statements = tuple(_json_statement(one) for one in _list(members["Statement"]))
    return BoundDocument(version=_text(members["Version"]), statements=statements)


def attributes_of(block: Block, scope: Scope, allowed: set[str]) -> dict[str, Value]:
    """A block's attributes by name, evaluated; one that is not allowed is refused."""
    found: dict[str, Value] = {}
    for one in block.attributes:
        if one.name not in allowed:
            raise Unreadable(f"`{one.name}` has no place in `{describe(block)}`", one.line)
        try:
            found[one.name] = evaluate(one.value, scope)
        except Unreadable as error:
            raise Unreadable(f"{one.name}: {error.message}", error.line or one.line) from None
    return found


def describe(block: Block) -> str:
    """A block's address as Terraform spells it."""
    return ".".join((block.type, *block.labels))


def _only(block: Block, allowed: set[str]) -> None:
    for one in block.blocks:
        if one.type not in allowed:
            raise Unreadable(f"the block `{one.type}` has no place in `{describe(block)}`", one.line)


def _statement(block: Block, scope: Scope) -> BoundStatement:
    found = attributes_of(block, scope, _STATEMENT_ATTRIBUTES)
    _only(block, {"principals", "condition"})
    principals = [_principals(one, scope) for one in block.blocks if one.type == "principals"]
    if len({kind for kind, _ in principals}) < len(principals):
        raise Unreadable("two `principals` blocks are of one type", block.line)
    return BoundStatement(
        sid=_text(found.get("sid")),
        effect=_text(found.get("effect")),
        actions=_set(_texts(found.get("actions", ()))),
        not_actions=_set(_texts(found.get("not_actions", ()))),
        resources=_set(_variables(_texts(found.get("resources", ())))),
        not_resources=_set(_variables(_texts(found.get("not_resources", ())))),
        principals=tuple(sorted((kind, one) for kind, identifiers in principals for one in identifiers)),
        conditions=_conditions([_condition(one, scope) for one in block.blocks if one.type == "condition"], block.line),
    )


def _principals(block: Block, scope: Scope) -> tuple[str, tuple[str, ...]]:
    found = attributes_of(block, scope, {"type", "identifiers"})
    _only(block, set())
    return _text(found.get("type")), _set(_variables(_texts(found.get("identifiers"))))


def _condition(block: Block, scope: Scope) -> BoundCondition:
    found = attributes_of(block, scope, {"test", "variable", "values"})
    _only(block, set())
    return BoundCondition(
        operator=_text(found.get("test")),
        key=_text(found.get("variable")),
        values=_variables(_texts(found.get("values"))),
    )


def _conditions(found: Sequence[BoundCondition], line: int) -> tuple[BoundCondition, ...]:
    if len({(one.operator, one.key) for one in found}) < len(found):
        raise Unreadable("one operator tests one key twice", line)
    return tuple(sorted(found))


def _variables(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The provider writes `${` for `&{` in resources, identifiers and condition values."""
    return tuple(one.replace("&{", "${") for one in texts)


def _set(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(set(texts)))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Unreadable("a text is missing or is something else")
    return value


def _texts(value: object) -> tuple[str, ...]:
    return tuple(_spelled(one) for one in _list(value))


def _spelled(value: object) -> str:
    """A list entry as Terraform converts it to a text."""
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case _:
            return _text(value)


def _json_statement(root: object) -> BoundStatement:
    value = _object(root)
    if not set(value) <= _STATEMENT_KEYS:
        raise Unreadable("a statement has a key that has no place in it")
    return BoundStatement(
        sid=_text(value.get("Sid")),
        effect=_text(value.get("Effect")),
        actions=_set(_texts(value.get("Action", []))),
        not_actions=_set(_texts(value.get("NotAction", []))),
        resources=_set(_texts(value.get("Resource", []))),
        not_resources=_set(_texts(value.get("NotResource", []))),
        principals=_json_principals(value.get("Principal", {})),
        conditions=_conditions(list(_json_conditions(value.get("Condition", {}))), 0),
    )


def _json_principals(value: object) -> tuple[tuple[str, str], ...]:
    if value == EVERYONE[0]:
        return (EVERYONE,)
    return tuple(sorted((kind, one) for kind, many in _members(value) for one in _texts(many)))


def _json_conditions(value: object) -> Iterator[BoundCondition]:
    for operator, keys in _members(value):
        for key, values in _members(keys):
            yield BoundCondition(operator=operator, key=key, values=_texts(values))


def _members(value: object) -> Iterator[tuple[str, object]]:
    yield from _object(value).items()


def _object(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise Unreadable("an object is missing or is something else")
    # JSON objects only have texts as keys
    return cast("Mapping[str, object]", value)


def _list(value: object) -> list[object]:
    if not isinstance(value, tuple | list):
        raise Unreadable("a list is missing or is something else")
    return list(cast("tuple[object, ...] | list[object]", value))


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len(dict(pairs)) < len(pairs):
        raise Unreadable("a key stands twice in one object")
    return dict(pairs)


def _no_constant(text: str) -> object:
    raise Unreadable(f"`{text}` has no place in a policy")
