"""Decisions and their reasons."""

import pytest

from generator.analysis.evaluation.evaluation import Element
from generator.analysis.evaluation.reasons import describe_miss, telling_misses, why
from generator.model.access import Decision, Policies
from tests.analysis.evaluation.policies import OBJECT, allow, deny, evaluate, identity, is_allowed, named, request


@pytest.mark.parametrize(
    ("statements", "decision"),
    [
        ((), Decision.IMPLICIT_DENY),
        ((allow("s3:Get*"),), Decision.ALLOWED),
        ((allow("S3:getobject"),), Decision.ALLOWED),
        ((allow("s3:Put*"),), Decision.IMPLICIT_DENY),
        ((allow("s3:*"), deny("*:Get*")), Decision.EXPLICIT_DENY),
        ((allow("s3:*"), deny("s3:Put*")), Decision.ALLOWED),
        ((deny("s3:GetObject"),), Decision.EXPLICIT_DENY),
        (({"Effect": "Allow", "NotAction": "s3:Put*", "Resource": "*"},), Decision.ALLOWED),
        (({"Effect": "Allow", "NotAction": "s3:Get*", "Resource": "*"},), Decision.IMPLICIT_DENY),
        (({"Effect": "Allow", "Action": "s3:GetObject"},), Decision.IMPLICIT_DENY),
        (({"Effect": "Allow", "Resource": "*"},), Decision.IMPLICIT_DENY),
    ],
)
def test_a_decision(statements: tuple[dict[str, object], ...], decision: Decision) -> None:
    assert evaluate(identity(*statements), request()).decision is decision


def test_without_any_policy_nothing_is_allowed() -> None:
    assert not is_allowed(Policies(), request())


def test_the_statements_that_decided_are_named() -> None:
    policies = identity(allow(Sid="A"), allow("ec2:*", Sid="B"), allow("s3:Get*", Sid="C"))
    assert [one.statement.sid for one in evaluate(policies, request()).deciding] == ["A", "C"]
    denied = evaluate(identity(allow(), deny(Sid="D"), deny("ec2:*", Sid="E")), request())
    assert [(one.number, one.statement.sid) for one in denied.deciding] == [(1, "D")]


def test_a_near_miss_names_the_element_and_the_conditions() -> None:
    policies = identity(
        allow("s3:PutObject", Sid="Action"),
        allow("s3:GetObject", "arn:aws:s3:::c/*", Sid="Resource"),
        allow("s3:GetObject", Sid="Condition", Condition={"Bool": {"aws:SecureTransport": "true"}}),
        allow("s3:PutObject", "arn:aws:s3:::c/*", Sid="Far"),
    )
    found = evaluate(policies, request())
    assert [(one.at.statement.sid, one.element) for one in found.near_misses] == [
        ("Action", Element.ACTION),
        ("Resource", Element.RESOURCE),
        ("Condition", Element.CONDITION),
    ]
    assert found.missing_keys == ("aws:SecureTransport",)
    assert [describe_miss(one, found.missing_keys) for one in telling_misses(found)] == [
        (
            "the statement `Condition` of p would allow it if `aws:SecureTransport` Bool `true`; "
            "the request carries no `aws:SecureTransport`"
        ),
        "the statement `Resource` of p would allow it on `arn:aws:s3:::c/*`",
    ]


def test_of_an_allowed_request_the_denies_that_nearly_applied_are_named() -> None:
    policies = identity(allow(), deny("s3:GetObject", Sid="D", Condition={"Bool": {"aws:ViaAWSService": "true"}}))
    found = evaluate(policies, request())
    assert [(one.at.statement.sid, one.element) for one in found.near_misses] == [("D", Element.CONDITION)]


def test_the_reason_is_told_in_words() -> None:
    assert why(evaluate(identity(allow(Sid="A")), request())) == "allowed by the statement `A` of p"
    assert why(evaluate(identity(deny()), request())) == "denied by the statement 1 of `p` of p"
    assert why(evaluate(identity(boundary=named()), request())) == (
        "no identity-based policy and no permissions boundary allows it"
    )


def test_a_resource_with_many_colons_is_looked_at_step_by_step() -> None:
    many = "arn:aws:s3:::b/" + ":" * 40
    assert is_allowed(identity(allow(resource="arn:aws:s3:::b/*")), request(resource=many))
    assert not is_allowed(identity(allow(resource=OBJECT)), request(resource=many))
