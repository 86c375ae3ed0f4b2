"""Grants → statements, through the passes in their one order."""

from dataclasses import dataclass, replace

from generator.compiler.clause import Atom, Clause
from generator.compiler.dependents import DependentNotes, suppliers, with_dependents
from generator.compiler.expand import Expander
from generator.compiler.inherit import Inherited
from generator.compiler.limits import limit
from generator.compiler.merge import Group, merge, subsume
from generator.compiler.name import name
from generator.compiler.problems import Problems
from generator.compiler.raw import compiled_grants, raw_statements, with_raw
from generator.compiler.regroup import regroup
from generator.compiler.scope import scope
from generator.compiler.verbs import note_wildcards, shorten_verbs
from generator.model.policy import Effect, Statement
from generator.model.profile import Grant, Persona, PersonaKind, Profiles, Wildcards

Grants = tuple[Grant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What grants compile to; `home` is the service whose statements come first, `raw` is kept as written."""

    atoms: tuple[Atom, ...]
    groups: tuple[Group, ...]
    home: str
    raw: tuple[Statement, ...]

    @property
    def statements(self) -> tuple[Statement, ...]:
        return with_raw(name(self.groups, self.home), self.raw)

    @property
    def shorter(self) -> tuple[Statement, ...]:
        """The same in fewer characters, where the usual way is too long."""
        return with_raw(name(regroup(self.groups, self.atoms), self.home), self.raw)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementCompiler:
    """What a persona's grants, and those of its boundary, become."""

    profiles: Profiles
    problems: Problems

    def written(self, inherited: Inherited) -> Written:
        """All that a persona may do and may never do."""
        raw = self._raw(inherited.can, inherited.cannot)
        if inherited.persona.kind is PersonaKind.BOUNDARY:
            return self._merged(self._limits(inherited.can, inherited.cannot), raw)
        clauses = self._clauses(inherited.can, inherited.cannot)
        supplied = suppliers(self.profiles.capabilities, self.profiles.service)
        DependentNotes(suppliers=supplied, problems=self.problems).note(inherited.persona, clauses)
        return self._shortened(self._merged(scope(clauses, self.problems), raw), inherited.persona)

    def bounds(self, persona: Persona) -> tuple[Statement, ...]:
        """The statements of the boundary that a persona describes itself; none where it names one."""
        clause = persona.boundary
        if clause is None or clause.arn is not None:
            return ()
        raw = self._raw(clause.can, clause.cannot)
        return self._merged(self._limits(clause.can, clause.cannot), raw).statements

    def _raw(self, can: Grants, cannot: Grants) -> tuple[Statement, ...]:
        allowed = raw_statements(can, Effect.ALLOW, self.problems)
        return (*allowed, *raw_statements(cannot, Effect.DENY, self.problems))

    def _limits(self, can: Grants, cannot: Grants) -> tuple[Atom, ...]:
        allowed = limit(self._clauses((), can), self.problems)
        return (*allowed, *scope(self._clauses((), cannot), self.problems))

    def _clauses(self, can: Grants, cannot: Grants) -> tuple[Clause, ...]:
        expander = Expander(
            capabilities={one.name: one for one in self.profiles.capabilities},
            home=self.profiles.service,
            problems=self.problems,
        )
        written = [(Effect.ALLOW, can), (Effect.DENY, cannot)]
        expanded = (
            clause
            for effect, grants in written
            for grant in compiled_grants(grants)
            for clause in expander.expand(grant, effect)
        )
        return tuple(with_dependents(expanded))

    def _merged(self, atoms: tuple[Atom, ...], raw: tuple[Statement, ...]) -> Written:
        return Written(atoms=atoms, groups=merge(subsume(atoms)), home=self.profiles.service, raw=raw)

    def _shortened(self, written: Written, persona: Persona) -> Written:
        if persona.wildcards is Wildcards.NONE:
            return written
        shorter = shorten_verbs(written.groups)
        note_wildcards(persona, written.groups, shorter, self.problems)
        return replace(written, groups=shorter)
