"""Passing roles and creating service-linked roles on too many resources.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from generator.analysis.lint.arn import split_arn
from generator.analysis.lint.finding import Check, FindingType, Problem, each_statement
from generator.analysis.lint.kind import Kind
from generator.analysis.lint.policy import Statement
from generator.analysis.lint.tree import TextNode
from generator.analysis.lint.wildcards import covers, has_wildcard, is_star
from generator.analysis.lint.wording import said
from generator.model.policy import Effect


class Grant(Enum):
    """How a statement comes to allow the action."""

    NAMED = "`{action}` is allowed"
    STAR = "an action pattern that includes `{action}` is allowed"
    NOT_ACTION = "`NotAction` leaves `{action}` allowed"


class Reach(Enum):
    """How a statement comes to reach every role."""

    STAR = "every role is among the resources"
    NOT_RESOURCE = "`NotResource` stands for the resources"


@dataclass(frozen=True, slots=True)
class Danger:
    """An action that must not be allowed on every role, and the key that narrows it to a service."""

    action: str
    key: str
    any_role: re.Pattern[str]
    type: FindingType
    prefix: str


PASS_ROLE = Danger(
    action="iam:PassRole",
    key="iam:PassedToService",
    any_role=re.compile(r"\*+|role/[*/]*"),
    type=FindingType.SECURITY_WARNING,
    prefix="PASS_ROLE",
)
SERVICE_LINKED_ROLE = Danger(
    action="iam:CreateServiceLinkedRole",
    key="iam:AWSServiceName",
    any_role=re.compile(r"\*+|role/[*/]*|role/aws-service-role/[*/]*"),
    type=FindingType.WARNING,
    prefix="CREATE_SLR",
)
_SUFFIXES = {
    (Grant.NAMED, Reach.NOT_RESOURCE): "WITH_NOT_RESOURCE",
    (Grant.STAR, Reach.NOT_RESOURCE): "WITH_STAR_IN_ACTION_AND_NOT_RESOURCE",
    (Grant.NOT_ACTION, Reach.NOT_RESOURCE): "WITH_NOT_ACTION_AND_NOT_RESOURCE",
    (Grant.NAMED, Reach.STAR): "WITH_STAR_IN_RESOURCE",
    (Grant.STAR, Reach.STAR): "WITH_STAR_IN_ACTION_AND_RESOURCE",
    (Grant.NOT_ACTION, Reach.STAR): "WITH_STAR_IN_RESOURCE_AND_NOT_ACTION",
}


def _granted(statement: Statement, danger: Danger) -> tuple[Grant, TextNode] | None:
    """How the action is allowed, and the text that allows it; None where it is not."""
    action = danger.action.casefold()
    for text in statement.texts("Action"):
        folded = text.value.casefold()
        if folded == action:
            return Grant.NAMED, text
        if has_wildcard(folded) and covers(folded, action):
            return Grant.STAR, text
    excepted = statement.element("NotAction")
    if excepted is None or not excepted.is_complete:
        return None
    spared = any(covers(one.value.casefold(), action) for one in excepted.texts)
    return None if spared else (Grant.NOT_ACTION, excepted.key)


def _reached(statement: Statement, danger: Danger) -> tuple[Reach, TextNode] | None:
    """How every role is reached, and the text that reaches it; None where not every one is."""
    for text in statement.texts("Resource"):
        if _is_any_role(text.value, danger):
            return Reach.STAR, text
    excepted = statement.element("NotResource")
    return (Reach.NOT_RESOURCE, excepted.key) if excepted else None


def _is_any_role(text: str, danger: Danger) -> bool:
    arn = split_arn(text)
    if arn is None:
        return is_star(text)
    return covers(arn.service, "iam") and danger.any_role.fullmatch(arn.resource) is not None


def _check(danger: Danger, grant: Grant, reach: Reach) -> Check:
    def find(statement: Statement) -> Iterator[Problem]:
        allows = statement.effect is Effect.ALLOW and statement.kind is Kind.IDENTITY
        if not allows or not statement.is_closed or statement.tests(danger.key):
            return
        granted, reached = _granted(statement, danger), _reached(statement, danger)
        if granted and reached and (granted[0], reached[0]) == (grant, reach):
            how = grant.value.format(action=danger.action)
            if grant is Grant.STAR:
                how = f"{said(granted[1])} includes `{danger.action}`"
            message = f"{how}, and {reach.value}"
            yield Problem(reached[1].at, message, f"name the roles, or test `{danger.key}`")

    fires = f"{grant.value.format(action=danger.action)}, {reach.value}, and `{danger.key}` is not tested"
    return Check(f"{danger.prefix}_{_SUFFIXES[grant, reach]}", danger.type, fires, each_statement(find))


CHECKS = tuple(
    _check(danger, grant, reach) for danger in (PASS_ROLE, SERVICE_LINKED_ROLE) for grant, reach in _SUFFIXES
)
