"""`diff` by its sides: revisions, folders, generated trees; what it prints, and what it fails on."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from generator.cli.exit_codes import ExitCode
from generator.cli.main import app
from generator.report.changes_markdown import MARKER

PROFILE = """\
version: 1
service: s3
targets:
  - {name: dev, account: "111122223333", region: eu-west-1}
  - {name: prod, account: "444455556666", region: eu-west-1}
personas:
  reader:
    title: Reader
    description: Reads objects.
    identity: {kind: role, trust: {accounts: [self], mfa: required}, max_session: 1h}
    can:
      - actions: [GetObject]
        resources: {object: "web-*/*"}
"""
MORE = PROFILE.replace("[GetObject]", "[GetObject, PutObject]")
GIT = ("-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
SAME = "no access changed"


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *GIT, *arguments], cwd=folder, check=True, capture_output=True)


def diff(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["diff", *arguments])


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose first commit has the profile, and whose work tree has it too."""
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path, PROFILE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def commit(folder: Path, text: str, name: str = "profiles.yaml") -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "x")


def changed(result: Result) -> list[str]:
    """The marks and levels of all changes, with the module that they are of."""
    lines = [one for one in result.output.splitlines() if one[:3] in ("  +", "  -", "  ~", "  ?")]
    return [one.split(" may ")[0].strip() for one in lines]


def test_a_revision_is_compared_with_the_working_profile(repository: Path) -> None:
    assert SAME in diff("HEAD").output
    (repository / "profiles.yaml").write_text(MORE)
    assert changed(diff("HEAD")) == ["+ [Write]"]


@pytest.mark.parametrize(
    ("arguments", "mark"),
    [
        (["HEAD~1", "HEAD"], "+ [Write]"),
        (["HEAD", "HEAD~1"], "- [Write]"),
        (["HEAD~1..HEAD"], "+ [Write]"),
        (["HEAD~1.."], "+ [Write]"),
        (["v1", "main"], "+ [Write]"),
        (["main", "v1"], "- [Write]"),
    ],
)
def test_two_revisions(arguments: list[str], mark: str, repository: Path) -> None:
    git(repository, "tag", "v1")
    commit(repository, MORE)
    assert changed(diff(*arguments)) == [mark]


def test_three_dots_compare_with_what_both_come_from(repository: Path) -> None:
    git(repository, "checkout", "-q", "-b", "feature")
    commit(repository, MORE)
    git(repository, "checkout", "-q", "main")
    commit(repository, PROFILE.replace("web-*/*", "*/*"))
    assert len(changed(diff("main..feature"))) > 1
    assert changed(diff("main...feature")) == ["+ [Write]"]


@pytest.mark.parametrize("name", ["a/b", "ünï-✓", "a'b", "x@y", "--not-an-option", "a$(touch${IFS}pwned)"])
def test_any_name_of_a_branch_is_a_revision(name: str, repository: Path) -> None:
    git(repository, "update-ref", f"refs/heads/{name}", "HEAD")
    (repository / "profiles.yaml").write_text(MORE)
    assert changed(diff("--", name)) == ["+ [Write]"]
    assert not (repository / "pwned").exists()


def test_an_option_of_git_is_no_revision(repository: Path) -> None:
    result = diff("--", "--output=pwned")
    assert result.exit_code == ExitCode.PROBLEMS
    assert "error[no-revision]" in result.output
    assert not (repository / "pwned").exists()


def test_from_a_folder_below(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(repository, MORE, "below/profiles.yaml")
    monkeypatch.chdir(repository / "below")
    assert SAME in diff("HEAD").output
    assert changed(diff("HEAD", "..")) == ["- [Write]"]
    assert changed(diff("HEAD", "HEAD", "-p", "../profiles.yaml")) == []
    result = diff("HEAD~1")
    assert "below" not in result.output
    assert "there is no such file in `HEAD~1`" in result.output


def test_includes_are_read_from_the_revision_too(repository: Path) -> None:
    inner = "version: 1\npersonas:\n" + PROFILE.split("personas:\n")[1].replace("reader", "writer")
    (repository / "more.yaml").write_text(inner)
    commit(repository, PROFILE.replace("service: s3\n", "service: s3\ninclude: [more.yaml]\n"))
    (repository / "more.yaml").write_text(inner.replace("GetObject", "PutObject"))
    assert changed(diff("HEAD")) == ["+ [Write]", "- [Read]"]


def test_a_shallow_clone_says_what_to_fetch(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    commit(repository, MORE)
    clone = tmp_path_factory.mktemp("clone") / "it"
    git(repository, "clone", "-q", "--depth", "1", repository.as_uri(), str(clone))
    os.chdir(clone)
    assert SAME in diff("HEAD").output
    assert "`git fetch origin`" in diff("HEAD~1").output


def test_outside_of_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "profiles.yaml").write_text(PROFILE)
    assert "error[no-repository]" in diff("main").output


def test_without_git(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert "error[no-git]" in diff("main").output


def test_a_link_in_a_revision_is_not_followed(repository: Path) -> None:
    (repository / "profiles.yaml").unlink()
    (repository / "profiles.yaml").symlink_to("/etc/hostname")
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "x")
    assert "it is not a regular file" in diff("HEAD", "HEAD~1").output


def test_a_revision_that_does_not_compile_is_told_with_its_lines(repository: Path) -> None:
    commit(repository, PROFILE.replace("GetObject", "GetObjekt"))
    result = diff("HEAD~1", "HEAD")
    assert result.exit_code == ExitCode.PROBLEMS
    assert "HEAD:profiles.yaml:12:" in result.output
    assert "did you mean" in result.output


def test_a_side_whose_tests_fail_is_compared_all_the_same(repository: Path) -> None:
    (repository / "profiles.yaml").write_text(f"{MORE}    tests:\n      - deny: PutObject\n")
    result = diff("HEAD")
    assert changed(result) == ["+ [Write]"]
    assert "the working profile: its access tests and rules do not hold: 1 problem" in result.output


def generate(folder: Path) -> None:
    result = CliRunner().invoke(app, ["generate", "--quiet", "--out", str(folder / "modules")])
    assert result.exit_code == ExitCode.DONE, result.output


def test_the_generated_tree_is_compared_by_default(repository: Path) -> None:
    generate(repository)
    assert SAME in diff().output
    (repository / "profiles.yaml").write_text(MORE)
    assert changed(diff()) == ["+ [Write]"]


def test_a_tree_is_what_its_files_say(repository: Path) -> None:
    generate(repository)
    for place in ("dev", "prod"):
        path = repository / f"modules/reader/policies/{place}/permissions.json"
        path.write_text(path.read_text().replace("s3:GetObject", "s3:GetObjectAcl"))
    assert changed(diff()) == ["+ [Read]", "- [Read]"]


def test_a_tree_that_cannot_be_read_is_a_doubt(repository: Path) -> None:
    generate(repository)
    (repository / "modules/reader/main.tf").write_text("resource {")
    result = diff("--fail-on", "trust")
    assert "it cannot be told what changes: `reader/main.tf` cannot be read back" in result.output
    assert result.exit_code == ExitCode.UNWANTED


MAKING = 'resource "aws_iam_role_policy" "more" {\n}\n'
TOLD = "? it cannot be told what changes: "


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        ("reader/main.tf", "s3:GetObject", "s3:*", "`reader/main.tf` was edited after it was generated"),
        ("reader/main.tf", "sts:AssumeRole", "sts:*", "`reader/main.tf` was edited after it was generated"),
        ("main.tf", "", "# edited\n", "the root's `main.tf` was edited after it was generated"),
        ("reader/more.tf", None, MAKING, "`reader/more.tf` was not generated"),
        ("reader/main_override.tf", None, MAKING, "`reader/main_override.tf` was not generated"),
        ("reader/more.tf.json", None, "{}", "`reader/more.tf.json` was not generated"),
        ("more.tf", None, MAKING, "the root's `more.tf` was not generated"),
        ("main.tf", None, None, "the root's `main.tf` was generated and is missing"),
        ("reader/outputs.tf", None, None, "`reader/outputs.tf` is missing"),
    ],
)
def test_what_terraform_applies_is_as_generated_or_unknown(
    path: str, old: str | None, new: str | None, said: str, repository: Path
) -> None:
    generate(repository)
    file = repository / "modules" / path
    if new is None:
        file.unlink()
    else:
        text = file.read_text() if old is not None else ""
        assert old is None or old in text
        file.write_text(text.replace(old or "", new, 1))
    for arguments in ([], ["modules", "modules"]):
        result = diff(*arguments, "--fail-on", "permissions")
        assert result.exit_code == ExitCode.UNWANTED
        assert result.output.count(f"{TOLD}{said}") == 1
        assert SAME not in result.output


def test_an_edited_module_is_unknown_also_where_it_is_new(repository: Path) -> None:
    generate(repository)
    (repository / "modules/reader/main.tf").write_text("# edited\n")
    (repository / "profiles.yaml").write_text(PROFILE.replace("reader:", "other:"))
    assert f"{TOLD}`reader/main.tf` was edited" in diff(".", "modules").output


def test_what_stands_in_the_folder_of_a_deleted_module_is_unknown(repository: Path) -> None:
    generate(repository)
    shutil.rmtree(repository / "modules/reader")
    (repository / "modules/reader").mkdir()
    (repository / "modules/reader/mine.tf").write_text(MAKING)
    assert f"{TOLD}`reader/mine.tf` was not generated" in diff(".", "modules").output


@pytest.mark.parametrize("path", ["reader/.terraform/x.tf", "reader/tests/x.tf", "reader/.x.tf", "mine/x.tf", "x.md"])
def test_what_terraform_does_not_read_of_a_tree_is_no_change(path: str, repository: Path) -> None:
    generate(repository)
    file = repository / "modules" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("x")
    assert SAME in diff().output


def test_a_change_of_trust_is_told_with_what_it_was(repository: Path) -> None:
    (repository / "profiles.yaml").write_text(PROFILE.replace(", mfa: required", ""))
    said = "everybody whom this account's own policies allow it may assume the role"
    text = diff("HEAD").output
    assert f"      before: {said}, if they signed in with MFA\n" in text
    assert f"      now: {said}\n" in text
    assert f"  - before: {said}, if they signed in with MFA\n" in diff("HEAD", "--format", "markdown").output
    (module,) = json.loads(diff("HEAD", "--format", "json").stdout)["modules"]
    (change,) = module["changes"]
    assert change["before"][0]["Condition"] == {"Bool": {"aws:MultiFactorAuthPresent": ["true"]}}
    assert "Condition" not in change["after"][0]


def test_a_file_is_no_side_but_its_folder_is(repository: Path) -> None:
    output = diff("profiles.yaml", "profiles.yaml").output
    assert "error[no-revision]" in output
    assert "hint: name the folder, not the file" in output


def test_a_folder_without_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "profiles.yaml").write_text(PROFILE)
    assert "error[no-profile-or-tree]" in diff().output
    (tmp_path / "empty").mkdir()
    assert "error[no-profile-or-tree]" in diff("empty").output


def test_only_targets_that_differ_are_named(repository: Path) -> None:
    (repository / "profiles.yaml").write_text(MORE)
    assert "in `" not in diff("HEAD").output
    named = "inputs: {names: {type: list(string), description: Names.}}\n" + PROFILE.replace(
        "web-*/*", "${input.names}/*"
    )
    for place, names in (("eu-west-1}", "[web-*]"), ("eu-west-1}\npersonas", "[all-*]")):
        named = named.replace(place, place.replace("}", f", inputs: {{names: {names}}}}}"), 1)
    (repository / "profiles.yaml").write_text(named.replace('"${', '"${'))
    assert "in `prod`" in diff("HEAD").output


@pytest.mark.parametrize(
    ("change", "fails"),
    [
        ({"[GetObject]": "[GetObject, PutObject]"}, {"gained", "write"}),
        ({"[GetObject]": "[GetObject, GetObjectAcl]"}, {"gained"}),
        ({"[GetObject]": "[GetObject, PutObjectAcl]"}, {"gained", "write", "permissions"}),
        ({"accounts: [self]": 'accounts: [self, "999988887777"]'}, {"gained", "trust"}),
        ({", mfa: required": ""}, {"gained", "trust"}),
        ({"web-*/*": "web-a/*"}, set()),
        ({"max_session: 1h": "max_session: 2h"}, set()),
        ({"title: Reader": "title: Another word # and a remark"}, set()),
    ],
)
def test_what_a_run_fails_on(change: dict[str, str], fails: set[str], repository: Path) -> None:
    text = PROFILE
    for old, new in change.items():
        text = text.replace(old, new)
    (repository / "profiles.yaml").write_text(text)
    kinds = ("gained", "write", "permissions", "escalation", "trust")
    failing = {one for one in kinds if diff("HEAD", "--fail-on", one).exit_code == ExitCode.UNWANTED}
    assert failing == fails


def test_an_open_path_of_escalation_fails(repository: Path) -> None:
    text = PROFILE + "      - actions: ['iam:CreatePolicyVersion']\n        resources: {policy: '*'}\n"
    (repository / "profiles.yaml").write_text(text)
    result = diff("HEAD", "--fail-on", "escalation")
    assert result.exit_code == ExitCode.UNWANTED
    assert "can now escalate by the path" in result.output
    assert "failed: " in result.output


def test_json_says_the_same(repository: Path) -> None:
    (repository / "profiles.yaml").write_text(MORE)
    result = CliRunner().invoke(app, ["diff", "HEAD", "--format", "json", "--fail-on", "write"])
    body = json.loads(result.stdout)
    (module,) = body["modules"]
    (change,) = module["changes"]
    assert (change["kind"], change["level"], change["actions"]) == ("gained", "Write", ["s3:PutObject"])
    assert change["allowed_now"]["action"] == "s3:PutObject"
    assert body["failed_on"] == ["write"]


def test_markdown_has_a_marker_and_no_structure_from_texts(repository: Path) -> None:
    git(repository, "update-ref", "refs/heads/<img>|`x`", "HEAD")
    (repository / "profiles.yaml").write_text(MORE)
    output = diff("<img>|`x`", "--format", "markdown").output
    assert output.startswith(f"{MARKER}\n")
    assert "<img>" not in output


def test_a_comment_is_never_too_long(repository: Path) -> None:
    many = "".join(PROFILE.split("personas:\n")[1].replace("reader", f"reader-{one}") for one in range(120))
    (repository / "profiles.yaml").write_text(PROFILE.split("personas:\n", maxsplit=1)[0] + "personas:\n" + many)
    output = diff("HEAD", "--format", "markdown").output
    assert len(output) <= 65_536
    assert "details are left out here" in output


def test_the_profile_of_a_checkout(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("checkout")
    shutil.copy(repository / "profiles.yaml", other / "profiles.yaml")
    (repository / "profiles.yaml").write_text(MORE)
    assert changed(diff(str(other))) == ["+ [Write]"]


def test_providers_and_backends_beside_a_tree_are_no_change(repository: Path) -> None:
    generate(repository)
    (repository / "modules/providers.tf").write_text('provider "aws" {\n  region = "eu-west-1"\n}\n')
    assert SAME in diff("--fail-on", "gained").output


def test_a_target_that_moves_and_a_path_are_told(repository: Path) -> None:
    other = repository / "other"
    other.mkdir()
    moved = PROFILE.replace("111122223333", "222222222222").replace(
        "max_session: 1h}", "max_session: 1h, path: /moved/}"
    )
    assert moved != PROFILE
    (other / "profiles.yaml").write_text(moved)
    said = diff(".", "other").output
    assert "account of the target" in said
    assert "path of the role" in said
