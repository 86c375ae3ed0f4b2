"""`iam-personas report`, as a user meets it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.renderer.review import REVIEW_START

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-c", "from generator.cli.main import run; run()")
PROFILE = """version: 1
service: imagebuilder
personas:
  viewer:
    title: Viewer
    description: Looks.
    identity: {kind: policy}
    can: [{actions: [ListImages]}]
"""


def run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run([*COMMAND, *arguments], cwd=cwd, env=env, capture_output=True, text=True, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "profiles.yaml").write_text(PROFILE)
    return tmp_path


def test_a_page_goes_to_standard_output(folder: Path) -> None:
    result = run("report", "--markdown", cwd=folder)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith(REVIEW_START)
    assert "list images" in result.stdout


def test_a_page_goes_to_a_file_and_replaces_an_older_one(folder: Path) -> None:
    for _ in range(2):
        result = run("report", "--markdown", "--out", "review.md", cwd=folder)
        assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert (folder / "review.md").read_text().startswith(REVIEW_START)


def test_what_is_no_such_page_is_never_overwritten(folder: Path) -> None:
    (folder / "review.md").write_text("mine\n")
    result = run("report", "--markdown", "--out", "review.md", cwd=folder)
    assert result.returncode == 1
    assert "review.md: error[foreign-file]" in result.stderr
    assert (folder / "review.md").read_text() == "mine\n"


def test_a_report_without_a_form_says_which_there_are(folder: Path) -> None:
    result = run("report", cwd=folder)
    assert result.returncode == 2
    assert "--markdown" in result.stderr


def test_nothing_broken_gets_a_page(folder: Path) -> None:
    (folder / "profiles.yaml").write_text(PROFILE + "    tests: [{allow: DeleteImage, resource: image/x/1.0.0/1}]\n")
    result = run("report", "--markdown", "--out", "review.md", cwd=folder)
    assert (result.returncode, result.stdout) == (1, "")
    assert "error[" in result.stderr
    assert not (folder / "review.md").exists()


def test_the_page_is_the_same_whatever_the_hash_seed_and_the_day() -> None:
    pages = {
        run(
            "report", "--markdown", cwd=ROOT / "tests/golden/everything", PYTHONHASHSEED=seed, SOURCE_DATE_EPOCH=day
        ).stdout
        for seed, day in (("1", "1700000000"), ("2", "1750000000"))
    }
    assert len(pages) == 1
    assert all(pages)


def test_what_changed_since_a_revision_stands_on_the_page(folder: Path) -> None:
    git = ("git", "-c", "user.name=t", "-c", "user.email=t@example.org")
    for command in (("init", "-q"), ("add", "."), ("commit", "-qm", "first")):
        subprocess.run([*git, *command], cwd=folder, check=True)
    (folder / "profiles.yaml").write_text(PROFILE.replace("[ListImages]", "[ListImages, ListComponents]"))
    result = run("report", "--markdown", "--since", "HEAD", cwd=folder)
    assert (result.returncode, result.stderr) == (0, "")
    changed = result.stdout[result.stdout.index("## What changed since `HEAD`") : result.stdout.index("## Personas")]
    assert "list components" in changed or "ListComponents" in changed


def test_an_unknown_revision_is_told(folder: Path) -> None:
    result = run("report", "--markdown", "--since", "nowhere", cwd=folder)
    assert (result.returncode, result.stdout) == (1, "")
    assert "nowhere" in result.stderr
