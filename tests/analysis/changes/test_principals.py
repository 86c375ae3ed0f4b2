"""Documents with principals, at random: what is told of each is what the evaluator decides of its requests."""

import os
from random import Random

import pytest

from generator.analysis.changes.action_change import ChangeKind
from generator.analysis.changes.principals import principal_changes
from generator.analysis.evaluation.evaluator import prepare
from generator.analysis.subjects import Place
from generator.model.access import Caller, CallerKind, Decision, NamedPolicy, Policies, Request
from generator.model.policy import BoundCondition, BoundDocument, BoundStatement
from generator.model.target import Bindings

A, B = "111122223333", "999988887777"
PLACE = Place(name="dev", bindings=Bindings(partition="aws", region="eu-west-1", account=A))
NAMED, OTHER = f"arn:aws:iam::{B}:role/named", f"arn:aws:iam::{B}:role/other"
ROOT, SERVICE = f"arn:aws:iam::{B}:root", "ec2.amazonaws.com"
PRINCIPALS = (("*", "*"), ("AWS", B), ("AWS", ROOT), ("AWS", NAMED), ("Service", SERVICE))
CALLERS = {
    NAMED: Caller(kind=CallerKind.ROLE, id=NAMED),
    OTHER: Caller(kind=CallerKind.ROLE, id=OTHER),
    SERVICE: Caller(kind=CallerKind.SERVICE, id=SERVICE),
}
STANDS_FOR = {
    NAMED: (("AWS", NAMED), ("AWS", ROOT), ("*", "*")),
    OTHER: (("AWS", ROOT), ("*", "*")),
    SERVICE: (("Service", SERVICE), ("*", "*")),
}
"""Under which principal a change for a caller is told: the first that a document names."""
CONDITIONS = (
    BoundCondition(operator="Bool", key="aws:SecureTransport", values=("true",)),
    BoundCondition(operator="ArnLike", key="aws:PrincipalArn", values=(f"arn:aws:iam::{B}:role/o*",)),
    BoundCondition(operator="StringNotEquals", key="aws:PrincipalAccount", values=(B,)),
    BoundCondition(operator="StringEquals", key="s3:x-amz-acl", values=("private",)),
)
ACTIONS, RESOURCES = ("s3:GetObject", "s3:PutObject"), ("arn:aws:s3:::b/a", "arn:aws:s3:::b/b")
SEEDS = 3000 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 24
MORE = (ChangeKind.GAINED, ChangeKind.WIDENED, ChangeKind.CHANGED, ChangeKind.UNKNOWN)
LESS = (ChangeKind.LOST, ChangeKind.NARROWED, ChangeKind.CHANGED, ChangeKind.UNKNOWN)
EVERYTHING = BoundDocument(statements=(BoundStatement(sid="", effect="Allow", actions=("*",), resources=("*",)),))


def drawn(random: Random) -> BoundDocument:
    statements = (
        BoundStatement(
            sid="",
            effect=random.choice(("Allow", "Allow", "Allow", "Deny")),
            actions=tuple(sorted(random.sample(("s3:GetObject", "s3:PutObject", "s3:*"), random.choice((1, 2))))),
            resources=tuple(sorted(random.sample((*RESOURCES, "arn:aws:s3:::b/*"), random.choice((1, 2))))),
            principals=tuple(sorted(random.sample(PRINCIPALS, random.choice((1, 2))))),
            conditions=tuple(sorted(random.sample(CONDITIONS, random.choice((0, 0, 1, 2))))),
        )
        for _ in range(random.choice((1, 2, 3)))
    )
    return BoundDocument(statements=tuple(statements))


def lets(document: BoundDocument, request: Request) -> bool:
    """Asked from another account by somebody whose own policies allow everything, so that the document decides."""
    own = (NamedPolicy(name="own", document=EVERYTHING),)
    policies = Policies(identity=own, resource=NamedPolicy(name="resource", document=document))
    return prepare(policies).decide(request) is Decision.ALLOWED


def requests() -> list[tuple[str, Request]]:
    return [
        (name, Request(action=action, resource=resource, context=context, caller=caller, resource_account=A))
        for name, caller in CALLERS.items()
        for action in ACTIONS
        for resource in RESOURCES
        for context in (
            (),
            (("aws:SecureTransport", ("true",)),),
            (("s3:x-amz-acl", ("private",)),),
            (("aws:SecureTransport", ("true",)), ("s3:x-amz-acl", ("private",))),
        )
    ]


def spelled(principal: tuple[str, str]) -> tuple[str, str]:
    return ("AWS", ROOT) if principal[1] in (B, ROOT) else principal


@pytest.mark.parametrize("part", range(3))
def test_every_difference_is_told_under_a_principal_that_means_the_caller(part: int) -> None:
    told_of = 0
    for seed in range(part * SEEDS // 3, (part + 1) * SEEDS // 3):
        random = Random(seed)
        old, new = drawn(random), drawn(random)
        changes = list(principal_changes((old,), (new,), PLACE))
        told = {(each.principal, one.name): each.change.kind for each in changes for one in each.change.asked}
        pairs = {spelled(pair) for one in (*old.statements, *new.statements) for pair in one.principals}
        for name, request in requests():
            decided = lets(old, request), lets(new, request)
            if decided[0] is decided[1]:
                continue
            principal = next(one for one in STANDS_FOR[name] if one in pairs)
            told_of += 1
            kind = told.get((principal, request.action))
            assert kind in (MORE if decided[1] else LESS), f"seed {seed}: {principal} {request}"
    assert told_of > SEEDS


@pytest.mark.parametrize("part", range(3))
def test_every_example_is_decided_as_it_is_told(part: int) -> None:
    for seed in range(part * SEEDS // 3, (part + 1) * SEEDS // 3):
        random = Random(seed)
        old, new = drawn(random), drawn(random)
        for each in principal_changes((old,), (new,), PLACE):
            for request, allowing, refusing in ((each.change.more, new, old), (each.change.less, old, new)):
                if request is not None and request.caller is not None and request.caller.account != A:
                    asked = Request(
                        action=request.action,
                        resource=request.resource,
                        context=request.context,
                        caller=request.caller,
                        resource_account=A,
                    )
                    assert lets(allowing, asked), f"seed {seed}"
                    assert not lets(refusing, asked), f"seed {seed}"
