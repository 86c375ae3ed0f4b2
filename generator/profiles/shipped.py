"""The capabilities that come with iam-personas: one folder per service, one YAML file per theme."""

from collections.abc import Iterable, Iterator
from importlib.resources import files

from generator.model.profile import Capability
from generator.profiles.decode_grant import GrantDecoder
from generator.profiles.node import MappingNode, entries_of
from generator.profiles.parse import parse


def shipped_capabilities(services: Iterable[str]) -> Iterator[Capability]:
    """The shipped capabilities of services; a service without a catalogue has none."""
    folder = files("generator.profiles") / "catalogue"
    shipped = {one.name for one in folder.iterdir()}
    for service in services:
        themes = (folder / service).iterdir() if service in shipped else ()
        for theme in sorted(themes, key=lambda one: one.name):
            yield from _decode(theme.read_text(encoding="utf-8"), service, theme.name)


def _decode(text: str, service: str, theme: str) -> Iterator[Capability]:
    root = parse(text, f"catalogue/{service}/{theme}")
    assert isinstance(root, MappingNode), "a shipped catalogue is a mapping"
    decoder = GrantDecoder(inputs={}, complain=_refuse)
    return (decoder.capability(entry, service) for entry in entries_of(root.get("capabilities")))


def _refuse(problem: object) -> None:
    raise AssertionError(f"a shipped catalogue is wrong: {problem}")
