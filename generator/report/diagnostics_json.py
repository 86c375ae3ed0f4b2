"""Diagnostics → JSON and SARIF, for machines. ASCII only, so that no terminal obeys it.

Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

import json
from collections.abc import Iterable
from urllib.parse import quote

from generator.diagnostics import Diagnostic, Severity

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def diagnostics_json(diagnostics: Iterable[Diagnostic]) -> str:
    """A JSON object with a list of diagnostics."""
    rows = [
        {
            "code": one.code,
            "severity": one.severity.value,
            "message": one.message,
            "hint": one.hint,
            "file": one.at.file,
            "line": one.at.line,
            "column": one.at.column,
            "width": one.at.width,
        }
        for one in diagnostics
    ]
    return json.dumps({"diagnostics": rows}, indent=2) + "\n"


def diagnostics_sarif(diagnostics: Iterable[Diagnostic], version: str) -> str:
    """A SARIF log of one run."""
    found = tuple(diagnostics)
    driver = {
        "name": "iam-personas",
        "version": version,
        "rules": [{"id": one} for one in sorted({row.code for row in found})],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": [_result(one) for one in found]}
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2) + "\n"


def _result(one: Diagnostic) -> dict[str, object]:
    text = f"{one.message} ({one.hint})" if one.hint else one.message
    place: dict[str, object] = {"artifactLocation": {"uri": quote(one.at.file.replace("\\", "/"))}}
    if one.at.line:
        end = one.at.column + one.at.width
        place["region"] = {"startLine": one.at.line, "startColumn": one.at.column, "endColumn": end}
    return {
        "ruleId": one.code,
        "level": _LEVELS[one.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
    }
