"""For each known difference a small case in which it alone decides."""

from typing import Any

from generator.model.access import Caller, CallerKind, Context, NamedPolicy, Policies, Request
from generator.model.policy_json import decode_document
from tests.analysis.cases import Case
from tests.analysis.cases_vocabulary import HOME, ROLE, ROOT, SESSION, USER

_ANA = Caller(kind=CallerKind.USER, id=USER)
_RED = Caller(kind=CallerKind.ROLE_SESSION, id=SESSION, issuer=ROLE)
_INSTANCE = f"arn:aws:ec2:eu-west-1:{HOME}:instance/i-0a"


def _policy(version: str = "2012-10-17", **elements: Any) -> NamedPolicy:
    statement = {"Effect": "Allow", "Action": "*", **elements}
    return NamedPolicy(name="example", document=decode_document({"Version": version, "Statement": [statement]}))


def _case(policies: Policies, caller: Caller = _ANA, context: Context = (), action: str = "ec2:StartInstances") -> Case:
    resource = f"arn:aws:iam::{HOME}:role/red" if action.startswith("sts:") else _INSTANCE
    return Case(policies=policies, request=Request(action=action, resource=resource, caller=caller, context=context))


def _allowing(resource: str) -> Case:
    return _case(Policies(identity=(_policy(Resource=resource),)))


def _allowing_others(resource: str) -> Case:
    return _case(Policies(identity=(_policy(NotResource=resource),)))


def _if(operator: str, key: str, wanted: str, *given: str, version: str = "2012-10-17") -> Case:
    """Everything is allowed on one condition; without a value given, the key is absent."""
    allow = _policy(version, Resource="*", Condition={operator: {key: wanted}})
    return _case(Policies(identity=(allow,)), context=((key, given),) if given else ())


def _if_empty(operator: str, key: str, wanted: str) -> Case:
    allow = _policy(Resource="*", Condition={operator: {key: wanted}})
    return _case(Policies(identity=(allow,)), context=((key, ()),))


_SESSION_NAMED = Policies(
    sessions=(_policy(Action="ec2:*", Resource="*"),),
    resource=_policy(Action="sts:*", Principal={"AWS": SESSION}),
)

EXAMPLES = {
    "variables in documents of version 2008-10-17": _if(
        "StringEquals", "aws:username", "${aws:username}", "red", version="2008-10-17"
    ),
    "epoch times are milliseconds": _if("DateEquals", "aws:CurrentTime", "1780272000", "2026-06-01T00:00:00Z"),
    "a session policy limits what names the session itself, or everyone": _case(
        _SESSION_NAMED, caller=_RED, action="sts:AssumeRole"
    ),
    "the root user has no access of its own": _case(Policies(), caller=Caller(kind=CallerKind.ROOT, id=ROOT)),
    "a role without a trust policy trusts its account": _case(
        Policies(identity=(_policy(Resource="*"),)), action="sts:AssumeRole"
    ),
    "ForAnyValue comes before IfExists": _if("ForAnyValue:StringEqualsIfExists", "aws:TagKeys", "red"),
    "ForAllValues looks at an empty value": _if("ForAllValues:StringEquals", "aws:RequestTag/team", "red", ""),
    "a key without values is there": _if_empty("Null", "aws:TagKeys", "true"),
    "a variable without a value equals every value": _if(
        "StringNotEquals", "aws:username", "${aws:PrincipalTag/team}", "red"
    ),
    "a variable without a value is every resource in NotResource": _allowing_others(
        f"arn:aws:ec2:eu-west-1:{HOME}:instance/${{aws:username}}"
    ),
    "special characters equal nothing under an operator without wildcards": _if(
        "StringEquals", "aws:username", "${*}", "*"
    ),
    "a lone * equals every ARN under a negated operator, and none under another": _if(
        "ArnNotLike", "aws:SourceArn", "*", "arn:aws:s3:::media"
    ),
    "the range of all IPv4 addresses is empty": _if("IpAddress", "aws:SourceIp", "0.0.0.0/0", "203.0.113.7"),
    "NotIpAddress with an address is not met by an address of the other family": _if(
        "NotIpAddress", "aws:SourceIp", "203.0.113.7", "2001:db8::7"
    ),
    "an IPv6 address in capitals is another address": _if("IpAddress", "aws:SourceIp", "2001:DB8::7", "2001:db8::7"),
    "no wildcard in a resource's type": _allowing(f"arn:aws:ec2:eu-west-1:{HOME}:inst*/i-0a"),
    "a * at the end of a segment stays in the segment": _allowing("arn:aws:ec2:*:instance/i-0a"),
}
