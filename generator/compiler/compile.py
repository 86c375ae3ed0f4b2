"""Profiles → modules, through the passes in their one order."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.compiler.bound_values import check_bound_values
from generator.compiler.clause import Clause
from generator.compiler.dependents import DependentNotes, suppliers, with_dependents
from generator.compiler.embody import Embodiment
from generator.compiler.expand import Expander
from generator.compiler.guardrail import GuardrailCompiler
from generator.compiler.identity import (
    check_boundary,
    check_identities,
    check_not_empty,
    managed_policy_arns,
    name_of,
    path_of,
)
from generator.compiler.inherit import Inherited, inherit
from generator.compiler.inputs import InputChecks, input_uses
from generator.compiler.limits import limit
from generator.compiler.literals import check_literals
from generator.compiler.merge import merge, subsume
from generator.compiler.name import name
from generator.compiler.places import places_of
from generator.compiler.problems import Problems
from generator.compiler.references import check_references
from generator.compiler.resource_policy import ResourcePolicyCompiler
from generator.compiler.root_names import check_variable_names
from generator.compiler.scope import scope
from generator.compiler.size import check_sizes
from generator.compiler.split import split
from generator.compiler.trust import trust_document
from generator.compiler.trust_services import check_services
from generator.diagnostics import Diagnostic
from generator.model.module import Module, NamedDocument
from generator.model.policy import Effect, PolicyDocument, Statement
from generator.model.profile import Adoption, Attachment, Grant, IdentityKind, Persona, PersonaKind, Profiles
from generator.model.target import Bindings, Target

PERMISSIONS = "permissions"
SESSION_LEAST_S = 3600
MANAGED, INLINE = Attachment.MANAGED, Attachment.INLINE


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """Modules sorted by persona, those of guardrails, those of resource policies, and what was remarked on the way."""

    modules: tuple[Module, ...]
    remarks: tuple[Diagnostic, ...]


def compile_profiles(profiles: Profiles) -> Compiled:
    """Profiles → one module for each persona, guardrail and resource policy.

    Raises: DiagnosticError with every problem found.
    """
    problems = Problems()
    places = places_of(profiles)
    personas = inherit({one.name: one for one in profiles.personas}, problems)
    check_references(profiles, problems)
    compiler = _PersonaCompiler(profiles=profiles, problems=problems, places=places)
    targets = compiler.complete_targets()
    guardrails = GuardrailCompiler(profiles=profiles, problems=problems, places=places, targets=targets)
    resources = ResourcePolicyCompiler(profiles=profiles, problems=problems, places=places, targets=targets)
    made = [compiler.module(one) for one in personas]
    made += [guardrails.module(one) for one in profiles.guardrails]
    made += [resources.module(one) for one in profiles.resource_policies]
    modules = tuple(made)
    InputChecks(profiles=profiles, problems=problems).check(use for one in modules for use in one.inputs)
    check_variable_names(profiles, modules, problems)
    problems.raise_errors()
    return Compiled(modules=modules, remarks=problems.remarks)


@dataclass(frozen=True, slots=True, kw_only=True)
class _PersonaCompiler:
    profiles: Profiles
    problems: Problems
    places: tuple[Bindings, ...]

    def module(self, inherited: Inherited) -> Module:
        persona, naming = inherited.persona, self.profiles.naming
        check_identities(persona, naming, self.problems)
        bounds = self._bounds(persona)
        self._check_services(persona)
        statements = self._statements(inherited)
        embodiment = Embodiment(
            persona=persona, naming=naming, statements=statements, bounds=bounds, problems=self.problems
        )
        role = persona.identity(IdentityKind.ROLE, IdentityKind.INSTANCE_PROFILE)
        draft = Module(
            persona=persona.name,
            kind=persona.kind,
            title=persona.title,
            description=persona.description,
            service=self.profiles.service,
            name=name_of(persona, naming),
            path=path_of(persona, naming),
            tags=self.profiles.tags,
            identities=tuple(sorted((one.kind for one in persona.identities), key=lambda one: one.value)),
            policies=(),
            trust=trust_document(persona),
            max_session_s=role.max_session_s if role is not None else SESSION_LEAST_S,
            managed_policies=managed_policy_arns(persona, self.problems),
            inputs=(),
            attachment=next((one.attachment for one in persona.identities if one.attachment is INLINE), MANAGED),
            boundary=embodiment.boundary(name_of(persona, naming), path_of(persona, naming)),
            permission_set=embodiment.permission_set(),
            service_linked_role=embodiment.service_linked_role(),
            formerly=persona.formerly,
            adopted=tuple(one.kind for one in persona.identities if one.adoption is Adoption.ADOPTED),
        )
        return self._checked(replace(draft, policies=tuple(self._policies(draft, statements))), persona)

    def _checked(self, module: Module, persona: Persona) -> Module:
        documents = [one.document for one in module.documents]
        check_literals(documents, self.problems)
        if not self.problems.has_errors:
            check_bound_values(documents, self.complete_targets(), self.problems)
        used = input_uses(documents, {one.name: one for one in self.profiles.inputs})
        module = replace(module, inputs=used)
        check_not_empty(module, persona.at, self.problems)
        check_boundary(module, persona, self.problems)
        check_sizes(module, persona.at, self.places, self.problems)
        return module

    def _check_services(self, persona: Persona) -> None:
        for one in persona.identities:
            check_services(one.trust, self.profiles.targets, self.problems)

    def complete_targets(self) -> tuple[Target, ...]:
        """The targets that give a value to every input."""
        names = {one.name for one in self.profiles.inputs}
        return tuple(one for one in self.profiles.targets if names <= {name for name, _ in one.bindings.inputs})

    def _policies(self, module: Module, statements: tuple[Statement, ...]) -> Iterator[NamedDocument]:
        if not module.is_in_iam:
            return
        policies = split(statements, self.places)
        for number, each in enumerate(policies, start=1):
            digits = len(str(len(policies)))
            stem = PERMISSIONS if len(policies) == 1 else f"{PERMISSIONS}_{number:0{digits}}"
            yield NamedDocument(name=stem, document=PolicyDocument(statements=each))

    def _bounds(self, persona: Persona) -> tuple[Statement, ...]:
        clause = persona.boundary
        if clause is None or clause.arn is not None:
            return ()
        return self._limits(clause.can, clause.cannot)

    def _limits(self, can: tuple[Grant, ...], cannot: tuple[Grant, ...]) -> tuple[Statement, ...]:
        """The statements of a permissions boundary."""
        allowed = limit(self._clauses((), can), self.problems)
        denied = scope(self._clauses((), cannot), self.problems)
        return name(merge(subsume((*allowed, *denied))), self.profiles.service)

    def _statements(self, inherited: Inherited) -> tuple[Statement, ...]:
        if inherited.persona.kind is PersonaKind.BOUNDARY:
            return self._limits(inherited.can, inherited.cannot)
        clauses = self._clauses(inherited.can, inherited.cannot)
        notes = DependentNotes(
            suppliers=suppliers(self.profiles.capabilities, self.profiles.service), problems=self.problems
        )
        notes.note(inherited.persona, clauses)
        return self._named(clauses)

    def _clauses(self, can: tuple[Grant, ...], cannot: tuple[Grant, ...]) -> tuple[Clause, ...]:
        expander = Expander(
            capabilities={one.name: one for one in self.profiles.capabilities},
            home=self.profiles.service,
            problems=self.problems,
        )
        written = [(Effect.ALLOW, can), (Effect.DENY, cannot)]
        return tuple(
            with_dependents(
                clause for effect, grants in written for grant in grants for clause in expander.expand(grant, effect)
            )
        )

    def _named(self, clauses: tuple[Clause, ...]) -> tuple[Statement, ...]:
        return name(merge(subsume(scope(clauses, self.problems))), self.profiles.service)
