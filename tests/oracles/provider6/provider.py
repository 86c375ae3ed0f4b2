"""A stand-in for AWS provider 6.x inside the test process: it knows the schema and nothing else.

Terraform finds it through TF_REATTACH_PROVIDERS and speaks the plugin protocol, version 6, with it over a
unix socket. It judges configuration (`terraform validate`); asked for anything that would need AWS, it says no.

Source: https://developer.hashicorp.com/terraform/plugin/terraform-plugin-protocol
Source: https://developer.hashicorp.com/terraform/plugin/debugging
"""

import json
import os
from collections.abc import Generator, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import grpc
import msgpack  # pyright: ignore[reportMissingTypeStubs] it has none
from tf.gen import tfplugin_pb2 as wire  # pyright: ignore[reportMissingTypeStubs] generated
from tf.gen import tfplugin_pb2_grpc as service  # pyright: ignore[reportMissingTypeStubs] generated

from tests.oracles.provider6 import deprecations
from tests.oracles.provider6.schema import Attribute, Block, NestedBlock, Nesting, ProviderSchema

SOURCE = "registry.terraform.io/hashicorp/aws"

_NESTING = {
    Nesting.SINGLE: wire.Schema.NestedBlock.SINGLE,
    Nesting.LIST: wire.Schema.NestedBlock.LIST,
    Nesting.SET: wire.Schema.NestedBlock.SET,
    Nesting.MAP: wire.Schema.NestedBlock.MAP,
}
_LARGEST_MESSAGE_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """Where a running stand-in listens, and what Terraform asked it to judge, in order."""

    socket: Path
    judged: list[str]

    @property
    def environment(self) -> Mapping[str, str]:
        """The variables that make Terraform use the stand-in."""
        address = {"Network": "unix", "String": str(self.socket)}
        reattach = {"Protocol": "grpc", "ProtocolVersion": 6, "Pid": os.getpid(), "Test": True, "Addr": address}
        return {"TF_REATTACH_PROVIDERS": json.dumps({SOURCE: reattach})}


@contextmanager
def serve(schema: ProviderSchema) -> Generator[Attachment]:
    """A schema → a stand-in that serves it for as long as the context lasts."""
    with TemporaryDirectory(prefix="provider6-") as folder, ThreadPoolExecutor(max_workers=8) as threads:
        attachment = Attachment(socket=Path(folder) / "socket", judged=[])
        limits = [("grpc.max_send_message_length", _LARGEST_MESSAGE_BYTES)]
        server = grpc.server(threads, options=limits)
        service.add_ProviderServicer_to_server(  # pyright: ignore[reportUnknownMemberType] generated
            _StandIn(schema, attachment.judged), server
        )
        server.add_insecure_port(f"unix:{attachment.socket}")
        server.start()
        try:
            yield attachment
        finally:
            server.stop(grace=None).wait()


class _StandIn(service.ProviderServicer):
    """The calls that `terraform validate` makes; every other answers UNIMPLEMENTED by inheritance."""

    def __init__(self, schema: ProviderSchema, judged: list[str]) -> None:
        self._schema = schema
        self._judged = judged

    def GetProviderSchema(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802 protocol's name
        return wire.GetProviderSchema.Response(
            provider=wire.Schema(block=wire.Schema.Block()),
            resource_schemas={name: _schema(one) for name, one in self._schema.resources.items()},
            data_source_schemas={name: _schema(one) for name, one in self._schema.data_sources.items()},
        )

    def ValidateProviderConfig(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802 protocol's name
        return wire.ValidateProviderConfig.Response()

    def ValidateResourceConfig(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802 protocol's name
        self._judged.append(f"resource {request.type_name}")
        block = self._schema.resources[request.type_name]
        found = _judge(request, block, deprecations.RESOURCES)
        return wire.ValidateResourceConfig.Response(diagnostics=found)

    def ValidateDataResourceConfig(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802 protocol's name
        self._judged.append(f"data {request.type_name}")
        block = self._schema.data_sources[request.type_name]
        found = _judge(request, block, deprecations.DATA_SOURCES)
        return wire.ValidateDataResourceConfig.Response(diagnostics=found)

    def StopProvider(self, request: Any, context: grpc.ServicerContext) -> Any:  # noqa: N802 protocol's name
        return wire.StopProvider.Response()


def _schema(block: Block) -> Any:
    return wire.Schema(block=_wire_block(block))


def _wire_block(block: Block, *, deprecated: bool = False) -> Any:
    return wire.Schema.Block(
        attributes=[_wire_attribute(one) for one in block.attributes],
        block_types=[_wire_nested(one) for one in block.blocks],
        deprecated=deprecated,
    )


def _wire_attribute(attribute: Attribute) -> Any:
    return wire.Schema.Attribute(
        name=attribute.name,
        type=attribute.type.encode(),
        required=attribute.required,
        optional=attribute.optional,
        computed=attribute.computed,
        deprecated=attribute.deprecated,
    )


def _wire_nested(nested: NestedBlock) -> Any:
    return wire.Schema.NestedBlock(
        type_name=nested.name,
        nesting=_NESTING[nested.nesting],
        block=_wire_block(nested.block, deprecated=nested.deprecated),
        min_items=nested.min_items,
        max_items=nested.max_items,
    )


def _judge(request: Any, block: Block, hints: Mapping[tuple[str, ...], str]) -> list[Any]:
    """What the provider itself, rather than Terraform, finds wrong with a configuration."""
    config = cast("Any", msgpack.unpackb(request.config.msgpack))  # pyright: ignore[reportUnknownMemberType] no types
    return [
        _complain(path, one, hints.get((request.type_name, *path), "")) for path, one in _set_wrongly(config, block)
    ]


def _set_wrongly(config: Any, block: Block) -> Iterator[tuple[tuple[str, ...], Attribute | NestedBlock]]:
    """The read-only and the deprecated that a configuration sets; what is not known yet counts as set."""
    for attribute in block.attributes:
        if config[attribute.name] is not None and (attribute.read_only or attribute.deprecated):
            yield (attribute.name,), attribute
    for nested in block.blocks:
        for inner in _instances(config[nested.name], nested.nesting):
            if nested.deprecated:
                yield (nested.name,), nested
            yield from (((nested.name, *path), one) for path, one in _set_wrongly(inner, nested.block))


def _instances(value: Any, nesting: Nesting) -> tuple[Any, ...]:
    """The blocks of one kind that a configuration has, as far as they are known (`dynamic` ones may not be)."""
    if value is None or isinstance(value, msgpack.ExtType):
        return ()
    match nesting:
        case Nesting.SINGLE:
            found = (value,)
        case Nesting.LIST | Nesting.SET:
            found = tuple(value)
        case Nesting.MAP:
            found = tuple(value.values())
    return tuple(one for one in found if not isinstance(one, msgpack.ExtType))


def _complain(path: tuple[str, ...], what: Attribute | NestedBlock, hint: str) -> Any:
    """Summaries are those of the provider's own SDK.

    Source: https://github.com/hashicorp/terraform-plugin-sdk/blob/main/helper/schema/schema.go
    """
    place = wire.AttributePath(steps=[wire.AttributePath.Step(attribute_name=path[0])])
    if isinstance(what, Attribute) and what.read_only:
        return wire.Diagnostic(
            severity=wire.Diagnostic.ERROR,
            summary="Value for unconfigurable attribute",
            detail=f'Can\'t configure a value for "{".".join(path)}": only the provider sets it.',
            attribute=place,
        )
    return wire.Diagnostic(
        severity=wire.Diagnostic.WARNING, summary="Argument is deprecated", detail=hint, attribute=place
    )
