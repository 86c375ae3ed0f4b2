"""Everything that can change, as it is printed; and texts that would like to be structure."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from generator.analysis.changes.claim import Changes
from generator.analysis.changes.compare import compare
from generator.analysis.changes.fail import FailOn, stops
from generator.analysis.changes.state import State
from generator.pipeline.states import compile_side, state_of
from generator.report.changes_json import changes_json
from generator.report.changes_markdown import changes_markdown
from generator.report.changes_text import changes_text

CASE = Path(__file__).parents[1] / "cases/changes/everything"
HOSTILE = "</details><script>x</script>|`${a}`\x1b[31m\n# no"


def state(label: str) -> State:
    return state_of(compile_side(("profiles.yaml",), lambda _: (CASE / f"{label}.yaml").read_text()), label)


def changes() -> Changes:
    return compare(state("old"), state("new"))


FOUND = changes()
STOPS = tuple(stops(FOUND, tuple(FailOn)))
PRINTED = {
    "expected.txt": changes_text(FOUND),
    "expected.md": changes_markdown(FOUND, STOPS),
    "expected.json": changes_json(FOUND, STOPS),
}


@pytest.mark.golden
@pytest.mark.parametrize("name", PRINTED)
def test_what_changed_is_printed_as_expected(name: str) -> None:
    if os.environ.get("UPDATE_GOLDEN"):
        (CASE / name).write_text(PRINTED[name])
    assert (CASE / name).read_text() == PRINTED[name]


def test_a_second_run_prints_the_same() -> None:
    again = changes()
    assert changes_json(again, STOPS) == PRINTED["expected.json"]


def hostile() -> Changes:
    told = replace(FOUND.told[-1], name=HOSTILE, formerly=HOSTILE)
    claims = tuple(replace(one, what=HOSTILE, reason=HOSTILE, actions=(HOSTILE,)) for one in told.claims)
    return replace(FOUND, old=HOSTILE, doubts=(HOSTILE,), told=(replace(told, claims=claims),))


def test_hostile_text_is_no_structure_of_markdown() -> None:
    html = MarkdownIt("js-default", {"html": True}).render(changes_markdown(hostile(), STOPS))
    assert "<script" not in html
    assert html.count("<details>") == html.count("</details>") == 1
    assert "<h1>" not in html


def test_hostile_text_does_not_steer_a_terminal() -> None:
    text = changes_text(hostile())
    assert "\x1b" not in text
    assert "\n# no" not in text
