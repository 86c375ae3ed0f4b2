"""Diagnostics → text: the place, the line with a caret, the hint."""

import unicodedata
from collections.abc import Iterable, Iterator

from generator.diagnostics import Diagnostic, Position

_QUOTE_CHARS = 120
_MARK = "…"


def diagnostics_text(diagnostics: Iterable[Diagnostic]) -> str:
    """All diagnostics, one under the other."""
    return "\n".join(line for one in diagnostics for line in _lines(one)) + "\n"


def _lines(one: Diagnostic) -> Iterator[str]:
    place = f"{printable(str(one.at))}: " if str(one.at) else ""
    yield f"{place}{one.severity.value}[{one.code}]: {printable(one.message)}"
    if one.at.line and one.at.quote and not one.at.quote.isspace():
        yield from quote_lines(one.at)
    if one.hint:
        yield f"  hint: {printable(one.hint)}"


def quote_lines(at: Position) -> Iterator[str]:
    """The line of a place, with a caret under it."""
    number, column = str(at.line), at.column - 1
    start = max(0, column - _QUOTE_CHARS // 2) if len(at.quote) > _QUOTE_CHARS else 0
    shown = printable(at.quote[start : start + _QUOTE_CHARS])
    before, after = (_MARK if start else ""), (_MARK if start + _QUOTE_CHARS < len(at.quote) else "")
    caret_at = column - start
    indent = len(before) + _columns(shown[:caret_at])
    width = max(1, _columns(shown[caret_at : caret_at + at.width]))
    yield f"{number.rjust(5)} | {before}{shown}{after}"
    yield f"{' ' * max(5, len(number))} | {' ' * indent}{'^' * width}"


def printable(text: str) -> str:
    """Text without characters that a terminal would obey; a tab is shown as an arrow."""
    return "".join(char if char.isprintable() else "→" if char == "\t" else "�" for char in text)


def _columns(text: str) -> int:
    """How many columns of a terminal a printable text takes.

    Source: https://www.unicode.org/reports/tr11/ (East Asian width)
    """
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(char) in ("W", "F") for char in text)
    return len(text) + wide - sum(unicodedata.category(char) in ("Mn", "Me") for char in text)
