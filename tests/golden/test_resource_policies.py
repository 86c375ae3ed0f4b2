"""The golden tree of resource policies and shares, for people to read and for the oracles to judge."""

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from generator.cli.main import app

TREE = Path(__file__).parent / "resource-policies"


@pytest.mark.golden
def test_a_profile_of_resource_policies_gives_the_golden_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TREE)
    mode = [] if os.environ.get("UPDATE_GOLDEN") else ["--check"]
    result = CliRunner().invoke(app, ["generate", *mode])
    assert result.exit_code == 0, result.output
