"""Policies as JSON → what the evaluator takes."""

from typing import Any

from generator.analysis.evaluation.evaluation import Evaluation
from generator.analysis.evaluation.evaluator import prepare
from generator.model.access import Caller, CallerKind, Decision, NamedPolicy, Policies, Request
from generator.model.policy_json import decode_document

Json = dict[str, Any]
ACCOUNT, OTHER = "111122223333", "999988887777"
BUCKET = "arn:aws:s3:::b"
OBJECT = "arn:aws:s3:::b/key"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/team/worker"
SESSION = Caller(kind=CallerKind.ROLE_SESSION, id=f"arn:aws:sts::{ACCOUNT}:assumed-role/worker/jo", issuer=ROLE)
USER = Caller(kind=CallerKind.USER, id=f"arn:aws:iam::{ACCOUNT}:user/jo")


def allow(action: str | list[str] = "*", resource: str | list[str] = "*", **more: Any) -> Json:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def deny(action: str | list[str] = "*", resource: str | list[str] = "*", **more: Any) -> Json:
    return {"Effect": "Deny", "Action": action, "Resource": resource, **more}


def named(*statements: Json, name: str = "p", version: str = "2012-10-17") -> NamedPolicy:
    return NamedPolicy(name=name, document=decode_document({"Version": version, "Statement": list(statements)}))


def identity(*statements: Json, **more: Any) -> Policies:
    return Policies(identity=(named(*statements),), **more)


def request(
    action: str = "s3:GetObject",
    resource: str = OBJECT,
    context: dict[str, str | list[str]] | None = None,
    caller: Caller | None = None,
    resource_account: str = "",
) -> Request:
    pairs = sorted((key, (one,) if isinstance(one, str) else tuple(one)) for key, one in (context or {}).items())
    return Request(
        action=action, resource=resource, context=tuple(pairs), caller=caller, resource_account=resource_account
    )


def evaluate(policies: Policies, asked: Request) -> Evaluation:
    prepared = prepare(policies)
    evaluation = prepared.evaluate(asked)
    assert prepared.decide(asked) is evaluation.decision
    return evaluation


def is_allowed(policies: Policies, asked: Request) -> bool:
    return evaluate(policies, asked).decision is Decision.ALLOWED


def meets(operator: str, wanted: str | list[str], given: str | list[str] | None, key: str = "aws:username") -> bool:
    """Whether a context with that value meets the condition."""
    context: dict[str, str | list[str]] = {} if given is None else {key: given}
    return is_allowed(identity(allow(Condition={operator: {key: wanted}})), request(context=context))
