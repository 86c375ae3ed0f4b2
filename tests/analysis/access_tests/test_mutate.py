"""Mutants of a persona, and the tests that notice them."""

import pytest

from generator.analysis.access_tests.mutate import Coverage, Part, mutants
from generator.pipeline.prove import covered
from tests.analysis.access_tests.profiles import READ, RUN, WEB, proofs, with_tests
from tests.compiler.profile_text import Json

START = "StartImagePipelineExecution"
ALLOWED = {"allow": START, "resource": "image-pipeline/web-a", "context": WEB}
OTHERS = {"deny": START, "resource": "image-pipeline/web-a", "context": {**WEB, "aws:PrincipalTag/Team": "ops"}}


def coverage(*tests: Json, **more: object) -> Coverage:
    (found,) = covered(proofs(with_tests(*tests, **more)))
    return found


def unnoticed(found: Coverage) -> list[tuple[Part, str]]:
    return sorted(((one.part, one.name) for one in found.unnoticed), key=str)


def test_a_statement_an_action_and_a_condition_are_dropped_in_turn() -> None:
    policies = proofs(with_tests({"deny": "DeleteImage"}, can=[RUN])).outcomes[0].case.subject.policies
    assert [one.part for one in mutants(policies)] == [Part.STATEMENT, Part.CONDITION]


@pytest.mark.parametrize(
    ("tests", "left"),
    [
        ([ALLOWED, OTHERS], []),
        ([ALLOWED], [Part.CONDITION]),
        ([OTHERS], [Part.STATEMENT]),
        ([{"deny": "DeleteImage"}], [Part.CONDITION, Part.STATEMENT]),
    ],
)
def test_what_no_test_notices_is_left(tests: list[Json], left: list[Part]) -> None:
    found = coverage(*tests, can=[RUN])
    assert [part for part, _ in unnoticed(found)] == left
    assert found.percent == 100 * (2 - len(left)) // 2


def test_a_deny_is_noticed_by_a_test_of_what_it_denies() -> None:
    denies = [{"actions": "ListImagePipelines"}]
    wide = {"actions": ["ListImages", "ListImagePipelines"]}
    seen = coverage({"deny": "ListImagePipelines"}, {"allow": "ListImages"}, can=[wide], cannot=denies)
    assert unnoticed(seen) == []
    blind = coverage({"allow": "ListImages"}, can=[wide], cannot=denies)
    assert any(one.at.statement.effect == "Deny" for one in blind.unnoticed)


def test_what_changes_no_access_is_no_mutant() -> None:
    """A denied action can be lost from the allow without anybody being able to tell."""
    found = coverage({"deny": "ListImagePipelines"}, can=[READ], cannot=[{"actions": "ListImagePipelines"}])
    assert "`imagebuilder:ListImagePipelines`" not in [name for _, name in unnoticed(found)]
