"""Whether access tests hold, and what is said when they do not."""

import re

import pytest

from generator.report.diagnostics_text import diagnostics_text
from tests.analysis.access_tests.profiles import PIPELINE, WEB, messages, proofs, with_tests
from tests.compiler.profile_text import Json, codes

START = "StartImagePipelineExecution"
HOLDS: list[Json] = [
    {"allow": START, "resource": "image-pipeline/web-a", "context": WEB},
    {"deny": START, "resource": "image-pipeline/web-a"},
    {"deny": START, "resource": "image-pipeline/other", "context": WEB},
    {"deny": START, "resource": "image-pipeline/ops*"},
    {"deny": ["iam:*", "DeleteImage"]},
    {"deny": START, "context": {"aws:ResourceTag/Team": "a", "aws:PrincipalTag/Team": "b"}},
    {"allow": "GetImagePipeline", "resource": "image-pipeline/any"},
]


@pytest.mark.parametrize("test", HOLDS)
def test_what_the_policies_say_holds(test: Json) -> None:
    assert messages(with_tests(test)) == []


@pytest.mark.parametrize(
    ("test", "message"),
    [
        (
            {"allow": START, "resource": "image-pipeline/web-a"},
            f"`a` is denied `imagebuilder:{START}` on `{PIPELINE}web-a` in `dev`: no identity-based policy allows it",
        ),
        (
            {"deny": "ListImagePipelines"},
            "`a` is allowed `imagebuilder:ListImagePipelines` in `dev`: allowed by the statement `AnyResource` of LINE",
        ),
    ],
)
def test_what_they_do_not_say_is_told_with_the_statement(test: Json, message: str) -> None:
    assert [re.sub(r"profiles.yaml:\d+:\d+", "LINE", one) for one in messages(with_tests(test))] == [message]


def test_a_request_that_every_deny_forgets_is_found() -> None:
    (found,) = messages(with_tests({"deny": START}))
    assert found.startswith("`a` is allowed `imagebuilder:StartImagePipelineExecution` on `arn:aws:imagebuilder:")
    assert codes(with_tests({"deny": START})) == {"access-test"}


def test_a_denied_request_is_told_which_condition_it_lacks() -> None:
    text = diagnostics_text(proofs(with_tests({"allow": START, "resource": "image-pipeline/web-a"})).problems)
    assert "would allow it if `aws:ResourceTag/Team` StringEquals `${aws:PrincipalTag/Team}`" in text
    assert "the request carries no `aws:PrincipalTag/Team` and no `aws:ResourceTag/Team`" in text


def test_an_explicit_deny_is_told_by_its_line() -> None:
    written = with_tests({"allow": "ListImagePipelines"}, cannot=[{"actions": "List*"}])
    (found,) = messages(written)
    assert ": denied by the statement `DenyAnyResource" in found


def test_the_same_failure_in_several_targets_is_told_once() -> None:
    targets = [{"name": f"t{n}", "account": f"{n}11122223333", "region": "eu-west-1"} for n in (1, 2, 3)]
    (found,) = messages(with_tests({"allow": "DeleteImage", "resource": "image/x/1/1"}, targets=targets))
    assert found.endswith("(and in 2 more targets)")


def test_generate_refuses_a_profile_whose_tests_fail() -> None:
    assert codes(with_tests({"allow": "DeleteImage", "resource": "image/x/1/1"})) == {"access-test"}
    assert codes(with_tests({"deny": "DeleteImage"})) == set()


def test_equal_grants_of_two_personas_are_told_by_their_own_lines() -> None:
    written = with_tests({"deny": "ListImagePipelines"})
    written["personas"]["b"] = {**written["personas"]["a"]}
    first, second = proofs(written).problems
    lines = [one.message.rpartition("profiles.yaml:")[2] for one in (first, second)]
    assert len(set(lines)) == 2


UNSEEN = {"identity": {"kind": "instance-profile", "managed_policies": ["AWSServiceRoleForImageBuilder"]}}


def test_what_an_unseen_policy_could_allow_is_not_called_denied() -> None:
    written = with_tests({"deny": ["DeleteImage", "iam:PassRole"]}, {"allow": "ListImagePipelines"})
    written["personas"]["a"] |= UNSEEN
    reason = "`AWSServiceRoleForImageBuilder` is attached to it, and its text is not known here"
    assert messages(written) == [
        f"nobody can tell whether `a` is denied `{action}` in `dev`: {reason}"
        for action in ("iam:PassRole", "imagebuilder:DeleteImage")
    ]


def test_too_many_requests_are_refused() -> None:
    names = [f"image-pipeline/x{number}" for number in range(200)]
    contexts = [{"aws:ResourceTag/Team": f"t{number}"} for number in range(110)]
    test = {"deny": "GetImagePipeline", "resource": names, "context": contexts}
    assert messages(with_tests(test)) == ["the access tests ask more than 20000 requests"]
