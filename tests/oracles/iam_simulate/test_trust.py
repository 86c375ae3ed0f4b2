"""iam-simulate lets in by our trust policies whom the evaluator lets in, and nobody else."""

from collections.abc import Callable, Sequence

import pytest

from generator.analysis.evaluation.evaluator import prepare
from tests.analysis.cases import Case
from tests.analysis.trust.cases import TRUSTS, policies, requests
from tests.oracles import registry
from tests.oracles.iam_simulate.known_differences import as_simulated
from tests.oracles.iam_simulate.simulator import Answer, Simulation
from tests.oracles.iam_simulate.translate import askable, simulation, without

pytestmark = pytest.mark.oracle(registry.IAM_SIMULATE)

CASES = [
    Case(policies=policies(name), request=request)
    for name, one in TRUSTS.items()
    for ask in (*one.ins.values(), *one.outs.values())
    for request in requests(ask)
]


def test_our_trust_policies_mean_the_same_to_it(simulator: Callable[[Sequence[Simulation]], list[Answer]]) -> None:
    asked = [one for one in map(askable, CASES) if one is not None]
    assert len(asked) >= len(CASES) * 0.9
    for case, answer in zip(asked, simulator(tuple(map(simulation, asked))), strict=True):
        assert answer.decision is not None, answer.refusal
        known = without(case, answer.ignored_keys)
        assert answer.decision is prepare(known.policies).decide(known.request) or (
            answer.decision is prepare(as_simulated(known).policies).decide(as_simulated(known).request)
        )
