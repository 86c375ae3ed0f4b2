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

from generator.analysis.comparison.letters import COLON, Letters, holds_no_colon, is_symbol
from generator.analysis.comparison.steps import Steps

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
    steps: dict[str, tuple[int, int]] = field(default_factory=dict[str, tuple[int, int]])


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Aims:
    """Globs as bits: those that a text has to match, those that it had better match, and better not match."""

    needed: int
    helping: int
    hindering: int


def best_words(globs: tuple[Letters, ...], aims: Aims, steps: Steps) -> Iterator[Word]:
    """Globs → combinations of them, the shortest first; none is left out but for one that is at least as good.

    What a text can still match is as good if it holds the places of all helping globs, and none more of the
    hindering ones. Raises: OutOfSteps.
    """
    table = _table(globs)
    needed = [table.regions[number] for number in range(len(globs)) if aims.needed >> number & 1]
    wanted, unwanted = _region(table, aims.needed | aims.helping), _region(table, aims.hindering)
    moves, kept, seen, given = {_fresh(table.accepts), COLON}, list[int](), set[int](), set[int]()
    heap = [(0, "", "", table.start)]
    while heap:
        cost, _, text, state = heappop(heap)
        if state in seen:
            continue
        steps.take(1 + len(kept) // 50)
        if _is_outdone(state, kept, wanted, unwanted):
            continue
        seen.add(state)
        kept.append(state)
        found = _matched(table, state & table.final_places)
        if found & aims.needed == aims.needed and found not in given:
            given.add(found)
            yield Word(matched=found, text=text)
        for move in moves.union(_runs(table, state)):
            reached = _read(table, state, move)
            if reached not in seen and all(reached & region for region in needed):
                heappush(heap, (cost + _cost(move), (text + move).swapcase(), text + move, reached))


def _is_outdone(state: int, kept: Iterable[int], wanted: int, unwanted: int) -> bool:
    """Whether another state holds all places of it that are wanted, and none that are unwanted but its own."""
    missing, allowed = state & wanted, ~state & unwanted
    for one in kept:  # noqa: SIM110 - the innermost loop of all; a generator takes twice as long
        if not (missing & ~one or one & allowed):
            return True
    return False


def _region(table: _Table, globs: int) -> int:
    return sum(region for number, region in enumerate(table.regions) if globs >> number & 1)


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
    return 10 * len(move) + (not move[-1].isalpha())


def _runs(table: _Table, state: int) -> Iterator[str]:
    while state:
        place = state & -state
        yield from table.runs.get(place, ())
        state ^= place


def _read(table: _Table, state: int, text: str) -> int:
    """The places that a text leads to; of a glob's `*` only the last is kept, which reads all that the others do."""
    steps = table.steps
    for letter in text:
        step = steps.get(letter)
        passing, staying = step if step is not None else _step(table, letter)
        swallowed = _swallowed(table, state) if table.loose and is_symbol(letter) else 0
        state = (state & passing) << 1 | state & staying | swallowed
    for loop, earlier in table.later_loops:
        if state & loop:
            state &= ~earlier
    return state


def _step(table: _Table, letter: str) -> tuple[int, int]:
    """The places that a letter leads on from, and those that it does not leave."""
    own = table.accepts.get(letter, 0)
    loops = table.loops if holds_no_colon(letter) else table.loops ^ table.loops_but_colon
    if letter == COLON:
        step = own | table.any_letter ^ table.any_but_colon, loops
    else:
        step = own if is_symbol(letter) else own | table.any_letter, loops
    table.steps[letter] = step
    return step


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
    table.regions.append(region)
    if glob.is_loose:
        table.loose.append(region)
    for place, letters in enumerate(glob.letters):
        for letter in letters:
            table.accepts[letter] = table.accepts.get(letter, 0) | 1 << (offset + place)
        if not letters:
            table.any_letter |= 1 << (offset + place)
    table.any_but_colon |= glob.bound_bits(glob.blanks) << offset
    table.loops |= sum(1 << place for place in glob.loops) << offset
    table.loops_but_colon |= glob.bound_bits(glob.loops) << offset
    for place in sorted(glob.loops, reverse=True)[:-1]:
        if place not in glob.bound:
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
