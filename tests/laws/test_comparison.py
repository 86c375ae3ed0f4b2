"""What a search rules out does not happen: random policies with every operator, requests that the evaluator allows."""

import os
from dataclasses import replace
from random import Random

import pytest

from generator.analysis.comparison.search import Nothing, Witness, search
from generator.analysis.evaluation.evaluator import prepare
from generator.model.access import Decision, Policies, Request
from tests.analysis.cases import draw_draft, draw_policies

SLICES = 4
SLICE_SIZE = 2_500 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 40


def allows(policies: Policies, request: Request) -> bool:
    return prepare(policies).decide(request) is Decision.ALLOWED


def drawn(seed: int) -> tuple[Policies, Policies, Request]:
    """Two sets of policies drawn around one request; nobody asks, so no resource has a policy of its own."""
    draft = draw_draft(Random(seed))
    first, second = (replace(draw_policies(draft), resource=None) for _ in range(2))
    return first, second, replace(draft.request, caller=None, resource_account="")


@pytest.mark.parametrize("number", range(SLICES))
def test_nothing_that_is_allowed_is_ruled_out(number: int) -> None:
    for seed in range(number * SLICE_SIZE, (number + 1) * SLICE_SIZE):
        a, b, request = drawn(seed)
        by_a, by_b = allows(a, request), allows(b, request)
        found = search([a]), search([a], [b]), search([a, b])
        for one, happens in zip(found, (by_a, by_a and not by_b, by_a and by_b), strict=True):
            assert not (happens and isinstance(one, Nothing)), f"seed {seed}"


def test_every_witness_is_allowed_and_refused_as_asked() -> None:
    kinds = {"alone": 0, "between": 0}
    for seed in range(90):
        a, b, _ = drawn(seed)
        alone, between = search([a]), search([a], [b])
        if isinstance(alone, Witness):
            kinds["alone"] += 1
            assert allows(a, alone.request)
        if isinstance(between, Witness):
            kinds["between"] += 1
            assert allows(a, between.request)
            assert not allows(b, between.request)
    assert min(kinds.values()) > 20
