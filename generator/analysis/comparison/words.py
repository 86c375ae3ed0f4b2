"""Globs → every combination of them that some text matches, each with its shortest text.

All globs run at once over one integer: a bit is a place between two letters of a glob, `*` is a place
that a letter does not leave. The text is not built letter by letter but by *runs*: a letter that no
matched glob asks for can be replaced by a fresh one without a change of what matches, so that texts
made of whole runs of literal letters and of fresh letters reach every combination there is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from heapq import heappop, heappush

from generator.analysis.comparison.letters import COLON, Letters, is_symbol

MOST_STATES = 4000
_FRESH = "xyzwvutsrqponmlkjihgfedcbaXYZWVUTSRQPONMLKJIHGFEDCBA0123456789-_"


class TooMany(Exception):
    """There are more combinations than we are willing to look at."""


@dataclass(frozen=True, slots=True)
class Word:
    """A shortest text of those that match exactly the globs whose bits are set."""

    matched: int
    text: str


@dataclass(slots=True)
class _Table:
    """What each letter does to the places of all globs."""

    start: int = 0
    finals: dict[int, int] = field(default_factory=dict[int, int])
    final_places: int = 0
    accepts: dict[str, int] = field(default_factory=dict[str, int])
    any_letter: int = 0
    any_but_colon: int = 0
    loops: int = 0
    loops_but_colon: int = 0
    runs: dict[int, tuple[str, ...]] = field(default_factory=dict[int, tuple[str, ...]])
    later_loops: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    regions: list[int] = field(default_factory=list[int])
    loose: list[int] = field(default_factory=list[int])


@lru_cache(maxsize=512)
def words(globs: tuple[Letters, ...]) -> tuple[Word, ...]:
    """Globs → the combinations that texts match, the shortest first.

    Raises: TooMany.
    """
    table = _table(globs)
    colons = (COLON,) if table.any_but_colon or table.loops_but_colon else ()
    fresh = _fresh(table.accepts)
    found: dict[int, str] = {}
    seen: set[int] = set()
    heap = [(0, "", "", table.start)]
    while heap:
        cost, _, text, state = heappop(heap)
        if state in seen:
            continue
        seen.add(state)
        if len(seen) > MOST_STATES:
            raise TooMany
        found.setdefault(state & table.final_places, text)
        for move in {fresh, *colons, *_runs(table, state)}:
            reached = _read(table, state, move)
            if reached not in seen:
                heappush(heap, (cost + _cost(move), (text + move).swapcase(), text + move, reached))
    return tuple(Word(matched=_matched(table, state), text=text) for state, text in found.items())


def matched(globs: tuple[Letters, ...], text: str) -> int:
    """Which globs a text matches."""
    table = _table(globs)
    return _matched(table, _read(table, table.start, text) & table.final_places)


def fresh_letter(globs: Iterable[Letters]) -> str:
    """A plain letter that no glob asks for."""
    return _fresh({letter for glob in globs for letters in glob.letters for letter in letters})


def _fresh(taken: Iterable[str]) -> str:
    known = set(taken)
    return next((one for one in _FRESH if one not in known), None) or next(
        chr(code) for code in range(0x100, 0x10000) if chr(code).isalpha() and chr(code) not in known
    )


def fuller(globs: tuple[Letters, ...], word: Word) -> Word:
    """The word with a fresh letter in it, where that makes no difference; it reads better, and has many likes."""
    fresh = fresh_letter(globs)
    for place in () if fresh in word.text else range(len(word.text), -1, -1):
        longer = word.text[:place] + fresh + word.text[place:]
        if matched(globs, longer) == word.matched:
            return Word(word.matched, longer)
    return word


def _cost(move: str) -> int:
    """Short words come first, and among them those that end in a letter."""
    return 10 * len(move) + (not move[-1].isalnum())


def _runs(table: _Table, state: int) -> Iterator[str]:
    while state:
        place = state & -state
        yield from table.runs.get(place, ())
        state ^= place


def _read(table: _Table, state: int, text: str) -> int:
    accepts, any_letter, loops = table.accepts, table.any_letter, table.loops
    for letter in text:
        if letter == COLON:
            passing = accepts.get(letter, 0) | any_letter ^ table.any_but_colon
            state = (state & passing) << 1 | state & (loops ^ table.loops_but_colon)
        elif is_symbol(letter):
            state = (state & accepts.get(letter, 0)) << 1 | state & loops | _swallowed(table, state)
        else:
            state = (state & (accepts.get(letter, 0) | any_letter)) << 1 | state & loops
        for loop, earlier in table.later_loops:
            if state & loop:
                state &= ~earlier
    return state


def _swallowed(table: _Table, state: int) -> int:
    """The places of loose globs that a symbol can lead to: it may stand for any text."""
    reached = 0
    for region in table.loose:
        if active := state & region:
            reached |= region & ~((active & -active) - 1)
    return reached


def _matched(table: _Table, state: int) -> int:
    found = 0
    for place, bit in table.finals.items():
        if state & place:
            found |= bit
    return found


@lru_cache(maxsize=512)
def _table(globs: tuple[Letters, ...]) -> _Table:
    table, offset = _Table(), 0
    for number, glob in enumerate(globs):
        _add(table, glob, offset, 1 << number)
        offset += len(glob.letters) + 1
    table.final_places = sum(table.finals)
    return table


def _add(table: _Table, glob: Letters, offset: int, bit: int) -> None:
    size = len(glob.letters)
    table.start |= 1 << offset
    table.finals[1 << (offset + size)] = bit
    region = ((1 << (size + 1)) - 1) << offset
    if glob.is_loose:
        table.loose.append(region)
    for place, letters in enumerate(glob.letters):
        for letter in letters:
            table.accepts[letter] = table.accepts.get(letter, 0) | 1 << (offset + place)
        if not letters:
            table.any_letter |= 1 << (offset + place)
    table.any_but_colon |= glob.places_but_colon(glob.blanks) << offset
    table.loops |= sum(1 << place for place in glob.loops) << offset
    table.loops_but_colon |= glob.places_but_colon(glob.loops) << offset
    free = [place for place in glob.loops if place >= glob.free_from]
    for place in reversed([one for one in free if one > 0]):
        table.later_loops.append((1 << (offset + place), ((1 << place) - 1) << offset))
    for place, runs in _runs_of(glob):
        table.runs[1 << (offset + place)] = runs


def _runs_of(glob: Letters) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each place before a literal letter, with the run from there to the next wildcard or the end."""
    run = ""
    for place in reversed(range(len(glob.letters))):
        letters = glob.letters[place]
        if place + 1 in glob.loops or len(letters) != 1:
            run = ""
        if len(letters) == 1:
            run = letters[0] + run
            yield place, (run,)
        elif letters:
            yield place, tuple(letters)
