"""YAML scalars mean exactly the text that they were made of, wherever they stand."""

from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from generator.profiles import quoting
from generator.profiles.yaml_words import meaning_of

TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.text(
    st.sampled_from("aA1 :#,-*&!|>'\"%@`{}[]\\\n\t~=<.?/")
)


def read(text: str) -> Any:
    return yaml.safe_load(text)


@given(TEXTS)
@example("no")
@example("Null")
@example("")
@example(" a ")
@example("a: b")
@example("a:")
@example("a #b")
@example("- a")
@example("1e3")
@example("012345678901")
@example("2030-01-31")
@example("\U0001f600\x85\u2028\ufeff")
def test_a_text_is_read_as_itself_in_every_place(text: str) -> None:
    scalar = quoting.scalar(text)
    assert read(f"a: {scalar} # comment\nb:\n  - {scalar}\n") == {"a": text, "b": [text]}
    assert read(f"[{scalar}, {scalar}]") == [text, text]
    assert read(f"{{{scalar}: {scalar}}}") == {text: text}


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_texts_are_read_as_one_or_as_a_list(texts: list[str]) -> None:
    assert read(quoting.sequence(tuple(texts))) == (texts[0] if len(texts) == 1 else texts)


@given(st.dictionaries(TEXTS, TEXTS, max_size=4))
def test_pairs_are_read_as_a_mapping(pairs: dict[str, str]) -> None:
    assert read(quoting.mapping(tuple(pairs.items()))) == pairs


@pytest.mark.parametrize("text", ["y", "N", "yes", "No", "ON", "off", "true", "False", "null"])
def test_what_yaml_takes_for_something_else_is_quoted(text: str) -> None:
    assert quoting.scalar(text) == f'"{text}"'


@given(TEXTS)
def test_a_plain_scalar_is_text_for_our_own_reader_too(text: str) -> None:
    scalar = quoting.scalar(text)
    assert scalar.startswith('"') or meaning_of(scalar) == ""
