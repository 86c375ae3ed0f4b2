"""Several steps on one resource: what is shared stays one, what a request carries for itself is renamed apart."""

import pytest

from generator.analysis.comparison.search import Witness, search
from generator.analysis.escalation.joint import Part, join, split
from generator.analysis.evaluation.evaluator import prepare
from generator.analysis.questions import just
from generator.model.access import Decision, Policies
from generator.model.policy import BoundStatement
from tests.analysis.escalation.worlds import IAM, allow, deny, holder, when

ATTACH = Part("iam:AttachRolePolicy", just(("iam:AttachRolePolicy",), (f"{IAM}role/*",)))
ASSUME = Part("sts:AssumeRole", just(("sts:AssumeRole",), (f"{IAM}role/*",)))


def policies(*statements: BoundStatement) -> Policies:
    return holder(statements).subject.policies


def found(*statements: BoundStatement) -> bool:
    return isinstance(search(join(policies(*statements), (ATTACH, ASSUME))), Witness)


def test_the_answer_is_one_resource_and_every_part_of_it_is_allowed() -> None:
    asked = policies(
        allow(["iam:*"], [f"{IAM}role/a*"], [when("StringLike", "iam:PolicyARN", "*")]),
        allow(["sts:*"], [f"{IAM}role/*z"]),
    )
    answer = search(join(asked, (ATTACH, ASSUME)))
    assert isinstance(answer, Witness)
    requests = split(answer.request, (ATTACH, ASSUME))
    assert len({one.resource for one in requests}) == 1
    assert [one.action for one in requests] == [ATTACH.action, ASSUME.action]
    assert all(prepare(asked).decide(one) is Decision.ALLOWED for one in requests)
    assert [key for key, _ in requests[1].context] == []


@pytest.mark.parametrize("key", ["aws:ResourceTag/Team", "iam:ResourceTag/Team", "iam:PermissionsBoundary"])
def test_what_the_resource_is_must_be_the_same_for_all(key: str) -> None:
    a, b = (allow([one], conditions=[when("StringEquals", key, name)]) for one, name in _pairs())
    assert not found(a, b)


@pytest.mark.parametrize("key", ["aws:PrincipalTag/Team", "aws:username"])
def test_who_the_caller_is_must_be_the_same_for_all(key: str) -> None:
    a, b = (allow([one], conditions=[when("StringEquals", key, name)]) for one, name in _pairs())
    assert not found(a, b)


@pytest.mark.parametrize("key", ["aws:RequestTag/Team", "iam:PolicyARN", "aws:CalledVia", "aws:SourceIp"])
def test_what_a_request_carries_may_differ(key: str) -> None:
    a, b = (allow([one], conditions=[when("StringEquals", key, name)]) for one, name in _pairs())
    assert found(a, b)


def test_a_variable_reads_the_key_of_its_own_request() -> None:
    named = when("StringEquals", "aws:ResourceTag/Team", "${aws:RequestTag/Team}")
    assert found(allow([ATTACH.action], conditions=[named]), allow([ASSUME.action]))


def test_a_deny_of_one_part_on_a_resource_counts_for_the_whole() -> None:
    both = allow([ATTACH.action, ASSUME.action], [f"{IAM}role/one"])
    assert found(both)
    assert not found(both, deny([ASSUME.action], [f"{IAM}role/one"]))


def _pairs() -> list[tuple[str, str]]:
    return [(ATTACH.action, "a"), (ASSUME.action, "b")]
