"""What comes with iam-personas for a service, a YAML file per theme: capabilities, and what can be shared."""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from generator.model.profile import Capability
from generator.model.sharing import Shareable
from generator.profiles.decode_grant import GrantDecoder
from generator.profiles.node import Entry, MappingNode, entries_of, texts_of
from generator.profiles.parse import parse


def shipped_capabilities(services: Iterable[str]) -> Iterator[Capability]:
    """The shipped capabilities of services; a service without a catalogue has none."""
    for service in services:
        yield from _capabilities_of(service)


@cache
def _capabilities_of(service: str) -> tuple[Capability, ...]:
    decoder = GrantDecoder(inputs={}, complain=_refuse)
    roots = (root for _, root in _catalogues((service,)))
    return tuple(decoder.capability(entry, service) for root in roots for entry in entries_of(root.get("capabilities")))


def shipped_shareables(services: Iterable[str]) -> Iterator[Shareable]:
    """The resource types of services that can be shared, by name."""
    for service in services:
        yield from _shareables_of(service)


@cache
def _shareables_of(service: str) -> tuple[Shareable, ...]:
    roots = (root for _, root in _catalogues((service,)))
    found = (_shareable(entry, service) for root in roots for entry in entries_of(root.get("sharing")))
    return tuple(sorted(found, key=lambda one: one.type))


def catalogued_services() -> tuple[str, ...]:
    """The prefixes of the services that have a catalogue, sorted."""
    return tuple(sorted(one.name for one in _catalogue().iterdir() if one.is_dir()))


def _catalogue() -> Traversable:
    return files("generator.profiles") / "catalogue"


def _catalogues(services: Iterable[str]) -> Iterator[tuple[str, MappingNode]]:
    shipped = catalogued_services()
    for service in services:
        themes = (_catalogue() / service).iterdir() if service in shipped else ()
        for theme in sorted(themes, key=lambda one: one.name):
            root = parse(theme.read_text(encoding="utf-8"), f"catalogue/{service}/{theme.name}")
            assert isinstance(root, MappingNode), "a shipped catalogue is a mapping"
            yield service, root


def _shareable(entry: Entry, service: str) -> Shareable:
    return Shareable(
        service=service,
        type=entry.key.text,
        actions=tuple(sorted(f"{service}:{one}" for one in _texts(entry, "actions"))),
        name=_texts(entry, "name")[0],
        ram_type=_texts(entry, "ram_type")[0],
        ram_permission=_texts(entry, "ram_permission")[0],
        command=_texts(entry, "command")[0],
        argument=_texts(entry, "argument")[0],
    )


def _texts(entry: Entry, key: str) -> tuple[str, ...]:
    assert isinstance(entry.value, MappingNode), "what can be shared is a mapping"
    return tuple(one.text for one in texts_of(entry.value.get(key)))


def _refuse(problem: object) -> None:
    raise AssertionError(f"a shipped catalogue is wrong: {problem}")
