"""Golden trees: what comes out, for people to read and for the oracles to judge."""

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from generator.cli.main import app


@pytest.mark.golden
@pytest.mark.parametrize("name", ["everything", "identities", "machines"])
def test_a_profile_gives_its_golden_tree(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parent / name)
    mode = [] if os.environ.get("UPDATE_GOLDEN") else ["--check"]
    result = CliRunner().invoke(app, ["generate", *mode])
    assert result.exit_code == 0, result.output
