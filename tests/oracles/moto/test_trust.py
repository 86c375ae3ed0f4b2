"""moto takes every kind of trust policy."""

from typing import TYPE_CHECKING

import pytest

from generator.model.policy_json import document_json
from tests.analysis.trust.cases import TRUSTS, document
from tests.oracles import registry
from tests.oracles.moto.validator import trust_complaint

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient

pytestmark = pytest.mark.oracle(registry.MOTO)


@pytest.mark.parametrize("name", TRUSTS)
def test_moto_takes_the_trust_policy(name: str, iam: "IAMClient") -> None:
    assert trust_complaint(iam, document_json(document(name))) is None
