"""What the search finds, and what it proves."""

from collections.abc import Sequence
from typing import Any

import pytest

from generator.analysis.comparison.compare import disjoint, equal, within
from generator.analysis.comparison.search import Nothing, Unknown, Witness, search
from generator.model.access import NamedPolicy, Policies, Request
from generator.model.policy import BoundDocument
from generator.reference.services import find_service
from tests.analysis.comparison.policies import allow, deny, document, identity

HOME = "arn:aws:s3:::home/${aws:username}/*"
SAME_TEAM = {"aws:ResourceTag/Team": "${aws:PrincipalTag/Team}"}


def found(allowed_by: Sequence[Policies], refused_by: Sequence[Policies] = ()) -> Request:
    answer = search(allowed_by, refused_by)
    assert isinstance(answer, Witness), answer
    return answer.request


def gets() -> list[str]:
    service = find_service("s3")
    assert service
    return [str(one) for one in service.actions if one.name.startswith("Get")]


PROVED: dict[str, tuple[Policies, Policies]] = {
    "the same": (identity(allow("s3:Get*")), identity(allow("s3:Get*"))),
    "case of actions": (identity(allow("S3:getobject")), identity(allow("s3:GetObject"))),
    "an action of a wildcard": (identity(allow("s3:GetObject")), identity(allow("s3:Get*"))),
    "a narrower resource": (
        identity(allow("s3:GetObject", "arn:aws:s3:::b/x/*")),
        identity(allow("s3:GetObject", "arn:aws:s3:::b/*")),
    ),
    "two halves": (
        identity(allow("s3:GetObject", "arn:aws:s3:::b/*")),
        identity(
            allow("s3:GetObject", "arn:aws:s3:::b/*", Bool={"aws:SecureTransport": "true"}),
            allow("s3:GetObject", "arn:aws:s3:::b/*", Bool={"aws:SecureTransport": "false"}),
            allow("s3:GetObject", "arn:aws:s3:::b/*", Null={"aws:SecureTransport": "true"}),
        ),
    ),
    "a deny takes the difference away": (
        identity(allow("s3:GetObject"), deny("s3:GetObject", "arn:aws:s3:::secret/*")),
        identity(
            allow("s3:GetObject"),
            deny("s3:GetObject", "arn:aws:s3:::secret/x/*"),
        ),
    ),
    "the same variable": (identity(allow("s3:GetObject", HOME)), identity(allow("s3:GetObject", HOME))),
    "a variable within a wildcard": (
        identity(allow("s3:GetObject", HOME)),
        identity(allow("s3:GetObject", "arn:aws:s3:::home/*")),
    ),
    "a wider variable": (
        identity(allow("s3:GetObject", "arn:aws:s3:::home/${aws:username}/x")),
        identity(allow("s3:GetObject", HOME)),
    ),
    "both tags spelled out": (
        identity(allow("ec2:StartInstances", StringEquals={"aws:ResourceTag/Team": "a", "aws:PrincipalTag/Team": "a"})),
        identity(allow("ec2:StartInstances", StringEquals=SAME_TEAM)),
    ),
    "fewer tag keys": (
        identity(allow("ec2:CreateTags", ForAllValues_StringEquals={"aws:TagKeys": ["a"]})),
        identity(allow("ec2:CreateTags", ForAllValues_StringLike={"aws:TagKeys": ["a*", "b"]})),
    ),
    "any of none": (
        identity(allow("ec2:CreateTags", ForAnyValue_StringEquals={"aws:TagKeys": ["a"]})),
        identity(allow("ec2:CreateTags", Null={"aws:TagKeys": "false"})),
    ),
    "a network": (
        identity(allow("s3:GetObject", IpAddress={"aws:SourceIp": ["10.1.0.0/16", "10.2.0.0/16"]})),
        identity(allow("s3:GetObject", IpAddress={"aws:SourceIp": "10.0.0.0/8"})),
    ),
    "a stretch of numbers": (
        identity(
            allow(
                "s3:GetObject",
                NumericLessThan={"aws:MultiFactorAuthAge": "10"},
                NumericGreaterThan={"aws:MultiFactorAuthAge": "5"},
            )
        ),
        identity(allow("s3:GetObject", NumericNotEquals={"aws:MultiFactorAuthAge": ["5", "10"]})),
    ),
    "the boundary is in the way": (
        identity(allow("s3:*"), boundary=document(allow("s3:GetObject"))),
        identity(allow("s3:Get*")),
    ),
    "an SCP is in the way": (
        identity(allow("s3:*"), scps=((document(allow("*")),), (document(allow("*"), deny("s3:*")),))),
        identity(allow("ec2:RunInstances")),
    ),
    "all wildcards of today and tomorrow": (identity(allow("s3:Get*")), identity(allow(["s3:G*", "ec2:*"]))),
}


@pytest.mark.parametrize("pair", PROVED.values(), ids=PROVED)
def test_is_proved_to_lie_within(pair: tuple[Policies, Policies]) -> None:
    assert within(*pair) == Nothing()


FOUND: dict[str, tuple[Policies, Policies, Any]] = {
    "an action": (
        identity(allow(["s3:GetObject", "s3:DeleteObject"], "arn:aws:s3:::b/*")),
        identity(allow("s3:Get*", "arn:aws:s3:::b/*")),
        Request(action="s3:DeleteObject", resource="arn:aws:s3:::b/x"),
    ),
    "a resource in the format of the action's own": (
        identity(allow("sqs:SendMessage")),
        identity(allow("sqs:SendMessage", "arn:aws:sqs:*:*:jobs")),
        Request(action="sqs:SendMessage", resource="arn:aws:sqs:eu-west-1:111122223333:x"),
    ),
    "an action that is called on no resource": (
        identity(allow("s3:ListAllMyBuckets")),
        identity(allow("s3:*", "arn:aws:s3:::*")),
        Request(action="s3:ListAllMyBuckets", resource="*"),
    ),
    "a key that is missing": (
        identity(allow("sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:jobs")),
        identity(allow("sqs:SendMessage", StringEquals={"aws:RequestedRegion": "eu-west-1"})),
        Request(action="sqs:SendMessage", resource="arn:aws:sqs:eu-west-1:111122223333:jobs"),
    ),
    "a set of two": (
        identity(
            allow(
                "sqs:TagQueue", "arn:aws:sqs:eu-west-1:111122223333:jobs", ForAnyValue_StringEquals={"aws:TagKeys": "a"}
            )
        ),
        identity(allow("sqs:TagQueue", ForAllValues_StringEquals={"aws:TagKeys": "a"})),
        Request(
            action="sqs:TagQueue",
            resource="arn:aws:sqs:eu-west-1:111122223333:jobs",
            context=(("aws:TagKeys", ("x", "a")),),
        ),
    ),
    "another's home": (
        identity(allow("s3:GetObject", "arn:aws:s3:::home/*")),
        identity(allow("s3:GetObject", HOME)),
        Request(action="s3:GetObject", resource="arn:aws:s3:::home/x"),
    ),
    "a home that a deny names otherwise": (
        identity(allow("s3:GetObject", HOME)),
        identity(allow("s3:GetObject", HOME), deny("s3:*", "arn:aws:s3:::home/admin/*")),
        Request(action="s3:GetObject", resource="arn:aws:s3:::home/admin/x", context=(("aws:username", ("admin",)),)),
    ),
    "a star that ends a segment and reaches beyond it": (
        identity(allow("sqs:SendMessage", "arn:aws:sqs:*")),
        identity(allow("sqs:SendMessage", "arn:aws:sqs:*:1*1:*")),
        Request(action="sqs:SendMessage", resource="arn:aws:sqs:eu-west-1:111122223333:x"),
    ),
}


@pytest.mark.parametrize(("a", "b", "request_"), FOUND.values(), ids=FOUND)
def test_finds_a_plain_request(a: Policies, b: Policies, request_: Request) -> None:
    assert found([a], [b]) == request_


def test_what_all_allow_and_nobody_refuses() -> None:
    pass_role = identity(allow("iam:PassRole", "arn:aws:iam::*:role/*"))
    question = identity(allow("iam:PassRole", "arn:aws:iam::111122223333:role/build"))
    to_ec2 = identity(allow("*", StringEquals={"iam:PassedToService": "ec2.amazonaws.com"}))
    assert found([pass_role, question], [to_ec2]).resource == "arn:aws:iam::111122223333:role/build"
    assert search([pass_role, question, to_ec2], [to_ec2]) == Nothing()


def test_all_but_some_services_stand_for_the_rest_of_the_world() -> None:
    everything_else = identity({"Effect": "Allow", "NotAction": ["s3:*", "ec2:*"], "Resource": "*"})
    assert found([everything_else]).action.partition(":")[0] not in ("s3", "ec2")
    assert search([everything_else, identity(allow(["s3:*", "ec2:*"]))]) == Nothing()


def test_a_wildcard_and_the_list_of_all_that_it_means_today_differ_tomorrow() -> None:
    wildcard, listed = identity(allow("s3:Get*")), identity(allow(gets()))
    assert equal(listed, wildcard)[0] == Nothing()
    assert within(wildcard, listed) == Unknown(
        reason="only an action that AWS does not have today, such as `s3:get`, makes a difference"
    )


def test_an_action_that_a_policy_spells_out_counts_though_nobody_knows_it() -> None:
    assert found([identity(allow("nobody:KnowsIt", "arn:aws:nobody:::x"))]).action == "nobody:KnowsIt"


def test_sets_are_disjoint_among_the_requests_that_count() -> None:
    writer, reader = identity(allow(["s3:PutObject", "s3:ListBucket"])), identity(allow(["s3:Get*", "s3:ListBucket"]))
    assert isinstance(disjoint(writer, reader), Witness)
    assert disjoint(writer, reader, on=identity(allow(["s3:PutObject", "s3:GetObject"]))) == Nothing()


def test_a_first_version_has_no_variables() -> None:
    old = Policies(identity=(document(allow("s3:GetObject", HOME), version="2008-10-17"),))
    assert isinstance(within(identity(allow("s3:GetObject", HOME)), old), Witness)


def test_denies_of_every_layer_count() -> None:
    scps = ((document(allow("*"), deny("s3:Delete*")),),)
    limited = identity(allow("s3:*"), boundary=document(allow("*"), deny("s3:Put*")), scps=scps)
    assert search([limited, identity(allow(["s3:DeleteObject", "s3:PutObject"]))]) == Nothing()
    assert isinstance(search([limited, identity(allow("s3:GetObject"))]), Witness)


def test_nothing_is_within_everything_and_holds_nothing() -> None:
    nobody = Policies()
    assert within(nobody, identity(allow("*"))) == Nothing()
    assert isinstance(within(identity(allow("s3:GetObject")), nobody), Witness)


def test_a_set_holds_what_two_conditions_ask_for_and_not_what_a_third_forbids() -> None:
    tagged = identity(
        allow(
            "sqs:TagQueue", ForAnyValue_StringEquals={"aws:TagKeys": "a"}, ForAnyValue_StringLike={"aws:TagKeys": "b*"}
        ),
        deny("sqs:TagQueue", ForAnyValue_StringEquals={"aws:TagKeys": "c"}),
    )
    given = set(dict(found([tagged]).context)["aws:TagKeys"])
    assert "a" in given
    assert "c" not in given
    assert any(one.startswith("b") for one in given)


def test_what_only_a_sample_of_values_was_tried_for_is_unknown_not_proved() -> None:
    odd = identity(
        allow(
            "sqs:SendMessage",
            StringLike={"aws:MultiFactorAuthAge": "?7"},
            NumericLessThan={"aws:MultiFactorAuthAge": "50"},
            NumericGreaterThan={"aws:MultiFactorAuthAge": "20"},
        )
    )
    answer = search([odd])
    assert isinstance(answer, Unknown)
    assert "`sqs:SendMessage`" in answer.reason
    assert search([odd], [odd]) == Nothing()


def test_statements_of_an_rcp_count_that_speak_of_everyone() -> None:
    everyone = {**allow("*"), "Principal": "*"}
    forbidding = ((document(everyone, {**deny("s3:Delete*"), "Principal": "*"}),),)
    silent = ((document(everyone, deny("s3:Delete*")),),)
    question = identity(allow("s3:DeleteObject"))
    assert search([identity(allow("s3:*"), rcps=forbidding), question]) == Nothing()
    assert isinstance(search([identity(allow("s3:*"), rcps=silent), question]), Witness)


def test_a_request_can_be_one_whose_resource_account_nobody_states() -> None:
    queue = "arn:aws:sqs:eu-west-1:111122223333:jobs"
    anywhere = identity(allow("sqs:SendMessage", queue))
    stated = identity(allow("sqs:SendMessage", queue, Null={"aws:ResourceAccount": "false"}))
    assert found([anywhere], [stated]).context == (("aws:ResourceAccount", ()),)


def test_what_nobody_allows_when_nobody_is_asked_to() -> None:
    assert isinstance(search([], [identity(allow("*", Bool={"aws:SecureTransport": "true"}))]), Witness)
    assert search([], [identity(allow("*"))]) == Nothing()


def test_policies_of_resources_are_not_compared() -> None:
    own = Policies(resource=NamedPolicy(name="policy", document=BoundDocument(statements=())))
    assert search([own]) == Unknown(reason="policies of resources are not compared")


def test_an_operator_that_iam_does_not_have_is_unknown() -> None:
    odd = identity(allow("s3:GetObject", StringResembles={"aws:username": "a"}))
    assert search([odd]) == Unknown(reason="`StringResembles` is no condition operator")
