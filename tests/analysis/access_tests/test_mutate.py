"""Mutants of a persona, and the tests that notice them."""

import pytest

from generator.analysis.access_tests.mutate import Coverage, Part, mutants
from generator.pipeline.prove import covered
from tests.analysis.access_tests.profiles import PIPELINE, READ, RUN, WEB, proofs, with_tests
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


EXCEPTING = {"raw": {"NotAction": ["imagebuilder:Delete*", "iam:*"], "NotResource": f"{PIPELINE}prod-*"}}
FROM_RAW = {"allow": "ListImages"}
KEEPS_OUT = [
    {"deny": "DeleteImagePipeline", "resource": f"{PIPELINE}web"},
    {"deny": "iam:ListRoles"},
    {"deny": START, "resource": f"{PIPELINE}prod-a"},
]


def test_what_a_raw_statement_leaves_out_is_dropped_in_turn() -> None:
    policies = proofs(with_tests(FROM_RAW, can=[EXCEPTING])).outcomes[0].case.subject.policies
    made = [(one.part, one.name) for one in mutants(policies)]
    assert made == [
        (Part.STATEMENT, "`RawAllButIamImagebuilderElsewhere`"),
        (Part.EXCEPTION, "`iam:*`"),
        (Part.EXCEPTION, "`imagebuilder:Delete*`"),
        (Part.EXCEPTION, f"`{PIPELINE}prod-*`"),
    ]


def test_each_exception_of_an_allow_is_noticed_by_a_test_of_what_it_keeps_out() -> None:
    assert unnoticed(coverage(FROM_RAW, *KEEPS_OUT, can=[EXCEPTING])) == []
    left = [name for _, name in unnoticed(coverage(FROM_RAW, *KEEPS_OUT[1:], can=[EXCEPTING]))]
    assert left == ["`imagebuilder:Delete*`"]
    assert [part for part, _ in unnoticed(coverage(*KEEPS_OUT, can=[EXCEPTING]))] == [Part.STATEMENT]


def test_the_only_exception_of_a_deny_is_noticed_by_what_it_spares() -> None:
    spares = {"raw": {"NotAction": "imagebuilder:List*", "Resource": "*"}}
    wide = {"actions": ["ListImages", "ListImagePipelines", "DeleteImage"]}
    allowed, denied = {"allow": "ListImages"}, {"deny": "DeleteImage"}
    assert unnoticed(coverage(allowed, denied, can=[wide], cannot=[spares])) == [
        (Part.ACTION, "`imagebuilder:ListImagePipelines`")
    ]
    blind = unnoticed(coverage(denied, can=[wide], cannot=[spares]))
    assert (Part.EXCEPTION, "`imagebuilder:List*`") in blind
