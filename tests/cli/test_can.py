"""`iam-personas can`, as a user meets it."""

import json

from tests.cli.test_commands import run

WEB = ("--context", "aws:ResourceTag/Team=web", "--context", "aws:PrincipalTag/Team=web")
START = "StartImagePipelineExecution"


def test_an_allowed_request_names_the_statement_and_the_line() -> None:
    result = run("can", "service-user", START, "image-pipeline/web-a", *WEB)
    assert (result.returncode, result.stderr) == (0, "")
    first, second, quoted, caret = result.stdout.splitlines()
    assert first == (
        f"allowed: `service-user` may `imagebuilder:{START}` on "
        "`arn:aws:imagebuilder:eu-west-1:111122223333:image-pipeline/web-a` in `dev`"
    )
    assert second.startswith("  allowed by the statement `ImagePipelineIfResourceTagTeam` of profiles.yaml:")
    assert "- capability: run-pipelines" in quoted
    assert caret.strip("| ") == "^" * len("capability")


def test_a_denied_request_says_what_is_missing_and_has_its_own_exit_code() -> None:
    result = run("can", "service-user", START, "image-pipeline/web-a", *WEB[:2])
    assert result.returncode == 4
    assert "denied: `service-user` may not" in result.stdout
    assert "the request carries no `aws:PrincipalTag/Team`" in result.stdout


def test_without_a_resource_any_is_asked() -> None:
    assert "on any resource in `dev`, whatever the request carries" in run("can", "viewer", "DeleteImage").stdout
    result = run("can", "service-user", START)
    assert result.returncode == 0
    assert "  where the request carries `aws:PrincipalTag/Team: " in result.stdout


def test_an_explicit_deny_is_told() -> None:
    result = run("can", "service-user", "DeleteImage", "image/x/1.0.0/1", "--target", "prod")
    assert result.returncode == 4
    assert "  denied by the statement `DenyAnyResource`" in result.stdout
    assert "in `prod`" in result.stdout


def test_programs_get_json() -> None:
    result = run("can", "service-user", START, "image-pipeline/web-a", *WEB, "--format", "json")
    body = json.loads(result.stdout)
    assert (body["decision"], body["target"]) == ("allowed", "dev")
    assert body["statements"][0]["statement"]["Sid"] == "ImagePipelineIfResourceTagTeam"
    assert body["statements"][0]["origins"][0].startswith("profiles.yaml:")


def test_wrong_words_are_told_with_the_nearest_right_ones() -> None:
    assert "hint: did you mean `service-user`?" in run("can", "service-usr", START).stderr
    assert f"hint: did you mean `{START}`?" in run("can", "viewer", "StartImagePipelinExecution").stderr
    assert "hint: did you mean `dev`?" in run("can", "viewer", START, "--target", "de").stderr
    assert "its resources are `image-pipeline/" in run("can", "viewer", START, "image/x").stderr
    assert "means 77 actions" in run("can", "viewer", "*").stderr
    assert run("can", "viewer", START, "--context", "x").returncode == 2
