"""What the README and the page of commands show is what the commands print."""

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.test_commands import ROOT, run
from tests.story.tutorial import agrees

README = (ROOT / "README.md").read_text()
COMMANDS = (ROOT / "docs" / "commands.md").read_text()
PROFILE = next(one for one in re.findall(r"```yaml\n(.*?)```", README, re.DOTALL) if one.startswith("version: 1"))
CONDITIONS = '        conditions: {aws:ResourceTag/Team: "${principal.tag.Team}"}\n'
POLICY = """\
{
  "Version": "2012-10-17",
  "Statement": [
    {"Effect": "Allow", "Action": ["iam:PassRole", "s3:GetObjekt"], "Resource": "*"}
  ]
}
"""
SHOWN = {
    command: output
    for command, output in re.findall(r"```\n\$ iam-personas ([^\n]*)\n(.*?)```", README, re.DOTALL)
    if "…" not in output
}
EXPLAINED = re.search(r"```\n\$ iam-personas (explain [^\n]*)\n(.*?)```", README, re.DOTALL)
GENERATED = re.findall(r"```\n\$ iam-personas generate\n(.*?)```", README, re.DOTALL)


def printed(folder: Path, command: str) -> str:
    result = run(*shlex.split(command), cwd=folder)
    return result.stdout + result.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "profiles.yaml").write_text(PROFILE)
    (tmp_path / "bad.json").write_text(POLICY)
    return tmp_path


def test_the_first_profile_generates_as_shown(folder: Path) -> None:
    assert printed(folder, "generate") == GENERATED[0]


def test_a_profile_is_drafted_as_shown(tmp_path: Path) -> None:
    assert printed(tmp_path, "init s3") == SHOWN["init s3"]


def test_a_profile_that_no_longer_means_what_its_tests_say_is_refused_as_shown(folder: Path) -> None:
    assert CONDITIONS in PROFILE
    changed = PROFILE.replace(CONDITIONS, "", 1).replace('"${input.pipelines}"', '"*"', 1)
    (folder / "profiles.yaml").write_text(changed)
    assert printed(folder, "generate") in GENERATED


@pytest.mark.parametrize("name", ["can", "lint"])
def test_a_question_is_answered_as_shown(folder: Path, name: str) -> None:
    command = next(one for one in SHOWN if one.startswith(name))
    assert SHOWN[command] in printed(folder, command)


def test_a_refusal_is_explained_as_shown(folder: Path) -> None:
    assert EXPLAINED
    assert agrees(EXPLAINED[2], printed(folder, EXPLAINED[1]))


def test_the_commands_explain_as_shown() -> None:
    found = re.search(r"```console\n\$ iam-personas (explain [^\n]*)\n(.*?)```", COMMANDS, re.DOTALL)
    assert found
    assert found[2] == printed(ROOT, found[1])
