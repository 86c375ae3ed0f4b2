"""Sentences and blocks of an explanation, before anybody knows whether they become text or Markdown.

What a stranger wrote is exact, so that it can be shown and never be markup.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.diagnostics import Position
from generator.model.phrase import Exact

Sentence = tuple[str | Exact, ...]
"""The pieces of a phrase: our own words as texts, all others exact."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Bullets:
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with what they are about."""

    rows: tuple[tuple[str, Sentence], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A line of a profile."""

    at: Position


@dataclass(frozen=True, slots=True)
class Code:
    """Lines to copy; `language` as Markdown calls it."""

    text: str
    language: str = ""


Block = Paragraph | Bullets | Facts | Quote | Code


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under a title; the first section of an explanation has the largest title."""

    title: Sentence
    blocks: tuple[Block, ...]
    level: int = 2


def say(form: str, *words: "str | Sentence") -> Sentence:
    """A form with `{}` for each word → a sentence; a word that is a text is exact."""
    found: list[str | Exact] = []
    pieces = re.split(r"\{\}", form)
    assert len(pieces) == len(words) + 1, f"`{form}` has a place for each word"
    for number, piece in enumerate(pieces):
        if piece:
            found.append(piece)
        if number < len(words):
            word = words[number]
            found += (Exact(word),) if isinstance(word, str) else word
    return tuple(found)


def quoted(text: str) -> Sentence:
    """A text of another part of the program, where words stand in backticks → a sentence."""
    pieces = text.split("`")
    marked = (Exact(one) if number % 2 and number < len(pieces) - 1 else one for number, one in enumerate(pieces))
    return tuple(one for one in marked if one)


def listed(words: "Iterable[str | Sentence]", last: str = "and") -> Sentence:
    """Words → `a, b and c`."""
    found = [one if isinstance(one, tuple) else (Exact(one),) for one in words]
    return tuple(_joined(found, last))


def _joined(found: list[Sentence], last: str) -> Iterator[str | Exact]:
    for number, one in enumerate(found):
        if number:
            yield f" {last} " if number == len(found) - 1 else ", "
        yield from one
