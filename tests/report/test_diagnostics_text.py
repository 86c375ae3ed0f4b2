"""Diagnostics → text: carets stand under what they mean, and nothing reaches a terminal that it would obey."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import NOWHERE, Diagnostic, Position, Severity
from generator.report.diagnostics_text import diagnostics_text


def text_of(quote: str, column: int, width: int = 1, line: int = 7) -> list[str]:
    at = Position(file="p.yaml", line=line, column=column, width=width, quote=quote)
    return diagnostics_text([Diagnostic(code="a-code", message="a message", at=at, hint="a hint")]).splitlines()


def test_a_diagnostic_has_its_place_line_caret_and_hint() -> None:
    assert text_of("ab cde f", 4, 3) == [
        "p.yaml:7:4: error[a-code]: a message",
        "    7 | ab cde f",
        "      |    ^^^",
        "  hint: a hint",
    ]


@pytest.mark.parametrize(
    ("quote", "column", "width", "shown", "caret"),
    [
        pytest.param("\tab", 2, 2, "→ab", " ^^", id="a tab is one arrow"),
        pytest.param("名前: x", 5, 1, "名前: x", "      ^", id="wide characters take two columns"),
        pytest.param("x: 名前", 4, 2, "x: 名前", "   ^^^^", id="a caret is as wide as its text"),
        pytest.param("n\u0303: x", 5, 1, "n\u0303: x", "   ^", id="a combining mark takes no column"),
        pytest.param("a\x1b[31m\u202e: b", 8, 1, "a�[31m�: b", "       ^", id="what a terminal obeys takes one"),
        pytest.param("ab", 3, 1, "ab", "  ^", id="behind the end"),
        pytest.param("ab", 1, 99, "ab", "^^", id="a caret ends with its line"),
    ],
)
def test_a_caret_stands_under_its_text(quote: str, column: int, width: int, shown: str, caret: str) -> None:
    assert text_of(quote, column, width)[1:3] == [f"    7 | {shown}", f"      | {caret}"]


def test_a_long_line_is_shown_around_its_place() -> None:
    lines = text_of("x" * 500 + "HERE" + "x" * 500, 501, 4)
    assert len(lines[1]) < 140
    start = lines[2].index("^")
    assert lines[1][start : start + 4] == "HERE"
    assert (lines[1][8], lines[1][-1]) == ("…", "…")


def test_a_long_line_number_keeps_the_bars_in_one_column() -> None:
    lines = text_of("ab", 1, line=1234567)
    assert lines[1].index("|") == lines[2].index("|")


@pytest.mark.parametrize("quote", ["", "   ", "\t"])
def test_an_empty_line_is_not_quoted(quote: str) -> None:
    assert len(text_of(quote, 1)) == 2


def test_a_place_without_a_line_is_a_file() -> None:
    at = Position(file="modules/x", line=0, column=0)
    assert diagnostics_text([Diagnostic(code="c", message="m", at=at)]) == "modules/x: error[c]: m\n"


def test_no_place_is_not_shown() -> None:
    assert diagnostics_text([Diagnostic(code="c", message="m", at=NOWHERE, severity=Severity.NOTE)]) == "note[c]: m\n"


HOSTILE = st.text(
    alphabet=st.one_of(
        st.characters(), st.sampled_from("\x1b\x07\x00\x7f\x85\x9b\u202e\u2066\u200b\u2028\ufeff\n\r\t`[31m")
    ),
    max_size=150,
)


@given(
    st.builds(
        Diagnostic,
        code=st.just("a-code"),
        message=HOSTILE,
        hint=HOSTILE,
        at=st.builds(
            Position,
            file=HOSTILE,
            line=st.integers(0, 10**7),
            column=st.integers(1, 200),
            width=st.integers(1, 200),
            quote=HOSTILE,
        ),
    )
)
def test_hostile_text_stays_on_its_line_and_is_printable(one: Diagnostic) -> None:
    text = diagnostics_text([one])
    assert text.count("\n") <= 4
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in text.replace("\n", ""))
