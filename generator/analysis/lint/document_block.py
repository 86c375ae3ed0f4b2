"""An `aws_iam_policy_document` block → the tree of the JSON that the provider makes of it.

Source: https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/d/iam_policy_document.html.markdown
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.analysis.lint.read_hcl import Block
from generator.analysis.lint.tree import (
    HOLE,
    ArrayNode,
    Member,
    Node,
    NumberNode,
    ObjectNode,
    Span,
    TextNode,
    TruthNode,
    UnknownNode,
)
from generator.model.policy import VERSION

_MERGED = ("source_json", "override_json", "source_policy_documents", "override_policy_documents")
_ATTRIBUTES = (
    ("sid", "Sid"),
    ("effect", "Effect"),
    ("actions", "Action"),
    ("not_actions", "NotAction"),
    ("resources", "Resource"),
    ("not_resources", "NotResource"),
)
_PRINCIPALS = (("principals", "Principal"), ("not_principals", "NotPrincipal"))


def decode_document(block: Block) -> ObjectNode:
    """A data source's block → its policy; what only Terraform knows is unknown."""
    version = block.value("version")
    members = [Member(_key("Version", version.name.at), version.value) if version else _default("Version", block)]
    statements: list[Node] = [_statement(one) for one in block.blocks if one.type == "statement"]
    statements += [UnknownNode(one.at) for one in _dynamic(block, "statement")]
    statements += [UnknownNode(one.name.at, one.name.value) for one in block.attributes if one.name.value in _MERGED]
    members.append(Member(_key("Statement", block.at), ArrayNode(tuple(statements), block.at)))
    return ObjectNode(tuple(members), block.at)


def _default(name: str, block: Block) -> Member:
    """What the provider writes where the block says nothing."""
    return Member(_key(name, block.at), TextNode({"Version": VERSION, "Effect": "Allow"}[name], block.at))


def _statement(block: Block) -> ObjectNode:
    members = [] if block.value("effect") else [_default("Effect", block)]
    for name, element in _ATTRIBUTES:
        found = block.value(name)
        if found and not (name == "sid" and isinstance(found.value, TextNode) and not found.value.value):
            members.append(Member(_key(element, found.name.at), _texts(found.value)))
    for name, element in _PRINCIPALS:
        members += _principals(block, name, element)
    members += _conditions(block)
    return ObjectNode(tuple(members), block.at)


def _principals(block: Block, name: str, element: str) -> Iterator[Member]:
    groups = [_principal(one) for one in block.blocks if one.type == name]
    groups += [Member(TextNode(HOLE, one.at), UnknownNode(one.at)) for one in _dynamic(block, name)]
    if len(groups) == 1 and groups[0].key.value == "*":
        yield Member(_key(element, groups[0].key.at), TextNode("*", groups[0].key.at))
    elif groups:
        yield Member(_key(element, groups[0].key.at), ObjectNode(tuple(groups), groups[0].key.at))


def _principal(block: Block) -> Member:
    return Member(_text(block, "type"), _value(block, "identifiers"))


def _conditions(block: Block) -> Iterator[Member]:
    """The blocks by operator, as the provider joins them."""
    tests: dict[str, list[tuple[TextNode, Member]]] = {}
    for one in (inner for inner in block.blocks if inner.type == "condition"):
        operator = _text(one, "test")
        tests.setdefault(operator.value, []).append((operator, Member(_text(one, "variable"), _value(one, "values"))))
    members = [
        Member(rows[0][0], ObjectNode(_joined(row for _, row in rows), rows[0][0].at)) for rows in tests.values()
    ]
    members += [Member(TextNode(HOLE, one.at), UnknownNode(one.at)) for one in _dynamic(block, "condition")]
    if members:
        yield Member(_key("Condition", members[0].key.at), ObjectNode(tuple(members), members[0].key.at))


def _joined(rows: Iterable[Member]) -> tuple[Member, ...]:
    """Rows of one key joined: the provider appends the values of the later ones."""
    found: dict[str, Member] = {}
    for row in rows:
        first = found.get(row.key.value)
        found[row.key.value] = row if first is None else Member(first.key, _appended(first.value, row.value))
    return tuple(found.values())


def _appended(first: Node, second: Node) -> Node:
    items = [*(first.items if isinstance(first, ArrayNode) else (first,))]
    items += second.items if isinstance(second, ArrayNode) else (second,)
    return ArrayNode(tuple(items), first.at)


def _dynamic(block: Block, name: str) -> Iterator[Block]:
    return (one for one in block.blocks if one.type == "dynamic" and one.labels == (name,))


def _text(block: Block, name: str) -> TextNode:
    found = block.value(name)
    return found.value if found and isinstance(found.value, TextNode) else TextNode(HOLE, block.at)


def _value(block: Block, name: str) -> Node:
    found = block.value(name)
    return _texts(found.value) if found else UnknownNode(block.at)


def _texts(node: Node) -> Node:
    """A value as the provider writes it: every entry a text, `&{` as `${`."""
    match node:
        case ArrayNode(items=items, at=at):
            return ArrayNode(tuple(map(_texts, items)), at)
        case TextNode(value=value):
            return replace(node, value=value.replace("&{", "${"))
        case NumberNode(literal=literal, at=at):
            return TextNode(literal, at)
        case TruthNode(value=value, at=at):
            return TextNode("true" if value else "false", at)
        case _:
            return node


def _key(name: str, at: Span) -> TextNode:
    return TextNode(name, at)
