"""Bad profiles, trees and templates: the whole text that the command line prints.

Each has a folder under tests/cases/bad_profiles, with its profiles.yaml, or with a function here that makes it.

`UPDATE_GOLDEN=1` (`make golden`) writes every expected.txt anew; read the diff before you commit it.
"""

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from typer.testing import CliRunner

from generator.cli.exit_codes import ExitCode
from generator.cli.main import app

CASES = Path(__file__).parent.parent / "cases" / "bad_profiles"
WRITTEN = tuple(sorted(path.parent.name for path in CASES.glob("*/profiles.yaml")))
TEMPLATES = CASES.parent.parent.parent / "templates"
ENGLISH = {"AWS", "IAM", "YAML", "Terraform's"}


def alias_bomb(levels: int, copies: int) -> str:
    """Ten lines that stand for `copies` to the power of `levels` values."""
    lines = ["a0: &a0 x"]
    lines += [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * copies)}]" for level in range(1, levels)]
    return "\n".join(lines) + "\n"


def symlink(folder: Path, target: str) -> None:
    (folder / "profiles.yaml").symlink_to(target)


def write(content: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / "profiles.yaml").write_bytes(content)


MADE: Mapping[str, Callable[[Path], object]] = {
    "made-alias-bomb": write(alias_bomb(levels=9, copies=10).encode()),
    "made-binary": write(bytes(range(256)) * 4),
    "made-deep-nesting": write(b"version: 1\nrules: " + b"[" * 100_000),
    "made-directory": lambda folder: (folder / "profiles.yaml").mkdir(),
    "made-fifo": lambda folder: os.mkfifo(folder / "profiles.yaml"),
    "made-missing-file": lambda folder: None,
    "made-scalar-of-10-mb": write(b"version: 1\nservice: " + b"x" * 10_000_000 + b"\n"),
    "made-scalar-of-1-mb": write(b"version: 1\nservice: " + b"x" * 1_000_000 + b"\n"),
    "made-symlink-in-a-circle": lambda folder: symlink(folder, "profiles.yaml"),
    "made-symlink-to-a-directory": lambda folder: symlink(folder, "."),
    "made-symlink-to-nothing": lambda folder: symlink(folder, "nothing.yaml"),
}


GOOD = b"""\
version: 1
service: imagebuilder
inputs:
  unused: {type: string, description: Read by nobody., default: x}
personas:
  viewer:
    title: Viewer
    description: Looks at images.
    can: [{actions: [GetImage, StartImagePipelineExecution]}]
"""
OPEN_TO_SERVICES = b"""\
version: 1
service: imagebuilder
personas:
  lifecycle:
    title: Lifecycle
    description: Deletes old images.
    kind: machine
    identity: {kind: role, trust: {services: imagebuilder.amazonaws.com}}
    can: [{actions: DeleteImage}]
"""
RAW = b"""\
version: 1
service: s3
personas:
  migrated:
    title: Migrated
    description: Has at most what an old policy says.
    kind: boundary
    identity: {kind: policy}
    can:
      - raw: {NotAction: ["s3:Delete*", "s3:Put*"], Resource: "arn:aws:s3:::web/*"}
      - raw: {Action: ["s3:GetObjekt", "s33:ListBuckets"], Resource: "*"}
"""
LARGE = b"""\
version: 1
service: imagebuilder
personas:
  reader:
    title: Reader
    description: Reads much.
    wildcards: verbs
    identity: {kind: role, trust: {accounts: [self]}}
    can:
      - {service: ec2, access: [list, read]}
      - {service: sagemaker, access: [list, read]}
      - {service: inspector2, access: [list, read]}
  operator:
    title: Operator
    description: Runs much.
    identity: {kind: role, trust: {accounts: [self]}}
    can:
      - {service: ec2, access: [list, read, write]}
      - {service: sagemaker, access: [list, read, write]}
"""
# Profiles that are good, with something to be said about them.
REMARKS: Mapping[str, bytes] = {
    "made-remarks": GOOD,
    "made-remarks-on-raw": RAW,
    "made-remarks-on-size": LARGE,
    "made-remarks-on-trust": OPEN_TO_SERVICES,
}


def generated(folder: Path) -> Path:
    """A tree made from a good profile."""
    (folder / "profiles.yaml").write_bytes(GOOD)
    out = folder / "modules"
    result = CliRunner().invoke(app, ["generate", str(folder / "profiles.yaml"), "--out", str(out)])
    assert result.exit_code == ExitCode.DONE
    return out


def edited(name: str, content: str) -> Callable[[Path], object]:
    return lambda folder: (generated(folder) / name).write_text(content, encoding="utf-8")


def foreign(folder: Path) -> None:
    write(GOOD)(folder)
    (folder / "modules" / "viewer").mkdir(parents=True)
    (folder / "modules" / "viewer" / "main.tf").write_text("# by hand\n", encoding="utf-8")


def own_template(name: str, change: Callable[[str], str]) -> Callable[[Path], object]:
    """A user's main.tf.j2 that differs from ours."""

    def make(folder: Path) -> None:
        write(GOOD)(folder)
        (folder / name).mkdir()
        ours = (TEMPLATES / "main.tf.j2").read_text(encoding="utf-8")
        (folder / name / "main.tf.j2").write_text(change(ours), encoding="utf-8")

    return make


# What stands in the way of a good profile: what makes it, and the options that it is used with.
OBSTACLES: Mapping[str, tuple[Callable[[Path], object], tuple[str, ...]]] = {
    "made-edited-file": (edited("viewer/main.tf", "# by hand\n"), ()),
    "made-foreign-file": (foreign, ()),
    "made-manifest-that-is-none": (edited(".iam-personas.json", "{"), ()),
    "made-target-unknown": (write(GOOD), ("--target", "prod")),
    "made-template-that-fails": (
        own_template("failing", lambda _: "{{ nothing.there }}\n"),
        ("--templates", "failing"),
    ),
    "made-template-that-lies": (
        own_template("lying", lambda text: text.replace("statement.actions", "statement.resources")),
        ("--templates", "lying"),
    ),
}

ALL = (*WRITTEN, *MADE, *OBSTACLES)


def errors_of(*options: str) -> str:
    """What `generate` says about the profiles.yaml of the working folder."""
    result = CliRunner().invoke(app, ["generate", *options])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert (result.exit_code, result.stdout) == (ExitCode.PROBLEMS, "")
    return result.stderr


def compare(name: str, found: str) -> None:
    golden = CASES / name / "expected.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


@pytest.mark.golden
@pytest.mark.parametrize("name", WRITTEN)
def test_a_bad_profile_gives_this_text(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CASES / name)
    compare(name, errors_of("--out", str(tmp_path / "modules")))
    assert not (tmp_path / "modules").exists()


@pytest.mark.golden
@pytest.mark.parametrize("name", MADE)
def test_a_bad_file_gives_this_text(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    MADE[name](tmp_path)
    monkeypatch.chdir(tmp_path)
    compare(name, errors_of())
    assert not Path("modules").exists()


@pytest.mark.golden
@pytest.mark.parametrize("name", OBSTACLES)
def test_what_stands_in_the_way_gives_this_text(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make, options = OBSTACLES[name]
    make(tmp_path)
    monkeypatch.chdir(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    compare(name, errors_of(*options))
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.golden
@pytest.mark.parametrize("name", REMARKS)
def test_warnings_and_notes_give_this_text(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(REMARKS[name])(tmp_path)
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["validate", "--quiet"])
    assert (result.exit_code, result.stdout) == (ExitCode.DONE, "")
    compare(name, result.stderr)


def test_every_expected_text_has_its_case() -> None:
    assert {path.parent.name for path in CASES.glob("*/expected.txt")} == {*ALL, *REMARKS}


@pytest.mark.parametrize("name", ALL)
def test_a_text_says_where_and_keeps_the_style(name: str) -> None:
    text = (CASES / name / "expected.txt").read_text(encoding="utf-8")
    heads = [line for line in text.splitlines() if not line.startswith("  ")]
    assert heads
    for line in heads:
        found = re.fullmatch(r"\S+?(:\d+:\d+)?: (error|warning)\[[a-z0-9]+(-[a-z0-9]+)*\]: (.+)", line)
        assert found, line
        word = found[4].split()[0]
        assert word in ENGLISH or not word[0].isupper(), line
        assert not line.endswith((".", "!")), line


@pytest.mark.parametrize("name", ALL)
def test_a_text_holds_nothing_that_a_terminal_obeys(name: str) -> None:
    text = (CASES / name / "expected.txt").read_text(encoding="utf-8")
    assert all(line.isprintable() for line in text.split("\n"))


@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize("form", ["json", "sarif"])
def test_machine_formats_are_ascii_and_on_standard_output(
    name: str, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(CASES / name)
    result = CliRunner().invoke(app, ["validate", "--format", form])
    assert (result.exit_code, result.stderr) == (ExitCode.PROBLEMS, "")
    assert all(char == "\n" or " " <= char <= "~" for char in result.stdout)
