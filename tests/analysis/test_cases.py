"""The random cases reach everything that they are there for."""

from collections import Counter
from collections.abc import Iterator
from itertools import product

from generator.analysis.evaluation.evaluation import Element
from generator.model.access import Decision, PolicyKind
from generator.model.policy import BoundStatement
from tests.analysis.cases import Case, seeded_case
from tests.analysis.cases_vocabulary import FAMILIES
from tests.analysis.naive.conditions import holds, take_apart
from tests.analysis.naive.decide import decide, every_policy
from tests.analysis.naive.statement import ask, matches

CASES = tuple(map(seeded_case, range(5000)))
OPERATORS = sorted({one for family in FAMILIES for one in family.operators})
ELEMENTS = ("Action", "NotAction", "Resource", "NotResource")


def test_every_decision_falls_in_at_least_15_percent() -> None:
    found = Counter(decide(one.policies, one.request) for one in CASES)
    assert min(found[one] for one in Decision) >= len(CASES) * 0.15


def test_every_operator_is_met_and_not_met_in_every_form() -> None:
    found = {(*take_apart(operator), met) for case in CASES for operator, met in conditions(case)}
    sets = ("", "ForAllValues", "ForAnyValue")
    plain = {(one, operator, False, met) for one, operator, met in product(sets, OPERATORS, (True, False))}
    if_exists = {("", operator, True, met) for operator, met in product(OPERATORS, (True, False))}
    null = {("", "Null", False, met) for met in (True, False)}
    assert plain | if_exists | null <= found


def test_every_element_matches_and_does_not_in_every_kind_of_policy() -> None:
    found = {one for case in CASES for one in elements(case)}
    everywhere = set(product(PolicyKind, ELEMENTS, (True, False)))
    named = set(product((PolicyKind.RESOURCE,), ("Principal", "NotPrincipal"), (True, False)))
    assert everywhere | named <= found


def conditions(case: Case) -> Iterator[tuple[str, bool]]:
    """Every condition of a case's policies, and whether the request meets it."""
    context = ask(case.request, has_boundary=False).context
    for _, policy in every_policy(case.policies, case.request):
        for statement in policy.document.statements:
            for one in statement.conditions:
                yield one.operator, holds(one, context, policy.document.version)


def elements(case: Case) -> Iterator[tuple[PolicyKind, str, bool]]:
    """Every element of a case's statements, and whether the request matches it."""
    asked = ask(case.request, has_boundary=case.policies.boundary is not None)
    for kind, policy in every_policy(case.policies, case.request):
        for statement in policy.document.statements:
            for element in (Element.PRINCIPAL, Element.ACTION, Element.RESOURCE):
                for name in spellings(statement, element):
                    yield kind, name, matches(element, statement, policy.document.version, kind, asked)


def spellings(statement: BoundStatement, element: Element) -> list[str]:
    """`Action`, `NotAction` or nothing: the form in which a statement has an element."""
    forms = {
        Element.PRINCIPAL: (statement.principals, statement.not_principals),
        Element.ACTION: (statement.actions, statement.not_actions),
        Element.RESOURCE: (statement.resources, statement.not_resources),
    }
    return [f"{prefix}{element.value}" for prefix, values in zip(("", "Not"), forms[element], strict=True) if values]
