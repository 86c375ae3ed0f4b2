"""checkov, asked once about everything generated."""

import pytest

from tests.oracles import registry
from tests.oracles.checkov.folders import FOLDERS, ROOT, read_folder
from tests.oracles.checkov.judge import Judgement, judge
from tests.oracles.checkov.known_findings import FINDINGS
from tests.oracles.checkov.rest import rests


@pytest.fixture(scope="session")
def generated() -> dict[str, str]:
    """The files of all modules."""
    files: dict[str, str] = {}
    for folder in FOLDERS:
        files |= read_folder(ROOT / folder, ROOT)
    return files


@pytest.fixture(scope="session")
def judgement(generated: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Judgement:
    """All modules, and what is left of their JSON policies without what is accepted in them."""
    given = judge({**generated, **rests(generated, FINDINGS)}, tmp_path_factory.mktemp("checkov"))
    registry.ran(registry.CHECKOV)
    return given
