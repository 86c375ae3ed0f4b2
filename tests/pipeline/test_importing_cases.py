"""Policies of the kinds that people have become the profiles beside them, and mean what they meant."""

import os

import pytest

from generator.pipeline.generate import generate
from tests.pipeline.imported_cases import CASES, NAMES, UPDATES, decisions, imported, is_asked, made_of, original_of

IS_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
EXPECTED = CASES / "expected"


@pytest.mark.golden
@pytest.mark.parametrize("name", NAMES)
def test_a_policy_becomes_the_profile_beside_it(name: str) -> None:
    result = imported(name)
    told = "".join(f"{one.at.file.rpartition('/')[2]}: {one.message}\n" for one in result.problems)
    text = (result.text or "# nothing\n") + told
    expected = EXPECTED / f"{name}.yaml"
    if UPDATES:
        expected.parent.mkdir(exist_ok=True)
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_an_evaluator_that_is_not_the_products_decides_alike(name: str) -> None:
    decided = list(decisions(original_of(CASES / name), made_of(imported(name))))
    assert decided
    assert [one for one, was, now in decided if now and not was] == []
    assert [one for one, was, now in decided if was and not now and is_asked(one)] == []


def test_several_of_them_together_generate_at_once() -> None:
    names = NAMES if IS_LONG else NAMES[::8]
    result = imported(*names)
    assert len(result.imported) == len(names)
    made = generate(["imported.yaml"], lambda _: result.text, None, ())
    assert made.documents_compared >= len(names)
    assert {one.persona for one in made.validated.modules} == {one.persona.name for one in result.imported}
