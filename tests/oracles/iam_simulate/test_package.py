"""The package comes from whatever registry npm is configured for, and from nowhere else."""

from pathlib import Path

import pytest

from tests.oracles import registry
from tests.oracles.iam_simulate import package
from tests.oracles.iam_simulate.package import MissingPackageError, install

LOCK = Path(__file__).with_name("package-lock.json")

pytestmark = pytest.mark.oracle(registry.IAM_SIMULATE)


def test_the_lock_file_names_hashes_and_no_registry() -> None:
    text = LOCK.read_text(encoding="utf-8")
    assert "resolved" not in text
    assert text.count('"integrity": "sha512-') == text.count('"node_modules/')


def test_what_npm_cannot_install_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "_refused", [])  # npm is asked once in a session, and other tests ask it for real
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9")
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    with pytest.raises(MissingPackageError, match="npm could not install @cloud-copilot/iam-simulate"):
        install(tmp_path)
