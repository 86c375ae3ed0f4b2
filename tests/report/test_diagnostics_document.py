"""The examples in docs/diagnostics.md are what the command line prints.

A block says which case of tests/cases/bad_profiles it is from: its first complaint with the code of
the heading. `UPDATE_GOLDEN=1` (`make golden`) writes the blocks anew.
"""

import os
import re

import pytest

from tests.report.test_bad_profiles import CASES

DOCUMENT = CASES.parent.parent.parent / "docs" / "diagnostics.md"
SECTION = re.compile(
    r"^### `(?P<code>[a-z0-9-]+)`\n(?:(?!^#).*\n)*?```text (?P<case>[a-z0-9-]+)\n(?P<text>(?:.*\n)*?)```", re.MULTILINE
)


def example(code: str, case: str) -> str:
    """The first complaint with a code in a case's text: its head, and the lines below it."""
    text = (CASES / case / "expected.txt").read_text(encoding="utf-8")
    found = re.search(rf"^\S.*: [a-z]+\[{code}\]: .*\n(?: .*\n)*", text, re.MULTILINE)
    assert found, f"{case} has no {code}"
    return found[0]


def renewed(document: str) -> str:
    """The document with every example as the cases have it now."""

    def renew(found: re.Match[str]) -> str:
        return found[0].removesuffix(f"{found['text']}```") + example(found["code"], found["case"]) + "```"

    return SECTION.sub(renew, document)


@pytest.mark.golden
def test_every_example_is_what_the_command_line_prints() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    if os.environ.get("UPDATE_GOLDEN"):
        DOCUMENT.write_text(renewed(document), encoding="utf-8")
    assert renewed(document) == DOCUMENT.read_text(encoding="utf-8")


def test_every_block_is_an_example() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    assert document.count("```") == 2 * len(SECTION.findall(document)) > 100


def test_another_example_is_noticed() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    assert renewed(document.replace("`pipelines`", "`pipeline`")) != document.replace("`pipelines`", "`pipeline`")
