"""Policies before and after a target is known.

Statement and PolicyDocument hold Patterns; bound to a target they become BoundStatement
and BoundDocument, which hold the strings of a JSON policy. All collections that IAM
treats as sets are sorted and unique; condition values keep their order.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from generator.diagnostics import Position
from generator.model.pattern import Pattern, bind
from generator.model.target import Bindings

VERSION = "2012-10-17"


class Effect(Enum):
    ALLOW = "Allow"
    DENY = "Deny"


class Form(Enum):
    """Whether a statement is made of grants, or kept as a profile writes it: nothing divides or rewrites that one."""

    COMPILED = "compiled"
    VERBATIM = "verbatim"


class PrincipalType(Enum):
    """Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html"""

    AWS = "AWS"
    SERVICE = "Service"
    FEDERATED = "Federated"
    EVERYONE = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """Principals of one type."""

    type: PrincipalType
    identifiers: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One operator on one key; the values are alternatives, in the order written."""

    operator: str
    key: str
    values: tuple[Pattern, ...]

    def __lt__(self, other: "Condition") -> bool:
        return (self.operator, self.key, self.values) < (other.operator, other.key, other.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """`actions` are `service:Name`, wildcards only where the profile asked for them.

    A trust statement has principals and no resources, one of a resource's policy or of a resource control policy both,
    every other one resources and no principals. `not_actions` and `not_resources`, each instead of its counterpart,
    stand only where a profile writes them. `subject` is what it is about, which its Sid says in short; `origins` are
    the places of the grants that it came from.
    """

    sid: str
    effect: Effect
    actions: tuple[str, ...] = ()
    not_actions: tuple[str, ...] = ()
    resources: tuple[Pattern, ...] = ()
    not_resources: tuple[Pattern, ...] = ()
    principals: tuple[Principal, ...] = ()
    conditions: tuple[Condition, ...] = ()
    form: Form = field(default=Form.COMPILED, compare=False)
    subject: str = field(default="", compare=False)
    origins: tuple[Position, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyDocument:
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class BoundCondition:
    operator: str
    key: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundStatement:
    """`principals` are pairs of principal type and identifier; `("*", "*")` is everyone.

    Of the `not_…` elements, each instead of its counterpart, we write none of our own accord: a profile can, and
    policies of others.
    """

    sid: str
    effect: str
    actions: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()
    principals: tuple[tuple[str, str], ...] = ()
    conditions: tuple[BoundCondition, ...] = ()
    not_actions: tuple[str, ...] = ()
    not_resources: tuple[str, ...] = ()
    not_principals: tuple[tuple[str, str], ...] = ()
    origins: tuple[Position, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundDocument:
    statements: tuple[BoundStatement, ...]
    version: str = VERSION


def patterns_of(statement: Statement) -> Iterator[Pattern]:
    """Every text of a statement that can have holes."""
    yield from statement.resources
    yield from statement.not_resources
    yield from (one for principal in statement.principals for one in principal.identifiers)
    yield from (value for condition in statement.conditions for value in condition.values)


def bind_document(document: PolicyDocument, bindings: Bindings) -> BoundDocument:
    """A document with holes → the document that a target gets."""
    return BoundDocument(statements=tuple(_bind_statement(one, bindings) for one in document.statements))


def _bind_statement(statement: Statement, bindings: Bindings) -> BoundStatement:
    return BoundStatement(
        sid=statement.sid,
        effect=statement.effect.value,
        actions=tuple(sorted(set(statement.actions))),
        not_actions=tuple(sorted(set(statement.not_actions))),
        resources=_bind_set(statement.resources, bindings),
        not_resources=_bind_set(statement.not_resources, bindings),
        principals=tuple(
            sorted(
                {
                    (one.type.value, text)
                    for one in statement.principals
                    for each in one.identifiers
                    for text in bind(each, bindings)
                }
            )
        ),
        conditions=tuple(sorted(_bind_condition(one, bindings) for one in statement.conditions)),
        origins=statement.origins,
    )


def _bind_set(patterns: tuple[Pattern, ...], bindings: Bindings) -> tuple[str, ...]:
    return tuple(sorted({text for one in patterns for text in bind(one, bindings)}))


def _bind_condition(condition: Condition, bindings: Bindings) -> BoundCondition:
    values = tuple(text for one in condition.values for text in bind(one, bindings))
    return BoundCondition(operator=condition.operator, key=condition.key, values=values)
