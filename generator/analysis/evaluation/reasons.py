"""An evaluation → why it fell as it did, in words, with the places in the profile."""

from collections.abc import Iterable, Iterator

from generator.analysis.evaluation.evaluation import Element, Evaluation, NearMiss, StatementAt
from generator.analysis.evaluation.evaluator import keys_of
from generator.model.access import Decision
from generator.model.policy import BoundCondition, BoundStatement

_MOST_PLACES = 3
_MOST_VALUES = 3
_TELLING = (Element.CONDITION, Element.RESOURCE, Element.PRINCIPAL)
"""The misses that tell something; nearly every statement misses by its action alone, or by none."""


def name_statement(one: StatementAt) -> str:
    """A statement by its Sid, or its number, and the lines of the profile that it comes from."""
    name = f"`{one.statement.sid}`" if one.statement.sid else f"{one.number + 1} of `{one.policy}`"
    origins = sorted({str(place) for place in one.statement.origins})
    more = f" and {len(origins) - _MOST_PLACES} more" if len(origins) > _MOST_PLACES else ""
    written = f" of {', '.join(origins[:_MOST_PLACES])}{more}" if origins else f" of {one.policy}"
    return f"the statement {name}{written}"


def why(evaluation: Evaluation) -> str:
    """What decided, in a few words."""
    named = " and ".join(name_statement(one) for one in evaluation.deciding[:2])
    match evaluation.decision:
        case Decision.EXPLICIT_DENY:
            return f"denied by {named}"
        case Decision.ALLOWED:
            return f"allowed by {named}" if named else "allowed"
        case Decision.IMPLICIT_DENY:
            return f"no {' and no '.join(one.value for one in evaluation.lacking)} allows it"


def telling_misses(evaluation: Evaluation) -> tuple[NearMiss, ...]:
    """The near misses that help: those by condition first, then by resource and principal."""
    found = (miss for element in _TELLING for miss in evaluation.near_misses if miss.element is element)
    return tuple(found)


def describe_miss(miss: NearMiss, missing_keys: Iterable[str]) -> str:
    """What kept a statement from applying."""
    effect = "deny" if miss.at.statement.effect == "Deny" else "allow"
    start = f"{name_statement(miss.at)} would {effect} it"
    if miss.element is not Element.CONDITION:
        return f"{start} on {_objects(miss.at.statement) if miss.element is Element.RESOURCE else 'others'}"
    asked = {key.casefold() for one in miss.conditions for key in keys_of(one)}
    absent = [key for key in missing_keys if key.casefold() in asked]
    carries = f"; the request carries no {' and no '.join(f'`{one}`' for one in absent)}" if absent else ""
    return f"{start} if {' and '.join(describe_condition(one) for one in miss.conditions)}{carries}"


def _objects(statement: BoundStatement) -> str:
    """The resources of a statement, or what they are all but."""
    return _listed(statement.resources) or f"all but {_listed(statement.not_resources)}"


def describe_condition(one: BoundCondition) -> str:
    """A condition as it stands in the policy, on one line."""
    return f"`{one.key}` {one.operator} {_listed(one.values)}"


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(_shown(values))


def _shown(values: tuple[str, ...]) -> Iterator[str]:
    yield from (f"`{one}`" for one in values[:_MOST_VALUES])
    if len(values) > _MOST_VALUES:
        yield f"{len(values) - _MOST_VALUES} more"
