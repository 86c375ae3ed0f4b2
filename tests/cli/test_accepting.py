"""Acceptances on the command line: the day, what is shown, and what no day changes."""

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from generator.cli.exit_codes import ExitCode
from generator.cli.main import app

SPRING = "1806451200"
"""2027-03-31, in seconds since 1970, at midnight."""
DAY_S = 24 * 60 * 60
PROFILE = """\
version: 1
service: s3
targets:
  - {name: dev, account: "111122223333", region: eu-west-1}
personas:
  reader:
    title: Reader
    description: Reads logs.
    can:
      - actions: GetObject
        resources: {object: logs/*}
        conditions: {aws:UserAgent: collector}
        accept:
          - finding: UNTRUSTWORTHY_CONDITION_KEY
            contained_to: {arn: "arn:${partition}:s3:::logs/*", actions: "s3:GetObject"}
            reason: "The collector is told apart, not kept out: <b>&*`"
            owner: platform-team
            expires: 2027-03-31
      - service: iam
        actions: PassRole
        resources: {role: low}
        conditions: {iam:PassedToService: ec2.amazonaws.com}
      - {service: ec2, actions: RunInstances}
    accept:
      - finding: ec2-001
        contained_to: {role: low}
        reason: The role is kept low.
        expires: "2027-03-31"
"""


@pytest.fixture(autouse=True)
def _in_a_folder_in_spring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "profiles.yaml").write_text(PROFILE, encoding="utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", SPRING)


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(app, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_lint_lists_what_is_accepted_by_whom_until_when_and_why() -> None:
    result = run("lint")
    assert result.exit_code == ExitCode.DONE
    assert result.stdout == (
        "profiles.yaml:14:22: accepted[UNTRUSTWORTHY_CONDITION_KEY]: `reader` by platform-team until 2027-03-31: "
        "The collector is told apart, not kept out: <b>&*`\n"
        "1 policy in 1 place: 1 accepted\n"
    )


def test_generate_says_which_acceptance_ends_first_and_test_lists_them() -> None:
    said = run("generate").stdout
    assert "Accepted: 1 escalation path and 1 finding of reader. The first to expire, on 2027-03-31: " in said
    rows = [line.split()[:2] for line in run("test").stdout.splitlines() if line.startswith("reader ")]
    assert ["reader", "ec2-001"] in rows
    assert ["reader", "UNTRUSTWORTHY_CONDITION_KEY"] in rows


def test_the_day_after_the_finding_is_told_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(SPRING) + DAY_S - 1))
    assert run("lint").exit_code == ExitCode.DONE
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(SPRING) + DAY_S))
    result = run("lint")
    assert result.exit_code == ExitCode.PROBLEMS
    assert "warning[UNTRUSTWORTHY_CONDITION_KEY]" in result.stderr
    assert "warning[expired-acceptance]" in result.stderr


def test_no_generated_byte_depends_on_the_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trees = []
    for day in ("0", SPRING, "4102444800"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", day)
        out = tmp_path / "out" / day
        assert run("generate", "--out", str(out), "--quiet").exit_code == ExitCode.DONE
        trees.append({path.relative_to(out): path.read_bytes() for path in out.rglob("*") if path.is_file()})
    assert trees[0]
    assert trees[0] == trees[1] == trees[2]


def test_a_rule_fails_on_the_day_after_and_an_old_day_rebuilds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("profiles.yaml").write_text(PROFILE + "rules: [reader cannot escalate]\n", encoding="utf-8")
    assert run("generate").exit_code == ExitCode.DONE
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(SPRING) + DAY_S))
    late = run("generate", "--check")
    assert late.exit_code == ExitCode.PROBLEMS
    assert "error[open-escalation]" in late.stderr
    monkeypatch.setenv("SOURCE_DATE_EPOCH", SPRING)
    assert run("generate", "--check").exit_code == ExitCode.DONE


@pytest.mark.parametrize("text", ["", "soon", "-1", "1e9", "9" * 30, "१२"])
@pytest.mark.parametrize("command", ["generate", "validate", "test", "lint"])
def test_a_day_that_is_none_is_refused(text: str, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", text)
    result = run(command)
    assert result.exit_code == ExitCode.PROBLEMS
    assert result.stderr.startswith("SOURCE_DATE_EPOCH: error[bad-value]: expected seconds since 1970")


def test_without_the_variable_the_clock_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    Path("profiles.yaml").write_text(PROFILE.replace("2027-03-31", "2001-01-01"), encoding="utf-8")
    assert "until 2001-01-01, and is no longer" in run("validate").stderr


@pytest.mark.parametrize("command", ["generate", "validate", "test", "lint"])
def test_machines_get_what_is_accepted_as_suppressed(command: str) -> None:
    (log,) = json.loads(run(command, "--format", "sarif").stdout)["runs"]
    suppressed = {one["ruleId"]: one for one in log["results"] if "suppressions" in one}
    one = suppressed["UNTRUSTWORTHY_CONDITION_KEY"]
    (suppression,) = one["suppressions"]
    assert (suppression["kind"], suppression["status"]) == ("inSource", "accepted")
    assert suppression["justification"].endswith("<b>&*`, by platform-team, until 2027-03-31")
    assert suppression["location"]["physicalLocation"]["region"]["startLine"] == 14
    assert one["locations"][0]["physicalLocation"]["region"]["startLine"] == 10
    found = json.loads(run(command, "--format", "json").stdout)
    told = {each["code"]: each for each in found["accepted"]}
    assert (told["UNTRUSTWORTHY_CONDITION_KEY"]["expires"], told["UNTRUSTWORTHY_CONDITION_KEY"]["line"]) == (
        "2027-03-31",
        14,
    )


def test_a_profile_is_named_by_its_option_and_goes_with_no_files() -> None:
    Path("profiles.yaml").rename("other.yaml")
    assert run("lint").exit_code == ExitCode.PROBLEMS
    assert "accepted[UNTRUSTWORTHY_CONDITION_KEY]" in run("lint", "--profile", "other.yaml").stdout
    assert run("lint", "policy.json", "--profile", "other.yaml").exit_code == ExitCode.USAGE


def test_our_own_profile_has_no_finding_that_nobody_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parents[2])
    result = run("lint")
    assert (result.exit_code, result.stderr) == (ExitCode.DONE, "")
