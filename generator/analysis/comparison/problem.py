"""Sets of policies → numbered patterns and conditions, and the rules that are made of them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeVar

from generator.analysis.evaluation.globs import Wildcard
from generator.analysis.evaluation.operators import find_operation
from generator.analysis.evaluation.principals import Standing
from generator.analysis.evaluation.statements import prepare_statements
from generator.analysis.evaluation.variables import Template, parse_template
from generator.model.access import NamedPolicy, Policies, PolicyKind, Request
from generator.model.policy import BoundCondition, BoundDocument, BoundStatement

T = TypeVar("T")
_ALL_ACTIONS = ("*", "*:*")
_ALL_RESOURCES: Template = ((Wildcard.ANY,),)
_VARIABLE = re.compile(r"\$\{\s*([^{}$*?,\s]+)")
_ANYONE = Request(action="*:*")


class Extent(Enum):
    """Whether a list names what is meant or what is not; all but nothing is everything."""

    LISTED = "listed"
    ALL_BUT = "all but"


@dataclass(frozen=True, slots=True)
class Patterns:
    """Numbered patterns as bits."""

    extent: Extent
    bits: int

    def means(self, matched: int) -> bool:
        """Whether what matches just these patterns is meant."""
        return bool(self.bits & matched) is (self.extent is Extent.LISTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A condition, spelled in one way only, and the version of the document that it stands in."""

    condition: BoundCondition
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What a statement says of the actions that it means: on which resources, and the numbers of its conditions."""

    resources: Patterns
    checks: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A statement."""

    actions: Patterns
    saying: Saying


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One set of policies: each layer needs an allow, and no deny may apply."""

    layers: tuple[tuple[Rule, ...], ...]
    denies: tuple[Rule, ...]


_EVERYTHING = Patterns(Extent.ALL_BUT, 0)
_ANYTHING_GOES = Rule(actions=_EVERYTHING, saying=Saying(resources=_EVERYTHING, checks=frozenset()))
_ANYONE_MAY = Side(layers=((_ANYTHING_GOES,),), denies=())
"""What stands for nobody being asked to allow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is asked: a request that `allowed` allows and that none of `refused` does.

    `spelled` has the condition keys and the actions, in lower case, as they were first spelled.
    """

    allowed: Side
    refused: tuple[Side, ...]
    actions: tuple[str, ...]
    resources: tuple[Template, ...]
    checks: tuple[Check, ...]
    spelled: Mapping[str, str]

    @property
    def rules(self) -> Iterator[Rule]:
        """Every rule of every side."""
        for side in (self.allowed, *self.refused):
            yield from (rule for layer in side.layers for rule in layer)
            yield from side.denies


@dataclass(frozen=True, slots=True)
class _Numbers:
    """What was met so far, by its number."""

    actions: dict[str, int] = field(default_factory=dict[str, int])
    resources: dict[Template, int] = field(default_factory=dict[Template, int])
    checks: dict[Check, int] = field(default_factory=dict[Check, int])
    spelled: dict[str, str] = field(default_factory=dict[str, str])


def pose(allowed_by: Sequence[Policies], refused_by: Sequence[Policies]) -> Problem:
    """Sets of policies → the problem that they pose. That several sets allow is that all their layers do.

    Raises: ValueError for a condition operator that IAM does not have.
    """
    numbers = _Numbers()
    wanted = [_side(one, numbers) for one in allowed_by] or [_ANYONE_MAY]
    refused = tuple(dict.fromkeys(_side(one, numbers) for one in refused_by))
    return Problem(
        allowed=Side(
            layers=tuple(dict.fromkeys(layer for side in wanted for layer in side.layers)),
            denies=tuple(dict.fromkeys(rule for side in wanted for rule in side.denies)),
        ),
        refused=refused,
        actions=tuple(numbers.actions),
        resources=tuple(numbers.resources),
        checks=tuple(numbers.checks),
        spelled=numbers.spelled,
    )


def _side(policies: Policies, numbers: _Numbers) -> Side:
    layers = [_layer(kind, named, numbers) for kind, named in _levels(policies)]
    return Side(
        layers=tuple(dict.fromkeys(allows for allows, _ in layers)),
        denies=tuple(dict.fromkeys(rule for _, denies in layers for rule in denies)),
    )


def _levels(policies: Policies) -> Iterator[tuple[PolicyKind, tuple[NamedPolicy, ...]]]:
    """The layers as the evaluator has them for a request whose caller is not named."""
    yield PolicyKind.IDENTITY, policies.identity
    if policies.boundary is not None:
        yield PolicyKind.BOUNDARY, (policies.boundary,)
    if policies.sessions:
        yield PolicyKind.SESSION, policies.sessions
    yield from ((PolicyKind.SCP, level) for level in policies.scps)
    yield from ((PolicyKind.RCP, level) for level in policies.rcps)


def _layer(
    kind: PolicyKind, named: Iterable[NamedPolicy], numbers: _Numbers
) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """The allows of a layer, and its denies."""
    allows: dict[Rule, None] = {}
    denies: dict[Rule, None] = {}
    for one in named:
        for statement in _speaking(kind, one.document):
            rule = _rule(statement, one.document.version, numbers)
            (denies if statement.effect == "Deny" else allows)[rule] = None
    return tuple(allows), tuple(denies)


def _speaking(kind: PolicyKind, document: BoundDocument) -> Iterator[BoundStatement]:
    """The statements that speak of a caller of whom nothing is known; only those of RCPs name callers."""
    if kind is not PolicyKind.RCP:
        yield from document.statements
        return
    for one in prepare_statements(document, kind, ""):
        if one.standing(_ANYONE) is not Standing.NONE:
            yield one.at.statement


def _rule(statement: BoundStatement, version: str, numbers: _Numbers) -> Rule:
    for name in (*_keys_in(statement), *statement.actions, *statement.not_actions):
        numbers.spelled.setdefault(name.lower(), name)
    named = tuple(parse_template(one, version) for one in statement.resources)
    spared = tuple(parse_template(one, version) for one in statement.not_resources)
    return Rule(
        actions=_patterns(
            tuple(one.lower() for one in statement.actions),
            tuple(one.lower() for one in statement.not_actions),
            _ALL_ACTIONS,
            numbers.actions,
        ),
        saying=Saying(
            resources=_patterns(named, spared, (_ALL_RESOURCES,), numbers.resources),
            checks=frozenset(_number(_check(one, version), numbers.checks) for one in statement.conditions),
        ),
    )


def _keys_in(statement: BoundStatement) -> Iterator[str]:
    """The condition keys that a statement speaks of, also as variables, as it spells them."""
    yield from (one.key for one in statement.conditions)
    for text in (*statement.resources, *statement.not_resources, *(v for c in statement.conditions for v in c.values)):
        yield from _VARIABLE.findall(text)


def _patterns(listed: Sequence[T], spared: Sequence[T], everything: Sequence[T], numbers: dict[T, int]) -> Patterns:
    """What a statement lists or spares; as in the evaluator, what it spares comes first."""
    named = spared or listed
    extent = Extent.ALL_BUT if spared else Extent.LISTED
    if any(one in everything for one in named):
        return Patterns(Extent.LISTED if spared else Extent.ALL_BUT, 0)
    return Patterns(extent, sum(1 << number for number in {_number(one, numbers) for one in named}))


def _number(value: T, numbers: dict[T, int]) -> int:
    return numbers.setdefault(value, len(numbers))


def _check(condition: BoundCondition, version: str) -> Check:
    if find_operation(condition.operator) is None:
        raise ValueError(f"`{condition.operator}` is no condition operator")
    spelled = BoundCondition(
        operator=condition.operator.lower(), key=condition.key.lower(), values=tuple(sorted(set(condition.values)))
    )
    return Check(condition=spelled, version=version)
