"""The evaluator decides as iam-simulate does, but for the known differences."""

import os
from collections.abc import Callable, Sequence

import pytest

from generator.analysis.evaluation.evaluator import prepare
from generator.model.access import Decision
from tests.analysis.cases import Case, seeded_case
from tests.analysis.cases_reduce import written
from tests.oracles import registry
from tests.oracles.iam_simulate.examples import EXAMPLES
from tests.oracles.iam_simulate.known_differences import DIFFERENCES, Difference, as_simulated
from tests.oracles.iam_simulate.simulator import Answer, Simulation
from tests.oracles.iam_simulate.translate import askable, simulation, without

pytestmark = pytest.mark.oracle(registry.IAM_SIMULATE)

Simulator = Callable[[Sequence[Simulation]], list[Answer]]
IS_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
SEEDS = 28_000 if IS_LONG else 2_800
STEP = 2_800


@pytest.mark.parametrize("first", range(0, SEEDS, STEP))
def test_random_requests_are_decided_alike(first: int, simulator: Simulator) -> None:
    found = [one for one in map(askable, map(seeded_case, range(first, first + STEP))) if one is not None]
    assert len(found) >= STEP * 0.7
    for case, answer in zip(found, simulator(tuple(map(simulation, found))), strict=True):
        assert answer.decision is not None, answer.refusal
        asked = without(case, answer.ignored_keys)
        assert answer.decision in (decide(asked), decide(as_simulated(asked))), written(asked)


@pytest.mark.parametrize("difference", DIFFERENCES, ids=lambda one: one.name)
def test_a_known_difference_still_differs(difference: Difference, simulator: Simulator) -> None:
    case = askable(EXAMPLES[difference.name])
    assert case is not None
    (answer,) = simulator((simulation(case),))
    assert answer.decision is decide(difference.reading(case))
    assert answer.decision is not decide(case)


def test_every_example_shows_a_difference() -> None:
    assert set(EXAMPLES) == {one.name for one in DIFFERENCES}


def test_a_question_with_an_unknown_action_is_refused(simulator: Simulator) -> None:
    case = askable(seeded_case(0))
    assert case is not None
    asked = simulation(case)
    asked["request"]["action"] = "s3:GetObjekt"
    (answer,) = simulator((asked,))
    assert answer.decision is None
    assert answer.refusal


def decide(case: Case) -> Decision:
    return prepare(case.policies).decide(case.request)
