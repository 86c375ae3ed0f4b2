"""The statements of a persona → what it may do, the most sensitive first, and what it may never do."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from generator.model.phrase import Phrase
from generator.model.policy import BoundCondition, BoundStatement, Effect
from generator.model.reference import AccessLevel, Action
from generator.reference.lookup import SENSITIVITY, leading_level, matching_actions
from generator.reference.services import find_service
from generator.renderer.review import Lines
from generator.report.action_words import Scope
from generator.report.in_words import grants_in_words, statement_in_words
from generator.report.wording import Wording

PASS_ROLE = "iam:PassRole"


class Weight(Enum):
    """What access is about, the weightiest first."""

    PERMISSIONS = "Manages permissions"
    PASSES = "Passes and assumes roles"
    CHANGES = "Changes things"
    TAGS = "Tags things"
    LOOKS = "Looks at things"


_HANDED_ON = (PASS_ROLE, "sts:AssumeRole")
"""Power that is handed on, or taken from elsewhere.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
"""
_OF_LEVEL = {
    AccessLevel.PERMISSIONS_MANAGEMENT: Weight.PERMISSIONS,
    AccessLevel.TAGGING: Weight.TAGS,
    AccessLevel.WRITE: Weight.CHANGES,
    AccessLevel.READ: Weight.LOOKS,
    AccessLevel.LIST: Weight.LOOKS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Alike:
    """What statements must share to be told together."""

    weight: Weight
    prefix: str
    conditions: tuple[BoundCondition, ...]


def allowed(statements: Iterable[BoundStatement], wording: Wording) -> Iterator[tuple[Weight, Lines]]:
    """What is allowed, by weight; statements under the same conditions are told together."""
    scopes: dict[_Alike, list[Scope]] = {}
    for statement in statements:
        if statement.effect == Effect.ALLOW.value:
            for alike, scope in _divided(statement):
                scopes.setdefault(alike, []).append(scope)
    for weight in Weight:
        groups = sorted((one for one in scopes if one.weight is weight), key=lambda one: _order(one, wording))
        lines = tuple(grants_in_words(scopes[one], one.conditions, wording) for one in groups)
        number = sum(len(scope.actions) for one in groups for scope in scopes[one])
        if lines:
            counted = f"{number} action{'s' if number > 1 else ''}"
            yield weight, Lines(heading=f"{weight.value} ({counted})", lines=lines)


def denied(statements: Iterable[BoundStatement], wording: Wording) -> tuple[Phrase, ...]:
    """What is denied, whatever else allows it."""
    found = (one for one in statements if one.effect == Effect.DENY.value)
    return tuple(sorted({statement_in_words(one, wording) for one in found}, key=str))


def weight_of(action: str) -> Weight:
    """An action, or a wildcard by the weightiest that it matches; what nobody knows weighs most."""
    prefix, _, name = action.partition(":")
    service = find_service(prefix)
    found: Sequence[Action] = matching_actions(service, name) if service is not None else ()
    if action in _HANDED_ON:
        return Weight.PASSES
    levels = {leading_level(one) for one in found}
    return next((_OF_LEVEL[level] for level in SENSITIVITY if level in levels), Weight.PERMISSIONS)


def _divided(statement: BoundStatement) -> Iterator[tuple[_Alike, Scope]]:
    """A statement by what its actions are about."""
    groups: dict[tuple[Weight, str], list[str]] = {}
    for one in statement.actions:
        groups.setdefault((weight_of(one), one.partition(":")[0]), []).append(one)
    for (weight, prefix), actions in groups.items():
        alike = _Alike(weight=weight, prefix=prefix, conditions=tuple(sorted(statement.conditions)))
        yield alike, Scope(actions=tuple(sorted(actions)), resources=statement.resources)


def _order(one: _Alike, wording: Wording) -> tuple[bool, str, tuple[BoundCondition, ...]]:
    return one.prefix != wording.service, one.prefix, one.conditions
