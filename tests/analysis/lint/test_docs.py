"""docs/lint.md says what each of the 160 checks is, as the code does."""

from pathlib import Path

from generator.analysis.lint.checks import CHECKS, UNCHECKED

TEXT = (Path(__file__).parents[3] / "docs/lint.md").read_text(encoding="utf-8")


def test_the_table_has_a_row_for_each_check_in_the_code_s_words() -> None:
    rows = {one.code: f"| `{one.code}` | {one.type.value} | checked: {one.fires} |" for one in CHECKS}
    rows |= {one.code: f"| `{one.code}` | {one.type.value} | not checked: {one.reason} |" for one in UNCHECKED}
    assert [line for line in TEXT.splitlines() if line.startswith("| `")] == [rows[code] for code in sorted(rows)]


def test_the_counts_are_right() -> None:
    assert f"{len(CHECKS)} are made, {len(UNCHECKED)} are not" in TEXT
