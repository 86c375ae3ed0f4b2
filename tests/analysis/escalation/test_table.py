"""Each path has its trigger and its closed twins.

The trigger allows just what the path needs. Each twin is the trigger with one clause that closes it: a step that is
missing or denied, a resource that is somebody else's, another service that the role may be passed to, a boundary or a
policy that is demanded, or steps that are allowed on different resources only.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import Enum

import pytest

from generator.model.escalation import EscalationPath, Fact, Step, TargetKind
from generator.model.policy import BoundStatement
from generator.reference.escalation import escalation_paths
from tests.analysis.escalation.worlds import BOUNDARY, ELSEWHERE, IAM, THERE, deny, grant, grants, open_paths, when


class Clause(Enum):
    """What closes a path in a twin."""

    WITHOUT = "without"
    DENIED = "denied"
    ELSEWHERE = "elsewhere"
    PASSED_ELSEWHERE = "passed-elsewhere"
    BOUNDED = "bounded"
    NAMED_POLICY = "named-policy"
    APART = "apart"


Twin = tuple[str, Clause, int, tuple[BoundStatement, ...]]
"""The path, what closes it, in which step, and the statements."""
NAMED_POLICY = f"{IAM}policy/named"
FACTS = {
    Fact.OUTSIDE_BOUNDARY: (Clause.BOUNDED, when("ArnEquals", "iam:PermissionsBoundary", BOUNDARY)),
    Fact.ANY_POLICY: (Clause.NAMED_POLICY, when("ArnEquals", "iam:PolicyARN", NAMED_POLICY)),
}
"""The conditions that keep a step from counting."""
PATHS = {path.id: path for path in escalation_paths()}


def twins_of(path: EscalationPath) -> Iterator[Twin]:
    for number, step in enumerate(path.steps):
        others = path.steps[:number] + path.steps[number + 1 :]
        for clause, statements in closed_by(step, others):
            yield path.id, clause, number, statements


def closed_by(step: Step, others: Sequence[Step]) -> Iterator[tuple[Clause, tuple[BoundStatement, ...]]]:
    rest = grants(others)
    yield Clause.WITHOUT, (*rest,)
    yield Clause.DENIED, (*rest, grant(step), deny(step.actions))
    if step.on.kind in ELSEWHERE:
        yield Clause.ELSEWHERE, (*rest, grant(step, on=ELSEWHERE[step.on.kind]))
    if step.passed_to:
        yield Clause.PASSED_ELSEWHERE, (*rest, grant(replace(step, passed_to=("strange.amazonaws.com",))))
    for fact in step.facts:
        yield FACTS[fact][0], (*rest, bounded(step, fact))
    if any(one.on == step.on for one in others):
        together = (grant(one, on=thing(one)) for one in others)
        yield Clause.APART, (*together, grant(step, on=f"{thing(step)}-2"))


def bounded(step: Step, fact: Fact) -> BoundStatement:
    """A step's statement with the condition that closes it."""
    statement = grant(step)
    return replace(statement, conditions=(*statement.conditions, FACTS[fact][1]))


def thing(step: Step) -> str:
    return THERE[TargetKind.RESOURCE] if step.on.kind is TargetKind.MEANS else THERE[step.on.kind]


TWINS = [twin for path in escalation_paths() for twin in twins_of(path)]


@pytest.mark.parametrize("name", PATHS)
def test_a_trigger_opens_its_path(name: str) -> None:
    found = open_paths(grants(PATHS[name].steps), BOUNDARY)[name]
    assert found.unproved == ()
    assert [one.step for one in found.proofs] == sorted_by_target(PATHS[name])
    assert all(one.statements for one in found.proofs)


def sorted_by_target(path: EscalationPath) -> list[Step]:
    targets = list(dict.fromkeys(step.on for step in path.steps))
    return sorted(path.steps, key=lambda step: targets.index(step.on))


@pytest.mark.parametrize(
    ("name", "statements"),
    [(name, statements) for name, _, _, statements in TWINS],
    ids=[f"{name}-{clause.value}-{number + 1}" for name, clause, number, _ in TWINS],
)
def test_a_twin_closes_the_path(name: str, statements: tuple[BoundStatement, ...]) -> None:
    assert name not in open_paths(statements, BOUNDARY)


def test_every_path_has_a_twin_for_each_of_its_steps() -> None:
    found = Counter((name, clause) for name, clause, _, _ in TWINS)
    for name, path in PATHS.items():
        assert found[name, Clause.WITHOUT] == found[name, Clause.DENIED] == len(path.steps)


@pytest.mark.parametrize(
    ("name", "action"),
    [(path.id, action) for path in escalation_paths() for step in path.steps for action in step.actions[1:]],
)
def test_every_alternative_opens_the_path_too(name: str, action: str) -> None:
    path = PATHS[name]
    statements = [grant(one, action=action if action in one.actions else "") for one in path.steps]
    assert name in open_paths(statements, BOUNDARY)


def test_each_kind_of_clause_closes_something() -> None:
    assert {clause for _, clause, _, _ in TWINS} == set(Clause)
