"""Profiles → modules, through the passes in their one order."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.compiler.bound_values import check_bound_values
from generator.compiler.clause import Atom
from generator.compiler.dependents import DependentNotes, suppliers, with_dependents
from generator.compiler.expand import Expander
from generator.compiler.identity import check_identity, check_not_empty, managed_policy_arns
from generator.compiler.inherit import Inherited, inherit
from generator.compiler.inputs import InputChecks, input_uses
from generator.compiler.literals import check_literals
from generator.compiler.merge import Group, merge, subsume
from generator.compiler.name import name
from generator.compiler.places import places_of
from generator.compiler.problems import Problems
from generator.compiler.references import check_references
from generator.compiler.regroup import regroup
from generator.compiler.scope import Scoper
from generator.compiler.size import ATTACHED_POLICIES, check_sizes
from generator.compiler.split import split
from generator.compiler.trust import trust_document
from generator.diagnostics import Diagnostic
from generator.model.module import Module, NamedDocument
from generator.model.policy import Effect, PolicyDocument, Statement
from generator.model.profile import Profiles
from generator.model.target import Bindings, Target

PERMISSIONS = "permissions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """Modules sorted by persona, and the warnings and notes on the way."""

    modules: tuple[Module, ...]
    remarks: tuple[Diagnostic, ...]


def compile_profiles(profiles: Profiles) -> Compiled:
    """Profiles → one module for each persona.

    Raises: DiagnosticError with every problem found.
    """
    problems = Problems()
    places = places_of(profiles)
    personas = inherit({one.name: one for one in profiles.personas}, problems)
    check_references(profiles, problems)
    compiler = _PersonaCompiler(profiles=profiles, problems=problems, places=places)
    modules = tuple(compiler.module(one) for one in personas)
    InputChecks(profiles=profiles, problems=problems).check(use for one in modules for use in one.inputs)
    problems.raise_errors()
    return Compiled(modules=modules, remarks=problems.remarks)


@dataclass(frozen=True, slots=True, kw_only=True)
class _PersonaCompiler:
    profiles: Profiles
    problems: Problems
    places: tuple[Bindings, ...]

    def module(self, inherited: Inherited) -> Module:
        persona, naming = inherited.persona, self.profiles.naming
        check_identity(persona, naming, self.problems)
        trust = trust_document(persona)
        policies = tuple(self._policies(inherited))
        documents = [one.document for one in policies] + ([trust] if trust is not None else [])
        check_literals(documents, self.problems)
        if not self.problems.has_errors:
            check_bound_values(documents, self._complete_targets(), self.problems)
        module = Module(
            persona=persona.name,
            kind=persona.kind,
            title=persona.title,
            description=persona.description,
            service=self.profiles.service,
            name=naming.prefix + persona.name,
            path=naming.path,
            tags=self.profiles.tags,
            identity=persona.identity.kind,
            policies=policies,
            trust=trust,
            max_session_s=persona.identity.max_session_s,
            managed_policies=managed_policy_arns(persona, self.problems),
            inputs=input_uses(documents, {one.name: one for one in self.profiles.inputs}),
        )
        check_not_empty(module, persona.at, self.problems)
        check_sizes(module, persona.at, self.places, self.problems)
        return module

    def _complete_targets(self) -> tuple[Target, ...]:
        """The targets that give a value to every input."""
        names = {one.name for one in self.profiles.inputs}
        return tuple(one for one in self.profiles.targets if names <= {name for name, _ in one.bindings.inputs})

    def _policies(self, inherited: Inherited) -> Iterator[NamedDocument]:
        atoms = self._atoms(inherited)
        groups = merge(subsume(atoms))
        policies = self._split(groups)
        if len(policies) > ATTACHED_POLICIES:
            policies = self._split(regroup(groups, atoms))
        for number, statements in enumerate(policies, start=1):
            digits = len(str(len(policies)))
            stem = PERMISSIONS if len(policies) == 1 else f"{PERMISSIONS}_{number:0{digits}}"
            yield NamedDocument(name=stem, document=PolicyDocument(statements=statements))

    def _split(self, groups: tuple[Group, ...]) -> tuple[tuple[Statement, ...], ...]:
        return split(name(groups, self.profiles.service), self.places)

    def _atoms(self, inherited: Inherited) -> tuple[Atom, ...]:
        expander = Expander(
            capabilities={one.name: one for one in self.profiles.capabilities},
            home=self.profiles.service,
            problems=self.problems,
        )
        scoper = Scoper(problems=self.problems)
        written = [(Effect.ALLOW, inherited.can), (Effect.DENY, inherited.cannot)]
        expanded = (
            clause for effect, grants in written for grant in grants for clause in expander.expand(grant, effect)
        )
        clauses = tuple(with_dependents(expanded))
        notes = DependentNotes(suppliers=suppliers(self.profiles.capabilities), problems=self.problems)
        notes.note(inherited.persona, clauses)
        return scoper.scope(clauses)
