"""What a policy is attached to, told from its own words."""

import pytest

from generator.analysis.lint.guess import guess_kind, is_policy
from generator.analysis.lint.kind import Kind
from generator.analysis.lint.read_json import read_json
from tests.analysis.lint.case import allow, control, federate, grant, policy, trust


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (policy(allow()), Kind.IDENTITY),
        (policy(allow(Action="sts:AssumeRole")), Kind.IDENTITY),
        (policy(grant()), Kind.RESOURCE),
        (policy(allow(), control()), Kind.RESOURCE),
        (policy(grant(Principal=None, NotPrincipal="*")), Kind.RESOURCE),
        (policy(trust()), Kind.TRUST),
        (policy(federate("accounts.google.com"), trust(Action=["STS:AssumeRole", "sts:TagSession"])), Kind.TRUST),
        (policy(trust(), trust(Action="sts:*")), Kind.TRUST),
        (policy(trust(Action="sts:AssumeRole", Resource="*")), Kind.TRUST),
        (policy(trust(Action="sts:*", Resource="*")), Kind.RESOURCE),
        ("[]", Kind.IDENTITY),
    ],
)
def test_principals_and_actions_tell_the_kind(text: str, kind: Kind) -> None:
    assert guess_kind(read_json(text)) is kind


@pytest.mark.parametrize(("text", "wanted"), [('{"Statement": 1}', True), ('{"statement": []}', False), ("[]", False)])
def test_a_policy_is_an_object_with_statements(text: str, wanted: bool) -> None:
    assert is_policy(read_json(text)) is wanted
