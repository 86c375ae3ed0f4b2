"""Small personas to try paths on: a role in an account, and whoever else is there."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator.analysis.escalation.find import find_open_paths
from generator.analysis.escalation.holder import Holder, Own
from generator.analysis.escalation.open_path import OpenPath
from generator.analysis.subjects import Place, Subject
from generator.model.access import NamedPolicy, Policies
from generator.model.escalation import Step, TargetKind
from generator.model.policy import BoundCondition, BoundDocument, BoundStatement
from generator.model.target import Bindings
from generator.reference.lookup import find_action
from generator.reference.services import find_service

ACCOUNT = "111122223333"
IAM = f"arn:aws:iam::{ACCOUNT}:"
BOUNDARY = f"{IAM}policy/bound"
MINE = Own(
    roles=(f"{IAM}role/app/me",),
    users=(f"{IAM}user/*",),
    groups=(f"{IAM}group/*",),
    policies=(f"{IAM}policy/app/me",),
)
THERE = {
    TargetKind.OWN_ROLE: f"{IAM}role/app/me",
    TargetKind.OWN_USER: f"{IAM}user/me",
    TargetKind.OWN_GROUP: f"{IAM}group/mine",
    TargetKind.OWN_POLICY: f"{IAM}policy/app/me",
    TargetKind.BOUNDARY: BOUNDARY,
    TargetKind.PASSED_ROLE: f"{IAM}role/admin",
    TargetKind.ROLE: f"{IAM}role/admin",
    TargetKind.ROLE_ANYWHERE: "arn:aws:iam::999988887777:role/admin",
    TargetKind.USER: f"{IAM}user/admin",
    TargetKind.GROUP: f"{IAM}group/admins",
    TargetKind.POLICY: f"{IAM}policy/admin",
    TargetKind.MEANS: "*",
    TargetKind.RESOURCE: "arn:aws:any:eu-west-1:111122223333:thing/one",
}
"""A resource for each kind of target, on which a step counts."""
ELSEWHERE = {
    TargetKind.OWN_ROLE: f"{IAM}role/app/you",
    TargetKind.OWN_POLICY: f"{IAM}policy/app/you",
    TargetKind.BOUNDARY: f"{IAM}policy/unbound",
}
"""A resource of the same type, on which a step leads nowhere."""


def allow(
    actions: Iterable[str], resources: Iterable[str] = ("*",), conditions: Iterable[BoundCondition] = ()
) -> BoundStatement:
    return BoundStatement(
        sid="",
        effect="Allow",
        actions=tuple(actions),
        resources=tuple(resources),
        conditions=tuple(conditions),
    )


def deny(actions: Iterable[str], resources: Iterable[str] = ("*",)) -> BoundStatement:
    return replace(allow(actions, resources), effect="Deny")


def when(operator: str, key: str, *values: str) -> BoundCondition:
    return BoundCondition(operator=operator, key=key, values=values)


def holder(statements: Iterable[BoundStatement], boundary: str = "", own: Own = MINE) -> Holder:
    document = BoundDocument(statements=tuple(statements))
    bindings = Bindings(partition="aws", region="eu-west-1", account=ACCOUNT)
    subject = Subject(
        persona="me",
        place=Place(name="", bindings=bindings),
        policies=Policies(identity=(NamedPolicy(name="permissions", document=document),)),
        role=f"{IAM}role/app/me",
    )
    return Holder(subject=subject, own=own, boundary=boundary)


def open_paths(statements: Iterable[BoundStatement], boundary: str = "") -> dict[str, OpenPath]:
    return {one.path.id: one for one in find_open_paths(holder(statements, boundary))}


def grant(step: Step, *, action: str = "", on: str = "") -> BoundStatement:
    """A statement that allows a step and nothing beside it."""
    passed = [when("StringEquals", "iam:PassedToService", step.passed_to[0])] if step.passed_to else []
    name = action or step.actions[0]
    return allow([name], [(on or THERE[step.on.kind]) if has_resources(name) else "*"], passed)


def has_resources(action: str) -> bool:
    """Whether the Reference has resource types for an action; one without is called on `*` only."""
    prefix, _, name = action.partition(":")
    service = find_service(prefix)
    found = find_action(service, name) if service is not None else None
    return found is None or bool(found.resources)


def grants(steps: Sequence[Step]) -> list[BoundStatement]:
    return [grant(step) for step in steps]
