"""`terraform test` in the folder of a module, and what it says of each run."""

import re
import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.oracles.terraform.locate import Binary, Mirror
from tests.oracles.terraform.terraform_cli import terraform_in

_RUN = re.compile(r'^  run "([^"]+)"\.\.\. (\w+)$', re.MULTILINE)
_FILE = re.compile(r"^(tests/[^.]+\.tftest\.hcl)\.\.\. in progress$", re.MULTILINE)
AT_ONCE = 2
"""How many run at the same time: nearly all of the time is the start of the provider."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`runs` are the names of the runs and how each ended, by file; `said` is all that terraform printed."""

    code: int
    runs: tuple[tuple[str, str, str], ...]
    said: str

    @property
    def failed(self) -> tuple[str, ...]:
        return tuple(f"{file} {name}" for file, name, state in self.runs if state != "pass")


def run_all(modules: Sequence[Path], folder: Path, binary: Binary, mirror: Mirror) -> tuple[Verdict, ...]:
    """The folders of modules → what the tests of each find, in that order; copies in `folder` are tested."""
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        asked = [pool.submit(_tested, one, folder / str(number), binary, mirror) for number, one in enumerate(modules)]
        return tuple(one.result() for one in asked)


def _tested(module: Path, folder: Path, binary: Binary, mirror: Mirror) -> Verdict:
    """Raises TerraformError where terraform cannot even begin."""
    shutil.copytree(module, folder / "root")
    terraform = terraform_in(folder / "root", folder / "home", binary, mirror)
    terraform.init()
    outcome = terraform.run("test", "-no-color", allowed=frozenset({0, 1}))
    return Verdict(code=outcome.code, runs=tuple(_runs(outcome.stdout)), said=outcome.stdout + outcome.stderr)


def _runs(stdout: str) -> list[tuple[str, str, str]]:
    """Each run with the file that it stands in and how it ended."""
    pieces = _FILE.split(stdout)
    texts = zip(pieces[1::2], pieces[2::2], strict=True)
    return [(file, name, state) for file, text in texts for name, state in _RUN.findall(text)]
