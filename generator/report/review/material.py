"""What a review page is made from."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.analysis.access_tests.run import Outcome
from generator.analysis.rules.prove import RuleOutcome
from generator.analysis.subjects import Subject
from generator.diagnostics import Diagnostic
from generator.model.acceptance import AcceptedFinding
from generator.model.module import Module
from generator.model.pattern import TargetValue
from generator.model.policy import BoundCondition, BoundStatement, Statement
from generator.model.profile import Profiles
from generator.model.root import Root
from generator.model.target import Bindings
from generator.report.wording import IN_FULL, Wording

_SPELLED = 6
HERE = Bindings(
    partition="${" + TargetValue.PARTITION.value + "}",
    region="${" + TargetValue.REGION.value + "}",
    account="${" + TargetValue.ACCOUNT.value + "}",
)
"""Every target at once: what is the same in all of them but for its account and Region is said once."""


@dataclass(frozen=True, kw_only=True)
class Material:
    """Profiles that compile, with what was proved of them; `sources` are the files with their SHA-256."""

    version: str
    sources: Sequence[tuple[str, str]]
    profiles: Profiles
    modules: tuple[Module, ...]
    root: Root
    places: tuple[Bindings, ...]
    subjects: Sequence[Subject]
    outcomes: Sequence[Outcome]
    rules: Sequence[RuleOutcome]
    accepted: Sequence[AcceptedFinding]
    remarks: Sequence[Diagnostic]

    @cached_property
    def wording(self) -> Wording:
        """How access is said that is the same in all targets."""
        return Wording(service=self.profiles.service, place=HERE, most=IN_FULL, spelled=_SPELLED)


def source_of(path: str, text: str) -> tuple[str, str]:
    """A profile file → its path and the SHA-256 of its text as UTF-8, in hex, as `sha256sum` has it."""
    return path, hashlib.sha256(text.encode()).hexdigest()


def anywhere(statement: Statement) -> BoundStatement:
    """A statement as it is in every target: what a target fills in stays a hole, with the profile's name for it."""
    return BoundStatement(
        sid=statement.sid,
        effect=statement.effect.value,
        actions=statement.actions,
        resources=tuple(map(str, statement.resources)),
        principals=tuple((one.type.value, str(each)) for one in statement.principals for each in one.identifiers),
        conditions=tuple(
            BoundCondition(operator=one.operator, key=one.key, values=tuple(map(str, one.values)))
            for one in statement.conditions
        ),
        origins=statement.origins,
    )
