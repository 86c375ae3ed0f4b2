"""The text of a .tf file → the policies in it, as trees of the JSON that Terraform will make.

Source: https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/d/iam_policy_document.html.markdown
Source: https://developer.hashicorp.com/terraform/language/functions/jsonencode
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.analysis.lint.document_block import decode_document
from generator.analysis.lint.guess import is_policy
from generator.analysis.lint.kind import Kind
from generator.analysis.lint.read_hcl import Attribute, Block, read_hcl
from generator.analysis.lint.read_json import Dialect, JsonSyntaxError, read_json
from generator.analysis.lint.tree import ArrayNode, EncodedNode, HeredocNode, Node, ObjectNode, Span, TextNode

_DOCUMENT = "aws_iam_policy_document"
_IDENTITY_POLICIES = ("aws_iam_", "aws_ssoadmin_")
_MARK = '"Statement"'


@dataclass(frozen=True, slots=True)
class Found:
    """A policy's tree, or why there is none, what it is attached to, if the place says so, and its block's label."""

    root: Node | JsonSyntaxError
    kind: Kind | None
    name: str = ""


def policies_in(text: str) -> Iterator[Found]:
    """The text of a .tf file → every `aws_iam_policy_document`, `jsonencode` and heredoc with a policy in it.

    Raises: HclSyntaxError
    """
    blocks = read_hcl(text)
    for block in blocks:
        if block.type == "data" and block.labels[:1] == (_DOCUMENT,):
            yield Found(decode_document(block), _kind_of_document(block, blocks, text), _name(block))
        else:
            yield from (replace(one, name=_name(block)) for one in _written_out(block, block, text))


def _name(block: Block) -> str:
    """The last label of a block, which is what people call it."""
    return block.labels[-1] if block.labels else ""


def _written_out(block: Block, outer: Block, text: str) -> Iterator[Found]:
    for attribute in block.attributes:
        yield from _policies_of(attribute.value, _kind_of_attribute(attribute, outer), text)
    for inner in block.blocks:
        yield from _written_out(inner, outer, text)


def _policies_of(node: Node, kind: Kind | None, text: str) -> Iterator[Found]:
    match node:
        case EncodedNode(value=value) if is_policy(value):
            yield Found(value, kind)
        case HeredocNode(body=body):
            yield from _heredoc(body, kind, text)
        case EncodedNode(value=value):
            yield from _policies_of(value, kind, text)
        case ArrayNode(items=items):
            for one in items:
                yield from _policies_of(one, kind, text)
        case ObjectNode(members=members):
            for one in members:
                yield from _policies_of(one.value, kind, text)
        case _:
            pass


def _heredoc(body: Span, kind: Kind | None, text: str) -> Iterator[Found]:
    """A heredoc's policy; one with directives is what only Terraform knows."""
    content = text[body.start : body.end]
    if not content.lstrip().startswith("{") or _MARK not in content or "%{" in content.replace("%%{", ""):
        return
    try:
        root = read_json(text, body, Dialect.TEMPLATE)
    except JsonSyntaxError as error:
        yield Found(error, kind)
        return
    if is_policy(root):
        yield Found(root, kind)


def _kind_of_attribute(attribute: Attribute, block: Block) -> Kind | None:
    """What a policy in this argument of a resource is attached to."""
    name, resource = attribute.name.value, block.labels[0] if block.labels else ""
    if name == "assume_role_policy":
        return Kind.TRUST
    if block.type != "resource":
        return None
    if resource == "aws_organizations_policy":
        return _kind_of_organization_policy(block)
    if resource.startswith(_IDENTITY_POLICIES):
        return Kind.IDENTITY
    return Kind.RESOURCE if name.endswith("policy") and resource.startswith("aws_") else None


def _kind_of_organization_policy(block: Block) -> Kind | None:
    """`type` says which one; it is an SCP by default."""
    type_ = block.value("type")
    if type_ is None:
        return Kind.SCP
    text = type_.value.value if isinstance(type_.value, TextNode) else ""
    return {"SERVICE_CONTROL_POLICY": Kind.SCP, "RESOURCE_CONTROL_POLICY": Kind.RCP}.get(text)


def _kind_of_document(block: Block, blocks: tuple[Block, ...], text: str) -> Kind | None:
    """What the resources of the same file that read a document attach it to, if they agree."""
    address = f"data.{'.'.join(block.labels)}."
    kinds = {
        kind
        for other in blocks
        for attribute in _attributes(other)
        if address in text[attribute.value.at.start : attribute.value.at.end]
        and (kind := _kind_of_attribute(attribute, other)) is not None
    }
    return kinds.pop() if len(kinds) == 1 else None


def _attributes(block: Block) -> Iterator[Attribute]:
    yield from block.attributes
    for inner in block.blocks:
        yield from _attributes(inner)
