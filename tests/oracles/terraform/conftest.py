"""terraform, the provider's mirror, and each tree's one run through both."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.oracles import registry
from tests.oracles.terraform.locate import Binary, Mirror, Missing, find_mirror, find_terraform
from tests.oracles.terraform.prove import Evidence, prove
from tests.oracles.terraform.terraform_cli import Terraform, terraform_in
from tests.oracles.terraform.tree import Tree
from tests.oracles.terraform.trees import APPLIED


@pytest.fixture(scope="session")
def binary() -> Binary:
    found = find_terraform()
    assert not isinstance(found, Missing), found.reason
    return found


@pytest.fixture(scope="session")
def mirror() -> Mirror:
    found = find_mirror()
    assert not isinstance(found, Missing), found.reason
    return found


@pytest.fixture
def terraform(tmp_path: Path, binary: Binary) -> Iterator[Terraform]:
    """A terraform without any provider, in an empty folder."""
    yield terraform_in(tmp_path / "root", tmp_path / "home", binary)
    registry.ran(registry.TERRAFORM)


@pytest.fixture(scope="session", params=APPLIED, ids=[one.name for one in APPLIED])
def tree(request: pytest.FixtureRequest) -> Tree:
    assert isinstance(request.param, Tree)
    return request.param


@pytest.fixture(scope="session")
def evidence(tree: Tree, tmp_path_factory: pytest.TempPathFactory, binary: Binary, mirror: Mirror) -> Evidence:
    """The tree through validate, plan, apply, a second plan and destroy: about a minute, whatever its size."""
    seen = prove(tree, tmp_path_factory.mktemp(tree.name), binary, mirror)
    registry.ran(registry.TERRAFORM, registry.PROVIDER, registry.MOTO)
    return seen
