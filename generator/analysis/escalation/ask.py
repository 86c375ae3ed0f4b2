"""A step of a path → the question about all requests by which a persona would make it."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from generator.analysis.escalation.holder import Holder
from generator.analysis.questions import fixed, just
from generator.model.access import Policies
from generator.model.escalation import Fact, Step, TargetKind
from generator.model.policy import BoundCondition

PASSED_TO = "iam:PassedToService"
BOUNDARY = "iam:PermissionsBoundary"
POLICY = "iam:PolicyARN"
AWS_SUFFIX = "amazonaws.com"


def question(step: Step, holder: Holder, action: str) -> Policies:
    """Just the requests for one of a step's actions that count as the step."""
    known = tuple((key, values) for key, values in holder.subject.context if key.lower() in holder.keys_read)
    conditions = (*conditions_of(step, holder), *fixed(known))
    return just((action,), resources_of(step.on.kind, holder), conditions)


def resources_of(kind: TargetKind, holder: Holder) -> tuple[str, ...]:
    """What a step must be allowed on; nothing where the persona has no such thing."""
    match kind:
        case TargetKind.OWN_ROLE:
            return holder.own.roles
        case TargetKind.OWN_USER:
            return holder.own.users
        case TargetKind.OWN_GROUP:
            return holder.own.groups
        case TargetKind.OWN_POLICY:
            return holder.own.policies
        case TargetKind.BOUNDARY:
            return holder.boundaries
        case TargetKind.PASSED_ROLE | TargetKind.ROLE:
            return (f"{holder.iam}role/*",)
        case TargetKind.ROLE_ANYWHERE:
            return (f"arn:{holder.subject.place.bindings.partition}:iam::*:role/*",)
        case TargetKind.USER | TargetKind.GROUP | TargetKind.POLICY:
            return (f"{holder.iam}{kind.value}/*",)
        case TargetKind.MEANS | TargetKind.RESOURCE:
            return ("*",)
        case _:
            assert_never(kind)


def conditions_of(step: Step, holder: Holder) -> Iterator[BoundCondition]:
    """What the context of a request must hold for it to count as the step.

    A negated operator also holds for a key that is not there, so a role without a boundary is outside of all.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
    """
    suffix = holder.subject.place.bindings.dns_suffix
    if step.passed_to:
        yield BoundCondition(operator="StringEquals", key=PASSED_TO, values=_spelled(step.passed_to, suffix))
    elif step.not_passed_to:
        yield BoundCondition(operator="StringNotEquals", key=PASSED_TO, values=_spelled(step.not_passed_to, suffix))
    if Fact.OUTSIDE_BOUNDARY in step.facts and holder.boundaries:
        yield BoundCondition(operator="ArnNotEquals", key=BOUNDARY, values=holder.boundaries)
    if Fact.ANY_POLICY in step.facts and holder.approved_policies:
        yield BoundCondition(operator="ArnNotEquals", key=POLICY, values=holder.approved_policies)


def _spelled(principals: Sequence[str], suffix: str) -> tuple[str, ...]:
    """Service principals in both spellings that a partition has: `ec2.amazonaws.com.cn` beside `ec2.amazonaws.com`."""
    local = (one.removesuffix(AWS_SUFFIX) + suffix for one in principals)
    return tuple(sorted({*principals, *local}))
