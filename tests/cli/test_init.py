"""`init`, as a newcomer meets it."""

import os
from pathlib import Path

import pytest

from tests.cli.test_commands import run


def test_init_writes_a_profile_that_generate_takes_as_it_is(tmp_path: Path) -> None:
    made = run("init", "s3", cwd=tmp_path)
    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout == "profiles.yaml: written for s3. Make it your own, then run `iam-personas generate`.\n"
    generated = run("generate", cwd=tmp_path)
    assert (generated.returncode, generated.stderr) == (0, "")
    assert "service-admin" in generated.stdout
    assert "and 8 rules.\n" in generated.stdout


def test_another_file_is_named_in_the_next_command(tmp_path: Path) -> None:
    result = run("init", "kms", "--out", "my keys.yaml", cwd=tmp_path)
    assert result.stdout.endswith("then run `iam-personas generate 'my keys.yaml'`.\n")
    assert (tmp_path / "my keys.yaml").read_text().startswith("# Who may do what with AWS Key Management Service")


def test_a_file_that_is_there_is_only_replaced_by_force(tmp_path: Path) -> None:
    (tmp_path / "profiles.yaml").write_text("mine\n")
    refused = run("init", "s3", cwd=tmp_path)
    assert refused.returncode == 1
    assert refused.stderr == (
        "profiles.yaml: error[existing-file]: there is such a file already, and it is not overwritten\n"
        "  hint: name another file with `--out`, or use `--force` to lose this one\n"
    )
    assert (tmp_path / "profiles.yaml").read_text() == "mine\n"
    assert run("init", "s3", "--force", cwd=tmp_path).returncode == 0
    assert "service: s3" in (tmp_path / "profiles.yaml").read_text()


@pytest.mark.parametrize("kind", ["folder", "link", "dangling"])
def test_what_is_no_file_is_not_even_replaced_by_force(tmp_path: Path, kind: str) -> None:
    place, other = tmp_path / "profiles.yaml", tmp_path / "other"
    if kind == "folder":
        place.mkdir()
    else:
        place.symlink_to(other)
        if kind == "link":
            other.write_text("theirs\n")
    result = run("init", "s3", "--force", cwd=tmp_path)
    assert result.returncode == 1
    assert "error[foreign-file]" in result.stderr
    assert kind != "link" or other.read_text() == "theirs\n"


@pytest.mark.parametrize(
    ("service", "message", "hint"),
    [
        ("lamda", "`lamda` is no service prefix of AWS", "did you mean `lambda`?"),
        ("S3", "`S3` is no service prefix of AWS", "did you mean `s3`?"),
        ('s3"', '`s3"` is no service prefix of AWS', "did you mean `s3`?"),
        ("Step Functions", "`Step Functions` is no service prefix of AWS", "did you mean `states`?"),
        ("../x", "`../x` is no service prefix of AWS", "`iam-personas init` lists all services"),
        ("", "`` is no service prefix of AWS", "`iam-personas init` lists all services"),
        ("\x1b[31m\n", r"`\u001b[31m\u000a` is no service prefix of AWS", "`iam-personas init` lists all services"),
        ("x" * 10_000, f"`{'x' * 60}…` is no service prefix of AWS", "`iam-personas init` lists all services"),
    ],
)
def test_what_is_no_prefix_gets_the_nearest_one(tmp_path: Path, service: str, message: str, hint: str) -> None:
    result = run("init", service, cwd=tmp_path)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == f"SERVICE: error[unknown-service]: {message}\n  hint: {hint}\n"
    assert list(tmp_path.iterdir()) == []


def test_without_a_service_all_are_listed() -> None:
    result = run("init")
    assert (result.returncode, len(result.stdout.splitlines())) == (0, 457)
    assert "lambda                               AWS Lambda\n" in result.stdout


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    result = run("init", "s3", "--out", "no/where.yaml", cwd=tmp_path)
    assert result.returncode == 1
    message = "the profile cannot be written: No such file or directory"
    assert result.stderr == f"no/where.yaml: error[unwritable]: {message}\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_takes_no_file_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    result = run("init", "s3", cwd=tmp_path)
    assert result.returncode == 1
    assert "profiles.yaml: error[unwritable]: the profile cannot be written: Permission denied" in result.stderr


def test_a_service_with_capabilities_says_how_to_list_them(tmp_path: Path) -> None:
    run("init", "imagebuilder", cwd=tmp_path)
    assert "# `iam-personas capabilities imagebuilder` lists them" in (tmp_path / "profiles.yaml").read_text()
