"""Words reach every combination of globs that texts reach, or one that is as good."""

import re
from collections.abc import Iterator
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.analysis.comparison.letters import (
    Letters,
    arn_letters,
    as_text,
    exact_letters,
    folded_letters,
    resource_letters,
    text_letters,
)
from generator.analysis.comparison.steps import Steps
from generator.analysis.comparison.words import Aims, best_words, matched, words
from generator.analysis.evaluation.globs import compile_resources, glob_of, text_regex

GLOBS = st.lists(st.text("ab*?", max_size=5), min_size=1, max_size=4)
ARNS = st.text("ab*?::", max_size=9).map("arn:".__add__)
ARN_TEXTS = st.text("ab:::", min_size=5, max_size=9).map("arn:".__add__)


def texts(alphabet: str, most: int) -> Iterator[str]:
    yield from ("".join(one) for size in range(most + 1) for one in product(alphabet, repeat=size))


def read(globs: list[str]) -> tuple[Letters, ...]:
    return tuple(text_letters(glob_of(one)) for one in globs)


def truly_matched(globs: list[str], text: str) -> int:
    found = (re.fullmatch(text_regex(glob_of(one)), text, re.DOTALL) is not None for one in globs)
    return sum(one << number for number, one in enumerate(found))


@given(globs=GLOBS)
@settings(max_examples=150)
def test_words_are_all_combinations(globs: list[str]) -> None:
    found = {one.matched: one.text for one in words(read(globs))}
    assert {truly_matched(globs, text) for text in texts("abx", 6)} <= set(found)
    assert all(truly_matched(globs, text) == bits for bits, text in found.items())


@given(globs=GLOBS, bits=st.integers(0, 255))
@settings(max_examples=150)
def test_best_words_outdo_every_text(globs: list[str], bits: int) -> None:
    aims = Aims(needed=bits & 1, helping=bits >> 1 & 7, hindering=bits >> 4 & 7 | 0)
    found = [one.matched for one in best_words(read(globs), aims, Steps(left=10_000))]
    for text in texts("abx", 5):
        reached = truly_matched(globs, text)
        if reached & aims.needed == aims.needed:
            helping, hindering = reached & (aims.helping | aims.needed), aims.hindering & ~reached
            assert any(not (helping & ~one or one & hindering) for one in found)


@given(glob=ARNS, text=ARN_TEXTS)
@settings(max_examples=400)
def test_letters_of_a_resource_read_as_the_evaluator_does(glob: str, text: str) -> None:
    letters = resource_letters(glob_of(glob))
    assert bool(letters and matched((letters,), text)) is compile_resources([glob_of(glob)])(text)


@given(inner=ARNS, outer=ARNS, text=ARN_TEXTS)
@settings(max_examples=400)
def test_a_glob_that_matches_another_s_text_is_wider(inner: str, outer: str, text: str) -> None:
    narrow, wide = resource_letters(glob_of(inner)), resource_letters(glob_of(outer))
    if narrow and wide and matched((wide,), as_text(narrow)) and matched((narrow,), text):
        assert matched((wide,), text)


def test_wildcards_of_an_arn_condition_stay_in_their_segment() -> None:
    letters = arn_letters(glob_of("arn:aws:sns:*:1:a*"))
    assert letters
    assert [matched((letters,), one) for one in ("arn:aws:sns:eu:1:a:b", "arn:aws:sns:eu:1:1:a")] == [1, 0]


def test_case_counts_where_one_glob_tells_it() -> None:
    found = {one.matched for one in words((folded_letters("Ab"), exact_letters("aB"), text_letters(glob_of("A*"))))}
    assert found == {0b000, 0b001, 0b011, 0b100, 0b101}
