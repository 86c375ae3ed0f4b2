"""A compiled profile, as far as refused requests are explained with it."""

from dataclasses import dataclass, replace

from generator.analysis.subjects import Place, Subject, subject_of
from generator.model.guardrail import GuardrailKind
from generator.model.module import Module
from generator.model.profile import Persona, PersonaKind, Profiles
from generator.model.target import partition_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """`places` are the profile's targets as they were written, or one example place; `files` are its names."""

    profiles: Profiles
    modules: tuple[Module, ...]
    places: tuple[Place, ...]
    files: tuple[str, ...] = ()

    @property
    def personas(self) -> tuple[Module, ...]:
        """The modules of personas that somebody can be: a boundary is nobody."""
        return tuple(one for one in self.modules if one.is_persona and one.kind is not PersonaKind.BOUNDARY)

    def guardrails(self, kind: GuardrailKind) -> tuple[Module, ...]:
        """The modules of guardrails of a kind."""
        policies = ((one, one.organization_policy) for one in self.modules)
        return tuple(one for one, policy in policies if policy is not None and policy.kind is kind)

    def module(self, name: str) -> Module:
        """The module of a persona."""
        return next(one for one in self.personas if one.persona == name)

    def persona(self, name: str) -> Persona:
        """A persona as written."""
        return next(one for one in self.profiles.personas if one.name == name)

    def subject(self, module: Module, place: Place) -> Subject:
        """A persona in a place."""
        return subject_of(module, place, tuple(one for one in self.modules if one.is_persona))


def moved(place: Place, account: str, region: str, partition: str) -> Place:
    """A place with the same inputs in another account."""
    there = region if region and partition_of(region) == partition else place.bindings.region
    bindings = replace(place.bindings, account=account, region=there, partition=partition)
    return Place(name="", bindings=bindings)
