"""The API model that AWS publishes in botocore, as an oracle for Image Builder."""

import gzip
import json
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from generator.reference.lookup import find_resource_type
from generator.reference.services import find_service

OWNERS = ("aws", "aws-marketplace", "third-party")


def _read_model() -> dict[str, Any]:
    spec = find_spec("botocore")
    assert spec
    assert spec.origin
    (path,) = (Path(spec.origin).parent / "data" / "imagebuilder").glob("*/service-2.json*")
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return json.loads(content)


@pytest.fixture(scope="module", name="model")
def read_model() -> dict[str, Any]:
    return _read_model()


def test_operations_and_actions_are_the_same_77(model: dict[str, Any]) -> None:
    service = find_service("imagebuilder")
    assert service
    assert {action.name for action in service.actions} == set(model["operations"])


@pytest.mark.parametrize(
    ("type_name", "shape", "rest"),
    [
        ("component", "ComponentBuildVersionArn", "component/a/1.0.0/1"),
        ("allComponentBuildVersions", "ComponentVersionArn", "component/a/1.0.0"),
        ("image", "ImageBuildVersionArn", "image/a/1.0.0/1"),
        ("allImageBuildVersions", "ImageVersionArn", "image/a/1.0.0"),
        ("workflow", "WorkflowBuildVersionArn", "workflow/build/a/1.0.0/1"),
        ("allWorkflowBuildVersions", "WorkflowWildcardVersionArn", "workflow/build/a/1.0.0"),
    ],
)
def test_the_owners_of_a_type_are_those_of_the_api(
    model: dict[str, Any], type_name: str, shape: str, rest: str
) -> None:
    service = find_service("imagebuilder")
    assert service
    found = find_resource_type(service, type_name)
    assert found
    accepts = re.compile(model["shapes"][shape]["pattern"]).match
    allowed = tuple(one for one in OWNERS if accepts(f"arn:aws:imagebuilder:eu-west-1:{one}:{rest}"))
    assert found.owners == allowed
