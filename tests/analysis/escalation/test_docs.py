"""docs/escalation.md lists every path, with what closes it and where it was published."""

from pathlib import Path

from generator.model.escalation import EscalationPath, Source
from generator.reference.escalation import escalation_paths, left_out_methods

PAGE = (Path(__file__).parents[3] / "docs" / "escalation.md").read_text("utf-8")


def source(one: Source) -> str:
    """A source as the page spells it: prowler has one page for all of its sets."""
    match one.catalogue:
        case "prowler":
            return f"[prowler `{one.id}`][prowler]"
        case "iam-personas":
            return f"[AWS]({one.url})"
        case _:
            return f"[{one.catalogue} `{one.id}`]({one.url})"


def row(path: EscalationPath) -> str:
    sources = ", ".join(map(source, path.sources))
    return f"| `{path.id}` | {path.title} | {path.closes} | {sources} |"


def test_the_table_is_that_of_the_data() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| `")]
    assert rows == [row(path) for path in escalation_paths()]


def test_the_page_of_prowler_is_the_one_of_the_data() -> None:
    urls = {one.url for path in escalation_paths() for one in path.sources if one.catalogue == "prowler"}
    assert [f"[prowler]: {url}" in PAGE for url in urls] == [True]


def test_the_page_counts_the_paths() -> None:
    assert f"{len(escalation_paths())} paths" in PAGE


def test_what_is_left_out_is_said_with_its_reason() -> None:
    assert all(f"- {one.catalogue} `{one.id}`: {one.reason}." in PAGE for one in left_out_methods())
