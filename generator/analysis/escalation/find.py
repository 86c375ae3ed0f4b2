"""A persona in one place → the known paths that are open to it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.analysis.escalation.derived import derived_paths
from generator.analysis.escalation.holder import Holder
from generator.analysis.escalation.open_path import OpenPath, Reach, StepProof, Unproved
from generator.analysis.escalation.prove import Prover, prover_for
from generator.model.escalation import EscalationPath, Step, StepTarget, TargetKind
from generator.reference.escalation import escalation_paths

NOT_REACHED = frozenset(
    {
        TargetKind.OWN_ROLE,
        TargetKind.OWN_USER,
        TargetKind.OWN_GROUP,
        TargetKind.OWN_POLICY,
        TargetKind.BOUNDARY,
        TargetKind.MEANS,
    }
)
"""Targets that do not decide what is gained: the caller's own gains everything, means gain nothing by themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A persona in one place, the paths that are open to it there, and who proved it."""

    holder: Holder
    open_paths: tuple[OpenPath, ...]
    prover: Prover


def examine(holder: Holder) -> Examined:
    """A persona → what is known of its paths.

    Raises: ValueError for a condition operator that IAM does not have.
    """
    prover = prover_for(holder)
    return Examined(holder=holder, open_paths=_find(prover), prover=prover)


def find_open_paths(holder: Holder) -> tuple[OpenPath, ...]:
    """A persona → every open path, sorted by id: the named ones, and what passing a role makes of other actions.

    Raises: ValueError for a condition operator that IAM does not have.
    """
    return _find(prover_for(holder))


def is_open(path: EscalationPath, prover: Prover) -> bool:
    """Whether a path is open, or may be."""
    return any(_open((path,), prover))


def _find(prover: Prover) -> tuple[OpenPath, ...]:
    named = tuple(_open(escalation_paths(), prover))
    covered = {action for one in named for step in one.path.steps for action in step.actions}
    derived = _open(derived_paths(prover, covered), prover)
    return tuple(sorted((*named, *derived), key=lambda one: one.path.id))


def _open(paths: Iterable[EscalationPath], prover: Prover) -> Iterator[OpenPath]:
    for path in paths:
        if all(any(action in prover.granted for action in step.actions) for step in path.steps):
            found = _walk(path, prover)
            if found is not None:
                yield found


def _walk(path: EscalationPath, prover: Prover) -> OpenPath | None:
    """Every step is made, those on one target on one and the same resource."""
    proofs: list[StepProof | Unproved] = []
    for steps in _by_target(path.steps).values():
        found = prover.prove(steps)
        if not found:
            return None
        proofs += (replace(one, step=step) for one, step in zip(found, steps, strict=True))
    return OpenPath(
        path=path,
        proofs=tuple(one for one in proofs if isinstance(one, StepProof)),
        unproved=tuple(one for one in proofs if isinstance(one, Unproved)),
        reach=tuple(Reach(steps=tuple(one), within=prover.reached(one)) for one in _reaching(path)),
    )


def _by_target(steps: Iterable[Step]) -> dict[StepTarget, list[Step]]:
    found: dict[StepTarget, list[Step]] = {}
    for step in steps:
        found.setdefault(step.on, []).append(step)
    return found


def _reaching(path: EscalationPath) -> Iterator[list[Step]]:
    """The steps that decide what is gained, those on one target together: where a role is passed, that role."""
    groups = _by_target(path.steps)
    passing = [one for target, one in groups.items() if target.kind is TargetKind.PASSED_ROLE]
    yield from passing or (one for target, one in groups.items() if target.kind not in NOT_REACHED)
