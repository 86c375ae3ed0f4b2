"""Access tests → requests."""

import pytest

from generator.analysis.access_tests.cases import Reach
from generator.analysis.access_tests.resources import arns_of
from generator.model.target import Bindings
from generator.reference.lookup import find_action
from generator.reference.services import find_service
from tests.analysis.access_tests.profiles import PIPELINE, WEB, messages, proofs, with_tests
from tests.compiler.profile_text import DEV, Json, compiled, problems

OWN = "eu-west-1:111122223333:"
PLACE = Bindings(partition="aws", region="eu-west-1", account="111122223333")


def arns(service: str, action: str, name: str) -> tuple[str, ...]:
    found = find_service(service)
    assert found is not None
    known = find_action(found, action)
    assert known is not None
    return arns_of(name, found, known, PLACE)


@pytest.mark.parametrize(
    ("service", "action", "name", "arn"),
    [
        ("imagebuilder", "GetImagePipeline", "image-pipeline/web", f"{PIPELINE}web"),
        ("imagebuilder", "GetImage", "image/web/1.0.0/1", f"arn:aws:imagebuilder:{OWN}image/web/1.0.0/1"),
        ("s3", "GetObject", "bucket/a/b", "arn:aws:s3:::bucket/a/b"),
        ("s3", "ListBucket", "bucket", "arn:aws:s3:::bucket"),
        ("iam", "PassRole", "role/path/name", "arn:aws:iam::111122223333:role/path/name"),
        ("logs", "GetLogEvents", "log-group:/a:log-stream:y", f"arn:aws:logs:{OWN}log-group:/a:log-stream:y"),
        ("sns", "Publish", "topic", f"arn:aws:sns:{OWN}topic"),
        ("imagebuilder", "ListImages", "*", "*"),
        ("imagebuilder", "GetImage", "**", "*"),
        ("imagebuilder", "GetImage", "arn:aws:imagebuilder:eu-west-1:aws:image/x/1/1", None),
        ("imagebuilder", "GetImage", "arn:aws:imagebuilder:*:image/x/*", None),
        ("s3", "GetObject", "arn:aws:s3:*", None),
        ("s3", "GetObject", "arn:aws:s3:::acme/*", None),
    ],
)
def test_a_name_is_an_arn_of_the_actions_types(service: str, action: str, name: str, arn: str | None) -> None:
    assert arns(service, action, name) == (arn or name,)


@pytest.mark.parametrize(
    ("service", "action", "name"),
    [
        ("imagebuilder", "GetImage", "image-pipeline/web"),
        ("kms", "Decrypt", "topic"),
        ("s3", "GetObject", "acme"),
        ("s3", "GetObject", "arn:foo"),
        ("s3", "GetObject", "arn:aws:s3:::acme"),
        ("s3", "GetObject", "arn:aws:ec2:eu-west-1:111122223333:instance/x"),
        ("s3", "GetObject", "arn:aws-cn:s3:::acme/a"),
        ("s3", "ListBucket", "acme/a"),
        ("imagebuilder", "ListImages", "image/x/1/1"),
    ],
)
def test_an_action_does_not_act_on_resources_of_other_types(service: str, action: str, name: str) -> None:
    assert arns(service, action, name) == ()


def test_a_name_with_wildcards_means_every_format_that_it_can_follow() -> None:
    assert set(arns("s3", "GetObject", "a*")) == {"arn:aws:s3:::a*", f"arn:aws:s3:{OWN}a*"}
    assert arns("imagebuilder", "GetImage", "image/*") == (f"arn:aws:imagebuilder:{OWN}image/*",)


def test_every_action_on_every_resource_in_every_context_is_asked() -> None:
    other = {**WEB, "aws:ResourceTag/Team": "ops"}
    test = {
        "deny": ["UpdateImagePipeline", "StartImagePipelineExecution"],
        "resource": ["image-pipeline/x", "image-pipeline/y"],
        "context": [WEB, other],
    }
    assert len(proofs(with_tests(test)).outcomes) == 8


def test_a_test_can_be_meant_for_some_targets_only() -> None:
    cn = {"name": "cn", "account": "444455556666", "region": "cn-north-1"}
    test = {"allow": "ListImagePipelines"}
    assert len(proofs(with_tests(test, targets=[DEV, cn])).outcomes) == 2
    only = proofs(with_tests({**test, "targets": "cn"}, targets=[DEV, cn])).outcomes
    assert [one.case.subject.place.name for one in only] == ["cn"]


def test_texts_are_read_in_the_target() -> None:
    inputs = {"names": {"type": "list(string)", "description": "N.", "default": ["web-a", "web-b"]}}
    test = {
        "allow": "StartImagePipelineExecution",
        "resource": "image-pipeline/${input.names}",
        "context": {"aws:ResourceTag/Team": "${account}", "aws:PrincipalTag/Team": "${account}"},
    }
    found = proofs(with_tests(test, inputs=inputs))
    assert found.problems == ()
    assert [one.request.resource for one in found.outcomes] == [f"{PIPELINE}web-a", f"{PIPELINE}web-b"]
    assert ("aws:PrincipalTag/Team", ("111122223333",)) in found.outcomes[0].request.context


def test_the_personas_role_and_account_are_in_the_context_unless_the_test_says_otherwise() -> None:
    written = with_tests(
        {"allow": "ListImagePipelines"}, {"allow": "ListImagePipelines", "context": {"AWS:principalarn": "x"}}
    )
    written["personas"]["a"]["identity"] = {"kind": "role", "trust": {"accounts": ["self"]}}
    first, second = proofs(written).outcomes
    assert ("aws:PrincipalArn", ("arn:aws:iam::111122223333:role/a",)) in first.request.context
    assert [value for key, value in second.request.context if key.lower() == "aws:principalarn"] == [("x",)]


@pytest.mark.parametrize(
    ("test", "reach"),
    [
        ({"deny": "DeleteImage"}, Reach.EVERY),
        ({"deny": "DeleteImage", "resource": "image/*"}, Reach.EVERY),
        ({"deny": "DeleteImage", "resource": "image/x/1.0.0/1"}, Reach.ONE),
        ({"allow": "ListImagePipelines"}, Reach.ONE),
    ],
)
def test_a_deny_without_one_resource_is_meant_for_all(test: Json, reach: Reach) -> None:
    assert {one.case.reach for one in proofs(with_tests(test)).outcomes} == {reach}


@pytest.mark.parametrize(
    ("test", "message"),
    [
        ({"allow": "GetImagePipeline"}, "`imagebuilder:GetImagePipeline` acts on resources, and this test names none"),
        (
            {"allow": "GetImagePipeline", "resource": "image/x/1/1"},
            "`imagebuilder:GetImagePipeline` does not act on `image/x/1/1`",
        ),
        (
            {"allow": "GetImagePipeline", "resource": "image-pipeline/w*"},
            "a request is on one resource, not on `image-pipeline/w*`",
        ),
        ({"allow": "GetImg"}, "service `imagebuilder` has no action `GetImg`"),
        ({"allow": "ListImages", "targets": "nowhere"}, "no target is called `nowhere`"),
    ],
)
def test_what_cannot_be_asked_is_told(test: Json, message: str) -> None:
    assert messages(with_tests(test)) == [message]


def test_a_denied_wildcard_stays_one() -> None:
    (one,) = proofs(with_tests({"deny": "iam:*"})).outcomes
    assert (one.case.request.action, one.holds) == ("iam:*", True)
    (found,) = messages(with_tests({"deny": "Get*"}))
    assert found.startswith("`a` is allowed `imagebuilder:GetImagePipeline` on `arn:aws:imagebuilder:")


def test_an_input_that_only_a_test_reads_is_used() -> None:
    inputs = {"pipeline": {"type": "string", "description": "N.", "default": "web-a"}}
    test = {"deny": "DeleteImagePipeline", "resource": "image-pipeline/${input.pipeline}"}
    remarks = [one.code for one in compiled(with_tests(test, inputs=inputs)).remarks]
    assert "unused-input" not in remarks
    assert "unused-input" in [one.code for one in compiled(with_tests({"deny": "iam:*"}, inputs=inputs)).remarks]


@pytest.mark.parametrize(
    ("test", "code", "message"),
    [
        (
            {"deny": "GetImage", "resource": "image/x/1/1", "context": {"aws:ResourceTags/Team": "web"}},
            "unknown-condition-key",
            "no request carries a condition key `aws:ResourceTags/Team`",
        ),
        (
            {"deny": "GetImage", "resource": "image/x/1/1", "context": {"aws:SourceIp": "10.0.0.1/33"}},
            "context-value",
            "`10.0.0.1/33` cannot be a value of `aws:SourceIp`, which is an IP address",
        ),
        (
            {"deny": "GetImage", "resource": "image/x/1/1", "context": {"aws:MultiFactorAuthPresent": "maybe"}},
            "context-value",
            "`maybe` cannot be a value of `aws:MultiFactorAuthPresent`, which is `true` or `false`",
        ),
        (
            {"deny": "GetImage", "resource": "image/x/1/1", "context": {"aws:SourceVpc": "a", "aws:sourcevpc": "b"}},
            "conflict",
            "`aws:sourcevpc` stands twice in this context, the other time as `aws:SourceVpc`",
        ),
        (
            {"deny": "GetImage", "resource": "image/${aws:username}/1/1"},
            "unknown-reference",
            "a request carries values, not the policy variable `${aws:username}`",
        ),
    ],
)
def test_what_no_request_carries_is_told(test: Json, code: str, message: str) -> None:
    (problem,) = problems(with_tests(test))
    assert (problem.code, problem.message) == (code, message)


def test_of_a_wildcards_actions_those_are_asked_that_act_on_the_resource() -> None:
    found = proofs(with_tests({"deny": "Delete*", "resource": "image/x/1.0.0/1"})).outcomes
    assert [one.request.action for one in found] == ["imagebuilder:DeleteImage"]
    assert messages(with_tests({"deny": "Delete*", "resource": "nothing/x"})) == [
        "`imagebuilder:Delete*` does not act on `nothing/x`"
    ]


def test_every_resource_can_be_said_with_a_star() -> None:
    (found,) = messages(with_tests({"deny": "GetImagePipeline", "resource": "*"}))
    assert found.startswith("`a` is allowed `imagebuilder:GetImagePipeline` on `arn:aws:imagebuilder:")
    assert messages(with_tests({"allow": "GetImagePipeline", "resource": "*"})) == [
        "a request is on one resource, not on `*`"
    ]
