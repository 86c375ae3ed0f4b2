"""The examples of what changed are decided by iam-simulate as they are told: by the one side so, by the other not."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from generator.analysis.changes.claim import Topic
from generator.analysis.changes.compare import compare
from generator.analysis.changes.state import State
from generator.model.access import Decision, Policies, Request
from generator.pipeline.states import compile_side, state_of
from tests.analysis.cases import Case
from tests.oracles import registry
from tests.oracles.iam_simulate.simulator import Answer, Simulation
from tests.oracles.iam_simulate.translate import askable, simulation

pytestmark = pytest.mark.oracle(registry.IAM_SIMULATE)
CASE = Path(__file__).parents[2] / "cases/changes/everything"


def state(label: str) -> State:
    return state_of(compile_side(("profiles.yaml",), lambda _: (CASE / f"{label}.yaml").read_text()), label)


def examples() -> Iterator[tuple[Request, Policies, Policies]]:
    """Requests, with the side that allows them and the one that does not."""
    old, new = state("old"), state("new")
    for told in compare(old, new).told:
        for claim in told.claims if told.kind == "persona" else ():
            if claim.topic is Topic.ACCESS:
                before = old.by_name()[told.formerly or told.name][claim.places[0]].policies
                now = new.by_name().get(told.name, {}).get(claim.places[0])
                after = now.policies if now is not None else Policies()
                if claim.more is not None:
                    yield claim.more, after, before
                if claim.less is not None:
                    yield claim.less, before, after


def test_examples_are_decided_as_they_are_told(simulator: Callable[[Sequence[Simulation]], list[Answer]]) -> None:
    found = list(examples())
    assert len(found) > 4
    for side, wanted in ((1, True), (2, False)):
        cases = [askable(Case(policies=one[side], request=one[0])) for one in found]
        answers = simulator([simulation(one) for one in cases if one is not None])
        assert len(answers) == len(found)
        assert [one.decision is Decision.ALLOWED for one in answers] == [wanted] * len(found)
        assert not any(one.refusal for one in answers)
