"""G3: the same input gives the same bytes, whatever the machine is like. Every run is a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROFILE = (ROOT / "profiles.yaml").read_text(encoding="utf-8")
RUN = "from generator.cli.main import run; run()"


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What differs between machines and must not show."""

    hash_seed: str = "0"
    locale: str = "C.UTF-8"
    utf8_mode: str = "1"
    optimize: str = ""
    folder: str = "here"
    timezone: str = "UTC"

    def environment(self) -> dict[str, str]:
        return os.environ | {
            "LC_ALL": self.locale,
            "LANG": self.locale,
            "PYTHONHASHSEED": self.hash_seed,
            "PYTHONOPTIMIZE": self.optimize,
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": self.utf8_mode,
            "PYTHONDONTWRITEBYTECODE": "1",
            "TZ": self.timezone,
        }


def _turkish() -> Iterator[str]:
    """Turkish, where `i` and `I` are no pair, if the machine speaks it."""
    known = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout.split()
    yield from (one for one in known if one.lower().startswith("tr_tr"))


PLAIN = Surroundings()
OTHERS = {
    "hash seed": Surroundings(hash_seed="1"),
    "another hash seed": Surroundings(hash_seed="4242"),
    "C locale without UTF-8": Surroundings(locale="C", utf8_mode="0"),
    "POSIX locale and hash seed": Surroundings(locale="POSIX", utf8_mode="0", hash_seed="7"),
    "folder": Surroundings(folder="ünder/an other folder"),
    "folder, locale and hash seed": Surroundings(folder="ünder/there", locale="C", utf8_mode="0", hash_seed="99"),
    "no assertions": Surroundings(optimize="1"),
    "no docstrings": Surroundings(optimize="2", hash_seed="3"),
    "time zone": Surroundings(timezone="Pacific/Kiritimati"),
} | {f"locale {one}": Surroundings(locale=one, hash_seed="5") for one in _turkish()}


def _split() -> tuple[str, str]:
    """The shipped profile in two files: all personas, and the rest."""
    head, personas = PROFILE.split("\npersonas:\n", 1)
    personas, rules = personas.split("\nrules:\n", 1)
    return f"{head}\nrules:\n{rules}", f"version: 1\npersonas:\n{personas}\n"


def tree(base: Path, around: Surroundings, *names: str) -> dict[str, bytes]:
    """Every file of a whole run by its path, the manifest too."""
    folder = base / around.folder
    folder.mkdir(parents=True, exist_ok=True)
    texts = dict(zip(("general.yaml", "people.yaml"), _split(), strict=True)) | {"profiles.yaml": PROFILE}
    for name in names:
        (folder / name).write_text(texts[name], encoding="utf-8")
    command = [sys.executable, "-c", RUN, "generate", *names, "--quiet"]
    done = subprocess.run(command, cwd=folder, env=around.environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    made = folder / "modules"
    return {one.relative_to(made).as_posix(): one.read_bytes() for one in made.rglob("*") if one.is_file()}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return tree(tmp_path_factory.mktemp("plain"), PLAIN, "profiles.yaml")


@pytest.mark.parametrize("around", OTHERS.values(), ids=OTHERS)
def test_the_surroundings_change_no_byte(around: Surroundings, plain: dict[str, bytes], tmp_path: Path) -> None:
    assert tree(tmp_path, around, "profiles.yaml") == plain


def test_the_order_of_files_changes_no_byte(tmp_path: Path) -> None:
    one = tree(tmp_path / "one", PLAIN, "general.yaml", "people.yaml")
    other = tree(
        tmp_path / "other", Surroundings(hash_seed="8", locale="C", utf8_mode="0"), "people.yaml", "general.yaml"
    )
    assert one == other


def test_the_division_into_files_changes_only_the_record_of_sources(plain: dict[str, bytes], tmp_path: Path) -> None:
    divided = tree(tmp_path, PLAIN, "people.yaml", "general.yaml")
    different = {path for path in divided.keys() | plain.keys() if divided.get(path) != plain.get(path)}
    assert different == {".iam-personas.json"}


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    first = tree(tmp_path, PLAIN, "profiles.yaml")
    times = {one: one.stat().st_mtime_ns for one in (tmp_path / PLAIN.folder / "modules").rglob("*")}
    assert tree(tmp_path, Surroundings(hash_seed="6"), "profiles.yaml") == first
    assert {one: one.stat().st_mtime_ns for one in times} == times


def test_no_trace_of_the_machine_is_in_any_file(plain: dict[str, bytes]) -> None:
    hints = [str(ROOT), str(Path.home()), sys.version.split()[0], os.uname().nodename]
    for path, text in plain.items():
        for hint in hints:
            assert len(hint) < 4 or hint.encode() not in text, path
