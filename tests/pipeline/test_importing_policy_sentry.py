"""A template of policy_sentry means what policy_sentry writes, but for actions that are newer than its data."""

import yaml
from policy_sentry.writing.sid_group import SidGroup

from generator.model.policy_json import decode_document
from tests.pipeline.imported_cases import CASES, original_of, read

Pair = tuple[str, str]
NEWER = {
    "s3:DeleteObjectAnnotation",
    "s3:DeleteObjectVersionAnnotation",
    "s3:PutObjectAnnotation",
    "s3:PutObjectVersionAnnotation",
    "s3:ReplicateObjectAnnotation",
}
"""Actions that AWS added after the data that policy_sentry ships."""


def written(name: str) -> set[Pair]:
    document = decode_document(SidGroup().process_template(yaml.safe_load(read((CASES / name).as_posix()))))
    return {(action, one) for each in document.statements for action in each.actions for one in each.resources}


def ours(name: str) -> set[Pair]:
    found = original_of(CASES / name)
    return {(action, one) for each in found for action in each["Action"] for one in each["Resource"]}


def test_the_pairs_of_actions_and_resources_are_policy_sentrys_but_for_newer_actions() -> None:
    name = "sentry-crud.yml"
    assert written(name) <= ours(name)
    assert {action for action, _ in ours(name) - written(name)} == NEWER
