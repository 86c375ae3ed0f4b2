"""Results to standard output, complaints to standard error."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import TypeVar

from generator import __version__
from generator.diagnostics import Diagnostic
from generator.model.acceptance import AcceptedFinding

_Step = TypeVar("_Step")


class OutputError(Exception):
    """Standard output takes no more."""


class Format(StrEnum):
    """How diagnostics are printed."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


def say(text: str) -> None:
    """Prints a result.

    Raises: OutputError where standard output takes no more, such as on a full disk.
    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(error.strerror or str(error)) from None


def progress(steps: Iterable[_Step], name: str) -> Iterator[_Step]:
    """Passes steps on; on a terminal, says on standard error how many there were."""
    shows = sys.stderr.isatty()
    for number, step in enumerate(steps, start=1):
        if shows:
            sys.stderr.write(f"\r{name} {number} …")
            sys.stderr.flush()
        yield step
    if shows:
        sys.stderr.write("\r\x1b[K")


def complain(diagnostics: Sequence[Diagnostic], form: Format, accepted: Sequence[AcceptedFinding] = ()) -> None:
    """Prints diagnostics: text on standard error, machine formats, with what is accepted, on standard output."""
    match form:
        case Format.TEXT:
            from generator.report.diagnostics_text import diagnostics_text

            sys.stderr.write(diagnostics_text(diagnostics) if diagnostics else "")
        case Format.JSON:
            from generator.report.diagnostics_json import diagnostics_json

            say(diagnostics_json(diagnostics, accepted))
        case Format.SARIF:
            from generator.report.diagnostics_json import diagnostics_sarif

            say(diagnostics_sarif(diagnostics, __version__, accepted))
