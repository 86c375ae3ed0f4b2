"""Results to standard output, complaints to standard error."""

import sys
from collections.abc import Sequence
from enum import StrEnum

from generator import __version__
from generator.diagnostics import Diagnostic


class Format(StrEnum):
    """How diagnostics are printed."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


def say(text: str) -> None:
    """Prints a result."""
    sys.stdout.write(text)
    sys.stdout.flush()


def complain(diagnostics: Sequence[Diagnostic], form: Format) -> None:
    """Prints diagnostics: text on standard error, machine formats on standard output."""
    match form:
        case Format.TEXT:
            from generator.report.diagnostics_text import diagnostics_text

            sys.stderr.write(diagnostics_text(diagnostics) if diagnostics else "")
        case Format.JSON:
            from generator.report.diagnostics_json import diagnostics_json

            say(diagnostics_json(diagnostics))
        case Format.SARIF:
            from generator.report.diagnostics_json import diagnostics_sarif

            say(diagnostics_sarif(diagnostics, __version__))
