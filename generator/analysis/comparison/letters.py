"""A glob as its letters, the places between them, and the places that a `*` does not leave."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.analysis.evaluation.globs import ARN_SEGMENTS, Glob, Wildcard

COLON = ":"
ANY = ""
_FIRST_SYMBOL = 0xE000
LAST_SYMBOL = 0xFF


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """A letter is the characters that are read alike, ANY for `?`; `loops` are the places of `*`.

    Wildcards before the place `free_from` do not read a colon. A loose glob reads a symbol, which stands for any
    text, as whatever suits it.
    """

    letters: tuple[str, ...]
    loops: frozenset[int] = frozenset()
    free_from: int = 0
    is_loose: bool = False
    is_folded: bool = False

    @property
    def blanks(self) -> tuple[int, ...]:
        """The places before a `?`."""
        return tuple(place for place, one in enumerate(self.letters) if not one)

    def places_but_colon(self, places: Iterable[int]) -> int:
        """Those of the places, as bits, at which a wildcard does not read a colon."""
        return sum(1 << place for place in places if place < self.free_from)


ANY_TEXT = Letters(letters=(), loops=frozenset((0,)))


def text_letters(glob: Glob) -> Letters:
    """Tokens of a text whose wildcards read anything."""
    letters: list[str] = []
    loops: set[int] = set()
    for token in glob:
        match token:
            case Wildcard.ANY:
                loops.add(len(letters))
            case Wildcard.ONE:
                letters.append(ANY)
            case str():
                letters += token
    return Letters(letters=tuple(letters), loops=frozenset(loops))


def arn_letters(glob: Glob) -> Letters | None:
    """Tokens of an ARN, whose wildcards stay within the first five segments; None for what is no ARN."""
    found = text_letters(glob)
    colons = [place for place, one in enumerate(found.letters) if one == COLON]
    if len(colons) < ARN_SEGMENTS - 1:
        return None
    return replace(found, free_from=colons[ARN_SEGMENTS - 2] + 1)


def exact_letters(text: str) -> Letters:
    """A text that only itself matches."""
    return Letters(letters=tuple(text))


def folded_letters(text: str) -> Letters:
    """A text in any case."""
    return Letters(letters=tuple("".join(sorted({one.lower(), one.upper()}, reverse=True)) for one in text), is_folded=True)


def symbol(number: int) -> str:
    """The letter that stands for the value of a policy variable."""
    assert number <= LAST_SYMBOL, "nobody writes this many variables"
    return chr(_FIRST_SYMBOL + number)


def is_symbol(letter: str) -> bool:
    """Whether a letter stands for a policy variable."""
    return _FIRST_SYMBOL <= ord(letter) <= _FIRST_SYMBOL + LAST_SYMBOL
