"""`iam-personas lint`, as a user meets it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-c", "from generator.cli.main import run; run()", "lint")
STATEMENT = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::bucket/*"}


def lint(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run([*COMMAND, *arguments], cwd=cwd, env=env, capture_output=True, text=True, check=False)


def write(path: Path, **elements: object) -> Path:
    statement = {key: value for key, value in (STATEMENT | elements).items() if value is not None}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"Version": "2012-10-17", "Statement": [statement]}, indent=2))
    return path


def test_a_finding_is_printed_with_its_place_and_fails_the_run(tmp_path: Path) -> None:
    write(tmp_path / "policy.json", Action="s3:GetObjekt")
    result = lint("policy.json", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (1, "1 file: 1 error\n")
    assert (
        result.stderr
        == """\
policy.json:6:17: error[INVALID_ACTION]: service `s3` has no action `GetObjekt`
    6 |       "Action": "s3:GetObjekt",
      |                 ^^^^^^^^^^^^^^
  hint: did you mean `GetObject`?
"""
    )


@pytest.mark.parametrize(
    ("elements", "code", "summary"),
    [
        ({}, 0, "no findings"),
        ({"Sid": ""}, 0, "1 suggestion"),
        ({"Condition": {"StringEquals": {"aws:PrincipalTag/a": "b*"}}}, 0, "1 warning"),
        ({"Action": "iam:PassRole", "Resource": "*"}, 1, "1 security warning"),
        ({"Effect": None}, 1, "1 error"),
    ],
    ids=["nothing", "suggestion", "warning", "security-warning", "error"],
)
def test_errors_and_security_warnings_fail_the_run(
    tmp_path: Path, elements: dict[str, object], code: int, summary: str
) -> None:
    write(tmp_path / "policy.json", **elements)
    result = lint("policy.json", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (code, f"1 file: {summary}\n")


def test_our_own_tree_has_no_finding() -> None:
    result = lint("modules", cwd=ROOT)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.endswith("files: no findings\n")


def test_a_folder_s_policies_are_found_and_other_files_passed_over(tmp_path: Path) -> None:
    write(tmp_path / "deep/er/policy.json", Action="s3:GetObjekt")
    write(tmp_path / ".terraform/policy.json", Action="s3:GetObjekt")
    (tmp_path / "package.json").write_text('{"name": "x"}')
    (tmp_path / "broken.json").write_text("{")
    (tmp_path / "large.json").write_text(" " * 2_000_000)
    (tmp_path / "main.tf").write_text('data "aws_iam_policy_document" "x" {\n}\n')
    result = lint(".", cwd=tmp_path)
    assert result.stdout == "3 files: 2 errors, 1 not read\n"
    assert [line.split(": ")[0] for line in result.stderr.splitlines() if "[" in line] == [
        "large.json",
        "main.tf:1:1",
        "deep/er/policy.json:6:17",
    ]


def test_a_json_file_of_a_folder_that_cannot_be_read_is_told_and_fails_nothing(tmp_path: Path) -> None:
    (tmp_path / "large.json").write_text(" " * 2_000_000)
    result = lint(".", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (0, "1 file: 1 not read\n")
    assert "large.json: warning[file-too-large]" in result.stderr


def test_a_kind_can_be_given(tmp_path: Path) -> None:
    write(tmp_path / "policy.json")
    assert lint("policy.json", cwd=tmp_path).returncode == 0
    assert "error[MISSING_PRINCIPAL]" in lint("policy.json", "--kind", "resource", cwd=tmp_path).stderr
    assert lint("policy.json", "--kind", "anything", cwd=tmp_path).returncode == 2


def test_quiet_prints_findings_only(tmp_path: Path) -> None:
    write(tmp_path / "policy.json", Sid="")
    result = lint("policy.json", "--quiet", cwd=tmp_path)
    assert result.stdout == ""
    assert "note[EMPTY_SID_VALUE]" in result.stderr


def test_machines_get_json_and_sarif_on_standard_output(tmp_path: Path) -> None:
    write(tmp_path / "policy.json", Action="iam:PassRole", Resource="*")
    (found,) = json.loads(lint("policy.json", "--format", "json", cwd=tmp_path).stdout)["diagnostics"]
    assert (found["code"], found["severity"], found["line"]) == ("PASS_ROLE_WITH_STAR_IN_RESOURCE", "warning", 7)
    assert found["message"].startswith("security: ")
    (run,) = json.loads(lint("policy.json", "--format", "sarif", cwd=tmp_path).stdout)["runs"]
    assert [one["ruleId"] for one in run["results"]] == ["PASS_ROLE_WITH_STAR_IN_RESOURCE"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("none.json", None, "none.json: error[unreadable-file]: the file cannot be read: No such file or directory"),
        ("binary.json", b"\0", "binary.json: error[binary-file]: this is a binary file, not a policy"),
        ("large.tf", b" " * 2_000_000, "large.tf: error[file-too-large]: the file has more than 1024 KiB"),
        ("latin.json", b'"\xe9"', "latin.json: error[not-utf-8]: the byte at offset 1 is not UTF-8 text"),
        ("broken.tf", b"locals {\n", "broken.tf:1:1: error[unreadable-file]: the file cannot be read: this is not HCL"),
        ("broken.json", b"{", "broken.json:1:2: error[JSON_SYNTAX_ERROR]: this is not JSON"),
        ("escape\x1b.json", b"1", "escape�.json:1:1: error[DATA_TYPE_MISMATCH]: a policy is an object, not a number"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, name: str, content: bytes | None, said: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    result = lint(name, cwd=tmp_path)
    assert result.returncode == 1
    assert result.stderr.startswith(said)


def test_the_others_are_linted_when_one_file_cannot_be_read(tmp_path: Path) -> None:
    write(tmp_path / "policy.json", Effect=None)
    result = lint("none.json", "policy.json", cwd=tmp_path)
    assert "unreadable-file" in result.stderr
    assert "MISSING_EFFECT" in result.stderr


def test_a_folder_of_nothing_is_no_problem(tmp_path: Path) -> None:
    assert lint(".", cwd=tmp_path).stdout == "0 files: no findings\n"
