"""A tutorial's Markdown → the files it has the reader write and the commands it has them type, in order.

A block whose info string names a file holds the file. A `console` block holds commands, each behind `$ `, and what
they print; a line of `…` stands for any lines.
"""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_BLOCK = re.compile(r"^```(?P<info>[^\n]+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file that the reader writes."""

    path: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A command and what the tutorial says it prints; `start` and `end` are where that stands in the tutorial."""

    words: tuple[str, ...]
    shown: str
    start: int
    end: int


def steps(document: str) -> Iterator[Written | Typed]:
    """Every step of a tutorial, in its order."""
    for block in _BLOCK.finditer(document):
        kind, _, path = block["info"].partition(" ")
        if kind == "console":
            yield from _commands(block["text"], block.start("text"))
        elif path:
            yield Written(path=path, text=block["text"])


def agrees(shown: str, printed: str) -> bool:
    """Whether a command printed what is shown."""
    parts = [re.escape(one) for one in re.split(rf"^{ELLIPSIS}\n", shown, flags=re.MULTILINE)]
    return re.fullmatch("(?:.*\n)*".join(parts), printed) is not None


def renewed(document: str, printed: dict[Typed, str]) -> str:
    """The tutorial with what its commands print now, but for outputs that leave lines out."""
    for step in sorted(printed, key=lambda one: one.start, reverse=True):
        if ELLIPSIS not in step.shown.splitlines():
            document = document[: step.start] + printed[step] + document[step.end :]
    return document


def _commands(text: str, offset: int) -> Iterator[Typed]:
    starts = [found.start() for found in re.finditer(r"^\$ ", text, re.MULTILINE)]
    for start, end in pairwise((*starts, len(text))):
        line, _, shown = text[start:end].partition("\n")
        words = tuple(shlex.split(line.removeprefix("$ ")))
        yield Typed(words=words, shown=shown, start=offset + end - len(shown), end=offset + end)
