"""A wanted request → the smallest changes of the profile that would allow it, with their consequences.

Pure over texts: nothing is written. Each change is compiled and asked before it is proposed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff

from generator.diagnostics import DiagnosticError
from generator.model.access import Policies
from generator.model.proposal import FileChange, Gain, NoProposal, Proposal, ProposalKind, Wanted
from generator.pipeline.proposing.consequences import (
    Whole,
    broken,
    changed_personas,
    complaints,
    gains_of,
    reaches_further,
    whole,
    whole_after,
)
from generator.pipeline.proposing.obstacles import obstacle_before, obstacle_left
from generator.pipeline.proposing.search import Candidate, Search
from generator.pipeline.proposing.sources import Sources, gather
from generator.pipeline.proposing.standing import standing_of
from generator.pipeline.proposing.wish import Wish, understand
from generator.profiles.load import Read

_MOST_PROVED = 4
_HEADINGS = 2
"""The lines with which a unified diff names its two texts."""
_RANK = (ProposalKind.ADD_VALUE, ProposalKind.ADD_ACTION, ProposalKind.ADD_CAPABILITY, ProposalKind.NARROW_DENY)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weighed:
    """A candidate with what it changes and allows besides."""

    candidate: Candidate
    after: Whole
    changes: tuple[FileChange, ...]
    gains: tuple[Gain, ...]

    @property
    def kind(self) -> ProposalKind:
        """What the change does; of several things the one that a reviewer looks at first."""
        return max((one.kind for one in self.candidate.moves), key=_RANK.index)

    @property
    def lines(self) -> int:
        """How many lines come or go."""
        return sum(map(_lines, self.changes))

    def proposal(self, before: Sources, breaks: tuple[str, ...]) -> Proposal:
        """The change, told."""
        summary = ", and ".join(before.told(one) for one in self.candidate.moves)
        return Proposal(kind=self.kind, summary=summary, changes=self.changes, gains=self.gains, breaks=breaks)


def propose(paths: Sequence[str], read: Read, wanted: Wanted) -> tuple[Proposal, ...] | NoProposal:
    """A request that the profile denies → proposals, the smallest first; those that break something come last.

    Raises: DiagnosticError for profiles that do not compile, and for a persona or target that they do not have.
    """
    sources, profiles = gather(paths, read)
    before = whole(sources)
    wish = understand(wanted, profiles, before.subjects)
    if isinstance(wish, NoProposal):
        return wish
    start = standing_of(sources, wish)
    if obstacle := obstacle_before(start, before, wish):
        return obstacle
    search = Search(wish=wish)
    weighed = _ranked(tuple(_weigh(search.run(start), before, wish)), wish)
    return _proposals(weighed, before, search) if weighed else obstacle_left(start, search, wish)


def _weigh(found: Sequence[Candidate], before: Whole, wish: Wish) -> Iterator[_Weighed]:
    """The candidates with which everything else compiles too; of those that mean the same, the first."""
    seen: list[tuple[Policies, ...]] = []
    for one in found:
        try:
            after = whole_after(before, one.standing.sources, one.standing.profiles)
        except DiagnosticError:
            continue
        policies = tuple(each.policies for each in after.subjects)
        if policies not in seen:
            seen.append(policies)
            changes = before.sources.changes_to(after.sources)
            gains = tuple(gains_of(before, after, wish))
            yield _Weighed(candidate=one, after=after, changes=changes, gains=gains)


def _ranked(weighed: Sequence[_Weighed], wish: Wish) -> list[_Weighed]:
    """The lightest first: fewer gains, then those that allow the action on fewer resources, then fewer lines."""
    wider = {
        id(one): sum(
            reaches_further(one.after, other.after, wish) for other in weighed if len(other.gains) == len(one.gains)
        )
        for one in weighed
    }
    return sorted(weighed, key=lambda one: (len(one.gains), wider[id(one)], one.lines, _RANK.index(one.kind)))


def _proposals(weighed: Sequence[_Weighed], before: Whole, search: Search) -> tuple[Proposal, ...]:
    """The lightest few, with no part too many, proved; the first that breaks nothing ends the search for one."""
    found: list[Proposal] = []
    for heavy in weighed[:_MOST_PROVED]:
        candidate = search.pruned(before.sources, heavy.candidate)
        for one in [heavy] if candidate is heavy.candidate else _weigh([candidate], before, search.wish):
            changed = changed_personas(before, one.after)
            held = complaints(before.prove(changed))
            found.append(one.proposal(before.sources, broken(held, complaints(one.after.prove(changed)))))
        if found and not found[-1].breaks:
            break
    return tuple(sorted(found, key=lambda one: len(one.breaks)))


def _lines(change: FileChange) -> int:
    compared = unified_diff(change.old.splitlines(), change.new.splitlines(), n=0, lineterm="")
    return sum(one.startswith(("+", "-")) for one in compared) - _HEADINGS
