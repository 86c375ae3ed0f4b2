"""Profiles → what Access Analyzer's checks say of what they compile to, and what of it is meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from generator.analysis.lint.finding import FindingType
from generator.compiler.compile import compile_profiles
from generator.diagnostics import Diagnostic
from generator.model.acceptance import AcceptedFinding
from generator.model.module import Module
from generator.pipeline.acceptances import judge_checks
from generator.pipeline.lint import GRAVE
from generator.pipeline.places import places_asked
from generator.profiles.load import Read, load


@dataclass(frozen=True, slots=True, kw_only=True)
class LintedProfiles:
    """What was said, in the order of the profile; `problems` are those of acceptances."""

    diagnostics: tuple[Diagnostic, ...]
    types: tuple[FindingType, ...]
    accepted: tuple[AcceptedFinding, ...]
    problems: tuple[Diagnostic, ...]
    policies: int
    places: int

    @property
    def is_grave(self) -> bool:
        """Whether a finding is an error or a security warning, or an acceptance is wrong or exceeded."""
        return bool(self.problems) or any(one in GRAVE for one in self.types)


def lint_profiles(paths: Sequence[str], read: Read, today: date | None = None) -> LintedProfiles:
    """Profiles → the findings of all their policies in every target.

    Raises: DiagnosticError for profiles that do not compile.
    """
    profiles = load(paths, read)
    modules = compile_profiles(profiles).modules
    checked = judge_checks(profiles, modules, today)
    said = (*(one.said for one in checked.told), *checked.problems, *checked.standing)
    return LintedProfiles(
        diagnostics=tuple(sorted(said, key=lambda one: (one.at, one.code, one.message))),
        types=tuple(one.type for one in checked.told),
        accepted=checked.accepted,
        problems=checked.problems,
        policies=sum(map(_policies, modules)),
        places=len(places_asked(profiles)),
    )


def _policies(module: Module) -> int:
    return len(module.documents) or int(module.share is not None)
