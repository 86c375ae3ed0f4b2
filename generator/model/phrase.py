"""A sentence of plain words and exact texts, before it is known whether it becomes text or Markdown."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Exact:
    """A text that stands as it is: a name, a value, an ARN."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words and exact texts in order; no two words are neighbours. As a text it has backticks around what is exact."""

    pieces: tuple[str | Exact, ...]

    def __str__(self) -> str:
        return "".join(f"`{one.text}`" if isinstance(one, Exact) else one for one in self.pieces)


def say(*parts: "str | Exact | Phrase") -> Phrase:
    """Words, exact texts and phrases in order → one phrase."""
    merged: list[str | Exact] = []
    for part in parts:
        for piece in part.pieces if isinstance(part, Phrase) else (part,):
            if isinstance(piece, str) and merged and isinstance(last := merged[-1], str):
                merged[-1] = last + piece
            elif piece != "":
                merged.append(piece)
    return Phrase(tuple(merged))


def exact(text: str) -> Phrase:
    """A text that stands as it is → the phrase that is nothing else."""
    return Phrase((Exact(text),))


def quoted(text: str) -> Phrase:
    """A text with backticks around what is exact → the phrase that reads so."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return say(text)
    return say(*(Exact(part) if number % 2 else part for number, part in enumerate(parts)))


def listed(items: Sequence[Phrase], most: int, last: str = "and") -> Phrase:
    """`a, b and c`; of more than `most` items the first ones, and how many more there are."""
    shown = list(items) if len(items) <= most + 1 else [*items[:most], say(f"{len(items) - most} more")]
    return chained(shown, ", ", f" {last if len(shown) == len(items) else 'and'} ")


def chained(items: Sequence[Phrase], between: str, last: str) -> Phrase:
    """Phrases with words between them, others before the last one."""
    parts: list[str | Phrase] = []
    for number, item in enumerate(items):
        parts += ([] if not number else [last if number == len(items) - 1 else between]) + [item]
    return say(*parts)
