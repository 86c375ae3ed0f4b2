"""Two sets of policies → how the access to each action changes, with a request that shows it.

Every request was replayed by the evaluator on both sides. What can neither be shown nor ruled out is unknown.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum

from generator.analysis.changes.spoken import Asked, Levels, disputed, said, spoken_of
from generator.analysis.comparison.search import Found, Later, Nothing, Unknown, Witness, search, search_later
from generator.analysis.granted import about, unchanged
from generator.analysis.questions import just
from generator.model.access import Policies, Request
from generator.model.policy import BoundStatement


class ChangeKind(Enum):
    """How access changes; a wildcard can also differ in nothing but actions that AWS may add later."""

    GAINED = "gained"
    WIDENED = "widened"
    CHANGED = "changed"
    LATER = "later"
    UNKNOWN = "unknown"
    NARROWED = "narrowed"
    LOST = "lost"
    NO_LONGER_LATER = "no longer later"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionChange:
    """An action and its change: `more` is allowed now and was not, `less` was allowed and no longer is.

    An unknown has its `reason`; of actions that AWS may add later one is made up as an example.
    """

    asked: Asked
    kind: ChangeKind
    more: Request | None = None
    less: Request | None = None
    reason: str = ""


def action_changes(old: Policies, new: Policies, on: Policies | None = None) -> Iterator[ActionChange]:
    """Every action whose access changes, among the requests that `on` allows, and what later actions would change."""
    statements = tuple(disputed(old, new))
    asking = _Asking(old=old, new=new, on=on)
    for asked in spoken_of(statements) if statements else ():
        before, after = said(old, asked.name), said(new, asked.name)
        if before != after:
            yield from asking.change(asked, before, after)
    if any(map(_is_wild, statements)):
        yield from _later(old, new, on)


_Key = tuple[Levels, Levels, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asking:
    """Two sets of policies, and what was found of actions of which they say the same."""

    old: Policies
    new: Policies
    on: Policies | None
    known: dict[_Key, ActionChange | None] = field(default_factory=dict[_Key, ActionChange | None])

    def change(self, asked: Asked, before: Levels, after: Levels) -> Iterator[ActionChange]:
        key = before, after, asked.action and (asked.action.service, asked.action.resources)
        if key not in self.known:
            self.known[key] = self._change(asked)
        found = self.known[key]
        if found is not None:
            more, less = (one and replace(one, action=asked.name) for one in (found.more, found.less))
            yield replace(found, asked=asked, more=more, less=less)

    def _change(self, asked: Asked) -> ActionChange | None:
        old, new = (about(one, asked.name, unchanged) for one in (self.old, self.new))
        more, less = self._found(asked, [new], [old]), self._found(asked, [old], [new])
        reason = next((one.reason for one in (more, less) if isinstance(one, Unknown)), "")
        if isinstance(more, Nothing) and isinstance(less, Nothing):
            return None
        return ActionChange(
            asked=asked,
            kind=ChangeKind.UNKNOWN if reason else self._kind(asked, more, less, (old, new)),
            more=more.request if isinstance(more, Witness) else None,
            less=less.request if isinstance(less, Witness) else None,
            reason=reason,
        )

    def _kind(self, asked: Asked, more: Found, less: Found, sides: tuple[Policies, Policies]) -> ChangeKind:
        if isinstance(more, Witness) and isinstance(less, Witness):
            return ChangeKind.CHANGED
        gains = isinstance(more, Witness)
        other = self._found(asked, [sides[0] if gains else sides[1]], [])
        none, some = (ChangeKind.GAINED, ChangeKind.WIDENED) if gains else (ChangeKind.LOST, ChangeKind.NARROWED)
        return none if isinstance(other, Nothing) else some

    def _found(self, asked: Asked, allowed: list[Policies], refused: list[Policies]) -> Found:
        if any(not _allows(one) for one in allowed):
            return Nothing()
        return search([*allowed, just([asked.name]), *([self.on] if self.on is not None else ())], refused)


def _allows(policies: Policies) -> bool:
    """Whether any statement of the identity's own allows anything."""
    return any(one.effect == "Allow" for named in policies.identity for one in named.document.statements)


def _later(old: Policies, new: Policies, on: Policies | None) -> Iterator[ActionChange]:
    """What wildcards would mean for actions that AWS does not have today."""
    asked = [on] if on is not None else []
    for more, less, kind in ((new, old, ChangeKind.LATER), (old, new, ChangeKind.NO_LONGER_LATER)):
        found = search_later([more, *asked], [less])
        if isinstance(found, Later):
            yield ActionChange(asked=Asked(name=found.action, action=None), kind=kind)
        elif isinstance(found, Unknown):
            yield ActionChange(asked=Asked(name="*", action=None), kind=ChangeKind.UNKNOWN, reason=found.reason)


def _is_wild(one: BoundStatement) -> bool:
    return bool(one.not_actions) or any("*" in each or "?" in each for each in one.actions)
