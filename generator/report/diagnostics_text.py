"""Diagnostics → text: the place, the line with a caret, the hint."""

from collections.abc import Iterable, Iterator

from generator.diagnostics import Diagnostic

_QUOTE_CHARS = 120
_MARK = "…"


def diagnostics_text(diagnostics: Iterable[Diagnostic]) -> str:
    """All diagnostics, one under the other."""
    return "\n".join(line for one in diagnostics for line in _lines(one)) + "\n"


def _lines(one: Diagnostic) -> Iterator[str]:
    place = f"{printable(str(one.at))}: " if str(one.at) else ""
    yield f"{place}{one.severity.value}[{one.code}]: {printable(one.message)}"
    if one.at.line and one.at.quote.strip():
        yield from _quote(one)
    if one.hint:
        yield f"  hint: {printable(one.hint)}"


def _quote(one: Diagnostic) -> Iterator[str]:
    number, column = str(one.at.line), one.at.column - 1
    start = max(0, column - _QUOTE_CHARS // 2) if len(one.at.quote) > _QUOTE_CHARS else 0
    shown = printable(one.at.quote[start : start + _QUOTE_CHARS])
    before, after = (_MARK if start else ""), (_MARK if start + _QUOTE_CHARS < len(one.at.quote) else "")
    caret_at = len(before) + column - start
    width = max(1, min(one.at.width, len(shown) - (column - start)))
    yield f"{number.rjust(5)} | {before}{shown}{after}"
    yield f"{' ' * 5} | {' ' * caret_at}{'^' * width}"


def printable(text: str) -> str:
    """Text without characters that a terminal would obey."""
    return "".join(char if char.isprintable() else "�" for char in text)
