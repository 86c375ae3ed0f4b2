"""Schemas of provider types as values, and what Terraform's `providers schema -json` says of them.

Kept is what `terraform validate` judges by: names, types, who may set what, nesting and numbers of blocks.
Source: https://developer.hashicorp.com/terraform/cli/commands/providers/schema
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

Json = Any


class Nesting(Enum):
    SINGLE = "single"
    LIST = "list"
    SET = "set"
    MAP = "map"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """`type` is Terraform's JSON text of it: `"string"` with its quotes, `["set","string"]`."""

    name: str
    type: str
    required: bool = False
    optional: bool = False
    computed: bool = False
    deprecated: bool = False

    @property
    def read_only(self) -> bool:
        """Whether only the provider sets it."""
        return self.computed and not self.optional


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    attributes: tuple[Attribute, ...] = ()
    blocks: tuple["NestedBlock", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NestedBlock:
    """`max_items` 0 stands for any number."""

    name: str
    nesting: Nesting
    block: Block
    min_items: int = 0
    max_items: int = 0
    deprecated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderSchema:
    """The types that a provider knows, by Terraform's name."""

    resources: Mapping[str, Block]
    data_sources: Mapping[str, Block]


def decode(document: Json) -> ProviderSchema:
    """One provider's part of `terraform providers schema -json` → ProviderSchema."""
    return ProviderSchema(
        resources={name: _decode_block(one["block"]) for name, one in document["resource_schemas"].items()},
        data_sources={name: _decode_block(one["block"]) for name, one in document["data_source_schemas"].items()},
    )


def encode(schema: ProviderSchema) -> Json:
    """ProviderSchema → what `decode` reads."""
    return {
        "resource_schemas": {name: {"block": _encode_block(one)} for name, one in schema.resources.items()},
        "data_source_schemas": {name: {"block": _encode_block(one)} for name, one in schema.data_sources.items()},
    }


def lines_of(schema: ProviderSchema) -> frozenset[str]:
    """ProviderSchema → one line per attribute and block, so that two schemas compare as sets."""
    return frozenset(
        [line for name, block in schema.resources.items() for line in _lines(f"resource {name}", block)]
        + [line for name, block in schema.data_sources.items() for line in _lines(f"data {name}", block)]
    )


def type_text(type_expression: Json) -> str:
    """A type as decoded JSON → its one spelling, which is also what a provider puts on the wire."""
    return json.dumps(type_expression, sort_keys=True, separators=(",", ":"))


def mark_deprecated(block: Block, path: tuple[str, ...]) -> Block:
    """The block with the attribute or nested block at the path marked as deprecated.

    Raises:
        KeyError: nothing is at the path.
    """
    name, *rest = path
    if name not in {one.name for one in (*block.attributes, *block.blocks)}:
        raise KeyError(name)
    return Block(
        attributes=tuple(replace(one, deprecated=True) if one.name == name else one for one in block.attributes),
        blocks=tuple(_mark_nested(one, tuple(rest)) if one.name == name else one for one in block.blocks),
    )


def _mark_nested(nested: NestedBlock, rest: tuple[str, ...]) -> NestedBlock:
    if rest:
        return replace(nested, block=mark_deprecated(nested.block, rest))
    return replace(nested, deprecated=True)


def _decode_block(block: Json) -> Block:
    attributes = block.get("attributes", {})
    blocks = block.get("block_types", {})
    return Block(
        attributes=tuple(_decode_attribute(name, attributes[name]) for name in sorted(attributes)),
        blocks=tuple(_decode_nested(name, blocks[name]) for name in sorted(blocks)),
    )


def _decode_attribute(name: str, attribute: Json) -> Attribute:
    return Attribute(
        name=name,
        type=type_text(attribute["type"]),
        required=attribute.get("required", False),
        optional=attribute.get("optional", False),
        computed=attribute.get("computed", False),
        deprecated=attribute.get("deprecated", False),
    )


def _decode_nested(name: str, nested: Json) -> NestedBlock:
    return NestedBlock(
        name=name,
        nesting=Nesting(nested["nesting_mode"]),
        block=_decode_block(nested["block"]),
        min_items=nested.get("min_items", 0),
        max_items=nested.get("max_items", 0),
        deprecated=nested["block"].get("deprecated", False),
    )


def _encode_block(block: Block) -> Json:
    return {
        "attributes": {one.name: _encode_attribute(one) for one in block.attributes},
        "block_types": {one.name: _encode_nested(one) for one in block.blocks},
    }


def _encode_attribute(attribute: Attribute) -> Json:
    return {
        "type": json.loads(attribute.type),
        "required": attribute.required,
        "optional": attribute.optional,
        "computed": attribute.computed,
        "deprecated": attribute.deprecated,
    }


def _encode_nested(nested: NestedBlock) -> Json:
    return {
        "nesting_mode": nested.nesting.value,
        "block": {**_encode_block(nested.block), "deprecated": nested.deprecated},
        "min_items": nested.min_items,
        "max_items": nested.max_items,
    }


def _lines(place: str, block: Block) -> Iterator[str]:
    yield place
    for one in block.attributes:
        words = [word for word in ("required", "optional", "computed", "deprecated") if getattr(one, word)]
        yield f"{place}.{one.name}: {one.type} {' '.join(words)}"
    for one in block.blocks:
        numbers = f"{one.min_items}..{one.max_items or '*'}"
        words = " deprecated" if one.deprecated else ""
        yield f"{place}.{one.name}: block {one.nesting.value} {numbers}{words}"
        yield from _lines(f"{place}.{one.name}", one.block)
