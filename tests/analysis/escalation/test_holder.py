"""Who a persona is to IAM: what is its own, under the names that its module gives."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from generator.analysis.escalation.holder import Own, holder_of
from generator.analysis.subjects import Place, subject_of
from generator.compiler.compile import compile_profiles
from generator.model.module import Module
from generator.model.profile import IdentityKind, PersonaKind
from generator.model.target import Bindings
from generator.profiles.load import load
from tests.analysis.escalation.worlds import BOUNDARY, IAM, allow, holder, when

ROOT = Path(__file__).parents[3]
PLACE = Place(
    name="here",
    bindings=Bindings(
        partition="aws",
        region="eu-west-1",
        account="111122223333",
        inputs=(("log_bucket", "logs"), ("source_bucket", "sources")),
    ),
)
ANY_USER, ANY_GROUP = (f"{IAM}user/*",), (f"{IAM}group/*",)


@cache
def module(persona: str) -> Module:
    profiles = load([str(ROOT / "profiles.yaml")], lambda path: Path(path).read_text("utf-8"))
    return next(one for one in compile_profiles(profiles).modules if one.persona == persona)


def own(changed: Module) -> Own:
    bare = replace(
        changed, policies=tuple(replace(one, document=replace(one.document, statements=())) for one in changed.policies)
    )
    return holder_of(subject_of(replace(bare, managed_policies=()), PLACE), bare).own


def test_a_role_is_itself_with_and_without_the_suffix_and_its_person_may_be_any_user() -> None:
    role = f"{IAM}role/image-builder/image-builder-viewer"
    policy = f"{IAM}policy/image-builder/image-builder-viewer"
    found = own(module("viewer"))
    assert (found.roles, found.users, found.groups) == ((role, f"{role}-20*"), ANY_USER, ANY_GROUP)
    assert found.policies == (policy, f"{policy}-20*")


def test_several_policies_are_named_after_their_bits() -> None:
    policies = own(module("service-admin")).policies
    assert [one.rpartition("image-builder-service-admin")[2] for one in policies[:4]] == [
        "",
        "-20*",
        "-01",
        "-01-20*",
    ]


def test_a_machine_is_no_user() -> None:
    found = own(module("instance-role"))
    assert (len(found.roles), found.users, found.groups) == (2, (), ())
    assert module("instance-role").kind is PersonaKind.MACHINE


@pytest.mark.parametrize(
    ("kind", "roles", "users", "groups"),
    [
        (IdentityKind.POLICY, (f"{IAM}role/*",), ANY_USER, ANY_GROUP),
        (IdentityKind.PERMISSION_SET, (), (), ()),
        (IdentityKind.SERVICE_LINKED_ROLE, (), (), ()),
    ],
)
def test_other_embodiments_are_what_they_can_be_attached_to(
    kind: IdentityKind, roles: tuple[str, ...], users: tuple[str, ...], groups: tuple[str, ...]
) -> None:
    found = own(replace(module("viewer"), identities=(kind,)))
    assert (found.roles, found.users, found.groups) == (roles, users, groups)


def test_a_group_is_itself_and_its_members_are_users() -> None:
    found = own(replace(module("viewer"), identities=(IdentityKind.GROUP,)))
    group = f"{IAM}group/image-builder/image-builder-viewer"
    assert (found.roles, found.users, found.groups) == ((), ANY_USER, (group, f"{group}-20*"))


def test_a_boundary_is_the_own_one_or_one_that_a_grant_demands_exactly() -> None:
    other = f"{IAM}policy/other"
    demanded = when(
        "ArnEquals", "iam:PermissionsBoundary", other, f"{IAM}policy/any*", "arn:aws:iam::aws:policy/PowerUserAccess"
    )
    refused = when("ArnNotEquals", "iam:PermissionsBoundary", f"{IAM}policy/refused")
    one = holder(
        [allow(["iam:CreateRole"], conditions=[demanded]), allow(["iam:TagRole"], conditions=[refused])], BOUNDARY
    )
    assert one.boundaries == (BOUNDARY, other)


def test_the_keys_that_policies_read_are_those_of_conditions_and_of_variables() -> None:
    statement = allow(
        ["s3:*"], ["arn:aws:s3:::b/${aws:username, 'x'}"], [when("StringEquals", "s3:prefix", "${aws:userid}")]
    )
    assert holder([statement]).keys_read == {"aws:username", "s3:prefix", "aws:userid"}
