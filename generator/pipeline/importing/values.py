"""A tree that knows its places → plain values; what only Terraform knows stops at its place."""

from generator.analysis.lint.tree import (
    HOLE,
    ArrayNode,
    EncodedNode,
    HeredocNode,
    Node,
    NullNode,
    NumberNode,
    ObjectNode,
    Span,
    TextNode,
    TruthNode,
    UnknownNode,
)


class NotPlain(Exception):
    """What has no plain value, its place and what would help."""

    def __init__(self, message: str, at: Span, hint: str) -> None:
        self.message, self.at, self.hint = message, at, hint
        super().__init__(message)


UNKNOWN = "only Terraform knows this value, so that nobody can tell what the policy means"
_WRITE_IT = "write the value in a copy of the file, or import the JSON that `terraform plan` shows"

_MERGED = "`{word}` puts this document together from others"
_APART = "import the others one by one and take this word out of a copy, or import the JSON that `terraform plan` shows"


def plain(node: Node) -> object:
    """A tree → its value. Raises: NotPlain."""
    match node:
        case TextNode(value=text, at=at):
            if HOLE in text:
                raise NotPlain(UNKNOWN, at, _WRITE_IT)
            return text
        case NumberNode(literal=literal):
            return literal
        case TruthNode(value=value):
            return value
        case ArrayNode(items=items):
            return [plain(one) for one in items]
        case ObjectNode():
            return _members(node)
        case EncodedNode(value=value):
            return plain(value)
        case UnknownNode(merged=word) if word:
            raise NotPlain(_MERGED.format(word=word), node.at, _APART)
        case NullNode() | UnknownNode() | HeredocNode():
            raise NotPlain(UNKNOWN, node.at, _WRITE_IT)


def _members(node: ObjectNode) -> dict[str, object]:
    found: dict[str, object] = {}
    for one in node.members:
        if HOLE in one.key.value:
            raise NotPlain(UNKNOWN, one.key.at, _WRITE_IT)
        if one.key.value in found:
            message = f"the key `{one.key.value}` stands twice, and IAM takes no such policy"
            raise NotPlain(message, one.key.at, "join the two")
        found[one.key.value] = plain(one.value)
    return found
