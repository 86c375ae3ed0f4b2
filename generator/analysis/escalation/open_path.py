"""What is known of a path that is open to a persona."""

from dataclasses import dataclass

from generator.analysis.evaluation.evaluation import StatementAt
from generator.model.access import Request
from generator.model.escalation import EscalationPath, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class StepProof:
    """A step, a request by which it can be made, and the statements that allow it."""

    step: Step
    request: Request
    statements: tuple[StatementAt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unproved:
    """A step of which neither a request nor its impossibility was found; `reason` says why."""

    step: Step
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What a path gets hold of by steps on one resource: `within` are the grants' resources, exact or patterns."""

    steps: tuple[Step, ...]
    within: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPath:
    """A path of which every step can be made. Without `reach` what is gained is the caller's own.

    What cannot be proved either way counts as open, and `unproved` says so.
    """

    path: EscalationPath
    proofs: tuple[StepProof, ...]
    unproved: tuple[Unproved, ...] = ()
    reach: tuple[Reach, ...] = ()
