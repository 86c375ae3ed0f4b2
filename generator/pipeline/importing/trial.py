"""Grants that an importer considers → what they would compile to, or why they would not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.compiler.clause import Atom
from generator.compiler.expand import Expander
from generator.compiler.problems import Problems
from generator.compiler.scope import scope
from generator.diagnostics import DiagnosticError
from generator.model.pattern import Pattern, bind, literal
from generator.model.policy import Effect
from generator.model.profile import Capability
from generator.model.target import Bindings
from generator.pipeline.importing.model import grant_of
from generator.renderer.imported_profile import ImportedGrant


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One action on one resource under conditions, in the place that the policies lived in."""

    action: str
    resource: Pattern
    conditions: frozenset[tuple[str, str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a grant compiles to; `problem` says why it does not."""

    pieces: tuple[Piece, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trials:
    """Compiles grants one by one, as the persona of a profile with this home service would.

    `catalogues` are the services under which the capabilities are shipped, by the capability's name.
    """

    home: str
    place: Bindings
    capabilities: Mapping[str, Capability] = field(default_factory=dict[str, Capability])
    catalogues: Mapping[str, str] = field(default_factory=dict[str, str])

    def attempt(self, shown: ImportedGrant, effect: Effect = Effect.ALLOW) -> Trial:
        """A grant → what it means, or the first reason why no profile can have it."""
        problems = Problems()
        try:
            grant = grant_of(shown, problems.found.append)
            expander = Expander(capabilities=self.capabilities, home=self.home, problems=problems)
            atoms = scope(expander.expand(grant, effect), problems)
            problems.raise_errors()
        except DiagnosticError as error:
            return Trial(problem=error.diagnostics[0].message)
        return Trial(pieces=tuple(self._pieces(atoms)))

    def _pieces(self, atoms: Iterable[Atom]) -> Iterable[Piece]:
        for atom in atoms:
            conditions = frozenset(
                (one.operator, one.key, tuple(text for value in one.values for text in bind(value, self.place)))
                for one in atom.conditions
            )
            for pattern in atom.resources:
                for text in bind(pattern, self.place):
                    yield Piece(action=atom.action, resource=literal(text), conditions=conditions)
