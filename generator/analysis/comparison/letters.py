"""A glob as its letters, the places between them, and the places that a `*` does not leave."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.analysis.evaluation.globs import ARN_SEGMENTS, Glob, Wildcard

COLON = ":"
ANY = ""
LAST_SYMBOL = 0xFF
_FIRST_NAME = 0xE000
_FIRST_TEXT = 0xE100


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """A letter is the characters that are read alike, ANY for `?`; `loops` are the places of `*`.

    Wildcards at the places in `bound` do not read a colon. A loose glob reads a symbol, which stands for any
    text, as whatever suits it. A folded one does not tell upper from lower case.
    """

    letters: tuple[str, ...]
    loops: frozenset[int] = frozenset()
    bound: frozenset[int] = frozenset()
    is_loose: bool = False
    is_folded: bool = False
    hashed: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Keeps the hash, which is asked for often."""
        object.__setattr__(self, "hashed", hash((self.letters, self.loops, self.bound, self.is_loose)))

    def __hash__(self) -> int:
        return self.hashed

    @property
    def blanks(self) -> tuple[int, ...]:
        """The places before a `?`."""
        return tuple(place for place, one in enumerate(self.letters) if not one)

    def bound_bits(self, places: Iterable[int]) -> int:
        """Those of the places, as bits, at which a wildcard does not read a colon."""
        return sum(1 << place for place in places if place in self.bound)


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
    """Tokens of an ARN in a condition, whose wildcards stay in their segments; None for what is no ARN.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
    """
    found = text_letters(glob)
    colons = [place for place, one in enumerate(found.letters) if one == COLON]
    if len(colons) < ARN_SEGMENTS - 1:
        return None
    bound = (place for place in (*found.loops, *found.blanks) if place <= colons[ARN_SEGMENTS - 2])
    return Letters(letters=found.letters, loops=found.loops, bound=frozenset(bound))


def resource_letters(glob: Glob) -> Letters | None:
    """Tokens of a Resource, in whose first five segments only a `*` at the end reaches beyond; None for no ARN.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
    """
    found = text_letters(glob)
    if found.letters[:4] != tuple("arn:") or min(found.loops, default=4) < 4:
        return None
    colons = [place for place, one in enumerate(found.letters) if one == COLON]
    head = colons[ARN_SEGMENTS - 2] if len(colons) >= ARN_SEGMENTS - 1 else len(found.letters)
    ends = {*colons, len(found.letters)}
    inside = [place for place in found.loops if place <= head and place not in ends]
    bound = frozenset((*inside, *(place for place in found.blanks if place < head)))
    return Letters(letters=found.letters, loops=found.loops, bound=bound)


def exact_letters(text: str) -> Letters:
    """A text that only itself matches."""
    return Letters(letters=tuple(text))


def folded_letters(text: str) -> Letters:
    """A text in any case."""
    letters = ("".join(sorted({one.lower(), one.upper()}, reverse=True)) for one in text)
    return Letters(letters=tuple(letters), is_folded=True)


def loosened(glob: Letters) -> Letters:
    """A glob that reads symbols as whatever suits it."""
    return Letters(letters=glob.letters, loops=glob.loops, bound=glob.bound, is_loose=True)


def as_text(glob: Letters) -> str:
    """A glob → a text with a symbol for each wildcard, which only the wildcards of wider globs read."""
    found: list[str] = []
    for place, letter in enumerate((*glob.letters, None)):
        wildcard = name_symbol(LAST_SYMBOL) if place in glob.bound else text_symbol(LAST_SYMBOL)
        found += [wildcard] * (place in glob.loops)
        found += [letter or wildcard] if letter is not None else []
    return "".join(found)


def name_symbol(number: int) -> str:
    """The letter that stands for the value of a policy variable, a text without a colon."""
    assert number <= LAST_SYMBOL, "nobody writes this many variables"
    return chr(_FIRST_NAME + number)


def text_symbol(number: int) -> str:
    """The letter that stands for the value of a policy variable, whatever it holds."""
    assert number <= LAST_SYMBOL, "nobody writes this many variables"
    return chr(_FIRST_TEXT + number)


def is_symbol(letter: str) -> bool:
    """Whether a letter stands for the value of a policy variable."""
    return _FIRST_NAME <= ord(letter) <= _FIRST_TEXT + LAST_SYMBOL


def holds_no_colon(letter: str) -> bool:
    """Whether what a letter stands for is no colon and holds none."""
    return letter != COLON and not _FIRST_TEXT <= ord(letter) <= _FIRST_TEXT + LAST_SYMBOL
