"""Diagnostics → JSON and SARIF.

Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

import json

from generator.diagnostics import Diagnostic, Position, Severity
from generator.report.diagnostics_json import diagnostics_json, diagnostics_sarif

HOSTILE = 'a\x1b[31m\x9b"\u202e\u2028é\n'
ERROR = Diagnostic(
    code="unknown-action",
    message=f"no action `{HOSTILE}`",
    hint="did you mean `GetImage`?",
    at=Position(file="my profiles/ü.yaml", line=3, column=5, width=4, quote="abc"),
)
NOTE = Diagnostic(
    code="missing-dependent", message="m", at=Position(file="p.yaml", line=0, column=0), severity=Severity.NOTE
)


def test_json_says_everything_that_the_text_says() -> None:
    found = json.loads(diagnostics_json([ERROR, NOTE]))
    assert found["diagnostics"][0] == {
        "code": "unknown-action",
        "severity": "error",
        "message": f"no action `{HOSTILE}`",
        "hint": "did you mean `GetImage`?",
        "file": "my profiles/ü.yaml",
        "line": 3,
        "column": 5,
        "width": 4,
    }
    assert found["diagnostics"][1]["severity"] == "note"


def test_no_diagnostics_are_an_empty_list() -> None:
    assert json.loads(diagnostics_json([])) == {"diagnostics": []}


def test_sarif_has_rules_levels_and_regions() -> None:
    log = json.loads(diagnostics_sarif([ERROR, NOTE], "1.2.3"))
    run = log["runs"][0]
    assert (log["version"], run["columnKind"]) == ("2.1.0", "unicodeCodePoints")
    assert run["tool"]["driver"]["version"] == "1.2.3"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["missing-dependent", "unknown-action"]
    error, note = run["results"]
    place = error["locations"][0]["physicalLocation"]
    assert (error["level"], note["level"]) == ("error", "note")
    assert place["region"] == {"startLine": 3, "startColumn": 5, "endColumn": 9}
    assert "region" not in note["locations"][0]["physicalLocation"]


def test_a_file_becomes_a_uri() -> None:
    log = json.loads(diagnostics_sarif([ERROR], "1"))
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "my%20profiles/%C3%BC.yaml"


def test_machine_formats_are_ascii() -> None:
    for text in (diagnostics_json([ERROR]), diagnostics_sarif([ERROR], "1")):
        assert all(char == "\n" or " " <= char <= "~" for char in text)
