"""Several steps on one resource → one question, and its answer → a request for each step.

`iam:AttachRolePolicy` on one role and `sts:AssumeRole` on another lead nowhere. So each step's statements are
renamed to one made-up action and searched together: whoever answers is a resource on which all steps can be
made. What a request carries for itself is renamed apart (`iam:PolicyARN/1`); what belongs to the resource or
to the caller stays the same for all.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.analysis.escalation.holder import VARIABLE
from generator.analysis.granted import about
from generator.model.access import Policies, Request
from generator.model.policy import BoundCondition, BoundStatement

TOGETHER = "joint:Request"
"""The made-up action."""
SHARED = ("aws:resource", "aws:principal", "aws:userid", "aws:username", "iam:permissionsboundary")
"""How the condition keys begin that say what the resource or the caller is."""
RESOURCE_TAG = ":resourcetag/"
SETS_THE_BOUNDARY = ("iam:putrolepermissionsboundary", "iam:putuserpermissionsboundary")
"""Actions whose `iam:PermissionsBoundary` is the new one, not the one that the resource has."""


@dataclass(frozen=True, slots=True)
class Part:
    """One action of several and the question that it answers."""

    action: str
    question: Policies


def join(policies: Policies, parts: Sequence[Part]) -> tuple[Policies, ...]:
    """The policies as each part sees them, with each part's question; to be allowed by all of them."""
    views = ((_view(policies, part, number), _view(part.question, part, number)) for number, part in enumerate(parts))
    return tuple(one for pair in views for one in pair)


def split(answer: Request, parts: Sequence[Part]) -> tuple[Request, ...]:
    """The request that answers all parts together → each part's own."""
    return tuple(
        replace(answer, action=part.action, context=tuple(sorted(_own_keys(answer, part, number))))
        for number, part in enumerate(parts)
    )


def _own_keys(answer: Request, part: Part, number: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    mark = f"/{number}"
    for key, values in answer.context:
        if _is_shared(key, part.action):
            yield key, values
        elif key.endswith(mark):
            yield key.removesuffix(mark), values


def _view(policies: Policies, part: Part, number: int) -> Policies:
    return about(policies, part.action, lambda statement: _statement(statement, part, number))


def _statement(statement: BoundStatement, part: Part, number: int) -> BoundStatement:
    private = {key: f"{key}/{number}" for key in _keys_of(statement) if not _is_shared(key, part.action)}
    return replace(
        statement,
        actions=(TOGETHER,),
        resources=tuple(_renamed(one, private) for one in statement.resources),
        not_resources=tuple(_renamed(one, private) for one in statement.not_resources),
        conditions=tuple(_condition(one, private) for one in statement.conditions),
    )


def _keys_of(statement: BoundStatement) -> Iterator[str]:
    """The keys that a statement reads, in its conditions and by policy variables."""
    yield from (one.key for one in statement.conditions)
    texts = (value for one in statement.conditions for value in one.values)
    for text in (*texts, *statement.resources, *statement.not_resources):
        yield from VARIABLE.findall(text)


def _condition(condition: BoundCondition, private: Mapping[str, str]) -> BoundCondition:
    values = tuple(_renamed(one, private) for one in condition.values)
    return replace(condition, key=private.get(condition.key, condition.key), values=values)


def _renamed(text: str, private: Mapping[str, str]) -> str:
    """A text whose policy variables read the renamed keys."""
    for key, new in private.items():
        text = text.replace("${" + key, "${" + new)
    return text


def _is_shared(key: str, action: str) -> bool:
    folded = key.lower()
    if folded == "iam:permissionsboundary" and action.lower() in SETS_THE_BOUNDARY:
        return False
    return folded.startswith(SHARED) or RESOURCE_TAG in folded
