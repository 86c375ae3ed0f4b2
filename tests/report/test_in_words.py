"""Statements → sentences: what a reader who does not know IAM is told."""

import pytest

from generator.model.access import Request
from generator.model.policy import BoundCondition, BoundStatement
from generator.model.target import Bindings
from generator.renderer import markdown
from generator.report.in_words import (
    access_in_words,
    guardrail_in_words,
    request_in_words,
    statement_in_words,
    trust_in_words,
)
from generator.report.wording import Wording

HERE = Bindings(partition="aws", region="eu-west-1", account="111122223333")
WORDING = Wording(service="imagebuilder", place=HERE)
ARN = "arn:aws:imagebuilder:eu-west-1:111122223333:"


def when(operator: str, key: str, *values: str) -> BoundCondition:
    return BoundCondition(operator=operator, key=key, values=values)


ACCESS = {
    "the type takes its verb": (
        ("imagebuilder:CreateComponent",),
        (f"{ARN}component/*",),
        (),
        "create any component",
    ),
    "what belongs to a resource is said of it": (
        ("imagebuilder:StartImagePipelineExecution",),
        (f"{ARN}image-pipeline/web-*",),
        (when("StringEquals", "aws:ResourceTag/Team", "${aws:PrincipalTag/Team}"),),
        "start execution of image pipelines named `web-*`, if the resource's tag `Team` is their own",
    ),
    "a role is passed to a service": (
        ("iam:PassRole",),
        ("arn:aws:iam::111122223333:role/image-builder/build",),
        (when("StringEquals", "iam:PassedToService", "ec2.amazonaws.com"),),
        "pass the role `image-builder/build` to `ec2.amazonaws.com` (in IAM)",
    ),
    "several services share a condition": (
        ("iam:ListRoles", "s3:ListAllMyBuckets"),
        ("*",),
        (when("Bool", "aws:MultiFactorAuthPresent", "true"),),
        "list roles (in IAM); and list all my buckets (in Amazon S3), all of this if they signed in with MFA",
    ),
    "a bucket's pattern reaches objects, and only the type that the action knows is said": (
        ("s3:GetObject",),
        ("arn:aws:s3:::logs*",),
        (),
        "get objects named `logs*` (in Amazon S3)",
    ),
    "other accounts and Regions are named": (
        ("imagebuilder:GetImage",),
        ("arn:aws:imagebuilder:us-east-1:aws:image/*", "arn:aws:imagebuilder:us-east-1:111122223333:image/*"),
        (),
        "get any image (also those of `aws`) in the Region `us-east-1`",
    ),
    "many actions are counted by what they do": (
        ("imagebuilder:Get*", "imagebuilder:GetImage", "imagebuilder:DeleteImage", "imagebuilder:Nothing"),
        ("*",),
        (),
        "delete and get any image; and use every action like `imagebuilder:Get*` or `imagebuilder:Nothing`",
    ),
    "a service as a whole": (("imagebuilder:*",), ("*",), (), "do everything in Amazon EC2 Image Builder"),
    "everything": (("*",), ("*",), (), "do everything"),
    "an unknown service stays as it is": (
        ("nosuch:Do",),
        ("arn:aws:nosuch:::x",),
        (),
        "use `nosuch:Do` on `arn:aws:nosuch:::x`",
    ),
    "an unknown key and operator stay as they are": (
        ("iam:ListRoles",),
        ("*",),
        (when("StringEquals", "my:Key", "x"), when("Odd", "aws:SourceIp", "y")),
        "list roles (in IAM), if `aws:SourceIp Odd` `y` and `my:Key` is `x`",
    ),
    "a negated operator also holds without the key": (
        ("iam:ListRoles",),
        ("*",),
        (when("NotIpAddress", "aws:SourceIp", "10.0.0.0/8"), when("StringNotEquals", "aws:PrincipalAccount", "1")),
        (
            "list roles (in IAM), if the caller's IP address is missing or is not in `10.0.0.0/8` and"
            " the caller's account is not `1`"
        ),
    ),
    "a Null takes the doubt away": (
        ("iam:ListRoles",),
        ("*",),
        (when("Null", "aws:ResourceTag/T", "false"), when("StringNotEquals", "aws:ResourceTag/T", "a", "b")),
        "list roles (in IAM), if the resource has the tag `T` and the resource's tag `T` is not `a` nor `b`",
    ),
    "what another condition needs anyway is not said": (
        ("iam:ListRoles",),
        ("*",),
        (when("Null", "aws:RequestTag/T", "false"), when("StringEquals", "aws:RequestTag/T", "a")),
        "list roles (in IAM), if the request's tag `T` is `a`",
    ),
    "many values of a request": (
        ("iam:ListRoles",),
        ("*",),
        (
            when("ForAllValues:StringEquals", "aws:TagKeys", "A", "B"),
            when("ForAnyValue:StringLike", "aws:CalledVia", "a*"),
        ),
        (
            "list roles (in IAM), if every tag key of the request is `A` or `B` and"
            " at least one service that calls for them is like `a*`"
        ),
    ),
    "Regions": (
        ("iam:ListRoles",),
        ("*",),
        (when("StringEquals", "aws:RequestedRegion", "eu-west-1", "eu-north-1"),),
        "list roles in `eu-north-1` or `eu-west-1` (in IAM)",
    ),
}


@pytest.mark.parametrize("row", ACCESS.values(), ids=ACCESS)
def test_access_is_said_so(row: tuple[tuple[str, ...], tuple[str, ...], tuple[BoundCondition, ...], str]):
    actions, resources, conditions, said = row
    assert str(access_in_words(actions, resources, conditions, WORDING)) == said


def test_what_is_not_meant_is_said():
    statement = BoundStatement(sid="", effect="Deny", not_actions=("iam:*",), not_resources=("arn:aws:s3:::x",))
    assert str(statement_in_words(statement)) == "do anything except `iam:*`, except on `arn:aws:s3:::x`"


def test_what_is_denied_is_joined_by_or():
    actions = ("imagebuilder:CreateImage", "imagebuilder:DeleteImage")
    statement = BoundStatement(sid="", effect="Deny", actions=actions, resources=("*",))
    assert str(statement_in_words(statement, WORDING)) == "create or delete any image"


def test_a_request_is_said_with_what_it_carries():
    request = Request(
        action="imagebuilder:StartImagePipelineExecution",
        resource=f"{ARN}image-pipeline/web",
        context=(("aws:ResourceTag/Team", ("web",)), ("aws:TagKeys", ())),
    )
    assert str(request_in_words(request, WORDING)) == (
        "start execution of the image pipeline `web`, where the resource's tag `Team` is `web` and"
        " the tag key of the request is empty"
    )


def test_trust_says_who_and_when():
    statement = BoundStatement(
        sid="",
        effect="Allow",
        actions=("sts:AssumeRole",),
        principals=(("AWS", "arn:aws:iam::111122223333:root"), ("Service", "ec2.amazonaws.com")),
        conditions=(when("Bool", "aws:MultiFactorAuthPresent", "true"),),
    )
    assert str(trust_in_words(statement, WORDING)) == (
        "everybody whom this account's own policies allow it or the service `ec2.amazonaws.com` may assume the role,"
        " if they signed in with MFA"
    )


def test_a_guardrail_says_nobody_and_whom_it_spares():
    statement = BoundStatement(
        sid="",
        effect="Deny",
        actions=("imagebuilder:DeleteImage",),
        resources=("*",),
        conditions=(when("ArnNotLike", "aws:PrincipalArn", "arn:aws:iam::*:role/admin"),),
    )
    assert str(guardrail_in_words(statement, WORDING)) == (
        "nobody in these accounts may delete any image, but for the callers `arn:aws:iam::*:role/admin`"
    )


def test_a_sentence_is_text_or_markdown():
    said = access_in_words(("imagebuilder:GetImage",), (f"{ARN}image/a*|b",), (), WORDING)
    assert str(said) == "get images named `a*|b`"
    assert markdown.phrase(said) == "get images named `a*\\|b`"
