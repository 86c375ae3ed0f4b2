"""A first profile comes to its place whole, or not at all."""

import os
from pathlib import Path

import pytest

from generator.diagnostics import DiagnosticError
from generator.workspace.plan import Overwrite
from generator.workspace.write import write_profile


@pytest.mark.parametrize("before", [None, "mine\n"])
def test_an_interrupt_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str | None
) -> None:
    place = tmp_path / "profiles.yaml"
    if before is not None:
        place.write_text(before)

    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_profile(place, "new\n", Overwrite.FORCED)
    assert [one.read_text() for one in tmp_path.iterdir()] == ([] if before is None else [before])


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), OSError(28, "No space left on device")])
def test_what_the_disk_refuses_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(DiagnosticError, match=f"the profile cannot be written: {error.strerror}"):
        write_profile(tmp_path / "profiles.yaml", "new\n", Overwrite.NEVER)
    assert list(tmp_path.iterdir()) == []
