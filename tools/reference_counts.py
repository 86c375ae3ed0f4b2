"""A data set becomes its counts; two counts become reasons to refuse a refresh."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from tools.reference_merge import Dataset

TOLERATED_DROP_PERCENT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much there is: every figure that a bad upstream release could silently lose.

    `actions_with_dependents` counts actions that have at least one, `dependents` counts pairs.
    """

    services: int
    actions: int
    resource_types: int
    condition_keys: int
    actions_with_dependents: int
    dependents: int

    def to_json(self) -> dict[str, int]:
        return asdict(self)


def count(dataset: Dataset) -> Counts:
    """A data set becomes its counts; what is unknown or retired doesn't count."""
    actions = [action for service in dataset.services for action in service.actions]
    return Counts(
        services=len(dataset.services),
        actions=len(actions),
        resource_types=sum(len(service.resource_types) for service in dataset.services),
        condition_keys=sum(len(service.condition_keys) for service in dataset.services),
        actions_with_dependents=sum(1 for action in actions if action.dependents),
        dependents=sum(len(action.dependents or ()) for action in actions),
    )


def decode_counts(value: Mapping[str, int]) -> Counts:
    return Counts(**{field.name: value[field.name] for field in fields(Counts)})


def find_drops(before: Counts, after: Counts) -> tuple[str, ...]:
    """One line for each count that falls by more than the tolerated share; empty if none does.

    Upstream once lost every dependent action between two releases without a word, hence the gate.
    """
    return tuple(
        f"{field.name} would drop from {old} to {new}, more than {TOLERATED_DROP_PERCENT} %"
        for field in fields(Counts)
        for old, new in [(getattr(before, field.name), getattr(after, field.name))]
        if (old - new) * 100 > old * TOLERATED_DROP_PERCENT
    )
