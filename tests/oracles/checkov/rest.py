"""What is left of the JSON policies without what is accepted in them."""

import json
from collections.abc import Collection, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

from tests.oracles.checkov.known_findings import KnownFinding

REST = "rest/"


def rests(files: Mapping[str, str], known: Collection[KnownFinding]) -> dict[str, str]:
    """Each JSON policy with known findings less what they are accepted for, by its path below REST."""
    return {
        f"{REST}{path}": _less(text, found)
        for path, text in files.items()
        if path.endswith(".json") and (found := [one for one in known if fnmatchcase(path, one.file)])
    }


def _less(text: str, known: Collection[KnownFinding]) -> str:
    document: dict[str, Any] = json.loads(text)
    for finding in known:
        document["Statement"] = list(_left(document["Statement"], finding))
    return json.dumps(document, indent=2)


def _left(written: Collection[dict[str, Any]], finding: KnownFinding) -> Iterator[dict[str, Any]]:
    for statement in written:
        if statement["Sid"] not in finding.statements:
            yield statement
        elif actions := [one for one in statement["Action"] if finding.actions and one not in finding.actions]:
            yield {**statement, "Action": actions}
