"""A session passes, fails or leaves tests out by what the machine has and what ran."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.oracles.plugin import is_full_run

ROOT = Path(__file__).parents[2]
CONFTEST = """
from tests.oracles import registry
pytest_plugins = ["tests.oracles.plugin"]
for name in registry._PROBES:
    registry.expect(name, None, "not wanted here")
registry.expect("sage", {version!r}, {reason!r}, judges="everything")
"""
TESTS = """
import pytest
from tests.oracles import registry

def test_without_any_oracle(): pass

@pytest.mark.oracle("sage")
def test_that_asks(): registry.ran("sage")
"""


def session(folder: Path, *arguments: str, version: str | None = "1.2", full: bool) -> tuple[int, list[str]]:
    """One session with one oracle → its exit code and the words of each line that it printed."""
    reason = "" if version else "no sage lives here"
    (folder / "conftest.py").write_text(CONFTEST.format(version=version, reason=reason), encoding="utf-8")
    (folder / "test_asking.py").write_text(TESTS, encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name not in ("CI", "PYTEST_ADDOPTS")}
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", f"--rootdir={folder}", *arguments, str(folder)],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env={**environment, "PYTHONPATH": str(ROOT), "IAM_PERSONAS_ORACLES": "all" if full else ""},
    )
    return ended.returncode, [" ".join(line.split()) for line in ended.stdout.splitlines()]


def test_an_oracle_that_ran_is_named_with_its_version(tmp_path: Path) -> None:
    code, lines = session(tmp_path, full=True)
    assert code == 0
    assert lines[lines.index("ran sage 1.2") + 1] == "everything"


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["one process", "workers"])
def test_a_full_run_fails_when_an_oracle_of_the_machine_did_not_run(tmp_path: Path, workers: tuple[str, ...]) -> None:
    code, lines = session(tmp_path, *workers, "-k", "without", full=True)
    assert code == 1
    assert "FAILED: did not run sage 1.2" in lines


def test_what_ran_in_a_worker_ran(tmp_path: Path) -> None:
    code, lines = session(tmp_path, "-n", "2", full=True)
    assert code == 0
    assert "ran sage 1.2" in lines


def test_a_partial_run_does_not_fail(tmp_path: Path) -> None:
    code, lines = session(tmp_path, "-k", "without", full=False)
    assert code == 0
    assert not any("sage" in line for line in lines)


@pytest.mark.parametrize("full", [True, False])
def test_a_machine_without_the_oracle_leaves_its_tests_out(tmp_path: Path, full: bool) -> None:
    code, lines = session(tmp_path, version=None, full=full)
    assert code == 0
    assert any("1 passed, 1 deselected" in line for line in lines)
    assert ("not on this machine sage" in lines) == full


@pytest.mark.parametrize(
    ("environment", "full"),
    [({}, False), ({"CI": "true"}, True), ({"CI": "false"}, False), ({"IAM_PERSONAS_ORACLES": "all"}, True)],
)
def test_a_full_run_is_asked_for_by_the_environment(environment: dict[str, str], full: bool) -> None:
    assert is_full_run(environment) is full
