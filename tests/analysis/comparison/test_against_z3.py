"""The search agrees with z3, wherever z3 answers in time."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.analysis.comparison.actions import CalledOn, called_on
from generator.analysis.comparison.search import Nothing, Witness, search
from generator.model.access import Policies
from generator.reference.lookup import find_action
from generator.reference.services import find_service
from tests.analysis.comparison.small import ASKED, CONDITIONS, RESOURCES, VARIABLE_CONDITIONS, policies, statements
from tests.analysis.comparison.z3_encoding import find

TIMEOUT_MS = 300
LINKED = policies(
    statements(RESOURCES[:3], {"aws:username": CONDITIONS["aws:username"], **VARIABLE_CONDITIONS}), most=3
)
PLAIN = policies(statements(), layers=("boundary", "scps"), most=3)


def called(action: str) -> str:
    service, _, name = action.partition(":")
    found = find_service(service)
    one = find_action(found, name) if found else None
    on = called_on(one) if one else CalledOn.EITHER
    return ("*" if CalledOn.NOTHING in on else "") + ("arn" if CalledOn.RESOURCE in on else "")


def agree(a: Policies, b: Policies) -> list[str]:
    """What z3 said; it contradicts the search nowhere."""
    match search([a], [b]):
        case Witness(request=request):
            answers = [find([a], [b], request.action, called(request.action), TIMEOUT_MS)]
            assert "unsat" not in answers
        case Nothing():
            answers = [find([a], [b], action, called(action), TIMEOUT_MS) for action in ASKED[::2]]
            assert "sat" not in answers
        case _:
            answers = []
    return answers


@pytest.mark.parametrize("strategy", [PLAIN, LINKED], ids=["layers and conditions", "policy variables in conditions"])
def test_agrees(strategy: st.SearchStrategy[Policies]) -> None:
    answers: Counter[str] = Counter()

    @given(a=strategy, b=strategy)
    @settings(max_examples=60)
    def law(a: Policies, b: Policies) -> None:
        answers.update(agree(a, b))

    law()
    assert answers["sat"] > 10
    assert answers["unsat"] > 10
    assert answers["unknown"] * 2 < answers.total()
