"""Changes of profiles are written whole, and never over what somebody else changed."""

import resource
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.diagnostics import DiagnosticError
from generator.model.proposal import FileChange
from generator.workspace.change import write_changes


def change(path: Path, old: str = "old\n", new: str = "new\n") -> FileChange:
    return FileChange(path=str(path), old=old, new=new)


def test_a_file_that_changed_meanwhile_keeps_every_file_as_it_is(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_text("old\n")
    other.write_text("mine\n")
    with pytest.raises(DiagnosticError) as raised:
        write_changes([change(one), change(other)], [str(tmp_path / "profiles.yaml")])
    assert [each.code for each in raised.value.diagnostics] == ["changed-file"]
    assert (one.read_text(), other.read_text()) == ("old\n", "mine\n")


def test_mode_link_and_byte_order_mark_stay(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_bytes(b"\xef\xbb\xbfold\r\n")
    real.chmod(0o600)
    link.symlink_to(real)
    write_changes([change(link, "old\r\n", "new\r\n")], [str(tmp_path / "profiles.yaml")])
    assert link.is_symlink()
    assert real.read_bytes() == b"\xef\xbb\xbfnew\r\n"
    assert stat.S_IMODE(real.stat().st_mode) == 0o600


def test_a_disk_that_takes_nothing_is_told_and_the_file_stays(tmp_path: Path) -> None:
    file = tmp_path / "one"
    file.write_text("old\n")
    with no_more_bytes(), pytest.raises(DiagnosticError, match="cannot be written"):
        write_changes([change(file)], [str(tmp_path / "profiles.yaml")])
    assert [one.read_text() for one in tmp_path.iterdir()] == ["old\n"]


@contextmanager
def no_more_bytes(most: int = 0) -> Iterator[None]:
    """Every file that this process writes can hold so many bytes, whoever runs it."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(DiagnosticError, match="cannot be written"):
        write_changes([change(tmp_path / "none")], [str(tmp_path / "profiles.yaml")])


def test_a_file_that_cannot_be_written_takes_the_others_back(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_text("old\n")
    other.write_text("old\n")
    with no_more_bytes(8), pytest.raises(DiagnosticError, match="each file is as it was"):
        write_changes([change(one), change(other, new="new\n" * 9)], [str(tmp_path / "profiles.yaml")])
    assert (one.read_text(), other.read_text()) == ("old\n", "old\n")


def test_a_link_that_leads_out_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "away").mkdir()
    (tmp_path / "away" / "part.yaml").write_text("old\n")
    (tmp_path / "home" / "parts").symlink_to(tmp_path / "away")
    with pytest.raises(DiagnosticError, match="a link leads out"):
        write_changes([change(tmp_path / "home/parts/part.yaml")], [str(tmp_path / "home/profiles.yaml")])
    assert (tmp_path / "away" / "part.yaml").read_text() == "old\n"
