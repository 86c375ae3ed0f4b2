"""Who comes in by a compiled trust policy, and who stays out: our evaluator decides, and the naive one.

Others' evaluators are asked in tests/oracles/iam_simulate.
"""

import json

import pytest

from generator.analysis.evaluation.evaluator import prepare
from generator.analysis.lint.finding import FindingType
from generator.analysis.lint.kind import Kind
from generator.analysis.lint.lint import lint_json
from generator.model.access import Decision
from generator.model.policy_json import document_json
from tests.analysis.naive.decide import decide
from tests.analysis.trust.cases import TRUSTS, Ask, document, policies, requests

INS = {f"{name}: {who}": (name, ask) for name, one in TRUSTS.items() for who, ask in one.ins.items()}
OUTS = {f"{name}: {who}": (name, ask) for name, one in TRUSTS.items() for who, ask in one.outs.items()}
UNSAFE = (FindingType.ERROR, FindingType.SECURITY_WARNING)


def decisions(name: str, ask: Ask) -> set[Decision]:
    evaluator = prepare(policies(name))
    found = [evaluator.decide(one) for one in requests(ask)]
    assert found == [decide(policies(name), one) for one in requests(ask)]
    return set(found)


@pytest.mark.parametrize(("name", "ask"), INS.values(), ids=INS)
def test_who_is_trusted_comes_in(name: str, ask: Ask) -> None:
    assert decisions(name, ask) == {Decision.ALLOWED}


@pytest.mark.parametrize(("name", "ask"), OUTS.values(), ids=OUTS)
def test_who_is_not_trusted_stays_out(name: str, ask: Ask) -> None:
    assert Decision.IMPLICIT_DENY in decisions(name, ask)


@pytest.mark.parametrize("name", TRUSTS)
def test_lint_has_no_fear_of_it(name: str) -> None:
    found = lint_json(json.dumps(document_json(document(name))), Kind.TRUST)
    assert [one for one in found if one.type in UNSAFE] == []
