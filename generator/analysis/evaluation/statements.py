"""A statement → whether it applies to a request, and if not, what keeps it from applying."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.analysis.evaluation.conditions import Met, prepare_condition
from generator.analysis.evaluation.evaluation import Element, StatementAt
from generator.analysis.evaluation.globs import compile_any, glob_of, text_regex
from generator.analysis.evaluation.principals import Pairs, Standing, spares_allow, spares_deny, standing
from generator.analysis.evaluation.resources import Names, everything, prepare_resources
from generator.analysis.evaluation.variables import Values
from generator.model.access import Caller, PolicyKind, Request
from generator.model.policy import BoundCondition, BoundDocument

Spares = Callable[[Pairs, Caller | None], bool]
"""Whether NotPrincipal leaves a caller out."""
_WITH_PRINCIPALS = (PolicyKind.RESOURCE, PolicyKind.RCP)


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedStatement:
    """A statement whose patterns are compiled."""

    at: StatementAt
    is_deny: bool
    actions: re.Pattern[str]
    names: Names
    spares: Spares
    conditions: tuple[tuple[BoundCondition, Met], ...]
    met: tuple[Met, ...]

    def speaks_of(self, action: str) -> bool:
        """Whether the Action or NotAction element means an action, given in lower case.

        Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
        """
        matched = self.actions.fullmatch(action) is not None
        statement = self.at.statement
        return not matched if statement.not_actions else matched and bool(statement.actions)

    def applies(self, request: Request, values: Values) -> bool:
        """Whether all elements but the action, which is known to match, match."""
        return (
            self.names(request.resource, values)
            and all(met(values) for met in self.met)
            and self.standing(request) is not Standing.NONE
        )

    def standing(self, request: Request) -> Standing:
        """How directly the statement speaks of the caller; policies without principals speak of who has them."""
        statement = self.at.statement
        if self.at.kind not in _WITH_PRINCIPALS:
            return Standing.ITSELF
        if statement.not_principals:
            return Standing.NONE if self.spares(statement.not_principals, request.caller) else Standing.ITSELF
        return standing(statement.principals, request.caller)

    def unmet(self, values: Values) -> tuple[BoundCondition, ...]:
        """The conditions that a context does not meet."""
        return tuple(condition for condition, met in self.conditions if not met(values))

    def misses(self, request: Request, values: Values) -> tuple[Element, ...]:
        """The elements that do not match, in the order in which they are looked at."""
        found = (
            (Element.PRINCIPAL, self.standing(request) is Standing.NONE),
            (Element.ACTION, not self.speaks_of(request.action.lower())),
            (Element.RESOURCE, not self.names(request.resource, values)),
            (Element.CONDITION, bool(self.unmet(values))),
        )
        return tuple(element for element, missed in found if missed)


def prepare_statements(
    document: BoundDocument, kind: PolicyKind, policy: str, denies_spare: Spares = spares_deny
) -> tuple[PreparedStatement, ...]:
    """A document's statements, compiled; `denies_spare` says whom a Deny with NotPrincipal leaves out.

    Raises: ValueError for a condition operator that IAM does not have.
    """
    return tuple(_prepare(at, document.version, denies_spare) for at in _places(document, kind, policy))


def _places(document: BoundDocument, kind: PolicyKind, policy: str) -> Iterable[StatementAt]:
    for number, statement in enumerate(document.statements):
        yield StatementAt(kind=kind, policy=policy, number=number, statement=statement)


def _prepare(at: StatementAt, version: str, denies_spare: Spares) -> PreparedStatement:
    statement = at.statement
    conditions = tuple((one, prepare_condition(one, version)) for one in statement.conditions)
    return PreparedStatement(
        at=at,
        is_deny=statement.effect == "Deny",
        actions=compile_any(text_regex(glob_of(one.lower())) for one in statement.actions + statement.not_actions),
        names=_names(at, version),
        spares=denies_spare if statement.effect == "Deny" else spares_allow,
        conditions=conditions,
        met=tuple(met for _, met in conditions),
    )


def _names(at: StatementAt, version: str) -> Names:
    """A trust policy has no Resource element: it speaks of the role that it belongs to."""
    statement = at.statement
    if statement.not_resources:
        named = prepare_resources(statement.not_resources, version)
        return lambda resource, values: not named(resource, values)
    if not statement.resources and at.kind is PolicyKind.RESOURCE:
        return everything
    return prepare_resources(statement.resources, version)
