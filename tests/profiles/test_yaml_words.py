"""What YAML 1.1 takes unquoted words for.

Source: https://yaml.org/type/
"""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.profiles.yaml_words import meaning_of


@pytest.mark.parametrize(
    ("meaning", "words"),
    [
        ("true or false", "yes Yes YES no No NO true True TRUE false False FALSE on On ON off Off OFF"),
        ("nothing", "~ null Null NULL"),
        (
            "a number",
            "0 1 -1 +1 010 011122223333 111122223333 0x1F 0b1 1_000 1:30 190:20:30 1.5 .5 1.0e+3 .inf -.INF .nan",
        ),
        ("a date", "2030-01-31 2001-12-14t21:59:43.10-05:00"),
        ("", "y n Y N web yess 1a 1.2.3.4 10.0.0.0/8 4h self none undefined true-ish - _ 1e3 099988887777 <<< 0.1.2"),
    ],
    ids=["boolean", "null", "number", "date", "text"],
)
def test_a_word_has_this_meaning(meaning: str, words: str) -> None:
    assert {word: meaning_of(word) for word in words.split()} == dict.fromkeys(words.split(), meaning)


def test_nothing_written_means_nothing() -> None:
    assert meaning_of("") == "nothing"


@given(st.one_of(st.text(alphabet="yesnotrufalYESNOTRUFL~0123456789.:-+_xeEinf", max_size=8), st.text(max_size=8)))
def test_pyyaml_reads_text_exactly_where_no_meaning_is_found(word: str) -> None:
    resolver = yaml.SafeLoader("")
    tag = resolver.resolve(yaml.ScalarNode, word, (True, False))
    is_text = tag in ("tag:yaml.org,2002:str", "tag:yaml.org,2002:merge", "tag:yaml.org,2002:value")
    assert (meaning_of(word) == "") == is_text
