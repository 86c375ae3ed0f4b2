"""iam-simulate, asked at least once before it counts as asked."""

from collections.abc import Callable, Iterator, Sequence

import pytest

from tests.oracles import registry
from tests.oracles.iam_simulate.simulator import Answer, Simulation, simulate


@pytest.fixture(scope="session")
def simulator() -> Iterator[Callable[[Sequence[Simulation]], list[Answer]]]:
    yield simulate
    registry.ran(registry.IAM_SIMULATE)
