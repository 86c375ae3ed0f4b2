"""A row of the tables: a policy that a check finds something in, and its twin that it finds nothing in."""

import json
from dataclasses import dataclass

from generator.analysis.lint.kind import Kind

Members = dict[str, object]

ACCOUNT = "111122223333"
BUCKET = "arn:aws:s3:::bucket/*"
GITHUB = f"arn:aws:iam::{ACCOUNT}:oidc-provider/token.actions.githubusercontent.com"
SAML = f"arn:aws:iam::{ACCOUNT}:saml-provider/Corp"
ROOT = f"arn:aws:iam::{ACCOUNT}:root"
TABLE = f"arn:aws:dynamodb:eu-west-1:{ACCOUNT}:table/Orders"


@dataclass(frozen=True, kw_only=True)
class Case:
    """`at` is the text that the finding points at; `also` are the other codes that the trigger is right to yield."""

    code: str
    trigger: str
    at: str
    twin: str
    kind: Kind = Kind.IDENTITY
    also: tuple[str, ...] = ()
    twin_also: tuple[str, ...] = ()


def policy(*statements: Members, **elements: object) -> str:
    """Statements → the text of a policy; an element that is None is left out."""
    body: Members = {"Version": "2012-10-17", "Statement": list(statements)} | elements
    return json.dumps({key: value for key, value in body.items() if value is not None}, indent=2)


def allow(**elements: object) -> Members:
    """An allow of an identity-based policy, with elements of its own; one that is None is left out."""
    return _statement({"Effect": "Allow", "Action": "s3:GetObject", "Resource": BUCKET}, elements)


def deny(**elements: object) -> Members:
    """A deny of an identity-based policy."""
    return allow(**({"Effect": "Deny"} | elements))


def grant(**elements: object) -> Members:
    """An allow of a bucket's policy."""
    return allow(**({"Principal": {"AWS": ROOT}} | elements))


def trust(**elements: object) -> Members:
    """An allow of a role's trust policy."""
    return _statement({"Effect": "Allow", "Principal": {"AWS": ROOT}, "Action": "sts:AssumeRole"}, elements)


def federate(provider: str, **elements: object) -> Members:
    """An allow of a role's trust policy for an OIDC provider."""
    return trust(**({"Principal": {"Federated": provider}, "Action": "sts:AssumeRoleWithWebIdentity"} | elements))


def control(**elements: object) -> Members:
    """A deny of a resource control policy."""
    body = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}
    return _statement(body, elements)


def when(operator: str, key: str, *values: object) -> Members:
    """A `Condition` of one operator and key; one value stands alone."""
    return {operator: {key: values[0] if len(values) == 1 else list(values)}}


def tested(operator: str, key: str, *values: object, **elements: object) -> str:
    """A policy of one allow under one condition."""
    return policy(allow(Condition=when(operator, key, *values), **elements))


def _statement(body: Members, elements: Members) -> Members:
    return {key: value for key, value in (body | elements).items() if value is not None}
