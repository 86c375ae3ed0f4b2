"""Grants → statements, through the passes in their one order."""

from dataclasses import dataclass

from generator.compiler.clause import Atom, Clause
from generator.compiler.dependents import DependentNotes, suppliers, with_dependents
from generator.compiler.expand import Expander
from generator.compiler.inherit import Inherited
from generator.compiler.limits import limit
from generator.compiler.merge import merge, subsume
from generator.compiler.name import name
from generator.compiler.problems import Problems
from generator.compiler.scope import scope
from generator.compiler.verbs import note_wildcards, shorten_verbs
from generator.model.policy import Effect, Statement
from generator.model.profile import Grant, Persona, PersonaKind, Profiles, Wildcards

Grants = tuple[Grant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementCompiler:
    """What a persona's grants, and those of its boundary, become."""

    profiles: Profiles
    problems: Problems

    def statements(self, inherited: Inherited) -> tuple[Statement, ...]:
        """All that a persona may do and may never do."""
        if inherited.persona.kind is PersonaKind.BOUNDARY:
            return self.limits(inherited.can, inherited.cannot)
        clauses = self._clauses(inherited.can, inherited.cannot)
        supplied = suppliers(self.profiles.capabilities, self.profiles.service)
        DependentNotes(suppliers=supplied, problems=self.problems).note(inherited.persona, clauses)
        return self._named(scope(clauses, self.problems), inherited.persona)

    def bounds(self, persona: Persona) -> tuple[Statement, ...]:
        """The statements of the boundary that a persona describes itself; none where it names one."""
        clause = persona.boundary
        return self.limits(clause.can, clause.cannot) if clause is not None and clause.arn is None else ()

    def limits(self, can: Grants, cannot: Grants) -> tuple[Statement, ...]:
        """The statements of a permissions boundary."""
        allowed = limit(self._clauses((), can), self.problems)
        denied = scope(self._clauses((), cannot), self.problems)
        return name(merge(subsume((*allowed, *denied))), self.profiles.service)

    def _clauses(self, can: Grants, cannot: Grants) -> tuple[Clause, ...]:
        expander = Expander(
            capabilities={one.name: one for one in self.profiles.capabilities},
            home=self.profiles.service,
            problems=self.problems,
        )
        written = [(Effect.ALLOW, can), (Effect.DENY, cannot)]
        expanded = (
            clause for effect, grants in written for grant in grants for clause in expander.expand(grant, effect)
        )
        return tuple(with_dependents(expanded))

    def _named(self, atoms: tuple[Atom, ...], persona: Persona) -> tuple[Statement, ...]:
        groups = merge(subsume(atoms))
        if persona.wildcards is Wildcards.VERBS:
            shorter = shorten_verbs(groups)
            note_wildcards(persona, groups, shorter, self.problems)
            groups = shorter
        return name(groups, self.profiles.service)
