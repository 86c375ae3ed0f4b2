"""A persona on both sides → the escalation paths that were opened, closed, or now reach further than is accepted."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.analysis.changes.action_change import ChangeKind
from generator.analysis.changes.claim import Claim, Topic
from generator.analysis.changes.state import Stand
from generator.analysis.escalation.find import examine
from generator.analysis.escalation.holder import Holder
from generator.analysis.escalation.judge import judge
from generator.analysis.escalation.open_path import OpenPath

_WIDER = "it was accepted, and now reaches further than that"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paths:
    """The open paths of a side by id, and which of them its profile accepts."""

    by_id: dict[str, OpenPath]
    accepted: frozenset[str]


def path_claims(old: Stand | None, new: Stand | None) -> Iterator[Claim]:
    """What differs in the paths; a side of which only files are known is asked as who the other side says it is."""
    ours, theirs = _holder(old, new), _holder(new, old)
    if (ours is None and theirs is None) or (ours == theirs and old is not None and new is not None):
        return
    before, after = _paths(ours, old), _paths(theirs, new)
    for name in sorted({*before.by_id, *after.by_id}):
        yield from _claims(name, before, after)


def _claims(name: str, before: _Paths, after: _Paths) -> Iterator[Claim]:
    found, was = after.by_id.get(name), before.by_id.get(name)
    accepted = name in after.accepted
    if found is None:
        assert was is not None
        yield _claim(was, ChangeKind.LOST, accepted=name in before.accepted)
    elif was is None or (was.unproved and not found.unproved):
        yield _claim(found, ChangeKind.UNKNOWN if found.unproved else ChangeKind.GAINED, accepted=accepted)
    elif name in before.accepted and not accepted:
        yield replace(_claim(found, ChangeKind.WIDENED, accepted=False), reason=_WIDER)


def _claim(one: OpenPath, kind: ChangeKind, *, accepted: bool) -> Claim:
    reason = one.unproved[0].reason if one.unproved and kind is ChangeKind.UNKNOWN else ""
    what = f"{one.path.id}: {one.path.title}"
    return Claim(topic=Topic.ESCALATION, kind=kind, what=what, reason=reason, accepted=accepted)


def _holder(one: Stand | None, other: Stand | None) -> Holder | None:
    if one is None:
        return None
    if one.holder is not None or other is None or other.holder is None or one.untold:
        return one.holder
    subject = replace(other.holder.subject, policies=one.policies, unseen=one.unseen)
    return replace(other.holder, subject=subject)


def _paths(holder: Holder | None, stand: Stand | None) -> _Paths:
    if holder is None or stand is None:
        return _Paths(by_id={}, accepted=frozenset())
    examined = examine(holder)
    accepted = frozenset(one.code for one in judge([examined], stand.accept).accepted)
    return _Paths(by_id={one.path.id: one for one in examined.open_paths}, accepted=accepted)
