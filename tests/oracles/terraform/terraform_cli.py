"""The terraform binary as typed functions: no network, no account, nothing of the caller's environment."""

import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from tests.oracles.terraform.compare import Json
from tests.oracles.terraform.locate import PROVIDER, Binary, Mirror

_PLAN = "checked.tfplan"
_FEW = "-parallelism=3"
"""A busy machine answers ten requests at once so late that the provider asks again, and finds what it made itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """`command` is what terraform was asked, `code` its exit code."""

    command: str
    code: int
    stdout: str
    stderr: str


class TerraformError(Exception):
    """terraform ended with a code that the caller did not allow; the message is what it printed."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        super().__init__(f"terraform {outcome.command}: exit code {outcome.code}\n{outcome.stdout}\n{outcome.stderr}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One diagnostic of `validate`."""

    severity: str
    summary: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Terraform:
    """terraform with one working folder; `home` holds its settings and is no working folder."""

    binary: Path
    home: Path
    folder: Path

    def run(self, *arguments: str, allowed: frozenset[int] = frozenset({0}), text: str | None = None) -> Outcome:
        """Runs one command in the folder. Raises TerraformError for a code that is not `allowed`."""
        ended = subprocess.run(
            [str(self.binary), f"-chdir={self.folder}", *arguments],
            input=text or "",
            capture_output=True,
            encoding="utf-8",
            check=False,
            env=environment(self.home),
        )
        outcome = Outcome(command=" ".join(arguments), code=ended.returncode, stdout=ended.stdout, stderr=ended.stderr)
        if outcome.code not in allowed:
            raise TerraformError(outcome)
        return outcome

    def check_format(self, folder: Path) -> tuple[str, ...]:
        """The files below a folder that `terraform fmt` would change, relative to it. Raises on a syntax error.

        Source: https://developer.hashicorp.com/terraform/cli/commands/fmt
        """
        listed = self.run("fmt", "-check", "-recursive", "-no-color", str(folder), allowed=frozenset({0, 3}))
        # fmt names files relative to its own working folder.
        found = ((self.folder / line).resolve() for line in listed.stdout.splitlines())
        return tuple(sorted(str(file.relative_to(folder.resolve())) for file in found))

    def init(self) -> Outcome:
        return self.run("init", "-backend=false", "-input=false", "-no-color")

    def validate(self) -> tuple[Finding, ...]:
        """Every error and every warning."""
        listed = self.run("validate", "-json", allowed=frozenset({0, 1})).stdout
        return tuple(
            Finding(severity=one["severity"], summary=one["summary"], detail=one.get("detail", ""))
            for one in json.loads(listed)["diagnostics"]
        )

    def plan(self) -> Outcome:
        """Plans into a file that `apply` and `planned_outputs` read."""
        return self.run("plan", "-input=false", "-no-color", _FEW, f"-out={_PLAN}")

    def planned_outputs(self) -> Mapping[str, Json]:
        """The outputs of the plan that are known before anything is created."""
        shown = json.loads(self.run("show", "-json", _PLAN).stdout)
        return _values(shown["planned_values"].get("outputs", {}))

    def apply(self) -> Outcome:
        """Applies the plan."""
        return self.run("apply", "-input=false", "-no-color", _FEW, _PLAN)

    def outputs(self) -> Mapping[str, Json]:
        return _values(json.loads(self.run("output", "-json").stdout))

    def plan_again(self) -> Outcome:
        """Plans over what was applied: code 0 when there is nothing to do, 2 when there is.

        Source: https://developer.hashicorp.com/terraform/cli/commands/plan#detailed-exitcode
        """
        return self.run("plan", "-input=false", "-no-color", _FEW, "-detailed-exitcode", allowed=frozenset({0, 2}))

    def destroy(self) -> Outcome:
        return self.run("destroy", "-auto-approve", "-input=false", "-no-color", _FEW)

    def state(self) -> tuple[str, ...]:
        """The addresses that the state holds."""
        return tuple(self.run("state", "list").stdout.split())

    def console(self, expression: str) -> str:
        """An expression on one line → what the console prints for it."""
        return self.run("console", text=expression + "\n").stdout


def terraform_in(folder: Path, home: Path, binary: Binary, mirror: Mirror | None = None) -> Terraform:
    """A terraform that installs providers from the mirror only, or none at all."""
    home.mkdir(parents=True, exist_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    _configuration(home).write_text(_installation(mirror), encoding="utf-8")
    return Terraform(binary=binary.path, home=home, folder=folder)


def environment(home: Path) -> dict[str, str]:
    """All that terraform gets to see of the environment."""
    return {
        "PATH": os.defpath,
        "HOME": str(home),
        "TF_CLI_CONFIG_FILE": str(_configuration(home)),
        "TF_IN_AUTOMATION": "1",
        "CHECKPOINT_DISABLE": "1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }


def _configuration(home: Path) -> Path:
    return home / "terraform.rc"


def _installation(mirror: Mirror | None) -> str:
    if mirror is None:
        return "provider_installation {\n}\n"
    path = json.dumps(str(mirror.path.absolute()))
    return (
        "provider_installation {\n  filesystem_mirror {\n"
        f'    path    = {path}\n    include = ["{PROVIDER}"]\n'
        "  }\n}\n"
    )


def _values(outputs: Mapping[str, Mapping[str, object]]) -> Mapping[str, Json]:
    return {name: cast("Json", output["value"]) for name, output in outputs.items() if "value" in output}
