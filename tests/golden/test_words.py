"""AWS's own policies in words, for people to read critically: is it true, and would a manager understand it?"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.model.policy_json import decode_document
from generator.report.in_words import statement_in_words
from generator.report.wording import Wording

POLICIES = Path(__file__).parents[2] / "generator/reference/data/managed"
NAMES = sorted(one.stem for one in POLICIES.glob("*.json") if one.stem != "index")
GOLDEN = Path(__file__).parent / "words"


def _lines(name: str) -> Iterator[str]:
    text = (POLICIES / f"{name}.json").read_text(encoding="utf-8")
    for one in decode_document(json.loads(text)).statements:
        modal = "may" if one.effect == "Allow" else "may never"
        yield f"{one.sid or '-'}: {modal} {statement_in_words(one, Wording())}\n"


@pytest.mark.golden
@pytest.mark.parametrize("name", NAMES)
def test_a_policy_of_aws_is_said_as_its_golden_file_says(name: str) -> None:
    golden = GOLDEN / f"{name}.txt"
    said = "".join(_lines(name))
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(said, encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == said
