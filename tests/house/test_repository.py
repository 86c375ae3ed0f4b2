"""The project about itself."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.cli.main import app
from generator.profiles.language import PROFILES
from generator.profiles.shape import Either, ListOf, MapOf, OneOrMany, Record, Shape

ROOT = Path(__file__).parents[2]
DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def records(shape: Shape) -> Iterator[Record]:
    match shape:
        case Record(fields=fields):
            yield shape
            yield from (one for field in fields for one in records(field.shape))
        case ListOf(item=inner) | OneOrMany(item=inner) | MapOf(value=inner):
            yield from records(inner)
        case Either(options=options):
            yield from (one for option in options for one in records(option))
        case _:
            pass


@pytest.mark.parametrize("name", sorted({field.name for record in records(PROFILES) for field in record.fields}))
def test_every_key_of_the_language_is_documented(name: str) -> None:
    assert (
        f"`{name}`" in (ROOT / "docs/profiles.md").read_text() or f"{name}:" in (ROOT / "docs/profiles.md").read_text()
    )


def test_every_command_is_documented() -> None:
    text = (ROOT / "docs/commands.md").read_text()
    for command in app.registered_commands:
        assert command.callback is not None
        assert f"iam-personas {command.name or command.callback.__name__}" in text


@pytest.mark.parametrize("document", DOCS, ids=[str(one.relative_to(ROOT)) for one in DOCS])
def test_every_link_leads_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text()):
        assert (document.parent / target).exists(), target


def test_every_run_time_dependency_is_justified() -> None:
    project = (ROOT / "pyproject.toml").read_text()
    listed = re.search(r"^dependencies = \[(.*?)\]", project, re.MULTILINE | re.DOTALL)
    assert listed
    for name in re.findall(r'"([a-z0-9-]+)', listed.group(1)):
        assert f"| {name} |" in (ROOT / "ARCHITECTURE.md").read_text()


def test_no_file_of_code_is_longer_than_400_lines() -> None:
    tracked = subprocess.run(["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True)
    long = [one for one in tracked.stdout.split() if len((ROOT / one).read_text().splitlines()) > 400]
    assert long == []


def test_the_catalogue_is_the_only_place_that_knows_image_builder_words() -> None:
    words = re.compile(r"image.?pipeline|StartImage|infrastructureConfiguration", re.IGNORECASE)
    code = [one for one in (ROOT / "generator").rglob("*.py") if words.search(_without_examples(one.read_text()))]
    assert code == []


def test_nothing_but_catalogue_and_reference_names_image_builder() -> None:
    """Not even an example: the tool is for every service."""
    name = re.compile(r"image.?builder", re.IGNORECASE)
    tracked = subprocess.run(
        ["git", "ls-files", "generator", "templates"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    own = ("generator/profiles/catalogue/imagebuilder/", "generator/reference/data/")
    files = [one for one in tracked.stdout.split() if not one.startswith(own)]
    assert [one for one in files if name.search((ROOT / one).read_text(encoding="utf-8"))] == []


def _without_examples(text: str) -> str:
    """Code without its docstrings, which explain by Image Builder's examples."""
    return re.sub(r'"""(?:.|\n)*?"""|(expected|description)="[^"]*"|examples=\([^)]*\)|# .*', "", text)
