"""Golden pages: what an IAM administrator signs, for people to read."""

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from generator import __version__
from generator.cli.main import app

HERE = Path(__file__).parent
PAGES = HERE / "reviews"
FOLDERS = {
    "profiles": HERE.parents[1],
    **{one: HERE / one for one in ("everything", "identities", "resource-policies")},
}


@pytest.mark.golden
@pytest.mark.parametrize("name", FOLDERS)
def test_a_profile_gives_its_golden_page(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDERS[name])
    result = CliRunner().invoke(app, ["report", "--markdown"])
    assert result.exit_code == 0, result.output
    page = result.output.replace(__version__.replace(".", "\\."), "VERSION")
    golden = PAGES / f"{name}.md"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(page, encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == page
