"""checkov finds nothing in what we generate but what is known, and it looked at every policy."""

import json
import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase

import pytest

from tests.oracles import registry
from tests.oracles.checkov.folders import FOLDERS, HAND_WRITTEN, block_of, not_judged, tracked_modules
from tests.oracles.checkov.judge import Judgement, Verdict
from tests.oracles.checkov.known_findings import FINDINGS, UNJUDGED, KnownFinding
from tests.oracles.checkov.rest import REST, rests

pytestmark = pytest.mark.oracle(registry.CHECKOV)

_ALLOWED = (
    *("CKV_AWS_62", "CKV_AWS_63", "CKV_AWS_286", "CKV_AWS_287", "CKV_AWS_288", "CKV_AWS_289", "CKV_AWS_290"),
    *("CKV_AWS_355",),
)
BY_BLOCK: Mapping[str, tuple[str, ...]] = {
    "aws_iam_policy_document": (
        *("CKV_AWS_1", "CKV_AWS_49", "CKV_AWS_107", "CKV_AWS_108", "CKV_AWS_109", "CKV_AWS_110", "CKV_AWS_111"),
        *("CKV_AWS_283", "CKV_AWS_356", "CKV_AWS_358"),
    ),
    "aws_iam_policy": _ALLOWED,
    "aws_ssoadmin_permission_set_inline_policy": _ALLOWED,
    "aws_iam_role": ("CKV_AWS_60", "CKV_AWS_61", "CKV_AWS_393"),
    "aws_kms_key": ("CKV_AWS_33",),
    "aws_s3_bucket_policy": ("CKV_AWS_70", "CKV_AWS_93"),
    "aws_sns_topic_policy": ("CKV_AWS_169", "CKV_AWS_385"),
}
"""The checks that look into a policy."""

_DOCUMENT = re.compile(r'^data "(aws_iam_policy_document)" "([^"]+)" \{$', re.MULTILINE)


def test_every_finding_is_known(judgement: Judgement) -> None:
    assert [str(one) for one in sorted(judgement.failed) if not is_rest(one) and not is_known(one)] == []


@pytest.mark.parametrize("known", FINDINGS, ids=lambda one: f"{one.check} {one.file} {one.block}")
def test_a_known_finding_still_occurs(known: KnownFinding, judgement: Judgement) -> None:
    assert any(is_about(known, one) for one in judgement.failed)


def test_what_is_accepted_stands_in_a_policy(generated: dict[str, str]) -> None:
    in_json = [one for one in FINDINGS if one.file.endswith(".json")]
    assert [one for one in in_json if not _stands_in(one, generated)] == []


def test_a_policy_without_what_is_accepted_has_no_finding(judgement: Judgement) -> None:
    assert any(is_rest(one) for one in judgement.passed)
    assert [str(one) for one in sorted(judgement.failed) if is_rest(one)] == []


def test_every_policy_is_judged_by_every_check_that_looks_into_it(
    generated: dict[str, str], judgement: Judgement
) -> None:
    shown = {**generated, **rests(generated, FINDINGS)}
    missing = set(wanted(shown)) - judgement.passed - judgement.failed
    assert {(one.file, one.block) for one in missing} == {(one.file, one.block) for one in UNJUDGED}


def test_no_file_is_left_out_and_no_check_is_switched_off(judgement: Judgement) -> None:
    assert judgement.unread == frozenset()
    assert judgement.silenced == frozenset()


def test_every_generated_module_is_judged() -> None:
    assert not_judged(tracked_modules(), (*FOLDERS, *HAND_WRITTEN)) == ()


@pytest.mark.parametrize("folder", [*FOLDERS, *HAND_WRITTEN])
def test_every_listed_folder_has_modules(folder: str) -> None:
    assert set(not_judged(tracked_modules(), [folder])) < set(tracked_modules())


def wanted(files: Mapping[str, str]) -> Iterator[Verdict]:
    for path, text in files.items():
        blocks = (
            [block_of(path, text)] if path.endswith(".json") else [".".join(one) for one in _DOCUMENT.findall(text)]
        )
        for block in blocks:
            for check in BY_BLOCK[block.partition(".")[0]]:
                yield Verdict(file=path, block=block, check=check)


def _stands_in(known: KnownFinding, files: Mapping[str, str]) -> bool:
    """In each policy of the finding stands each statement, and in these each action."""
    policies = [json.loads(text)["Statement"] for path, text in files.items() if fnmatchcase(path, known.file)]
    return all(
        set(known.statements) <= {one["Sid"] for one in policy}
        and set(known.actions) <= {a for one in policy if one["Sid"] in known.statements for a in one["Action"]}
        for policy in policies
    )


def is_rest(verdict: Verdict) -> bool:
    return verdict.file.startswith(REST)


def is_known(verdict: Verdict) -> bool:
    return any(is_about(known, verdict) for known in FINDINGS)


def is_about(known: KnownFinding, verdict: Verdict) -> bool:
    same = (known.check, known.block) == (verdict.check, verdict.block)
    return same and fnmatchcase(verdict.file, known.file)
