"""pytest's side of the oracles: what the machine lacks is reported, what it has must run.

A full run is one with IAM_PERSONAS_ORACLES=all or CI set: there an oracle that the machine
has and that gave no judgement fails the session. Somebody who runs one file is not failed.
"""

import os
from collections.abc import Mapping
from typing import Protocol, cast

import pytest

from tests.oracles import registry

_WORKER_KEY = "oracles_that_ran"


class _Worker(Protocol):
    """pytest-xdist's node, as far as this plugin reads it."""

    workeroutput: dict[str, object]


def is_full_run(environment: Mapping[str, str]) -> bool:
    ci = environment.get("CI", "").lower() not in ("", "0", "false")
    return ci or environment.get("IAM_PERSONAS_ORACLES") == "all"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "oracle(*names): needs these oracles; left out where the machine lacks one")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    absent = [item for item in items if any(registry.find(name).version is None for name in _needs(item))]
    if absent:
        config.hook.pytest_deselected(items=absent)
        items[:] = [item for item in items if item not in set(absent)]


def _needs(item: pytest.Item) -> tuple[str, ...]:
    return tuple(cast("str", name) for mark in item.iter_markers("oracle") for name in mark.args)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: _Worker) -> None:
    """A worker of pytest-xdist has ended: what ran there ran."""
    output = getattr(node, "workeroutput", {})
    registry.ran(*cast("list[str]", output.get(_WORKER_KEY, [])))


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workerinput"):
        cast("_Worker", cast("object", session.config)).workeroutput[_WORKER_KEY] = list(registry.names_that_ran())
    elif session.exitstatus == pytest.ExitCode.OK and _missed(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    ran = registry.names_that_ran()
    if not ran and not is_full_run(os.environ):
        return
    terminalreporter.section("oracles")
    missed = _missed(config)
    for oracle in registry.oracles():
        terminalreporter.write_line(f"{_state(oracle, ran, missed)}  {oracle.name} {oracle.version or ''}".rstrip())
        terminalreporter.write_line(f"{'':22}{oracle.judges if oracle.version else oracle.reason}")


def _state(oracle: registry.Oracle, ran: tuple[str, ...], missed: tuple[registry.Oracle, ...]) -> str:
    if oracle.version is None:
        return f"{'not on this machine':20}"
    if oracle.name in ran:
        return f"{'ran':20}"
    return f"{'FAILED: did not run' if oracle in missed else 'not asked':20}"


def _missed(config: pytest.Config) -> tuple[registry.Oracle, ...]:
    if not is_full_run(os.environ) or config.getoption("collectonly"):
        return ()
    return registry.not_asked(registry.oracles(), registry.names_that_ran())
