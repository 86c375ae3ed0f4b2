"""checkov comes from whatever index pip is configured for, by its hash, and from nowhere else."""

import re
from pathlib import Path

import pytest

from tests.oracles import registry
from tests.oracles.checkov import package

PINNED = Path(__file__).with_name("requirements.txt")

pytestmark = pytest.mark.oracle(registry.CHECKOV)


def test_the_requirements_name_hashes_and_no_index() -> None:
    text = PINNED.read_text(encoding="utf-8")
    assert "://" not in text
    for pinned in re.split(r"\n(?=\S)", text.strip()):
        assert re.match(r"\S+==\S+ (?:; .* )?\\\n    --hash=sha256:[0-9a-f]{64}", pinned), pinned


def test_the_pinned_version_is_the_one_that_was_asked_for() -> None:
    assert PINNED.with_suffix(".in").read_text(encoding="utf-8") == f"checkov=={package.find_version()[0]}\n"


def test_what_pip_cannot_install_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "_refused", [])
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    with pytest.raises(package.MissingPackageError, match="pip could not install checkov"):
        package.install(tmp_path)
