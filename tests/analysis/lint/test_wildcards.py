"""Wildcards, against every short text."""

import re
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.lint.arn import covers_arn
from generator.analysis.lint.wildcards import covers, meets

TEXTS = ["".join(chars) for size in range(7) for chars in product("ab", repeat=size)]
PATTERNS = st.text(alphabet="ab*?", max_size=6)


def matched(pattern: str) -> frozenset[str]:
    expression = re.compile("".join({"*": ".*", "?": "."}.get(char, char) for char in pattern))
    return frozenset(text for text in TEXTS if expression.fullmatch(text))


@given(PATTERNS, PATTERNS)
def test_what_covers_matches_everything_that_is_covered(wide: str, narrow: str) -> None:
    assert not covers(wide, narrow) or matched(narrow) <= matched(wide)


@given(PATTERNS, st.text(alphabet="ab", max_size=6))
def test_a_pattern_covers_a_text_when_it_matches_it(wide: str, text: str) -> None:
    assert covers(wide, text) == (text in matched(wide))


@given(st.text(alphabet="ab*?", max_size=3), st.text(alphabet="ab*?", max_size=3))
def test_patterns_meet_when_a_text_matches_both(one: str, other: str) -> None:
    assert meets(one, other) == bool(matched(one) & matched(other))


def test_a_wildcard_does_not_reach_across_the_fields_of_an_arn() -> None:
    assert covers("arn:aws:iam::*:role/a", "arn:aws:iam::1:2:role/a")
    assert not covers_arn("arn:aws:iam::*:role/a", "arn:aws:iam::1:2:role/a")
    assert covers_arn("arn:aws:iam::*:role/${aws:username}*", "arn:aws:iam::1:role/${aws:username}-a")
