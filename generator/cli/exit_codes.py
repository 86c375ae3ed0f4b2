"""What the process says when it ends. Documented in docs/commands.md."""

from enum import IntEnum


class ExitCode(IntEnum):
    DONE = 0
    PROBLEMS = 1
    USAGE = 2
    DRIFT = 3
    DENIED = 4
    UNWANTED = 5
    INTERRUPTED = 130
