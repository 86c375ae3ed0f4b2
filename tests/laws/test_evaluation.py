"""Laws of the evaluator, which hold whatever the policies say."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.evaluation.evaluation import Element, Evaluation, StatementAt
from generator.analysis.evaluation.evaluator import prepare
from generator.model.access import Decision, NamedPolicy, Policies, PolicyKind, Request
from generator.model.policy import BoundStatement
from tests.analysis.cases import Case, cases, draw_draft, draw_policies, levels, policy
from tests.analysis.cases_statements import Draft, Place, statement
from tests.analysis.naive.conditions import holds
from tests.analysis.naive.decide import every_policy
from tests.analysis.naive.statement import Asked, ask, matches

CHANCES = st.randoms(use_true_random=False)
ELEMENTS = ("actions", "not_actions", "resources", "not_resources", "principals", "not_principals")
EFFECTS = {Decision.EXPLICIT_DENY: {"Deny"}, Decision.ALLOWED: {"Allow"}, Decision.IMPLICIT_DENY: set[str]()}


def decide(policies: Policies, request: Request) -> Decision:
    return prepare(policies).decide(request)


def evaluate(case: Case) -> Evaluation:
    return prepare(case.policies).evaluate(case.request)


# order


@given(CHANCES)
def test_the_order_of_policies_statements_and_values_never_matters(chance: Random) -> None:
    case = draw_pair(chance)[1]
    shuffled = replace(
        shuffle_lists(case.policies, chance),
        **{name: shuffle(getattr(case.policies, name), chance) for name in ("boundary", "resource")},
    )
    assert decide(shuffled, case.request) is decide(case.policies, case.request)


def shuffle_lists(policies: Policies, chance: Random) -> Policies:
    return replace(
        policies,
        **{name: shuffle(getattr(policies, name), chance) for name in ("identity", "sessions", "scps", "rcps")},
    )


def shuffle(value: Any, chance: Random) -> Any:
    """A value with all its tuples in another order, but for pairs of a principal's type and name."""
    match value:
        case tuple():
            return tuple(shuffle(one, chance) for one in chance.sample(value, len(value)))
        case NamedPolicy(document=document):
            return replace(value, document=replace(document, statements=shuffle(document.statements, chance)))
        case BoundStatement():
            elements = {name: shuffled(getattr(value, name), chance) for name in ELEMENTS}
            conditions = (replace(one, values=shuffled(one.values, chance)) for one in value.conditions)
            return replace(value, **elements, conditions=shuffled(tuple(conditions), chance))
        case _:
            return value


def shuffled(values: tuple[Any, ...], chance: Random) -> tuple[Any, ...]:
    return tuple(chance.sample(values, len(values)))


@given(cases())
def test_a_document_and_its_halves_say_the_same(case: Case) -> None:
    there = case.policies
    halved = replace(
        there,
        identity=halves(there.identity),
        sessions=halves(there.sessions),
        scps=tuple(map(halves, there.scps)),
        rcps=tuple(map(halves, there.rcps)),
    )
    assert decide(halved, case.request) is decide(there, case.request)


def halves(policies: tuple[NamedPolicy, ...]) -> tuple[NamedPolicy, ...]:
    """Each policy as one of its first statement and one of the others."""
    return tuple(
        replace(one, document=replace(one.document, statements=part))
        for one in policies
        for part in (one.document.statements[:1], one.document.statements[1:])
    )


# more


@given(CHANCES)
def test_an_allow_never_removes_access(chance: Random) -> None:
    draft, case = draw_pair(chance)
    more = add_statement(draft, case, "Allow")
    if decide(case.policies, case.request) is Decision.ALLOWED:
        assert decide(more, case.request) is Decision.ALLOWED


@given(CHANCES)
def test_a_deny_never_grants(chance: Random) -> None:
    draft, case = draw_pair(chance)
    less = add_statement(draft, case, "Deny")
    if decide(case.policies, case.request) is not Decision.ALLOWED:
        assert decide(less, case.request) is not Decision.ALLOWED


def draw_pair(chance: Random) -> tuple[Draft, Case]:
    draft = draw_draft(chance)
    return draft, Case(policies=draw_policies(draft), request=draft.request)


def add_statement(draft: Draft, case: Case, effect: str) -> Policies:
    """The policies with one more statement in each of them."""

    def add(place: Place) -> Callable[[NamedPolicy], NamedPolicy]:
        def to_policy(one: NamedPolicy) -> NamedPolicy:
            added = replace(statement(draft, place), effect=effect, not_principals=())
            if place in (Place.RESOURCE, Place.TRUST) and not added.principals:
                return one
            return replace(one, document=replace(one.document, statements=(*one.document.statements, added)))

        return to_policy

    there, limit, rcp = case.policies, add(Place.LIMIT), add(Place.RCP)
    of_resource = add(Place.TRUST if case.request.action.startswith("sts:") else Place.RESOURCE)
    return replace(
        there,
        identity=tuple(map(add(Place.IDENTITY), there.identity)),
        sessions=tuple(map(limit, there.sessions)),
        boundary=there.boundary and limit(there.boundary),
        scps=tuple(tuple(map(limit, level)) for level in there.scps),
        rcps=tuple(tuple(map(rcp, level)) for level in there.rcps),
        resource=there.resource and of_resource(there.resource),
    )


@given(CHANCES)
def test_a_boundary_never_grants(chance: Random) -> None:
    draft, case = draw_pair(chance)
    unbound = replace(case.policies, boundary=None)
    bound = replace(unbound, boundary=policy(draft, Place.LIMIT, "boundary"))
    if decide(unbound, case.request) is not Decision.ALLOWED:
        assert decide(bound, case.request) is not Decision.ALLOWED


@given(CHANCES)
def test_a_level_of_an_organization_never_grants(chance: Random) -> None:
    draft, case = draw_pair(chance)
    scps = replace(case.policies, scps=(*case.policies.scps, *levels(draft, Place.LIMIT)))
    rcps = replace(case.policies, rcps=(*case.policies.rcps, *levels(draft, Place.RCP)))
    if decide(case.policies, case.request) is not Decision.ALLOWED:
        assert decide(scps, case.request) is not Decision.ALLOWED
        assert case.request.caller is None or decide(rcps, case.request) is not Decision.ALLOWED


# reasons


@given(cases())
def test_an_evaluation_decides_as_a_decision(case: Case) -> None:
    assert evaluate(case).decision is decide(case.policies, case.request)


@given(cases())
def test_what_decides_applies_and_has_the_effect_of_the_decision(case: Case) -> None:
    asked, found = asked_of(case), evaluate(case)
    assert {one.statement.effect for one in found.deciding} <= EFFECTS[found.decision]
    assert all(missed(one, case, asked) == [] for one in found.deciding)
    assert found.deciding or found.decision is not Decision.EXPLICIT_DENY


@given(cases())
def test_nothing_lacks_where_access_is_allowed_and_something_where_nothing_decides(case: Case) -> None:
    found = evaluate(case)
    assert not (found.lacking and found.decision is Decision.ALLOWED)
    assert found.lacking or found.decision is not Decision.IMPLICIT_DENY


@given(cases())
def test_a_near_miss_misses_by_the_element_that_it_names(case: Case) -> None:
    asked = asked_of(case)
    for one in evaluate(case).near_misses:
        version = version_of(one.at, case)
        assert missed(one.at, case, asked) == [one.element]
        unmet = {each for each in one.at.statement.conditions if not holds(each, asked.context, version)}
        assert set(one.conditions) == (unmet if one.element is Element.CONDITION else set())


@given(cases())
def test_missing_keys_are_those_that_near_misses_ask_for_in_vain(case: Case) -> None:
    context, found = asked_of(case).context, evaluate(case)
    wanted = {each.key.lower() for one in found.near_misses for each in one.conditions}
    missing = {one.lower() for one in found.missing_keys}
    assert wanted - set(context) <= missing
    assert missing.isdisjoint(key for key, values in context.items() if values)
    assert list(found.missing_keys) == sorted(found.missing_keys)


def asked_of(case: Case) -> Asked:
    return ask(case.request, has_boundary=case.policies.boundary is not None)


def missed(at: StatementAt, case: Case, asked: Asked) -> list[Element]:
    """The elements that a statement, which stands where it says, misses the request by."""
    assert document_of(at, case).document.statements[at.number] == at.statement
    version = version_of(at, case)
    return [one for one in Element if not matches(one, at.statement, version, at.kind, asked)]


def version_of(at: StatementAt, case: Case) -> str:
    return document_of(at, case).document.version


def document_of(at: StatementAt, case: Case) -> NamedPolicy:
    """The policy that a place is in; levels repeat their policies' names."""
    found = [policy for kind, policy in every_policy(case.policies, case.request) if is_there(at, kind, policy)]
    return found[0]


def is_there(at: StatementAt, kind: PolicyKind, policy: NamedPolicy) -> bool:
    statements = policy.document.statements
    return (kind, policy.name) == (at.kind, at.policy) and at.statement in statements[at.number : at.number + 1]
