"""The shipped personas: nobody escalates but the service administrator, who authors builds, within named roles."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from generator.analysis.escalation.find import examine, find_open_paths
from generator.analysis.escalation.holder import Holder, holder_of, statements_of
from generator.analysis.escalation.judge import judge
from generator.analysis.escalation.open_path import OpenPath
from generator.analysis.subjects import Place, subject_of
from generator.compiler.compile import compile_profiles
from generator.model.access import NamedPolicy
from generator.model.pattern import literal
from generator.model.policy import BoundDocument, BoundStatement
from generator.model.profile import Acceptance, Word
from generator.profiles.load import load
from tests.analysis.escalation.worlds import allow, when

ROOT = Path(__file__).parents[3]
IAM = "arn:aws:iam::111122223333:"
IMAGE_BUILDER = "arn:aws:imagebuilder:eu-west-1:111122223333:"
INSTANCE_ROLE = (f"{IAM}role/image-builder/image-builder-instance-role",)
EXECUTION_ROLES = (
    f"{IAM}role/image-builder/image-builder-execution-role",
    f"{IAM}role/image-builder/image-builder-lifecycle-role",
)
INHERENT: Mapping[str, tuple[str, ...]] = {
    "ib-1": INSTANCE_ROLE,
    "ib-13": EXECUTION_ROLES,
    "ib-14": (f"{IMAGE_BUILDER}workflow/*",),
    "ib-2": (f"{IMAGE_BUILDER}infrastructure-configuration/*",),
    "ib-3": (f"{IMAGE_BUILDER}component/*",),
    "ib-4": (f"{IMAGE_BUILDER}image-pipeline/*",),
    "ib-5": EXECUTION_ROLES,
    "ib-6": INSTANCE_ROLE,
    "ib-7": EXECUTION_ROLES,
    "ib-8": EXECUTION_ROLES,
    "imagebuilder-001": INSTANCE_ROLE,
}
"""What authoring builds brings with it, and how far it reaches: three named roles, and the service's own resources."""


@cache
def holders(target: str) -> Mapping[str, Holder]:
    profiles = load([str(ROOT / "profiles.yaml")], lambda path: Path(path).read_text("utf-8"))
    bindings = next(one.bindings for one in profiles.targets if one.name == target)
    place = Place(name=target, bindings=bindings)
    modules = compile_profiles(profiles).modules
    return {one.persona: holder_of(subject_of(one, place), one) for one in modules}


def open_to(persona: str, target: str = "dev") -> dict[str, OpenPath]:
    return {one.path.id: one for one in find_open_paths(holders(target)[persona])}


@pytest.mark.parametrize("target", ["dev", "prod", "china"])
@pytest.mark.parametrize("persona", ["viewer", "service-user", "auditor", "instance-role"])
def test_no_path_is_open_to_who_only_looks_runs_or_builds(persona: str, target: str) -> None:
    assert open_to(persona, target) == {}


def test_only_what_authoring_builds_brings_with_it_is_open_to_the_service_administrator() -> None:
    found = open_to("service-admin")
    assert {name: one.reach[0].within for name, one in found.items()} == INHERENT
    assert all(len(one.reach) == 1 and not one.unproved for one in found.values())


@pytest.mark.parametrize("target", ["prod", "china"])
def test_the_same_is_open_to_the_service_administrator_everywhere(target: str) -> None:
    assert set(open_to("service-admin", target)) == set(INHERENT)


@pytest.mark.parametrize("name", [name for name, within in INHERENT.items() if within is not EXECUTION_ROLES])
def test_an_inherent_path_is_made_of_statements_that_the_profile_wrote(name: str) -> None:
    found = open_to("service-admin")[name]
    assert all(one.statements[0].statement.origins for one in found.proofs)


def test_what_is_inherent_is_covered_by_acceptances_that_name_how_far_it_reaches() -> None:
    accepted = [
        Acceptance(finding=Word(text=name), contained_to=tuple(map(literal, within)), reason="Meant.")
        for name, within in INHERENT.items()
    ]
    judgement = judge([examine(holders("dev")["service-admin"])], accepted)
    assert judgement.problems == ()
    assert {one.code for one in judgement.accepted} == set(INHERENT)


def test_a_wider_role_to_pass_would_not_be_covered() -> None:
    holder = holders("dev")["service-admin"]
    passing = allow(
        ["iam:PassRole"], [f"{IAM}role/*"], [when("StringEquals", "iam:PassedToService", "ec2.amazonaws.com")]
    )
    wider = NamedPolicy(name="wider", document=BoundDocument(statements=(passing,)))
    policies = replace(holder.subject.policies, identity=(*holder.subject.policies.identity, wider))
    changed = replace(holder, subject=replace(holder.subject, policies=policies))
    accepted = [
        Acceptance(finding=Word(text=name), contained_to=tuple(map(literal, within)), reason="Meant.")
        for name, within in INHERENT.items()
    ]
    wide = {one.message.split("`")[1] for one in judge([examine(changed)], accepted).problems}
    assert wide == {name for name, within in INHERENT.items() if within is INSTANCE_ROLE}


def test_the_instance_role_counts_awss_own_policies_too() -> None:
    names = {one.name for one in holders("dev")["instance-role"].subject.policies.identity}
    assert {"EC2InstanceProfileForImageBuilder", "AmazonSSMManagedInstanceCore"} < names
    assert holders("dev")["instance-role"].subject.unseen == ()


def test_the_iam_administrator_cannot_lift_its_boundary_touch_itself_or_make_an_unbounded_role() -> None:
    assert set(open_to("iam-admin")) <= {"profile-1"}


def test_the_iam_administrator_reaches_one_named_role_by_the_instance_profiles_that_it_makes() -> None:
    assert open_to("iam-admin")["profile-1"].reach[0].within == INSTANCE_ROLE


def test_the_iam_administrator_is_bound_by_the_boundary_that_its_grants_name() -> None:
    assert holders("dev")["iam-admin"].boundaries == (f"{IAM}policy/image-builder/image-builder-boundary",)


@pytest.mark.parametrize(
    ("opening", "path"),
    [
        (allow(["iam:DeleteRolePermissionsBoundary"]), "boundary-7"),
        (allow(["iam:CreatePolicyVersion"], [f"{IAM}policy/image-builder/*"]), "boundary-3"),
        (allow(["iam:AttachRolePolicy"], [f"{IAM}role/image-builder/image-builder-iam-admin"]), "iam-009"),
        (allow(["iam:PutRolePolicy"], [f"{IAM}role/image-builder/*"]), "iam-005"),
        (allow(["iam:CreateRole", "iam:PutRolePolicy"], [f"{IAM}role/image-builder/*"]), "role-1"),
        (allow(["sts:AssumeRole"], [f"{IAM}role/image-builder/image-builder-service-admin"]), "iam-016"),
    ],
)
def test_what_the_denies_of_the_iam_administrator_hold_back_is_real(opening: BoundStatement, path: str) -> None:
    """Without the profile's denies each of these grants would open a path."""
    holder = holders("dev")["iam-admin"]
    kept = tuple(one for one in statements_of(holder.subject.policies) if one.effect == "Allow")
    document = BoundDocument(statements=(*kept, opening))
    policies = replace(holder.subject.policies, identity=(NamedPolicy(name="open", document=document),))
    found = find_open_paths(replace(holder, subject=replace(holder.subject, policies=policies)))
    assert path in {one.path.id for one in found}
