"""The shipped capabilities: well shaped, sourced, complete, and never more than they say."""

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from generator.model.profile import Capability, InputType
from generator.profiles.check import check
from generator.profiles.language import CATALOGUE
from generator.profiles.node import MappingNode, entries_of, texts_of
from generator.profiles.parse import parse
from generator.profiles.shipped import shipped_capabilities
from generator.reference.lookup import find_action
from generator.reference.services import find_service
from tests.compiler.profile_text import Json, compiled, granted, profile, statements

FILES = {one.name: one for one in (files("generator.profiles") / "catalogue" / "imagebuilder").iterdir()}
TREES = {name: parse(one.read_text(encoding="utf-8"), f"catalogue/imagebuilder/{name}") for name, one in FILES.items()}
BODIES = {
    one.key.text: one.value
    for tree in TREES.values()
    if isinstance(tree, MappingNode)
    for one in entries_of(tree.get("capabilities"))
}
PAGE = (Path(__file__).parents[2] / "docs" / "capabilities.md").read_text(encoding="utf-8")
CAPABILITIES = tuple(shipped_capabilities(["imagebuilder"]))
NAMES = [one.name for one in CAPABILITIES]
PROMISED = [
    "view",
    "run-pipelines",
    "approve-workflow-steps",
    "author-components",
    "author-recipes",
    "author-workflows",
    "manage-pipelines",
    "manage-infrastructure",
    "manage-distribution",
    "manage-lifecycle",
    "import-images",
    "share-resources",
    "audit",
    "console",
    "pass-instance-role",
    "pass-execution-role",
    "create-service-linked-role",
    "administer-access",
]
PARAMETER_VALUES = {
    "owner_tag": "Team",
    "owner": "web",
    "tag_keys": ["Team", "Stage"],
    "bucket_account": "444455556666",
    "status_topic": "arn:aws:sns:eu-west-1:111122223333:builds",
    "lifecycle_resource_types": ["AMI_IMAGE"],
    "attachable_policies": ["arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"],
}


def grant(capability: Capability, *, optional: bool) -> Json:
    """A grant of the capability with its required parameters, or with all."""
    wanted = [one for one in capability.parameters if optional or (one.required and one.default is None)]
    values: dict[str, Any] = {
        one.name: PARAMETER_VALUES.get(one.name, ["one", "two"] if one.type is InputType.LIST_OF_STRING else "one")
        for one in wanted
    }
    return {"capability": capability.name} | ({"with": values} if values else {})


def allowed(capability: Capability) -> dict[str, list[str]]:
    """The actions of a capability with all its parameters, and their resources."""
    return granted(profile([grant(capability, optional=True)]))


def actions() -> Iterator[str]:
    return (name for one in CAPABILITIES for name in allowed(one))


@pytest.mark.parametrize("name", FILES)
def test_the_catalogue_has_the_declared_shape(name: str) -> None:
    tree = TREES[name]
    assert tree is not None
    assert list(check(tree, CATALOGUE)) == []


def test_no_two_files_hold_a_capability_of_the_same_name() -> None:
    assert sorted(NAMES) == sorted(BODIES)


def test_the_promised_capabilities_are_there() -> None:
    assert set(PROMISED) <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_capability_names_its_sources(name: str) -> None:
    body = BODIES[name]
    assert isinstance(body, MappingNode)
    sources = [one.text for one in texts_of(body.get("source"))]
    assert sources
    assert all(
        one.startswith(("https://", "dependent actions of ", "CloudFormation's handlers of ")) for one in sources
    )


@pytest.mark.parametrize("capability", CAPABILITIES, ids=NAMES)
def test_the_readers_page_has_every_capability_with_its_parameters(capability: Capability) -> None:
    needed = {one.name: one.required and one.default is None for one in capability.parameters}
    parameters = ", ".join(f"`{name}`" if it else f"[`{name}`]" for name, it in needed.items()) or "–"
    (row,) = [one for one in PAGE.splitlines() if one.startswith(f"| `{capability.name}` | ")]
    assert row.endswith(f" | {parameters} |")


@pytest.mark.parametrize("optional", [False, True], ids=["required", "all"])
@pytest.mark.parametrize("capability", CAPABILITIES, ids=NAMES)
def test_a_capability_compiles_alone(capability: Capability, optional: bool) -> None:
    assert statements(profile([grant(capability, optional=optional)]))


@pytest.mark.parametrize("capability", CAPABILITIES, ids=NAMES)
def test_a_parameter_only_ever_adds_conditions_or_named_resources(capability: Capability) -> None:
    bare = granted(profile([grant(capability, optional=False)]))
    full = allowed(capability)
    for action, resources in bare.items():
        new = [one for one in full[action] if not any(fnmatchcase(one, wide) for wide in resources)]
        assert all(re.search("[:/](one|two)(:|/|$)", one) for one in new)
    assert all("*" not in full[action] for action in set(full) - set(bare))


def test_every_action_of_image_builder_is_in_a_capability() -> None:
    service = find_service("imagebuilder")
    assert service is not None
    assert len(service.actions) == 77
    assert {str(one) for one in service.actions} <= set(actions())


def test_every_dependent_action_is_supplied_by_a_capability() -> None:
    service = find_service("imagebuilder")
    assert service is not None
    needed = {one.action for action in service.actions for one in action.dependents or ()}
    assert needed - set(actions()) == set()


def test_every_service_that_a_role_is_passed_to_is_supplied() -> None:
    service = find_service("imagebuilder")
    assert service is not None
    needed = {one.passed_to for action in service.actions for one in action.dependents or () if one.passed_to}
    passed = {
        value
        for capability in CAPABILITIES
        for one in statements(profile([grant(capability, optional=True)]))
        if "iam:PassRole" in one["Action"]
        for value in one["Condition"]["StringEquals"]["iam:PassedToService"]
    }
    assert needed == passed == {"ec2.amazonaws.com", "imagebuilder.amazonaws.com", "vmie.amazonaws.com"}


@pytest.mark.parametrize("capability", CAPABILITIES, ids=NAMES)
def test_pass_role_names_the_role_and_the_service(capability: Capability) -> None:
    for one in statements(profile([grant(capability, optional=True)])):
        if "iam:PassRole" in one["Action"]:
            assert one["Action"] == ["iam:PassRole"]
            assert one["Resource"] == ["arn:aws:iam::111122223333:role/one"]
            assert set(one["Condition"]["StringEquals"]) == {"iam:PassedToService"}


@pytest.mark.parametrize("capability", CAPABILITIES, ids=NAMES)
def test_actions_are_listed_as_the_reference_spells_them(capability: Capability) -> None:
    for name in allowed(capability):
        prefix, _, short = name.partition(":")
        service = find_service(prefix)
        assert service is not None
        action = find_action(service, short)
        assert action is not None
        assert str(action) == name
    for one in capability.grants:
        assert not one.access
        assert not any(mark in word.text for word in one.actions for mark in "*?")


def test_only_those_that_decide_on_access_can_manage_permissions() -> None:
    sharing = {"imagebuilder:PutImagePolicy", "ram:CreateResourceShare", "iam:CreateRole", "iam:CreatePolicyVersion"}
    able = {one.name for one in CAPABILITIES if sharing & set(allowed(one))}
    assert able == {"administer-access", "share-resources"}


def test_instances_must_use_imdsv2_whatever_is_left_out() -> None:
    for one in statements(profile([{"capability": "manage-infrastructure"}])):
        if "imagebuilder:CreateInfrastructureConfiguration" in one["Action"]:
            assert one["Condition"]["StringEquals"] == {"imagebuilder:Ec2MetadataHttpTokens": ["required"]}


def test_an_administrator_of_access_makes_no_role_without_the_boundary() -> None:
    capability = next(one for one in CAPABILITIES if one.name == "administer-access")
    for one in statements(profile([grant(capability, optional=True)])):
        if "iam:CreateRole" in one["Action"] or "iam:AttachRolePolicy" in one["Action"]:
            assert one["Condition"]["ArnEquals"]["iam:PermissionsBoundary"] == [
                "arn:aws:iam::111122223333:policy/one/one"
            ]


def test_a_note_says_which_capability_supplies_what_is_lacking() -> None:
    remarks = compiled(profile([{"capability": "manage-images"}])).remarks
    hints = {one.hint for one in remarks if "`iam:PassRole to imagebuilder`" in one.message}
    assert hints == {"the capability `pass-execution-role` supplies it"}
