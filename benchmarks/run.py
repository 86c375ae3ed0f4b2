"""Prints medians side by side: what we take against what nobody could do without.

Ratios count; seconds depend on the machine.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROUNDS = 7
FLOOR = "import yaml, jinja2, hcl2, sys\nfor path in sys.argv[1:]:\n    hcl2.loads(open(path).read())"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A command of ours beside the floor under it."""

    name: str
    ours: tuple[str, ...]
    floor: tuple[str, ...]
    floor_name: str
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    seconds: float
    peak_mib: float


def measure(command: Sequence[str]) -> Run:
    """One process → its wall time and peak memory."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command[:3])} … failed with {process.returncode}")
    return Run(seconds=seconds, peak_mib=usage.ru_maxrss / 1024)


def cases(tree: Path) -> tuple[Case, ...]:
    """What is measured. `generate` also asks every access test, and proves every rule and escalation path."""
    python, ours = sys.executable, str(Path(sys.executable).parent / "iam-personas")
    files = tuple(str(one) for one in sorted(tree.rglob("*.tf")))
    return (
        Case(
            name="generate",
            ours=(ours, "generate", "--quiet", "--force", "--out", str(tree)),
            floor=(python, "-c", FLOOR, *files),
            floor_name="import yaml, jinja2, hcl2; hcl2.loads every .tf",
            most=2.5,
        ),
        Case(
            name="--version",
            ours=(ours, "--version"),
            floor=(python, "-c", "import typer"),
            floor_name="import typer",
            most=1.5,
        ),
    )


def main() -> None:
    """Measures every case, ours and its floor in turn."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "modules"
        measure((str(Path(sys.executable).parent / "iam-personas"), "generate", "--quiet", "--out", str(tree)))
        print(f"{'case':32} {'ours s':>8} {'floor s':>8} {'ratio':>6} {'aim':>5} {'peak MiB':>9}  floor")
        for case in cases(tree):
            pairs = [(measure(case.ours), measure(case.floor)) for _ in range(ROUNDS)]
            ours = statistics.median(one.seconds for one, _ in pairs)
            floor = statistics.median(one.seconds for _, one in pairs)
            peak = max(one.peak_mib for one, _ in pairs)
            figures = f"{ours:8.3f} {floor:8.3f} {ours / floor:6.2f} {case.most:5.1f} {peak:9.1f}"
            print(f"{case.name:32} {figures}  {case.floor_name}")


if __name__ == "__main__":
    main()
