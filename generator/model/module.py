"""What a persona compiles to, before it is rendered."""

from dataclasses import dataclass

from generator.model.pattern import Pattern
from generator.model.policy import PolicyDocument
from generator.model.profile import IdentityKind, Input, PersonaKind

TRUST = "trust"
"""The name of a module's trust policy."""
PERMISSIONS = "permissions"
"""The name of a module's first policy; those of all others go on with `_`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDocument:
    """A policy document; `name` is its file stem, its data source and its key in the outputs."""

    name: str
    document: PolicyDocument

    @property
    def suffix(self) -> str:
        """What a policy's name in AWS has behind the module's."""
        return self.name.removeprefix(PERMISSIONS).replace("_", "-")


@dataclass(frozen=True, slots=True, kw_only=True)
class InputUse:
    """An input that a module reads; `exact` where a wildcard in its value would grant too much."""

    input: Input
    exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A persona's Terraform module: its policies, its identity and the variables that it reads."""

    persona: str
    kind: PersonaKind
    title: str
    description: str
    service: str
    name: str
    path: str
    tags: tuple[tuple[str, str], ...]
    identity: IdentityKind
    policies: tuple[NamedDocument, ...]
    trust: PolicyDocument | None
    max_session_s: int
    managed_policies: tuple[Pattern, ...]
    inputs: tuple[InputUse, ...]

    @property
    def documents(self) -> tuple[NamedDocument, ...]:
        """Every policy document of the module, the trust policy last."""
        trust = (NamedDocument(name=TRUST, document=self.trust),) if self.trust is not None else ()
        return self.policies + trust
