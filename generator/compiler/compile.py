"""Profiles → modules: one for each persona, guardrail and resource policy."""

from dataclasses import dataclass, replace

from generator.compiler.guardrail import GuardrailCompiler
from generator.compiler.inherit import inherit
from generator.compiler.inputs import InputChecks
from generator.compiler.name_clashes import check_names
from generator.compiler.persona import PersonaCompiler
from generator.compiler.places import places_of
from generator.compiler.problems import Problems
from generator.compiler.references import check_references
from generator.compiler.resource_policy import ResourcePolicyCompiler
from generator.compiler.root_names import check_variable_names
from generator.diagnostics import Diagnostic
from generator.model.module import Module
from generator.model.profile import Persona, Profiles
from generator.model.target import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """Modules sorted by persona, those of guardrails, those of resource policies, and what was remarked on the way."""

    modules: tuple[Module, ...]
    remarks: tuple[Diagnostic, ...]


def compile_profiles(profiles: Profiles) -> Compiled:
    """Profiles → modules.

    Raises: DiagnosticError with every problem found.
    """
    problems = Problems()
    places, targets = places_of(profiles), _complete_targets(profiles)
    inherited = inherit({one.name: one for one in profiles.personas}, problems)
    check_references(profiles, problems)
    personas = PersonaCompiler(profiles=profiles, problems=problems, places=places, targets=targets)
    guardrails = GuardrailCompiler(profiles=profiles, problems=problems, places=places, targets=targets)
    resources = ResourcePolicyCompiler(profiles=profiles, problems=problems, places=places, targets=targets)
    made = [_of(one.persona, personas).module(one) for one in inherited]
    check_names(made, {one.name: one.at for one in profiles.personas}, problems)
    made += [guardrails.module(one) for one in profiles.guardrails]
    made += [resources.module(one) for one in profiles.resource_policies]
    InputChecks(profiles=profiles, problems=problems).check(use for one in made for use in one.inputs)
    check_variable_names(profiles, made, problems)
    problems.raise_errors()
    return Compiled(modules=tuple(made), remarks=problems.remarks)


def _of(persona: Persona, compiler: PersonaCompiler) -> PersonaCompiler:
    """A compiler that knows whom its warnings and notes are about."""
    return replace(compiler, problems=compiler.problems.about(persona.name))


def _complete_targets(profiles: Profiles) -> tuple[Target, ...]:
    """The targets that give a value to every input."""
    names = {one.name for one in profiles.inputs}
    return tuple(one for one in profiles.targets if names <= {name for name, _ in one.bindings.inputs})
