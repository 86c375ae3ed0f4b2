"""One moto for the tests that only ask for its judgement."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.oracles import registry
from tests.oracles.moto.moto_server import moto_server

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient


@pytest.fixture(scope="session")
def iam() -> "Iterator[IAMClient]":
    with moto_server(account="111122223333", region="eu-west-1") as server:
        yield server.iam()
    registry.ran(registry.MOTO)
