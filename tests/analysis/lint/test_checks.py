"""Every check fires at its place on its trigger, and says nothing of the trigger's twin."""

from collections.abc import Iterator

import pytest

from generator.analysis.lint.checks import CHECKS, UNCHECKED
from generator.analysis.lint.finding import Finding
from generator.analysis.lint.lint import lint_json
from tests.analysis.lint import rows_access, rows_arns, rows_conditions, rows_grammar, rows_values
from tests.analysis.lint.case import Case

ROWS = (
    *rows_grammar.ROWS,
    *rows_arns.ROWS,
    *rows_conditions.ROWS,
    *rows_values.ROWS,
    *rows_access.ROWS,
)


def ids() -> Iterator[str]:
    seen: dict[str, int] = {}
    for row in ROWS:
        seen[row.code] = seen.get(row.code, 0) + 1
        yield row.code if seen[row.code] == 1 else f"{row.code}-{seen[row.code]}"


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return sorted({one.code for one in findings})


def test_every_check_has_a_row_and_every_row_a_check() -> None:
    assert {one.code for one in ROWS} == {one.code for one in CHECKS}


def test_every_code_is_checked_once_or_listed_as_not_checked() -> None:
    found = [one.code for one in (*CHECKS, *UNCHECKED)]
    assert len(found) == len(set(found)) == 160


@pytest.mark.parametrize("row", ROWS, ids=ids())
def test_the_trigger_yields_the_code_at_its_place_and_nothing_unexpected(row: Case) -> None:
    found = lint_json(row.trigger, row.kind)
    places = [row.trigger[one.problem.at.start : one.problem.at.end] for one in found if one.code == row.code]
    assert (codes(found), places) == (sorted({row.code, *row.also}), [row.at])


@pytest.mark.parametrize("row", ROWS, ids=ids())
def test_the_twin_yields_nothing(row: Case) -> None:
    assert codes(lint_json(row.twin, row.kind)) == sorted(row.twin_also)


@pytest.mark.parametrize("row", ROWS, ids=ids())
def test_messages_and_hints_are_one_line_in_lower_case_without_a_full_stop(row: Case) -> None:
    for one in lint_json(row.trigger, row.kind):
        for text in (one.problem.message, one.problem.hint):
            assert text
            assert "\n" not in text
            assert not text.endswith(".")
            assert text[0].islower() or not text[0].isalpha() or text.startswith(("AWS", "IAM", "ARNs"))
