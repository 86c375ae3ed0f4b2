"""The table of how machines show that they lack access: every row can be met, and helps."""

import pytest

from generator.analysis.denials.read import read_denials
from generator.model.denial import BuildFailure, Denial
from generator.profiles.shipped import shipped_capabilities
from generator.reference.build_failures import ANY_ACTION, KnownFailure, find_failure, known_failures
from generator.reference.lookup import find_action
from generator.reference.managed import managed_policies
from generator.reference.services import find_service
from tests.analysis.denials.corpus import MESSAGES, message

ROWS = pytest.mark.parametrize("row", known_failures(), ids=lambda row: row.id)


@pytest.fixture(scope="module")
def shown() -> set[str]:
    readings = [one for path in MESSAGES for one in read_denials(message(path))]
    return {one.symptom for one in readings if isinstance(one, BuildFailure | Denial)}


@ROWS
def test_some_message_of_the_corpus_shows_each_row(row: KnownFailure, shown: set[str]) -> None:
    assert row.id in shown


@ROWS
def test_what_a_row_advises_exists(row: KnownFailure) -> None:
    known = {policy.path.removeprefix("/") + policy.name for policy in managed_policies()}
    assert set(row.managed_policies) <= known
    assert set(row.capabilities) <= {one.name for one in shipped_capabilities(["imagebuilder"])}
    assert row.managed_policies or row.capabilities or row.otherwise


@ROWS
def test_the_actions_of_a_row_exist(row: KnownFailure) -> None:
    for action in set(row.actions) - {ANY_ACTION}:
        prefix, _, name = action.partition(":")
        service = find_service(prefix)
        assert service is not None
        assert find_action(service, name), action


@ROWS
def test_a_row_is_a_sentence_with_a_source(row: KnownFailure) -> None:
    assert row.source.startswith("https://")
    assert not row.means.endswith(".")
    assert bool(row.any_of) != bool(row.actions)
    assert find_failure(row.id) is row


def test_a_denied_download_of_a_person_is_no_failed_build() -> None:
    log = "Error: reading S3 Bucket (mine): AccessDenied: Access Denied\n\tstatus code: 403, request id: 4XYZ\n\n" * 3
    assert not any(isinstance(one, BuildFailure) for one in read_denials(f"{log}  on main.tf line 3"))
