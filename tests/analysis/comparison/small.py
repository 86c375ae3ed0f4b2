"""Policies over small alphabets, and every request over them."""

from collections.abc import Iterator
from itertools import islice, product
from random import Random
from typing import Any

from hypothesis import strategies as st

from generator.model.access import NamedPolicy, Policies, Request
from generator.model.policy_json import decode_document

Json = dict[str, Any]

ACTIONS = ("s3:GetObject", "s3:GetObjectAcl", "s3:Get*", "s3:*", "s3:Put*", "*", "sqs:SendMessage", "s?s:Send*")
ASKED = (
    "s3:GetObject",
    "s3:GetObjectAcl",
    "s3:PutObject",
    "s3:ListAllMyBuckets",
    "sqs:SendMessage",
    "ec2:RunInstances",
)
RESOURCES = (
    "*",
    "arn:aws:s3:::*",
    "arn:aws:s3:::a*",
    "arn:aws:s3:::a/b",
    "arn:aws:s3:::*b",
    "arn:aws:s3:::?/*",
    "arn:*:s3:::a/*",
    "arn:aws:s3:*:1*:a",
    "arn:aws:s3:::*a*b*",
)
VARIABLE_RESOURCES = (
    "arn:aws:s3:::${aws:username}",
    "arn:aws:s3:::${aws:username}/*",
    "arn:aws:s3:::a/${aws:username}",
    "arn:aws:s3:::${aws:username, 'a'}*",
    "arn:aws:s3::${aws:PrincipalTag/Team}:a",
    "arn:aws:s3:::a${*}b",
)
NAMED = (
    "*",
    "arn:aws:s3:::a",
    "arn:aws:s3:::b",
    "arn:aws:s3:::a/b",
    "arn:aws:s3:::b/a",
    "arn:aws:s3:::ab",
    "arn:aws:s3:::a/a",
    "arn:aws-cn:s3:::a/b",
    "arn:aws:s3:eu:1:a",
    "arn:aws:s3::1:b:a",
    "arn:aws:s3::a:a",
    "arn:aws:s3:::a*b",
)
CONDITIONS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "aws:username": (
        ("StringEquals", ("a",)),
        ("StringNotEquals", ("a", "b")),
        ("StringLike", ("a*",)),
        ("StringNotLike", ("*b",)),
        ("StringEqualsIgnoreCase", ("A", "b")),
        ("StringEqualsIfExists", ("b",)),
        ("Null", ("true",)),
        ("Null", ("false",)),
    ),
    "aws:TagKeys": (
        ("ForAllValues:StringEquals", ("a", "b")),
        ("ForAllValues:StringLike", ("a*",)),
        ("ForAllValues:StringLike", ("?*",)),
        ("ForAnyValue:StringEquals", ("",)),
        ("ForAnyValue:StringEquals", ("a",)),
        ("ForAnyValue:StringEquals", ("b",)),
        ("ForAnyValue:StringNotEquals", ("a",)),
        ("ForAllValues:StringNotEquals", ("b",)),
        ("StringEquals", ("a",)),
        ("Null", ("false",)),
    ),
    "aws:SourceIp": (
        ("IpAddress", ("10.0.0.0/8",)),
        ("IpAddress", ("10.1.0.0/16", "192.168.0.0/16")),
        ("NotIpAddress", ("10.1.2.0/24",)),
        ("NotIpAddress", ("0.0.0.0/0",)),
    ),
    "aws:MultiFactorAuthAge": (
        ("NumericLessThan", ("10",)),
        ("NumericGreaterThanEquals", ("10",)),
        ("NumericEquals", ("5", "10")),
        ("NumericNotEqualsIfExists", ("5",)),
    ),
    "aws:SecureTransport": (("Bool", ("true",)), ("Bool", ("false",)), ("BoolIfExists", ("true",))),
    "aws:SourceArn": (
        ("ArnLike", ("arn:aws:sns:*:1:a*",)),
        ("ArnEquals", ("arn:aws:sns:eu:1:a",)),
        ("ArnNotLike", ("arn:*:sns:*:*:*",)),
        ("StringLike", ("arn:aws:*a",)),
    ),
    "aws:CurrentTime": (
        ("DateLessThan", ("2026-01-01T00:00:00Z",)),
        ("DateGreaterThanEquals", ("2026-01-01T00:00:00Z",)),
        ("DateGreaterThan", ("1767225600",)),
    ),
}
VARIABLE_CONDITIONS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "aws:ResourceTag/Team": (
        ("StringEquals", ("${aws:PrincipalTag/Team}",)),
        ("StringNotEquals", ("${aws:PrincipalTag/Team}",)),
        ("StringEquals", ("${aws:PrincipalTag/Team, 'a'}", "b")),
        ("StringLike", ("${aws:PrincipalTag/Team}*",)),
        ("StringEquals", ("a",)),
    ),
    "aws:PrincipalTag/Team": (("StringEquals", ("a",)), ("StringNotEquals", ("b",)), ("Null", ("true",))),
}
VALUES: dict[str, tuple[tuple[str, ...] | None, ...]] = {
    "aws:username": (None, ("a",), ("b",), ("ab",), ("A",), ("c",), ("a/b",)),
    "aws:TagKeys": (
        None,
        (),
        ("a",),
        ("b",),
        ("c",),
        ("a", "b"),
        ("a", "c"),
        ("ab",),
        ("b", "c"),
        ("a", "ab"),
        ("",),
        ("", "a"),
    ),
    "aws:SourceIp": (
        None,
        ("10.0.0.1",),
        ("10.1.0.1",),
        ("10.1.2.3",),
        ("8.8.8.8",),
        ("192.168.0.1",),
        ("2001:db8::1",),
    ),
    "aws:MultiFactorAuthAge": (None, ("4",), ("5",), ("7",), ("10",), ("11",)),
    "aws:SecureTransport": (None, ("true",), ("false",)),
    "aws:SourceArn": (
        None,
        ("arn:aws:sns:eu:1:a",),
        ("arn:aws:sns:eu:1:ab",),
        ("arn:aws:sns:eu:2:a",),
        ("arn:aws:x:::a",),
        ("a",),
    ),
    "aws:CurrentTime": (None, ("2025-01-01T00:00:00Z",), ("2026-01-01T00:00:00Z",), ("2027-01-01T00:00:00Z",)),
    "aws:ResourceTag/Team": (None, ("a",), ("b",), ("c",), ("ab",)),
    "aws:PrincipalTag/Team": (None, ("a",), ("b",), ("c",), ("1:b",)),
}


def statements(
    resources: tuple[str, ...] = RESOURCES, conditions: dict[str, Any] = CONDITIONS
) -> st.SearchStrategy[Json]:
    """Statements of any shape."""
    pairs = [(operator, key, values) for key, each in conditions.items() for operator, values in each]
    return st.builds(
        _statement,
        effect=st.sampled_from(("Allow", "Allow", "Allow", "Deny")),
        actions=st.tuples(st.sampled_from(("Action",) * 5 + ("NotAction",)), _some(ACTIONS, 2)),
        resources=st.tuples(st.sampled_from(("Resource",) * 5 + ("NotResource",)), _some(resources, 2)),
        conditions=st.lists(st.sampled_from(pairs), max_size=2),
    )


def policies(
    statement: st.SearchStrategy[Json], layers: tuple[str, ...] = (), most: int = 4
) -> st.SearchStrategy[Policies]:
    """Sets of policies with an identity policy and any of some other layers."""
    document = st.lists(statement, min_size=1, max_size=most).map(named)
    return st.builds(
        Policies,
        identity=st.tuples(document),
        boundary=st.none() | document if "boundary" in layers else st.none(),
        sessions=_up_to(st.tuples(document), "sessions" in layers),
        scps=_up_to(st.tuples(st.tuples(document), st.tuples(document)), "scps" in layers),
    )


def named(listed: list[Json]) -> NamedPolicy:
    """Statements as a policy."""
    return NamedPolicy(name="policy", document=decode_document({"Version": "2012-10-17", "Statement": listed}))


def every_request(seed: int, most: int, *asked: Policies) -> Iterator[Request]:
    """Requests over the actions, the resources and the values of the keys that policies speak of: all or a sample."""
    text = repr(asked).lower()
    values = {key: each for key, each in VALUES.items() if key.lower() in text}
    sizes = [len(ASKED), len(NAMED), *(len(one) for one in values.values())]
    total = 1
    for size in sizes:
        total *= size
    if total <= most:
        yield from (_request(values, picked) for picked in product(*(range(size) for size in sizes)))
        return
    random = Random(seed)
    yield from islice((_request(values, [random.randrange(size) for size in sizes]) for _ in range(most)), most)


def _request(values: dict[str, tuple[tuple[str, ...] | None, ...]], picked: Any) -> Request:
    action, resource, *classes = picked
    given = ((key, each[number]) for (key, each), number in zip(values.items(), classes, strict=True))
    context = tuple(sorted((key, one) for key, one in given if one is not None))
    return Request(action=ASKED[action], resource=NAMED[resource], context=context)


def _statement(effect: str, actions: Any, resources: Any, conditions: Any) -> Json:
    blocks: dict[str, dict[str, list[str]]] = {}
    for operator, key, values in conditions:
        blocks.setdefault(operator, {})[key] = list(values)
    found = {"Effect": effect, actions[0]: actions[1], resources[0]: resources[1], "Condition": blocks}
    return {key: value for key, value in found.items() if value}


def _some(choices: tuple[str, ...], most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(choices), min_size=1, max_size=most, unique=True)


def _up_to(strategy: st.SearchStrategy[Any], wanted: bool) -> st.SearchStrategy[Any]:
    return st.just(()) | strategy if wanted else st.just(())
