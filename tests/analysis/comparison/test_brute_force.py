"""The search agrees with trying every request of a small world."""

from collections import Counter
from collections.abc import Sequence

from hypothesis import given, settings

from generator.analysis.comparison.search import Nothing, Unknown, Witness, search
from generator.analysis.evaluation.evaluator import prepare
from generator.model.access import Decision, Policies, Request
from tests.analysis.comparison.small import (
    CONDITIONS,
    RESOURCES,
    VARIABLE_CONDITIONS,
    VARIABLE_RESOURCES,
    every_request,
    policies,
    statements,
)

MOST_REQUESTS = 1200
PLAIN = policies(statements())
LAYERED = policies(statements(), layers=("boundary", "sessions", "scps"), most=3)
WITH_VARIABLES = policies(
    statements(RESOURCES[:5] + VARIABLE_RESOURCES, {"aws:username": CONDITIONS["aws:username"], **VARIABLE_CONDITIONS})
)
SEEN: Counter[str] = Counter()


def is_witness(request: Request, allowed_by: Sequence[Policies], refused_by: Sequence[Policies]) -> bool:
    return all(prepare(one).decide(request) is Decision.ALLOWED for one in allowed_by) and not any(
        prepare(one).decide(request) is Decision.ALLOWED for one in refused_by
    )


def tried(allowed_by: Sequence[Policies], refused_by: Sequence[Policies]) -> Request | None:
    """A witness among all requests of the small world."""
    allowed, refused = [prepare(one) for one in allowed_by], [prepare(one) for one in refused_by]
    for request in every_request(0, MOST_REQUESTS, *allowed_by, *refused_by):
        if all(one.decide(request) is Decision.ALLOWED for one in allowed) and not any(
            one.decide(request) is Decision.ALLOWED for one in refused
        ):
            return request
    return None


def agrees(allowed_by: Sequence[Policies], refused_by: Sequence[Policies]) -> None:
    match search(allowed_by, refused_by):
        case Witness(request=request):
            SEEN["witness"] += 1
            assert is_witness(request, allowed_by, refused_by)
        case Nothing():
            SEEN["nothing"] += 1
            assert tried(allowed_by, refused_by) is None
        case Unknown(reason=reason):
            SEEN[reason.partition("`")[0]] += 1


@given(a=PLAIN, b=PLAIN)
@settings(max_examples=150)
def test_of_two_policies(a: Policies, b: Policies) -> None:
    agrees([a], [b])


@given(a=PLAIN, b=PLAIN, c=PLAIN)
@settings(max_examples=60)
def test_of_several_that_allow_and_several_that_refuse(a: Policies, b: Policies, c: Policies) -> None:
    agrees([a, b], [c])
    agrees([a], [b, c])


@given(a=LAYERED, b=LAYERED)
@settings(max_examples=100)
def test_of_layers(a: Policies, b: Policies) -> None:
    agrees([a], [b])


@given(a=WITH_VARIABLES, b=WITH_VARIABLES)
@settings(max_examples=100)
def test_of_policy_variables(a: Policies, b: Policies) -> None:
    agrees([a], [b])
