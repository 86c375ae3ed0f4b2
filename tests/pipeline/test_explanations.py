"""Every message of the corpus is explained as a golden text says; `make golden` writes the texts anew."""

import os
from functools import cache
from pathlib import Path

import pytest

from generator.analysis.denials.read import read_denials
from generator.analysis.explanation.known import Known
from generator.pipeline.explain import Told, explain_readings, know
from generator.report.explanation_document import document_text

CASES = Path(__file__).parents[1] / "cases/denials"
MESSAGES = sorted(CASES.glob("messages/*.txt"))
UPDATE = "UPDATE_GOLDEN"


@cache
def profile() -> Known:
    """The profile of the messages, compiled once."""
    return know(["profiles.yaml"], lambda path: (CASES / path).read_text(encoding="utf-8"))


@cache
def explained(message: Path) -> str:
    text = message.read_bytes().decode("utf-8", errors="replace")
    return document_text(explain_readings(read_denials(text), profile(), Told()), profile())


@pytest.mark.golden
@pytest.mark.parametrize("message", MESSAGES, ids=[one.stem for one in MESSAGES])
def test_every_message_is_explained_as_before(message: Path) -> None:
    golden = CASES / "explanations" / message.name
    found = explained(message)
    if UPDATE in os.environ:
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


def test_every_explanation_belongs_to_a_message() -> None:
    assert {one.name for one in (CASES / "explanations").iterdir()} == {one.name for one in MESSAGES}


@pytest.mark.parametrize("message", MESSAGES, ids=[one.stem for one in MESSAGES])
def test_no_explanation_holds_what_a_terminal_would_obey(message: Path) -> None:
    assert all(char.isprintable() or char == "\n" for char in explained(message))
