"""Words of a profile are found in the Reference, or the nearest right word is told."""

import pytest

from tests.compiler.profile_text import Json, problems, profile


@pytest.mark.parametrize(
    ("grant", "code", "hint"),
    [
        ({"actions": ["GetImag"]}, "unknown-action", "did you mean `GetImage`?"),
        ({"actions": ["s3:GetObjekt"]}, "unknown-action", "did you mean `GetObject`?"),
        ({"actions": ["PassRole"]}, "unknown-action", "did you mean `iam:PassRole`?"),
        ({"actions": ["lambdaa:GetFunction"]}, "unknown-service", "did you mean `lambda`?"),
        ({"service": "imagebuilderr", "access": ["read"]}, "unknown-service", "did you mean `imagebuilder`?"),
        ({"actions": ["Zzz*"]}, "unknown-action", ""),
        ({"capability": "vieww"}, "unknown-capability", "did you mean `view`?"),
    ],
)
def test_the_nearest_right_word_is_told(grant: Json, code: str, hint: str) -> None:
    (one,) = problems(profile([grant]))
    assert (one.code, one.hint) == (code, hint)


def test_a_short_name_needs_a_service() -> None:
    written = profile([{"actions": ["GetObject"]}])
    del written["service"]
    assert [one.code for one in problems(written)] == ["no-service"]


def test_a_retired_service_is_told_from_one_that_never_was() -> None:
    (one,) = problems(profile([{"actions": ["codestar:CreateProject"]}]))
    assert one.message == "the service `codestar` is retired"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"rules": ["a within b"]}, "unknown-persona"),
        ({"rules": ["a cannot iam:PassRolle"]}, "unknown-action"),
    ],
)
def test_rules_name_what_there_is(more: Json, code: str) -> None:
    assert [one.code for one in problems(profile([{"actions": ["GetImage"]}]) | more)] == [code]


def test_tests_name_what_there_is() -> None:
    written = profile([{"actions": ["GetImage"]}])
    written["personas"]["a"]["tests"] = [{"allow": "GetImag"}]
    assert [one.code for one in problems(written)] == ["unknown-action"]
