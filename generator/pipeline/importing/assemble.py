"""A policy → the personas that could stand for it, those with the fewest raw statements first."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.model.policy import BoundStatement
from generator.pipeline.importing.choose import Chooser, by_actions
from generator.pipeline.importing.policy import ReadPolicy
from generator.pipeline.importing.portions import Portion, is_wild
from generator.pipeline.importing.statements import Wording, allowed, denied, kept_whole, raw_of
from generator.pipeline.importing.trial import Trials
from generator.renderer.imported_profile import ImportedGrant
from generator.report.imported import KeptLine

UNPROVED = "in the words of a profile it could not be proved to be the same"
KEPT = "its wildcards are kept: it also means what AWS adds later"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a persona may do and may never do, and how that came about."""

    can: tuple[ImportedGrant, ...]
    cannot: tuple[ImportedGrant, ...]
    kept: tuple[KeptLine, ...]
    inert: tuple[str, ...]
    expanded: int


def word(statement: BoundStatement, trials: Trials) -> Wording:
    """A statement → its wording."""
    return allowed(statement, trials) if statement.effect == "Allow" else denied(statement, trials)


def word_keeping_wildcards(statement: BoundStatement, trials: Trials) -> Wording:
    """A statement → its wording; an Allow with a wildcard stays raw."""
    if statement.effect == "Allow" and any(map(is_wild, statement.actions)):
        return kept_whole(statement, KEPT)
    return word(statement, trials)


Word = Callable[[BoundStatement, Trials], Wording]
Proves = Callable[[Draft, Sequence[BoundStatement]], bool]


def drafts_of(policy: ReadPolicy, trials: Trials, wording: Word, proves: Proves) -> Iterator[Draft]:
    """The drafts of a policy: in few words; by actions; what is proved statement by statement; all of it raw."""
    worded = [wording(one, trials) for one in policy.statements]
    brief, plain = draft(worded, trials, in_few_words), draft(worded, trials, in_actions)
    yield brief
    if plain != brief:
        yield plain
    if len(worded) > 1:
        proved = [
            one if proves(draft([one], trials, in_actions), (one.statement,)) else kept_whole(one.statement, UNPROVED)
            for one in worded
        ]
        yield draft(proved, trials, in_actions)
    yield draft([kept_whole(one, UNPROVED) for one in policy.statements], trials, in_actions)


Grants = Callable[[Sequence[Portion], Trials], tuple[ImportedGrant, ...]]


def in_few_words(portions: Sequence[Portion], trials: Trials) -> tuple[ImportedGrant, ...]:
    """Portions by capabilities and levels, as far as they fit."""
    return Chooser(trials=trials, portions=portions).grants()


def in_actions(portions: Sequence[Portion], trials: Trials) -> tuple[ImportedGrant, ...]:
    """Portions by the names of actions alone."""
    return tuple(by_actions(one, one.actions, trials) for one in portions)


def draft(worded: Sequence[Wording], trials: Trials, grants: Grants) -> Draft:
    """Wordings of a policy's statements → a draft."""
    portions = joined(portion for one in worded for portion in one.portions)
    raws = [(one.statement.effect, _raw(one, trials)) for one in worded]
    can = (*grants(portions, trials), *(raw for effect, found in raws for raw in found if effect == "Allow"))
    denials = (word for one in worded for word in one.words)
    cannot = (*denials, *(raw for effect, found in raws for raw in found if effect == "Deny"))
    return Draft(
        can=can,
        cannot=cannot,
        kept=tuple(kept for one in worded for kept in _kept(one)),
        inert=tuple(sorted({name for one in worded for name in one.inert})),
        expanded=sum(one.expanded for one in worded),
    )


def joined(portions: Iterator[Portion]) -> tuple[Portion, ...]:
    """Portions of the same service on the same resources under the same conditions, as one."""
    found: dict[tuple[object, ...], Portion] = {}
    for one in portions:
        key = (one.service.prefix, one.arns, one.conditions)
        first = found.get(key)
        actions = {str(each): each for each in (*(first.actions if first else ()), *one.actions)}
        words = tuple(dict.fromkeys((*(first.words if first else ()), *one.words)))
        found[key] = replace(one, actions=tuple(actions[name] for name in sorted(actions)), words=words)
    return tuple(found.values())


def _raw(one: Wording, trials: Trials) -> tuple[ImportedGrant, ...]:
    """One raw grant for each reason; reasons and the Sid stand above it."""
    called = f"Statement `{one.statement.sid}`" if one.statement.sid else "A statement"
    return tuple(
        ImportedGrant(
            raw=raw_of(one.statement, each.actions, trials), comments=(f"{called} as it was: {each.reason}.",)
        )
        for each in one.leftovers
    )


def _kept(one: Wording) -> Iterator[KeptLine]:
    origins = one.statement.origins
    for each in one.leftovers:
        yield KeptLine(sid=one.statement.sid, at=origins[0], reason=each.reason, actions=each.actions)
