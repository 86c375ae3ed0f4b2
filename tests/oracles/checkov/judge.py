"""Files → what checkov says about each block in them.

checkov is shown a folder of its own, with nothing of the user's: no configuration, no key of a platform, and a proxy
that nobody answers, so that a request would fail instead of leave.
"""

import json
import os
import re
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from tests.oracles.checkov.folders import as_terraform
from tests.oracles.checkov.package import install

_OPTIONS = ("--framework", "terraform", "--output", "json", "--skip-download")
_NO_ANSWER = "http://127.0.0.1:9"
_CALL = re.compile(r"^(module\.[^.]+\.)+")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Verdict:
    """One check of one block; a policy of a JSON file is a block of that file."""

    file: str
    block: str
    check: str

    def __str__(self) -> str:
        return f"{self.check} {self.file} {self.block}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """`silenced` by a comment in the file; `unread`: files that checkov can't parse.

    A check that breaks off is in none of these: checkov says nothing about it.
    """

    failed: frozenset[Verdict]
    passed: frozenset[Verdict]
    silenced: frozenset[Verdict]
    unread: frozenset[str]


def judge(files: Mapping[str, str], scratch: Path) -> Judgement:
    """Terraform files and JSON policies by their paths → Judgement; `scratch` is an empty folder."""
    for path, text in files.items():
        shown = scratch / "shown" / (f"{path}.tf" if path.endswith(".json") else path)
        shown.parent.mkdir(parents=True, exist_ok=True)
        shown.write_text(as_terraform(path, text), encoding="utf-8")
    home = scratch / "home"
    home.mkdir()
    command = [str(install()), "-I", "-m", "checkov.main", *_OPTIONS, "--directory", str(scratch / "shown")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=home, env=_environment(home))
    assert done.returncode in (0, 1), done.stderr
    return _decode(json.loads(done.stdout)["results"])


def _environment(home: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "TMPDIR": str(home),
        "LANG": "C.UTF-8",
        "http_proxy": _NO_ANSWER,
        "https_proxy": _NO_ANSWER,
        "CKV_SKIP_PACKAGE_UPDATE_CHECK": "true",
        "HCL_PARSE_TIMEOUT_SEC": "120",  # a file that takes longer would be left out
    }


def _decode(results: Mapping[str, Any]) -> Judgement:
    unread = cast("list[str]", results["parsing_errors"])
    return Judgement(
        failed=_verdicts(results["failed_checks"]),
        passed=_verdicts(results["passed_checks"]),
        silenced=_verdicts(results["skipped_checks"]),
        unread=frozenset(one.partition("/shown/")[2] for one in unread),
    )


def _verdicts(records: Iterable[Mapping[str, Any]]) -> frozenset[Verdict]:
    """A block of a module that another one calls is the block of its file, whoever calls it."""
    return frozenset(
        Verdict(
            file=cast("str", one["file_path"]).removeprefix("/").replace(".json.tf", ".json"),
            block=_CALL.sub("", cast("str", one["resource"])),
            check=one["check_id"],
        )
        for one in records
    )
