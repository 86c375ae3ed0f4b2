"""A statement and what is known of a request → whether it applies, does not, or may.

A message tells who asked for what, and hardly ever what else the request carried: a condition on a key that is not
known may be met or not.
"""

from dataclasses import dataclass
from enum import Enum

from generator.analysis.evaluation.evaluation import StatementAt
from generator.analysis.evaluation.evaluator import keys_of
from generator.analysis.evaluation.principals import Standing
from generator.analysis.evaluation.statements import PreparedStatement
from generator.analysis.evaluation.variables import Values, parse_template, variables_of
from generator.model.access import Request
from generator.model.policy import VERSION, BoundCondition, BoundStatement


class Reach(Enum):
    """How far a statement that speaks of the action reaches the request."""

    SURELY = "it applies"
    PERHAPS = "it applies under conditions of which nobody told whether they were met"
    UNMET = "it would apply if its conditions were met, and they were not"
    ELSEWHERE = "it speaks of other resources"
    OTHERS = "it speaks of other callers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as far as it is known: the keys of `values` in lower case; without a resource it can be any.

    `bare_name` is that of a role or policy whose path is not known.
    """

    request: Request
    values: Values
    names_resource: bool = True
    bare_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A statement that speaks of the action, and the conditions on which it hangs: not told, or not met."""

    at: StatementAt
    reach: Reach
    untold: tuple[BoundCondition, ...] = ()
    unmet: tuple[BoundCondition, ...] = ()

    @property
    def conditions(self) -> tuple[BoundCondition, ...]:
        """Every condition that would have to be met."""
        return (*self.unmet, *self.untold)

    @property
    def is_deny(self) -> bool:
        """Whether it denies."""
        return self.at.statement.effect == "Deny"


def cite(one: PreparedStatement, asked: Asked) -> Cited:
    """A statement that speaks of the request's action → how far it reaches the request."""
    untold = tuple(each for each, _ in one.conditions if not _is_told(each, asked.values))
    unmet = tuple(each for each in one.unmet(asked.values) if each not in untold)
    return Cited(at=one.at, reach=_reach(one, asked, untold, unmet), untold=untold, unmet=unmet)


def _reach(
    one: PreparedStatement, asked: Asked, untold: tuple[BoundCondition, ...], unmet: tuple[BoundCondition, ...]
) -> Reach:
    if one.standing(asked.request) is Standing.NONE:
        return Reach.OTHERS
    resource = _names(one, asked)
    if resource is Reach.ELSEWHERE or unmet:
        return Reach.UNMET if resource is not Reach.ELSEWHERE else resource
    return Reach.PERHAPS if untold else resource


def _names(one: PreparedStatement, asked: Asked) -> Reach:
    statement = one.at.statement
    if not asked.names_resource:
        return Reach.SURELY if _is_everywhere(statement) else Reach.PERHAPS
    if asked.bare_name and not _is_everywhere(statement):
        candidates = (f"{text.rpartition('/')[0]}/{asked.bare_name}" for text in statement.resources)
        return Reach.PERHAPS if any(one.names(each, asked.values) for each in candidates) else Reach.ELSEWHERE
    if one.names(asked.request.resource, asked.values):
        return Reach.SURELY
    variables = {each.key for text in statement.resources for each in variables_of(parse_template(text, VERSION))}
    return Reach.PERHAPS if variables - asked.values.keys() else Reach.ELSEWHERE


def _is_everywhere(statement: BoundStatement) -> bool:
    return "*" in statement.resources or not (statement.resources or statement.not_resources)


def _is_told(condition: BoundCondition, values: Values) -> bool:
    return all(key.lower() in values for key in keys_of(condition))
