"""Texts of files → Profiles: the order of files doesn't matter, includes, conflicts, and hostile texts."""

import time
from collections.abc import Mapping
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Diagnostic, DiagnosticError, Position
from generator.model.profile import Profiles
from generator.profiles.load import load
from generator.report.diagnostics_text import diagnostics_text

BOUND_S = 20
BASE = """\
version: 1
service: imagebuilder
tags: {Team: web}
inputs:
  images: {type: list(string), description: Images., default: [web-*]}
"""
ADMIN = """\
version: 1
tags: {Stage: dev}
personas:
  admin: {title: Admin, description: Owns., extends: viewer, can: [{access: [write]}]}
rules: [viewer within admin]
targets: [{name: prod, account: "444455556666", region: us-east-1}]
"""
VIEWER = """\
version: 1
personas:
  viewer: {title: Viewer, description: Looks., can: [{actions: GetImage, resources: {image: "${input.images}"}}]}
rules: [viewer cannot escalate]
targets: [{name: dev, account: "111122223333", region: eu-west-1}]
"""
FILES = {"base.yaml": BASE, "admin.yaml": ADMIN, "parts/viewer.yaml": VIEWER}


def read_from(files: Mapping[str, str], *paths: str) -> Profiles:
    def read(path: str) -> str:
        if path not in files:
            at = Position(file=path, line=0, column=0)
            raise DiagnosticError([Diagnostic(code="unreadable-file", message="no such file", at=at)])
        return files[path]

    return load(paths, read)


def errors_of(files: Mapping[str, str], *paths: str) -> str:
    with pytest.raises(DiagnosticError) as caught:
        read_from(files, *paths)
    return diagnostics_text(caught.value.diagnostics)


@pytest.mark.parametrize("paths", tuple(permutations(FILES)), ids=" ".join)
def test_files_in_any_order_give_the_same_profiles(paths: tuple[str, ...]) -> None:
    assert read_from(FILES, *paths) == read_from(FILES, *FILES)


def test_a_file_named_twice_counts_once() -> None:
    assert read_from(FILES, *FILES, "./base.yaml") == read_from(FILES, *FILES)


def test_an_included_file_counts_as_if_it_were_named() -> None:
    files = {**FILES, "base.yaml": BASE + "include: [admin.yaml, parts/viewer.yaml]\n"}
    assert read_from(files, "base.yaml") == read_from(FILES, *FILES)


def test_an_include_is_relative_to_its_file_and_may_come_back() -> None:
    files = {
        "a/b.yaml": "version: 1\ninclude: c/d.yaml\n",
        "a/c/d.yaml": "version: 1\ninclude: e.yaml\n",
        "a/c/e.yaml": VIEWER.replace("${input.images}", "*"),
    }
    assert [one.name for one in read_from(files, "a/b.yaml").personas] == ["viewer"]


def test_files_may_include_each_other() -> None:
    files = {"a.yaml": "version: 1\ninclude: b.yaml\n", "b.yaml": "version: 1\ninclude: a.yaml\n"}
    assert read_from(files, "a.yaml").personas == ()


@pytest.mark.parametrize("path", ["../x.yaml", "a/../../x.yaml", "/etc/passwd", "~/x.yaml", r"..\\x.yaml", "a/.."])
def test_an_include_never_leads_out(path: str) -> None:
    assert "error[include-path]" in errors_of({"p.yaml": f"version: 1\ninclude: '{path}'\n"}, "p.yaml")


def test_a_missing_include_is_blamed_on_the_line_that_names_it() -> None:
    text = errors_of({"p.yaml": "version: 1\ninclude: [x.yaml]\n"}, "p.yaml")
    assert text.startswith("p.yaml:2:11: error[unreadable-file]: `x.yaml` is included here: no such file\n")


def test_broken_files_are_all_named() -> None:
    text = errors_of(
        {"a.yaml": "a: b: c", "b.yaml": "", "c.yaml": "version: 1\ninclude: d.yaml"}, "c.yaml", "b.yaml", "a.yaml"
    )
    assert [line.split(":")[0] for line in text.splitlines() if "error[" in line] == ["a.yaml", "b.yaml", "c.yaml"]


@pytest.mark.parametrize(
    ("section", "word"),
    [
        ("service: imagebuilder", "service"),
        ("naming: {prefix: a-}", "naming"),
        ("tags: {team: data}", "team"),
        ("inputs: {images: {type: string, description: Images.}}", "images"),
        ("personas: {viewer: {title: V, description: V.}}", "viewer"),
        ('targets: [{name: dev, account: "111122223333", region: eu-west-1}]', "dev"),
        ("capabilities: {c: {title: C, description: C., grants: [{actions: s3:GetObject}]}}", "c"),
    ],
)
def test_what_two_files_say_is_a_conflict_that_names_both_places(section: str, word: str) -> None:
    first = section.replace("team", "Team")
    text = errors_of({"a.yaml": f"version: 1\n{first}\n", "b.yaml": f"version: 1\n\n{section}\n"}, "b.yaml", "a.yaml")
    assert "b.yaml:3:" in text
    assert f"error[conflict]: `{word}` stands twice" in text
    assert "at a.yaml:2:" in text


def test_lists_of_two_files_are_joined() -> None:
    found = read_from(FILES, *FILES)
    assert [one.name for one in found.targets] == ["dev", "prod"]
    assert len(found.rules) == 2
    assert found.tags == (("Stage", "dev"), ("Team", "web"))


def test_an_own_capability_takes_the_place_of_a_shipped_one() -> None:
    own = "capabilities: {view: {title: V, description: V., grants: [{actions: GetImage}]}}\n"
    found = {
        one.name: one
        for one in read_from({"p.yaml": f"version: 1\nservice: imagebuilder\n{own}"}, "p.yaml").capabilities
    }
    assert found["view"].title == "V"
    assert len(found) > 20


KEYS = ("version", "service", "personas", "title", "inputs", "include", "rules", "targets", "can", "actions", "tags")
MARKS = ("- ", ": ", ":", "{", "}", "[", "]", ", ", '"', "'", "&x ", "*x", "| ", "> ", "# ", "? ", "<<")
BREAKS = ("\n", "\n  ", "\n    ", "\r\n", "\t", "\u2028", "\x07", "\ufeff")
WORDS = (
    *KEYS,
    *MARKS,
    *BREAKS,
    "a",
    "1",
    "0",
    "~",
    "yes",
    "é",
    "!!str ",
    "!t ",
    "%YAML 1.1",
    "---",
    "...",
    "${input.x}",
)


@given(st.lists(st.sampled_from(WORDS), max_size=40).map("".join))
def test_any_yaml_like_text_loads_or_is_a_complaint(text: str) -> None:
    _load_or_complain(text)


@given(st.text(max_size=200))
def test_any_text_loads_or_is_a_complaint(text: str) -> None:
    _load_or_complain(text)


@given(st.data())
def test_a_good_profile_with_words_changed_loads_or_is_a_complaint(data: st.DataObject) -> None:
    lines = (BASE + VIEWER.removeprefix("version: 1\n")).split(" ")
    at = data.draw(st.integers(0, len(lines) - 1))
    _load_or_complain(" ".join([*lines[:at], data.draw(st.sampled_from(WORDS)), *lines[at + 1 :]]))


def _load_or_complain(text: str) -> None:
    try:
        load(["p.yaml"], lambda _: text)
    except DiagnosticError as error:
        assert all(line.isprintable() for line in diagnostics_text(error.diagnostics).split("\n"))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[" * 1_000_000, id="brackets"),
        pytest.param("{a: " * 250_000, id="braces"),
        pytest.param("- " * 500_000, id="dashes"),
        pytest.param('"' * 1_000_000, id="quotes"),
        pytest.param("- a\n" * 250_000, id="items"),
        pytest.param("\n" * 1_000_000, id="empty lines"),
        pytest.param("version: 1\n" + "".join(f"persona{one}: 1\n" for one in range(45_000)), id="unknown keys"),
        pytest.param("{" + "".join(f"k{one}: 1," for one in range(45_000)) + "}", id="unknown keys on one line"),
        pytest.param("version: 1\nservice: " + "1_" * 4_999, id="a long number"),
        pytest.param("version: 1\nrules:\n" + "  - a withi b\n" * 45_000, id="bad rules"),
        pytest.param("version: 1\ninclude: [" + "a.yaml," * 90_000 + "]", id="includes of one file"),
    ],
)
def test_a_hostile_file_is_answered_in_bounded_time(text: str) -> None:
    start = time.perf_counter()
    _load_or_complain(text)
    assert time.perf_counter() - start < BOUND_S
