"""`iam-personas explain`, as a user meets it."""

import json
import os
import shlex
import stat
import subprocess
from pathlib import Path

import pytest

from tests.cli.test_commands import COMMAND, ROOT, run

CASES = ROOT / "tests/cases/denials"
PIPELINE = "arn:aws:imagebuilder:eu-west-1:111122223333:image-pipeline/release-1"
SESSION = "arn:aws:sts::111122223333:assumed-role/image-builder-viewer/jane"
START = (
    f"User: {SESSION} is not authorized to perform: imagebuilder:StartImagePipelineExecution on resource: {PIPELINE}"
)
COMPONENT = "arn:aws:imagebuilder:eu-west-1:111122223333:component/web/1.0.0/1"
POLICY = f"User: {SESSION} is not authorized to perform: imagebuilder:GetComponentPolicy on resource: {COMPONENT}"
OUTSIDE = f"{START} because no session policy allows the imagebuilder:StartImagePipelineExecution action"


SMALL = """\
version: 1
service: imagebuilder
naming: {prefix: image-builder-, path: /image-builder/}
targets: [{name: dev, account: "111122223333", region: eu-west-1}]
personas:
  viewer: # who only looks
    title: Viewer
    description: Looks.
    identity: {kind: role, trust: {accounts: [self]}}
    can:
      - actions: [ListImages]   # two spaces too many
    tests:
      - deny: StartImagePipelineExecution
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "profiles.yaml").write_text(SMALL)
    return tmp_path


def piped(text: bytes, *arguments: str, cwd: Path = CASES) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [*COMMAND, "explain", *arguments], cwd=cwd, env=env, input=text, capture_output=True, check=False
    )


def test_a_message_without_quotes_is_read_as_one() -> None:
    result = run("explain", *OUTSIDE.split(" "), cwd=CASES)
    assert (result.returncode, result.stderr) == (0, "")
    assert "`viewer` in `dev`" in result.stdout.splitlines()[0]
    assert "A session policy refused it." in result.stdout


@pytest.mark.parametrize("dash", [(), ("-",)], ids=["pipe", "dash"])
def test_a_pipe_is_read_whatever_its_bytes_are(dash: tuple[str, ...]) -> None:
    result = piped(b"\xff\x00\x1b[31m " + OUTSIDE.encode() + b"\r\n", *dash)
    assert result.returncode == 0
    assert b"A session policy refused it." in result.stdout
    assert b"\x1b" not in result.stdout


def test_a_file_is_read_only_when_it_is_named_as_one(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text(OUTSIDE)
    assert run("explain", "--file", str(log), cwd=CASES).returncode == 0
    assert run("explain", str(log), cwd=CASES).returncode == 1
    assert "error[unreadable-file]" in run("explain", "--file", str(tmp_path / "none"), cwd=CASES).stderr
    assert run("explain", "--file", str(log), OUTSIDE, cwd=CASES).returncode == 2


def test_a_text_without_a_refusal_fails_and_says_what_can_be_read() -> None:
    result = run("explain", "hello", cwd=CASES)
    assert result.returncode == 1
    assert "is not authorized to perform: SERVICE:ACTION on resource: ARN" in result.stdout


def test_several_refusals_are_counted_and_each_is_answered_once() -> None:
    other = OUTSIDE.replace("/jane", "/joe")
    result = piped(f"{OUTSIDE}\n{other}\n{OUTSIDE.replace('viewer', 'stranger')}\n".encode())
    lines = result.stdout.decode().splitlines()
    assert lines[0] == "3 refusals, 2 of them different"
    assert sum(line.startswith("AWS refused ") and "`imagebuilder:Start" in line for line in lines) == 2
    assert any(line.startswith("How often") and line.endswith("2 times in this text") for line in lines)


def test_who_asked_can_be_said() -> None:
    stranger = OUTSIDE.replace("image-builder-viewer", "somebody")
    result = run("explain", "--persona", "viewer", "--target", "prod", stranger, cwd=CASES)
    assert "to `viewer` in `prod`" in result.stdout.splitlines()[0]
    wrong = run("explain", "--persona", "viewr", "--target", "moon", stranger, cwd=CASES)
    assert wrong.returncode == 1
    assert (
        "--persona: error[unknown-persona]: no persona is called `viewr`\n  hint: did you mean `viewer`?"
        in wrong.stderr
    )
    assert "--target: error[unknown-target]" in wrong.stderr


def test_what_the_request_carried_can_be_said() -> None:
    message = START.replace("viewer", "service-user").replace("release-1", "web-1")
    team = ("--context", "aws:ResourceTag/Team=web", "--context", "aws:PrincipalTag/Team=web")
    assert "The profile already lets `service-user`" in run("explain", message, *team, cwd=CASES).stdout


def test_a_profile_with_problems_is_told_as_by_every_command(tmp_path: Path) -> None:
    (tmp_path / "profiles.yaml").write_text("version: 1\nservce: imagebuilder\n")
    result = run("explain", OUTSIDE, cwd=tmp_path)
    assert (result.returncode, result.stdout) == (1, "")
    assert "error[" in result.stderr


def test_programs_get_json_and_issues_get_markdown() -> None:
    body = json.loads(run("explain", OUTSIDE, "--format", "json", cwd=CASES).stdout)
    (found,) = body["explanations"]
    assert (found["kind"], found["denial"]["caller"]) == ("denial", SESSION)
    assert found["personas"][0]["says"] == "decided outside of the profile"
    markdown = run("explain", OUTSIDE, "--format", "markdown", cwd=CASES).stdout
    assert markdown.startswith("## AWS refused `imagebuilder:StartImagePipelineExecution` to `viewer` in `dev`\n")


def test_the_text_to_send_is_a_change_that_git_applies(folder: Path) -> None:
    result = run("explain", POLICY, cwd=folder)
    assert "The change that would allow it" in result.stdout
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    sent = result.stdout.split("- - - - -\n")[-2]
    subprocess.run(["git", "apply"], cwd=folder, input=sent, text=True, check=True)
    again = run("explain", POLICY, cwd=folder)
    assert "The profile already lets `viewer` do `imagebuilder:GetComponentPolicy` there:" in again.stdout


def test_apply_makes_the_change_keeps_the_mode_and_says_what_is_next(folder: Path) -> None:
    profile = folder / "profiles.yaml"
    profile.chmod(0o640)
    result = run("explain", "--apply", POLICY, cwd=folder)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("changed: profiles.yaml\n")
    assert "`iam-personas diff`" in result.stdout
    assert stat.S_IMODE(profile.stat().st_mode) == 0o640
    assert "      - actions: [ListImages]   # two spaces too many\n" in profile.read_text()
    body = json.loads(run("explain", POLICY, "--format", "json", cwd=folder).stdout)
    assert body["explanations"][0]["personas"][0]["says"] == "granted"


def test_apply_writes_nothing_that_breaks_the_profile(folder: Path) -> None:
    before = (folder / "profiles.yaml").read_bytes()
    result = run("explain", "--apply", START, cwd=folder)
    assert (result.returncode, result.stdout) == (1, "")
    assert "error[change-breaks]: the change would break: " in result.stderr
    assert (folder / "profiles.yaml").read_bytes() == before


def test_apply_needs_one_refusal_that_a_change_helps(folder: Path) -> None:
    assert "error[nothing-to-apply]" in run("explain", "--apply", OUTSIDE, cwd=folder).stderr
    two = f"{OUTSIDE}\n{OUTSIDE.replace('viewer', 'stranger')}"
    assert "error[several-denials]" in run("explain", "--apply", two, cwd=folder).stderr


def test_the_encoded_command_is_safe_to_paste() -> None:
    message = "You are not authorized to perform this operation. Encoded authorization failure message: " + "Ab-_" * 40
    result = run("explain", message, cwd=CASES)
    command = next(line for line in result.stdout.splitlines() if line.startswith("aws sts"))
    assert command.endswith("--query DecodedMessage --output text | iam-personas explain -")


def test_the_command_in_the_text_says_what_the_message_does_not(folder: Path) -> None:
    stranger = POLICY.replace("image-builder-viewer", "somebody")
    told = ("--persona", "viewer", "--context", "aws:SourceIp=10.0.0.1")
    result = run("explain", *told, stranger, cwd=folder)
    line = next(one for one in result.stdout.splitlines() if one.startswith("  iam-personas explain"))
    made = run(*shlex.split(line)[1:], cwd=folder)
    assert (made.returncode, made.stdout.splitlines()[0]) == (0, "changed: profiles.yaml")
