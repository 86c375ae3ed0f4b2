"""kill -9 at any moment, and several runs at once: the next run finds or makes a whole tree."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RUN = "from generator.cli.main import run; run()"


def start(out: Path, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", RUN, "generate", "--quiet", "--out", str(out), *options]
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})


def whole(root: Path) -> dict[str, bytes]:
    return {str(one.relative_to(root)): one.read_bytes() for one in root.rglob("*") if one.is_file()}


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("wanted")
    assert start(out).wait() == 0
    return {path: text for path, text in whole(out).items() if path != ".iam-personas.json"}


@pytest.mark.parametrize("files", [0, 1, 20, 60, 80])
def test_a_killed_run_is_finished_by_the_next(tmp_path: Path, wanted: dict[str, bytes], files: int) -> None:
    process = start(tmp_path, "--target", "dev") if files == 0 else start(tmp_path)
    while process.poll() is None and sum(one.is_file() for one in tmp_path.rglob("*")) <= files:
        time.sleep(0.001)
    process.kill()
    process.wait()
    assert start(tmp_path).wait() == 0
    assert {path: text for path, text in whole(tmp_path).items() if path != ".iam-personas.json"} == wanted


def test_runs_at_the_same_time_all_succeed(tmp_path: Path, wanted: dict[str, bytes]) -> None:
    runs = [start(tmp_path) for _ in range(3)]
    assert [one.wait() for one in runs] == [0, 0, 0]
    assert {path: text for path, text in whole(tmp_path).items() if path != ".iam-personas.json"} == wanted
