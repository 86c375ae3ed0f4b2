"""Policies that people have, imported: the real provider plans the modules, and what it plans are their JSON files."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import pytest

from generator.pipeline.generate import generate
from tests.oracles import registry
from tests.oracles.moto.moto_server import moto_server
from tests.oracles.terraform.compare import Json, differences, parse
from tests.oracles.terraform.locate import Binary, Mirror
from tests.oracles.terraform.stage import DEFAULT, provider_file, stage
from tests.pipeline.imported_cases import NAMES, imported

pytestmark = pytest.mark.oracle(registry.TERRAFORM, registry.PROVIDER, registry.MOTO)


def test_the_provider_plans_every_imported_policy(tmp_path: Path, binary: Binary, mirror: Mirror) -> None:
    result = imported(*NAMES)
    root = tmp_path / "root"
    written: dict[tuple[str, str], Json] = {}
    for path, text in generate(["imported.yaml"], lambda _: result.text, None, ()).files:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
        if "/policies/" in path:
            written[path.partition("/")[0].replace("-", "_"), Path(path).stem] = parse(text)
    provider_file(root)
    with moto_server(account=result.place.account, region=result.place.region) as server:
        terraform = stage(root, tmp_path / "home", {DEFAULT: server}, binary, mirror)
        assert terraform.validate() == ()
        terraform.plan()
        planned = dict(_policies(json.loads(terraform.run("show", "-json", "checked.tfplan").stdout)))
    registry.ran(registry.TERRAFORM, registry.PROVIDER, registry.MOTO)
    assert len({module for module, _ in planned}) == len(NAMES)
    assert planned.keys() == written.keys()
    assert [one for key, text in planned.items() for one in differences(written[key], text)] == []


def _policies(plan: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str], Json]]:
    """Every planned policy by the module that is called and its own key."""
    for one in cast("list[dict[str, Any]]", plan["resource_changes"]):
        if one["type"] == "aws_iam_policy":
            assert one["change"]["actions"] == ["create"]
            _, module, *_ = one["address"].split(".")
            yield (module, one["name"]), parse(one["change"]["after"]["policy"])
