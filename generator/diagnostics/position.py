"""A place in a file that a person wrote."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Position:
    """A span on one line: 1-based `line` and `column`, `width` in characters.

    `quote` is the whole line as written, so that a complaint can show it
    without reading the file again.
    """

    file: str
    line: int
    column: int
    width: int = 1
    quote: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


NOWHERE = Position(file="", line=0, column=0)
"""The place of values that nobody wrote, such as the ones made in a test."""
