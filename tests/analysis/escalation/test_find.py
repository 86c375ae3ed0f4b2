"""Paths are looked for on resources, under conditions and within boundaries, not by names of actions."""

from dataclasses import replace

import pytest

from generator.analysis.escalation.find import find_open_paths
from generator.analysis.escalation.holder import Own
from generator.model.access import NamedPolicy
from generator.model.policy import BoundDocument, BoundStatement
from generator.model.policy_json import decode_document
from generator.reference.managed import managed_document
from tests.analysis.escalation.worlds import BOUNDARY, IAM, allow, deny, holder, open_paths, when

TO_EC2 = when("StringEquals", "iam:PassedToService", "ec2.amazonaws.com")
BOUND = when("ArnEquals", "iam:PermissionsBoundary", BOUNDARY)


def names(*statements: BoundStatement) -> set[str]:
    return set(open_paths(statements))


def test_who_may_nothing_escalates_nowhere() -> None:
    assert names() == set()


def test_who_may_everything_has_every_path_open_but_those_to_a_boundary_that_is_not_there() -> None:
    found = names(allow(["*"]))
    assert len(found) >= 140
    assert not {"boundary-3", "boundary-4"} & found


def test_reading_opens_nothing() -> None:
    assert names(allow(["iam:Get*", "iam:List*", "ec2:Describe*", "s3:Get*"])) == set()


def test_not_action_opens_what_it_does_not_name() -> None:
    statement = replace(allow([]), not_actions=("ec2:*",))
    assert "iam-005" in names(statement)
    assert "ec2-002" not in names(statement)


def test_an_inline_policy_on_another_role_is_no_self_escalation() -> None:
    assert names(allow(["iam:PutRolePolicy"], [f"{IAM}role/app/you"])) == set()


def test_an_inline_policy_on_the_own_role_is_one_also_by_a_pattern() -> None:
    assert names(allow(["iam:Put*"], [f"{IAM}role/app/*"])) >= {"iam-005"}


def test_a_deny_on_the_own_role_alone_leaves_others() -> None:
    statements = (
        allow(["iam:PutRolePolicy", "sts:AssumeRole"]),
        deny(["iam:PutRolePolicy"], [f"{IAM}role/app/me"]),
    )
    assert names(*statements) == {"iam-017", "sts-001"}


def test_steps_on_roles_that_have_nothing_in_common_lead_nowhere() -> None:
    apart = (
        allow(["iam:PutRolePolicy"], [f"{IAM}role/a*"]),
        allow(["sts:AssumeRole"], [f"{IAM}role/b*"]),
    )
    assert "iam-017" not in names(*apart)
    assert "iam-017" in names(apart[0], allow(["sts:AssumeRole"], [f"{IAM}role/*z"]))


def test_steps_on_resources_with_different_tags_lead_nowhere() -> None:
    change = allow(["ec2:ModifyInstanceAttribute"], conditions=[when("StringEquals", "aws:ResourceTag/Stage", "dev")])
    restart = ["ec2:StopInstances", "ec2:StartInstances"]
    other = allow(restart, conditions=[when("StringEquals", "aws:ResourceTag/Stage", "prod")])
    same = allow(restart, conditions=[when("StringLike", "aws:ResourceTag/Stage", "d*")])
    assert "ec2-002" not in names(change, other)
    assert "ec2-002" in names(change, same)


def test_what_each_request_carries_for_itself_need_not_be_the_same() -> None:
    make = allow(["iam:CreateRole"], conditions=[when("StringEquals", "aws:RequestTag/Team", "a")])
    grow = allow(["iam:PutRolePolicy"], conditions=[when("StringEquals", "aws:RequestTag/Team", "b")])
    found = open_paths((make, grow))["role-1"]
    assert [dict(one.request.context).get("aws:RequestTag/Team") for one in found.proofs] == [("a",), ("b",)]


def test_a_boundary_that_a_grant_demands_closes_and_administrator_access_is_none() -> None:
    inside = allow(["iam:CreateRole", "iam:AttachRolePolicy"], conditions=[BOUND])
    whole = f"{IAM}policy/AdministratorAccess".replace("111122223333", "aws")
    outside = allow(inside.actions, conditions=[when("ArnEquals", "iam:PermissionsBoundary", whole)])
    assert "role-1" not in names(inside)
    assert "role-1" in names(outside)


def test_a_boundary_by_a_pattern_binds_nobody() -> None:
    pattern = when("ArnLike", "iam:PermissionsBoundary", f"{IAM}policy/*")
    assert "role-1" in names(allow(["iam:CreateRole", "iam:PutRolePolicy"], conditions=[pattern]))


def test_a_boundary_only_if_there_is_one_binds_nobody() -> None:
    optional = when("ArnEqualsIfExists", "iam:PermissionsBoundary", BOUNDARY)
    assert "iam-012" in names(allow(["iam:UpdateAssumeRolePolicy"], conditions=[optional]))


def test_a_boundary_that_one_can_rewrite_or_take_off_is_found() -> None:
    making = allow(["iam:CreateRole", "iam:PutRolePolicy"], [f"{IAM}role/new/*"], [BOUND])
    assert names(making, allow(["iam:CreatePolicyVersion"], [f"{IAM}policy/b*"])) == {"boundary-3"}
    assert names(making, allow(["iam:DeleteRolePermissionsBoundary"])) == {"boundary-1", "boundary-7"}


def test_a_new_boundary_is_not_the_one_that_the_role_has() -> None:
    anything = allow(["iam:PutRolePermissionsBoundary"], [f"{IAM}role/x"])
    assert "boundary-6" in names(anything, allow(["iam:UpdateAssumeRolePolicy"], conditions=[BOUND]))


def test_attaching_named_policies_only_is_closed_unless_one_of_them_is_too_much() -> None:
    def attaching(policy: str) -> set[str]:
        named = when("ArnEquals", "iam:PolicyARN", f"{IAM}policy/small", f"arn:aws:iam::aws:policy/{policy}")
        return names(allow(["iam:AttachRolePolicy"], conditions=[named]))

    assert attaching("AmazonSSMManagedInstanceCore") == set()
    assert attaching("AdministratorAccess") == {"iam-009"}
    assert attaching("AdministratorAccess-Amplify") == {"iam-009"}  # nobody here knows what it holds


@pytest.mark.parametrize("action", ["iam:CreatePolicy", "iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"])
def test_a_named_policy_that_one_can_rewrite_is_any_policy(action: str) -> None:
    attaching = allow(["iam:AttachRolePolicy"], conditions=[when("ArnEquals", "iam:PolicyARN", f"{IAM}policy/small")])
    assert "iam-009" in names(attaching, allow([action], [f"{IAM}policy/s*"]))
    assert "iam-009" not in names(attaching, allow([action], [f"{IAM}policy/other"]))


def test_the_own_boundary_closes_what_the_policies_allow() -> None:
    wide = holder([allow(["*"])])
    document = BoundDocument(statements=(allow(["imagebuilder:*"]),))
    bound = replace(wide.subject.policies, boundary=NamedPolicy(name="bound", document=document))
    found = find_open_paths(replace(wide, subject=replace(wide.subject, policies=bound)))
    assert [one.path.id for one in found] == ["ib-14", "ib-2", "ib-3", "ib-4"]


def test_passing_one_named_role_reaches_that_role_only() -> None:
    passing = allow(["iam:PassRole"], [f"{IAM}role/low"], [TO_EC2])
    found = open_paths((passing, allow(["ec2:RunInstances"])))["ec2-001"]
    assert [one.within for one in found.reach] == [(f"{IAM}role/low",)]
    assert [one.request.resource for one in found.proofs][:1] == [f"{IAM}role/low"]


def test_steps_on_one_role_reach_no_further_than_the_narrowest() -> None:
    assuming = allow(["sts:AssumeRole"], [f"{IAM}role/low", f"{IAM}role/far"])
    found = open_paths((allow(["iam:PutRolePolicy"], [f"{IAM}role/l*"]), assuming))
    assert [one.within for one in found["iam-017"].reach] == [(f"{IAM}role/low",)]
    assert found["sts-001"].reach[0].within == (f"{IAM}role/far", f"{IAM}role/low")


def test_the_own_role_escalates_up_to_its_boundary() -> None:
    own = [f"{IAM}role/app/me"]
    assert names(allow(["iam:PutRolePolicy"], own, [BOUND])) == {"iam-005"}
    assert names(allow(["iam:DetachRolePolicy"], own, [BOUND])) == {"guardrail-1"}


def test_roles_for_another_service_are_not_reached() -> None:
    to_lambda = when("StringEquals", "iam:PassedToService", "lambda.amazonaws.com")
    statements = (
        allow(["iam:PassRole"], [f"{IAM}role/low"], [TO_EC2]),
        allow(["iam:PassRole"], [f"{IAM}role/high"], [to_lambda]),
        allow(["ec2:RunInstances"]),
    )
    assert open_paths(statements)["ec2-001"].reach[0].within == (f"{IAM}role/low",)


def test_awss_full_access_reaches_any_role_with_the_right_name() -> None:
    document = decode_document(managed_document("AWSImageBuilderFullAccess"))
    found = open_paths(document.statements)["imagebuilder-001"]
    assert "arn:aws:iam::*:role/*imagebuilder*" in found.reach[0].within
    assert "ib-5" not in open_paths(document.statements)  # it passes no execution role


def test_awss_full_access_and_a_role_that_one_may_make_is_everything() -> None:
    document = decode_document(managed_document("AWSImageBuilderFullAccess"))
    making = allow(["iam:CreateRole", "iam:AttachRolePolicy"], [f"{IAM}role/my-*"])
    found = open_paths((*document.statements, making))["ib-12"]
    assert "imagebuilder" in found.proofs[0].request.resource


def test_a_group_has_no_role_of_its_own() -> None:
    group = Own(users=(f"{IAM}user/*",), groups=(f"{IAM}group/mine",))
    statements = [allow(["iam:PutRolePolicy", "iam:PutGroupPolicy"])]
    assert [one.path.id for one in find_open_paths(holder(statements, own=group))] == ["iam-011"]


@pytest.mark.parametrize("name", ["EC2InstanceProfileForImageBuilder", "AmazonSSMManagedInstanceCore"])
def test_awss_policies_of_a_build_instance_open_nothing(name: str) -> None:
    assert open_paths(decode_document(managed_document(name)).statements) == {}
