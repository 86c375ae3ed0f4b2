"""What a module makes beside documents, on both sides → claims about what was attached, bounded or set anew."""

from collections.abc import Iterator

from generator.analysis.changes.action_change import ChangeKind, action_changes
from generator.analysis.changes.claim import Claim, Topic
from generator.analysis.changes.state import Settings, Stand
from generator.model.access import NamedPolicy, Policies
from generator.model.target import Bindings


def setting_claims(old: Stand | None, new: Stand | None) -> Iterator[Claim]:
    """What differs beside the documents; of a module that is new or gone only what cannot be told of it."""
    yield from (_doubt(one) for one in sorted({text for one in (old, new) if one is not None for text in one.untold}))
    if old is None or new is None:
        return
    yield from (_doubt(one) for one in _unseen(old, new))
    yield from _moved(old.place.bindings, new.place.bindings)
    yield from _bounded(old.policies.boundary, new.policies.boundary)
    if old.settings is None or new.settings is None:
        return
    before, after = old.settings, new.settings
    yield from _attached(before, after)
    if before.boundary != after.boundary:
        yield _set("permissions boundary", before.boundary, after.boundary)
    facts, others = dict(before.facts), dict(after.facts)
    for name in sorted({*facts, *others}):
        if facts.get(name, "") != others.get(name, ""):
            yield _set(name, facts.get(name, ""), others.get(name, ""))


def _moved(old: Bindings, new: Bindings) -> Iterator[Claim]:
    """A target that is elsewhere now: what it may do is on other resources, and its own account is another."""
    for what, before, after in (
        ("account of the target", old.account, new.account),
        ("Region of the target", old.region, new.region),
        ("partition of the target", old.partition, new.partition),
    ):
        if before != after:
            yield _set(what, before, after)


def _bounded(old: NamedPolicy | None, new: NamedPolicy | None) -> Iterator[Claim]:
    """What a boundary would let through, which counts for what is granted tomorrow."""
    if old is None or new is None or old.document == new.document:
        return
    changes = action_changes(Policies(identity=(old,)), Policies(identity=(new,)))
    if next(iter(changes), None) is not None:
        yield _set("what the permissions boundary lets through", "as it was", "other requests than before")


def _attached(before: Settings, after: Settings) -> Iterator[Claim]:
    for arn in sorted({*before.managed, *after.managed}):
        if arn not in before.managed:
            yield _set(f"AWS managed policy {arn.rpartition('/')[2]}", "", "attached")
        elif arn not in after.managed:
            yield _set(f"AWS managed policy {arn.rpartition('/')[2]}", "attached", "")


def _set(what: str, before: str, after: str) -> Claim:
    said = f"{before or 'none'} → {after or 'none'}"
    return Claim(topic=Topic.SETTING, kind=ChangeKind.CHANGED, what=what, reason=said)


def _unseen(old: Stand, new: Stand) -> Iterator[str]:
    for name in sorted({*old.unseen} ^ {*new.unseen}):
        when, what = ("now", "lost") if name in new.unseen else ("no longer", "gained")
        yield f"the text of `{name}`, which {when} counts, is not known here: what is told as {what} may not be"


def _doubt(reason: str) -> Claim:
    return Claim(topic=Topic.DOUBT, kind=ChangeKind.UNKNOWN, reason=reason)
