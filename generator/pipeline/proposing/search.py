"""A denied request → changed texts that allow it, the fewest steps first."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from generator.diagnostics import DiagnosticError
from generator.model.proposal import ProposalKind
from generator.pipeline.proposing.grant import grants
from generator.pipeline.proposing.narrow import narrowings
from generator.pipeline.proposing.sources import Move, Sources
from generator.pipeline.proposing.standing import Standing, try_standing
from generator.pipeline.proposing.widen import widenings
from generator.pipeline.proposing.wish import Wish
from generator.profiles.edit import CannotEdit

_MOST_STEPS = 5
_MOST_KEPT = 6
_MOST_TRIED = 100
_MOST_VALUES = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """How the request stands after some moves."""

    standing: Standing
    moves: tuple[Move, ...]


@dataclass(slots=True, kw_only=True)
class Search:
    """Keeps what was tried, and why the last of it could not be had."""

    wish: Wish
    nearest: Standing | None = None
    refused: DiagnosticError | None = None
    unwritable: CannotEdit | None = None
    tried: int = 0

    def run(self, start: Standing) -> tuple[Candidate, ...]:
        """Every step takes something out of the way; those that need no more steps than the first are found."""
        waiting = [Candidate(standing=start, moves=())]
        for _ in range(_MOST_STEPS):
            reached = [after for one in waiting for after in self._after(one)]
            if found := [one for one in reached if one.standing.is_allowed]:
                return tuple(found)
            waiting = sorted(reached, key=lambda one: one.standing.distance)[:_MOST_KEPT]
            self.nearest = waiting[0].standing if waiting else self.nearest
        return ()

    def _after(self, before: Candidate) -> Iterator[Candidate]:
        for move in moves_from(before.standing, self.wish):
            if self.tried >= _MOST_TRIED:
                return
            after = self._try(before.standing.sources, move)
            if after is not None and after.distance < before.standing.distance:
                yield Candidate(standing=after, moves=(*before.moves, move))

    def _try(self, sources: Sources, move: Move) -> Standing | None:
        self.tried += 1
        try:
            changed = sources.changed(move.edits)
        except CannotEdit as error:
            self.unwritable = error
            return None
        found = try_standing(changed, self.wish)
        if isinstance(found, DiagnosticError):
            if move.kind is ProposalKind.ADD_ACTION:
                self.refused = found
            return None
        return found

    def pruned(self, sources: Sources, candidate: Candidate) -> Candidate:
        """A candidate without the moves that it can do without."""
        for number in range(len(candidate.moves)):
            fewer = (*candidate.moves[:number], *candidate.moves[number + 1 :])
            standing = self._all(sources, fewer) if fewer else None
            if standing is not None and standing.is_allowed:
                return self.pruned(sources, replace(candidate, standing=standing, moves=fewer))
        return candidate

    def _all(self, sources: Sources, moves: tuple[Move, ...]) -> Standing | None:
        try:
            changed = sources.changed([one for move in moves for one in move.edits])
        except (CannotEdit, AssertionError):
            return None
        found = try_standing(changed, self.wish)
        return found if isinstance(found, Standing) else None


def moves_from(standing: Standing, wish: Wish) -> Iterator[Move]:
    """The moves against the first thing that is in the way."""
    if standing.denials:
        yield from narrowings(standing, wish)
    elif standing.lacking:
        kind = standing.lacking[0]
        yield from islice(widenings(standing, wish, kind), _MOST_VALUES)
        yield from grants(standing, wish, kind)
