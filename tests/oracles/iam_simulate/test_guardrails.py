"""The access tests of guardrails fall as iam-simulate decides."""

from collections.abc import Callable, Sequence

import pytest

from generator.analysis.access_tests.cases import Reach
from generator.model.access import Decision
from generator.model.profile import Expectation
from generator.pipeline.prove import prove_profiles
from generator.workspace.read import read_profile
from tests.analysis.cases import Case
from tests.oracles import registry
from tests.oracles.iam_simulate.simulator import Answer, Simulation
from tests.oracles.iam_simulate.translate import askable, simulation
from tests.oracles.terraform.guardrails import PROFILE

pytestmark = pytest.mark.oracle(registry.IAM_SIMULATE)
DECISIONS = {Expectation.ALLOW: Decision.ALLOWED, Expectation.DENY: Decision.EXPLICIT_DENY}


def test_guardrails_deny_what_their_tests_say(simulator: Callable[[Sequence[Simulation]], list[Answer]]) -> None:
    proofs = prove_profiles([str(PROFILE)], read_profile)
    asked = [one.case for one in proofs.outcomes if one.case.reach is Reach.ONE]
    cases = [askable(Case(policies=one.subject.policies, request=one.request)) for one in asked]
    assert {one.subject.persona for one in asked} == {"no-sharing", "perimeter", "regions"}
    answers = simulator([simulation(one) for one in cases if one is not None])
    assert [one.decision for one in answers] == [DECISIONS[one.expected] for one in asked]
