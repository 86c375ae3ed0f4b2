"""Two sets of policies → how the access to each action changes, with a request that shows it.

Every request was replayed by the evaluator on both sides. What can neither be shown nor ruled out is unknown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from generator.analysis.changes.spoken import Asked, disputed, said, spoken_of, statements_in
from generator.analysis.comparison.actions import called_on
from generator.analysis.comparison.search import Found, Later, Nothing, Unknown, Witness, search, search_later
from generator.analysis.granted import about, speaks_of, unchanged
from generator.analysis.questions import just
from generator.model.access import Policies, Request
from generator.model.policy import BoundStatement
from generator.model.reference import AccessLevel, Action

LEVELS = (
    AccessLevel.PERMISSIONS_MANAGEMENT,
    AccessLevel.WRITE,
    AccessLevel.TAGGING,
    AccessLevel.READ,
    AccessLevel.LIST,
)
"""From the most dangerous to the least."""


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
    """Actions of which the same is said, and their change, the most dangerous action first.

    `more` is a request for the first of them that is allowed now and was not, `less` one that was and no longer is. An
    unknown has its `reason`; of actions that AWS may add later one is made up as an example.
    """

    asked: tuple[Asked, ...]
    kind: ChangeKind
    more: Request | None = None
    less: Request | None = None
    reason: str = ""


def action_changes(old: Policies, new: Policies, on: Policies | None = None) -> Iterator[ActionChange]:
    """Every action whose access changes, among the requests that `on` allows, and what later actions would change."""
    statements = tuple(disputed(old, new))
    asking = _Asking(old=old, new=new, on=on)
    for actions in _alike(tuple(spoken_of(statements)) if statements else (), old, new):
        first = actions[0].name
        if said(old, first) != said(new, first):
            yield from asking.change(actions)
    if any(map(_is_wild, statements)):
        yield from _later(old, new, on)


def _alike(actions: Sequence[Asked], old: Policies, new: Policies) -> Iterator[tuple[Asked, ...]]:
    """Actions of which the same statements speak, and that act on the same."""
    statements = tuple(statements_in(old)) + tuple(statements_in(new))
    acting = _acts_on if len(actions) <= _MOST_WITH_OWN_EXAMPLES else _is_called_on
    groups: dict[object, list[Asked]] = {}
    for one in actions:
        speaking = sum(speaks_of(each, one.name) << number for number, each in enumerate(statements))
        groups.setdefault((speaking, acting(one.action)), []).append(one)
    yield from (tuple(sorted(each, key=_danger)) for each in groups.values())


_MOST_WITH_OWN_EXAMPLES = 1000
"""Among more actions an example may be on a resource of a kind that the action does not act on."""


def _acts_on(action: Action | None) -> object:
    return action and (action.service, action.resources)


def _is_called_on(action: Action | None) -> object:
    return action and called_on(action)


def _danger(one: Asked) -> tuple[int, str]:
    levels = one.action.levels if one.action is not None else ()
    return min((LEVELS.index(each) for each in levels), default=len(LEVELS)), one.name


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asking:
    """Two sets of policies that are asked about actions."""

    old: Policies
    new: Policies
    on: Policies | None

    def change(self, actions: tuple[Asked, ...]) -> Iterator[ActionChange]:
        """The change of actions that are alike; nothing where they only say the same in other words."""
        name = actions[0].name
        old, new = (about(one, name, unchanged) for one in (self.old, self.new))
        more, less = self._found(name, [new], [old]), self._found(name, [old], [new])
        reason = next((one.reason for one in (more, less) if isinstance(one, Unknown)), "")
        if isinstance(more, Nothing) and isinstance(less, Nothing):
            return
        yield ActionChange(
            asked=actions,
            kind=ChangeKind.UNKNOWN if reason else self._kind(name, more, less, (old, new)),
            more=more.request if isinstance(more, Witness) else None,
            less=less.request if isinstance(less, Witness) else None,
            reason=reason,
        )

    def _kind(self, name: str, more: Found, less: Found, sides: tuple[Policies, Policies]) -> ChangeKind:
        if isinstance(more, Witness) and isinstance(less, Witness):
            return ChangeKind.CHANGED
        gains = isinstance(more, Witness)
        other = self._found(name, [sides[0] if gains else sides[1]], [])
        none, some = (ChangeKind.GAINED, ChangeKind.WIDENED) if gains else (ChangeKind.LOST, ChangeKind.NARROWED)
        return none if isinstance(other, Nothing) else some

    def _found(self, name: str, allowed: list[Policies], refused: list[Policies]) -> Found:
        if any(not _allows(one) for one in allowed):
            return Nothing()
        return search([*allowed, just([name]), *([self.on] if self.on is not None else ())], refused)


def _allows(policies: Policies) -> bool:
    """Whether any statement of the identity's own allows anything."""
    return any(one.effect == "Allow" for named in policies.identity for one in named.document.statements)


def _later(old: Policies, new: Policies, on: Policies | None) -> Iterator[ActionChange]:
    """What wildcards would mean for actions that AWS does not have today."""
    asked = [on] if on is not None else []
    for more, less, kind in ((new, old, ChangeKind.LATER), (old, new, ChangeKind.NO_LONGER_LATER)):
        found = search_later([more, *asked], [less])
        if isinstance(found, Later):
            yield ActionChange(asked=(Asked(name=found.action, action=None),), kind=kind)
        elif isinstance(found, Unknown):
            yield ActionChange(asked=(Asked(name="*", action=None),), kind=ChangeKind.UNKNOWN, reason=found.reason)


def _is_wild(one: BoundStatement) -> bool:
    return bool(one.not_actions) or any("*" in each or "?" in each for each in one.actions)
