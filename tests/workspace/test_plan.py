"""A plan says what happens to each file, and refuses what would lose somebody's work."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.diagnostics import DiagnosticError
from generator.workspace.apply import apply
from generator.workspace.manifest import JOURNAL, MANIFEST, journal_line, manifest_text
from generator.workspace.plan import Change, ChangeKind, Overwrite, first_difference, make_manifest, plan

WANTED = {"viewer/main.tf": "one\n", "viewer/policies/dev/trust.json": "{}\n"}


def write(root: Path, wanted: dict[str, str], overwrite: Overwrite = Overwrite.NEVER) -> dict[str, ChangeKind]:
    manifest = make_manifest("1", {"../profiles.yaml": "x"}, wanted)
    found = plan(root, {**wanted, MANIFEST: manifest_text(manifest)}, overwrite)
    apply(found, manifest)
    return {one.path: one.kind for one in found.changes if one.path != MANIFEST}


def tree(root: Path) -> dict[str, str]:
    return {str(one.relative_to(root)): one.read_text() for one in sorted(root.rglob("*")) if one.is_file()}


def codes(error: pytest.ExceptionInfo[DiagnosticError]) -> list[tuple[str, str]]:
    return [(one.code, Path(one.at.file).name) for one in error.value.diagnostics]


def test_a_new_tree_is_created_whole(tmp_path: Path) -> None:
    assert set(write(tmp_path / "out", WANTED).values()) == {ChangeKind.CREATE}
    assert set(tree(tmp_path / "out")) == {*WANTED, MANIFEST}


def test_a_second_run_keeps_everything_and_touches_nothing(tmp_path: Path) -> None:
    write(tmp_path, WANTED)
    before = {one: one.stat().st_mtime_ns for one in tmp_path.rglob("*")}
    assert set(write(tmp_path, WANTED).values()) == {ChangeKind.KEEP}
    assert {one: one.stat().st_mtime_ns for one in tmp_path.rglob("*")} == before


def test_an_orphan_that_we_made_is_removed_with_its_empty_folder(tmp_path: Path) -> None:
    write(tmp_path, WANTED)
    assert write(tmp_path, {"viewer/main.tf": "one\n"})["viewer/policies/dev/trust.json"] is ChangeKind.DELETE
    assert not (tmp_path / "viewer" / "policies").exists()


def test_an_edited_file_is_refused_by_name_and_nothing_is_written(tmp_path: Path) -> None:
    write(tmp_path, WANTED)
    (tmp_path / "viewer/main.tf").write_text("mine\n")
    before = tree(tmp_path)
    with pytest.raises(DiagnosticError) as error:
        write(tmp_path, {"viewer/main.tf": "two\n", "viewer/new.tf": "new\n"})
    assert codes(error) == [("edited-file", "main.tf")]
    assert tree(tmp_path) == before


def test_an_edited_orphan_is_refused(tmp_path: Path) -> None:
    write(tmp_path, WANTED)
    (tmp_path / "viewer/policies/dev/trust.json").write_text("mine\n")
    with pytest.raises(DiagnosticError) as error:
        write(tmp_path, {"viewer/main.tf": "one\n"})
    assert codes(error) == [("edited-file", "trust.json")]


def test_a_foreign_file_in_the_way_is_refused_and_beside_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "viewer").mkdir()
    (tmp_path / "viewer/main.tf").write_text("foreign\n")
    (tmp_path / "viewer/notes.txt").write_text("notes\n")
    with pytest.raises(DiagnosticError) as error:
        write(tmp_path, WANTED)
    assert codes(error) == [("foreign-file", "main.tf")]
    write(tmp_path, WANTED, Overwrite.FORCED)
    assert tree(tmp_path)["viewer/notes.txt"] == "notes\n"


def test_a_foreign_file_with_the_wanted_text_is_adopted(tmp_path: Path) -> None:
    (tmp_path / "viewer").mkdir()
    (tmp_path / "viewer/main.tf").write_text("one\n")
    assert write(tmp_path, WANTED)["viewer/main.tf"] is ChangeKind.KEEP


def test_force_replaces_an_edited_file(tmp_path: Path) -> None:
    write(tmp_path, WANTED)
    (tmp_path / "viewer/main.tf").write_text("mine\n")
    write(tmp_path, WANTED, Overwrite.FORCED)
    assert tree(tmp_path)["viewer/main.tf"] == "one\n"


@pytest.mark.parametrize("link", ["viewer", "viewer/main.tf", "viewer/policies"])
def test_a_symbolic_link_in_the_way_is_refused_even_when_forced(tmp_path: Path, link: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    root = tmp_path / "out"
    (root / link).parent.mkdir(parents=True, exist_ok=True)
    (root / link).symlink_to(outside)
    with pytest.raises(DiagnosticError) as error:
        write(root, WANTED, Overwrite.FORCED)
    assert {code for code, _ in codes(error)} == {"foreign-file"}
    assert list(outside.iterdir()) == []


def test_a_broken_manifest_is_refused(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text("[]")
    with pytest.raises(DiagnosticError) as error:
        write(tmp_path, WANTED)
    assert codes(error) == [("bad-manifest", MANIFEST)]


@pytest.mark.parametrize("path", ["../outside", "/etc/x", "a/../../b"])
def test_a_manifest_cannot_make_us_delete_outside_of_the_tree(tmp_path: Path, path: str) -> None:
    root = tmp_path / "out"
    root.mkdir()
    (tmp_path / "outside").write_text("precious")
    (root / MANIFEST).write_text(manifest_text(make_manifest("1", {}, {path: "precious"})))
    with pytest.raises(DiagnosticError):
        write(root, WANTED, Overwrite.FORCED)
    assert (tmp_path / "outside").read_text() == "precious"


@pytest.mark.parametrize("written", range(4))
def test_an_interrupted_run_is_finished_by_the_next_with_other_profiles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    write(tmp_path, WANTED)
    real, calls = os.replace, iter(range(100))

    def interrupted(source: str, place: Path) -> None:
        if next(calls) == written:
            raise KeyboardInterrupt
        real(source, place)

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write(
            tmp_path,
            {"viewer/main.tf": "two\n", "viewer/outputs.tf": "new\n", "viewer/policies/dev/trust.json": "[]\n"},
        )
    monkeypatch.undo()
    write(tmp_path, {"viewer/main.tf": "three\n"})
    assert set(tree(tmp_path)) == {"viewer/main.tf", MANIFEST}
    assert not (tmp_path / JOURNAL).exists()


def test_a_read_only_folder_is_a_problem_and_not_a_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(tmp_path))

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(DiagnosticError) as error:
        write(tmp_path, WANTED)
    assert [one.code for one in error.value.diagnostics] == ["unwritable"]


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("a\nb\n", "a\nc\n", ["2: - b", "2: + c"]),
        ("a\n", "a\nb\n", ["2: - ", "2: + b"]),
        ("a\nb\n", "a\n", ["2: - b", "2: + "]),
    ],
)
def test_the_first_differing_line_is_shown(old: str, new: str, lines: list[str]) -> None:
    change = Change(kind=ChangeKind.UPDATE, path="x", text=new, old=old)
    assert list(first_difference(change)) == lines


def test_two_interrupted_runs_in_a_row_are_not_taken_for_edits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, WANTED)
    real = os.replace
    for text, written in (("two\n", 2), ("three\n", 1)):
        calls = iter(range(100))

        def interrupted(source: str, place: Path, calls: Iterator[int] = calls, written: int = written) -> None:
            if next(calls) == written:
                raise KeyboardInterrupt
            real(source, place)

        monkeypatch.setattr(os, "replace", interrupted)
        with pytest.raises(KeyboardInterrupt):
            write(tmp_path, {"viewer/main.tf": text, "viewer/zz.tf": text})
        monkeypatch.undo()
    assert (tmp_path / "viewer/main.tf").read_text() == "two\n"
    write(tmp_path, {"viewer/main.tf": "four\n"})
    assert tree(tmp_path).keys() == {"viewer/main.tf", MANIFEST}


def test_what_a_killed_run_left_is_cleared_away(tmp_path: Path) -> None:
    write(tmp_path, WANTED)
    (tmp_path / JOURNAL).write_text(journal_line(make_manifest("1", {}, {"viewer/main.tf": "two\n"})))
    (tmp_path / "viewer/main.tf").write_text("two\n")
    (tmp_path / "viewer/.iam-personas-abc.tmp").write_text("half")
    write(tmp_path, WANTED)
    assert tree(tmp_path).keys() == {*WANTED, MANIFEST}


def test_a_folder_in_the_place_of_the_manifest_is_a_problem_and_not_a_traceback(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).mkdir()
    with pytest.raises(DiagnosticError) as error:
        write(tmp_path, WANTED)
    assert codes(error) == [("bad-manifest", MANIFEST)]
