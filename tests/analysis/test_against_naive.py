"""The evaluator decides as the evaluator that is written from AWS's pages alone."""

import os

import pytest

from generator.analysis.evaluation.evaluator import prepare
from generator.model.access import Decision
from tests.analysis.cases import Case, seeded_case
from tests.analysis.cases_reduce import reduce_case, written
from tests.analysis.naive.decide import decide

SLICES = 10
IS_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
SLICE_SIZE = 12_000 if IS_LONG else 500


@pytest.mark.parametrize("number", range(SLICES))
def test_the_evaluator_decides_as_the_pages_say(number: int) -> None:
    for seed in range(number * SLICE_SIZE, (number + 1) * SLICE_SIZE):
        case = seeded_case(seed)
        if differs(case):
            pytest.fail(difference(seed, reduce_case(case, differs)))


def differs(case: Case) -> bool:
    return really(case) is not decide(case.policies, case.request)


def really(case: Case) -> Decision:
    return prepare(case.policies).decide(case.request)


def difference(seed: int, case: Case) -> str:
    asked = decide(case.policies, case.request)
    return f"seed {seed}: the evaluator says {really(case).value}, the pages say {asked.value}\n{written(case)}"
