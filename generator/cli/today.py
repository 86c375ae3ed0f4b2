"""The day on which the command runs: the only place that looks at a clock.

Source: https://reproducible-builds.org/specs/source-date-epoch/
"""

import os
from datetime import UTC, date, datetime

from generator.diagnostics import Diagnostic, DiagnosticError, Position

VARIABLE = "SOURCE_DATE_EPOCH"


def today() -> date:
    """The day of `SOURCE_DATE_EPOCH` where that is set, else that of the clock; in UTC.

    Raises: DiagnosticError where the variable holds no number of seconds.
    """
    text = os.environ.get(VARIABLE)
    if text is None:
        return datetime.now(UTC).date()
    try:
        if not (text.isascii() and text.isdigit()):
            raise ValueError
        return datetime.fromtimestamp(int(text), UTC).date()
    except (ValueError, OverflowError, OSError):
        message = f"expected seconds since 1970, found `{text[:40]}`"
        hint = f"such as `{VARIABLE}=$(git log -1 --format=%ct)`"
        at = Position(file=VARIABLE, line=0, column=0)
        raise DiagnosticError([Diagnostic(code="bad-value", message=message, at=at, hint=hint)]) from None
