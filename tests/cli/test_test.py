"""`iam-personas test`, as a user meets it."""

import json
import re
from pathlib import Path

from tests.analysis.access_tests.profiles import with_tests
from tests.cli.test_commands import run

HOLDS, FAILS = {"allow": "ListImagePipelines"}, {"deny": "ListImagePipelines"}


def written(folder: Path, *tests: dict[str, object]) -> str:
    path = folder / "profiles.yaml"
    path.write_text(json.dumps(with_tests(*tests), indent=1))
    return str(path)


def test_every_request_and_rule_is_a_line() -> None:
    result = run("test")
    assert (result.returncode, result.stderr) == (0, "")
    assert re.search(
        r"^ok  service-user +dev +allow +imagebuilder:StartImagePipelineExecution ", result.stdout, re.MULTILINE
    )
    assert "ok  service-user within service-admin" in result.stdout
    assert result.stdout.endswith("rules: all as the profile says.\n")


def test_a_failed_request_is_shown_and_told(tmp_path: Path) -> None:
    result = run("test", written(tmp_path, HOLDS, FAILS))
    assert result.returncode == 1
    assert "FAILED  a        dev     deny      imagebuilder:ListImagePipelines" in result.stdout
    assert "error[access-test]: `a` is allowed `imagebuilder:ListImagePipelines`" in result.stderr
    assert "2 requests and 0 rules: 1 not as the profile says." in result.stdout


def test_mutants_that_no_test_notices_are_listed(tmp_path: Path) -> None:
    result = run("test", "--mutate", written(tmp_path, HOLDS))
    assert result.returncode == 0
    assert "a: no test would notice the loss of" in result.stdout
    assert "the condition `aws:ResourceTag/Team` StringEquals `${aws:PrincipalTag/Team}` in the" in result.stdout
    assert run("test", "--mutate", "--fail-under", "90", written(tmp_path, HOLDS)).returncode == 1


def test_junit_is_written_and_nothing_else_is_overwritten(tmp_path: Path) -> None:
    profile = written(tmp_path, HOLDS)
    report = tmp_path / "report.xml"
    assert run("test", "--quiet", "--junit", str(report), profile).returncode == 0
    assert '<testsuite name="a" tests="1" failures="0">' in report.read_text()
    assert run("test", "--quiet", "--junit", str(report), profile).returncode == 0
    result = run("test", "--quiet", "--junit", profile, profile)
    assert result.returncode == 1
    assert "error[foreign-file]: something else is there, and is not overwritten" in result.stderr
    assert json.loads(Path(profile).read_text())


def test_the_cases_are_exported_for_awss_simulator(tmp_path: Path) -> None:
    result = run("test", "--export", "simulate", written(tmp_path, HOLDS))
    assert result.returncode == 0
    assert result.stdout.startswith("#!/bin/sh\n")
    assert "ask 'a in `dev`: allow imagebuilder:ListImagePipelines on *'" in result.stdout


def test_generate_writes_nothing_where_a_test_fails(tmp_path: Path) -> None:
    result = run("generate", "--out", str(tmp_path / "out"), written(tmp_path, FAILS))
    assert result.returncode == 1
    assert not (tmp_path / "out").exists()
