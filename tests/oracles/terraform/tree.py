"""A generated tree as the oracles see it: folders of modules, and the targets that their JSON is made for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.oracles.terraform.compare import Json, parse

_DECLARATION = re.compile(r'^(variable|output) "([^"]+)" \{$', re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a module is applied; `inputs` that a module does not declare are not passed to it."""

    name: str
    account: str
    region: str
    inputs: tuple[tuple[str, Json], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """A module's folder name, the names of the AWS managed policies that it attaches, and its kinds of identities."""

    name: str
    managed_policies: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """`root` holds one folder per persona. Targets and personas are named as Terraform identifiers are."""

    name: str
    root: Path
    targets: tuple[Target, ...]
    personas: tuple[Persona, ...]

    def label(self, persona: Persona, target: Target) -> str:
        """The module call of a persona in a target."""
        return f"{target.name}__{persona.name}"

    def documents(self, persona: Persona, target: Target) -> Mapping[str, Json]:
        """The JSON files of a persona for a target, by their stem."""
        folder = self.root / persona.name / "policies" / target.name
        return {file.stem: parse(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.json"))}

    def declared(self, persona: Persona, kind: str) -> tuple[str, ...]:
        """The names of a module's blocks of one kind, `variable` or `output`."""
        texts = (file.read_text(encoding="utf-8") for file in sorted((self.root / persona.name).glob("*.tf")))
        return tuple(name for text in texts for found, name in _DECLARATION.findall(text) if found == kind)
