"""Diagnostics → JSON and SARIF, for machines. ASCII only, so that no terminal obeys it.

Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

import json
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from generator.diagnostics import Diagnostic, Position, Severity
from generator.model.acceptance import AcceptedFinding

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def diagnostics_json(diagnostics: Iterable[Diagnostic], accepted: Sequence[AcceptedFinding] = ()) -> str:
    """A JSON object with a list of diagnostics, and one of the findings that are accepted, if there are any."""
    rows = [
        {
            "code": one.code,
            "severity": one.severity.value,
            "message": one.message,
            "hint": one.hint,
            **_place(one.at),
        }
        for one in diagnostics
    ]
    meant = {"accepted": [_accepted(one) for one in accepted]} if accepted else {}
    return json.dumps({"diagnostics": rows, **meant}, indent=2) + "\n"


def _place(at: Position) -> dict[str, object]:
    return {"file": at.file, "line": at.line, "column": at.column, "width": at.width}


def _accepted(one: AcceptedFinding) -> dict[str, object]:
    return {
        "code": one.code,
        "persona": one.persona,
        "title": one.title,
        "contained_to": list(one.contained_to),
        "actions": list(one.actions),
        "reason": one.reason,
        "owner": one.owner,
        "expires": str(one.expires) if one.expires is not None else None,
        **_place(one.at),
    }


def diagnostics_sarif(diagnostics: Iterable[Diagnostic], version: str, accepted: Sequence[AcceptedFinding] = ()) -> str:
    """A SARIF log of one run; what is accepted is a suppressed result."""
    found = tuple(diagnostics)
    driver = {
        "name": "iam-personas",
        "version": version,
        "rules": [{"id": one} for one in sorted({row.code for row in (*found, *accepted)})],
    }
    results = [*map(_result, found), *map(_suppressed, accepted)]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2) + "\n"


def _result(one: Diagnostic) -> dict[str, object]:
    return {
        "ruleId": one.code,
        "level": _LEVELS[one.severity],
        "message": {"text": f"{one.message} ({one.hint})" if one.hint else one.message},
        "locations": [_location(one.at)],
    }


def _suppressed(one: AcceptedFinding) -> dict[str, object]:
    """A finding that the profile itself suppresses, with who answers for it and until when in the justification.

    Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html (3.35, suppression object)
    """
    owner = f", by {one.owner}" if one.owner else ""
    until = f", until {one.expires}" if one.expires is not None else ""
    suppression = {
        "kind": "inSource",
        "status": "accepted",
        "justification": f"{one.reason}{owner}{until}",
        "location": _location(one.at),
    }
    return {
        "ruleId": one.code,
        "level": "note",
        "message": {"text": f"{one.persona}: {one.title}"},
        "locations": [_location(one.found_at)],
        "suppressions": [suppression],
    }


def _location(at: Position) -> dict[str, object]:
    place: dict[str, object] = {"artifactLocation": {"uri": quote(at.file.replace("\\", "/"))}}
    if at.line:
        place["region"] = {"startLine": at.line, "startColumn": at.column, "endColumn": at.column + at.width}
    return {"physicalLocation": place}
