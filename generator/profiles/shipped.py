"""The capabilities that come with iam-personas, one YAML file per service."""

from collections.abc import Iterable, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

from generator.model.profile import Capability
from generator.profiles.decode_grant import GrantDecoder
from generator.profiles.node import MappingNode, entries_of
from generator.profiles.parse import parse

_YAML = ".yaml"


def shipped_capabilities(services: Iterable[str]) -> Iterator[Capability]:
    """The shipped capabilities of services; a service without a catalogue has none."""
    shipped = catalogued_services()
    for service in services:
        if service in shipped:
            yield from _decode((_catalogue() / f"{service}{_YAML}").read_text(encoding="utf-8"), service)


def catalogued_services() -> tuple[str, ...]:
    """The prefixes of the services that have a catalogue, sorted."""
    names = (one.name for one in _catalogue().iterdir())
    return tuple(sorted(one.removesuffix(_YAML) for one in names if one.endswith(_YAML)))


def _catalogue() -> Traversable:
    return files("generator.profiles") / "catalogue"


def _decode(text: str, service: str) -> Iterator[Capability]:
    root = parse(text, f"catalogue/{service}.yaml")
    assert isinstance(root, MappingNode), "a shipped catalogue is a mapping"
    decoder = GrantDecoder(inputs={}, complain=_refuse)
    return (decoder.capability(entry, service) for entry in entries_of(root.get("capabilities")))


def _refuse(problem: object) -> None:
    raise AssertionError(f"a shipped catalogue is wrong: {problem}")
