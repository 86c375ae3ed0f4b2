"""The built wheel works in an empty environment, outside of the repository."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_an_installed_wheel_generates_the_same_modules(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}

    def run(*command: object, cwd: Path = tmp_path) -> None:
        subprocess.run([str(one) for one in command], cwd=cwd, env=environment, check=True, capture_output=True)

    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path / "dist", ROOT)
    run(sys.executable, "-m", "venv", tmp_path / "empty")
    python = tmp_path / "empty/bin/python"
    run(python, "-m", "pip", "install", "--require-hashes", "--requirement", ROOT / "requirements/run.txt")
    run(python, "-m", "pip", "install", "--no-deps", *(tmp_path / "dist").glob("*.whl"))
    shutil.copy(ROOT / "profiles.yaml", tmp_path)
    run(tmp_path / "empty/bin/iam-personas", "generate")
    assert _tree(tmp_path / "modules") == _tree(ROOT / "modules")


def _tree(root: Path) -> dict[str, bytes]:
    return {str(one.relative_to(root)): one.read_bytes() for one in root.rglob("*") if one.is_file()}
