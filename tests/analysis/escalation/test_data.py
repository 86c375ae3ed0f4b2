"""The rule file holds what the catalogues publish, and speaks of actions and resources that exist."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.model.escalation import EscalationPath, Fact, Step, TargetKind
from generator.reference.escalation import escalation_paths, left_out_methods
from generator.reference.lookup import find_action
from generator.reference.services import find_service

UPSTREAM: Mapping[str, Any] = json.loads((Path(__file__).parent / "upstream.json").read_text("utf-8"))
GONE = {"codestar"}
"""Services that AWS no longer lists; their paths are published, so they stay."""
METHODS = [(name, one) for name in ("pathfinding.cloud", "prowler") for one in UPSTREAM[name]]


def actions_of(path: EscalationPath) -> set[str]:
    return {action for step in path.steps for action in step.actions}


def test_there_are_more_than_a_hundred_paths() -> None:
    assert len(escalation_paths()) >= 100
    assert sum(path.id.startswith(("imagebuilder-", "ib-")) for path in escalation_paths()) >= 12


def test_the_catalogues_are_as_large_as_they_were_counted() -> None:
    assert (len(UPSTREAM["pathfinding.cloud"]), len(UPSTREAM["prowler"])) == (103, 101)


@pytest.mark.parametrize(("catalogue", "method"), METHODS, ids=[f"{name}:{one}" for name, one in METHODS])
def test_a_published_method_is_here_with_its_actions_or_left_out_for_a_reason(catalogue: str, method: str) -> None:
    found = [path for path in escalation_paths() if (catalogue, method) in {(s.catalogue, s.id) for s in path.sources}]
    left_out = [one.reason for one in left_out_methods() if (one.catalogue, one.id) == (catalogue, method)]
    assert bool(found) is not bool(left_out)
    for path in found:
        assert {one.lower() for one in actions_of(path)} == set(UPSTREAM[catalogue][method])
        assert all(len(step.actions) == 1 for step in path.steps)


def test_every_id_is_used_once_and_the_paths_are_sorted() -> None:
    ids = [path.id for path in escalation_paths()]
    assert ids == sorted(set(ids))


def test_no_two_paths_are_the_same() -> None:
    steps = [
        tuple((one.actions, one.on.kind, one.passed_to, one.facts) for one in path.steps) for path in escalation_paths()
    ]
    assert len(set(steps)) == len(steps)


@pytest.mark.parametrize("path", escalation_paths(), ids=lambda path: path.id)
def test_a_path_has_a_source_a_title_and_a_clause_that_names_what_closes_it(path: EscalationPath) -> None:
    assert path.sources
    assert all(one.url.startswith("https://") and "{" not in one.url for one in path.sources)
    assert path.title[0].isupper()
    assert not path.title.endswith(".")
    assert not path.closes.endswith(".")
    spoken = {word for word in actions_of(path) if f"`{word}`" in path.closes}
    assert (
        spoken or "`iam:PermissionsBoundary`" in path.closes or "`iam:PolicyARN`" in path.closes or ":" in path.closes
    )


@pytest.mark.parametrize("path", escalation_paths(), ids=lambda path: path.id)
def test_every_action_is_one_of_the_reference(path: EscalationPath) -> None:
    for action in actions_of(path):
        prefix, _, name = action.partition(":")
        service = find_service(prefix)
        assert prefix in GONE or (service is not None and find_action(service, name) is not None), action


@pytest.mark.parametrize("path", escalation_paths(), ids=lambda path: path.id)
def test_a_role_is_passed_to_somebody_and_to_nobody_else(path: EscalationPath) -> None:
    for step in path.steps:
        assert ("iam:PassRole" in step.actions) is bool(step.passed_to)


@pytest.mark.parametrize("path", escalation_paths(), ids=lambda path: path.id)
def test_steps_on_one_target_share_a_type_of_resource(path: EscalationPath) -> None:
    by_target: dict[str, list[Step]] = {}
    for step in path.steps:
        by_target.setdefault(step.on.name, []).append(step)
    for steps in by_target.values():
        assert len(steps) == 1 or set.intersection(*(types_of(one) for one in steps)), [one.actions for one in steps]


@pytest.mark.parametrize("path", escalation_paths(), ids=lambda path: path.id)
def test_a_fact_reads_a_key_that_its_actions_have(path: EscalationPath) -> None:
    keys = {Fact.OUTSIDE_BOUNDARY: "iam:PermissionsBoundary", Fact.ANY_POLICY: "iam:PolicyARN"}
    for step in path.steps:
        for fact in step.facts:
            assert any(keys[fact] in keys_of(one) for one in step.actions)


@pytest.mark.parametrize("path", escalation_paths(), ids=lambda path: path.id)
def test_a_step_is_on_a_kind_of_resource_that_its_actions_have(path: EscalationPath) -> None:
    types = {
        TargetKind.OWN_ROLE: "role",
        TargetKind.OWN_USER: "user",
        TargetKind.OWN_GROUP: "group",
        TargetKind.OWN_POLICY: "policy",
        TargetKind.BOUNDARY: "policy",
        TargetKind.PASSED_ROLE: "role",
        TargetKind.ROLE: "role",
        TargetKind.ROLE_ANYWHERE: "role",
        TargetKind.USER: "user",
        TargetKind.GROUP: "group",
        TargetKind.POLICY: "policy",
    }
    for step in path.steps:
        if step.on.kind in types:
            assert types[step.on.kind] in types_of(step)


def types_of(step: Step) -> set[str]:
    """The resource types that every action of a step has; those of all actions if one has none."""
    found = [{row.type for row in action.resources} for action in map(reference_action, step.actions) if action]
    return set.intersection(*found) if found else set()


def reference_action(spelled: str) -> Any:
    prefix, _, name = spelled.partition(":")
    service = find_service(prefix)
    return find_action(service, name) if service is not None else None


def keys_of(spelled: str) -> tuple[str, ...]:
    action = reference_action(spelled)
    return action.condition_keys if action is not None else ()
