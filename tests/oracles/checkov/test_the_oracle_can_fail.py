"""checkov, as it is asked here, sees what is wrong, says what it did not look at, and keeps modules apart."""

import json
from textwrap import dedent

import pytest

from tests.oracles import registry
from tests.oracles.checkov.folders import as_terraform, not_judged
from tests.oracles.checkov.judge import Judgement, judge
from tests.oracles.checkov.known_findings import KnownFinding
from tests.oracles.checkov.rest import REST, rests

pytestmark = pytest.mark.oracle(registry.CHECKOV)


def document(action: str, *, comment: str = "", resources: str = '["*"]') -> str:
    return dedent(f"""\
        data "aws_iam_policy_document" "permissions" {{
          {comment}
          statement {{
            sid       = "AnyResource"
            effect    = "Allow"
            actions   = ["{action}"]
            resources = {resources}
          }}
        }}
        """)


def policy(*actions: str) -> str:
    statement = {"Sid": "AnyResource", "Effect": "Allow", "Action": actions, "Resource": ["*"]}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]}, indent=2)


def public(action: str) -> str:
    statement = {"Sid": "Anybody", "Effect": "Allow", "Principal": "*", "Action": [action], "Resource": ["*"]}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]}, indent=2)


TRUST = """\
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "*"}}]}
"""
ACCEPTED = KnownFinding(
    check="CKV_AWS_355",
    file="hidden/policies/*/permissions.json",
    block="aws_iam_policy.permissions",
    statements=("AnyResource",),
    actions=("imagebuilder:ListImageScanFindings",),
    reason="",
    source="",
)
FILES = {
    "bad/main.tf": document("iam:*"),
    "bad/policies/dev/permissions.json": policy("iam:*"),
    "bad/policies/dev/trust.json": TRUST,
    "bad/policies/dev/boundary.json": policy("iam:*"),
    "bad/policies/dev/guardrail.json": policy("*"),
    "bad/policies/dev/permission_set.json": policy("iam:*"),
    "bucket/policies/dev/resource.json": public("s3:GetObject"),
    "key/policies/dev/resource.json": public("kms:Decrypt"),
    "share/policies/dev/component-1.json": public("imagebuilder:GetComponent"),
    "share/policies/dev/image.json": public("imagebuilder:GetImage").replace(
        '"*"', '{"AWS": ["arn:aws:iam::1:root"]}', 1
    ),
    "topic/policies/dev/resource.json": public("sns:Publish"),
    "everything/main.tf": document("*"),
    "good/main.tf": document("ec2:DescribeRegions"),
    "hidden/policies/dev/permissions.json": policy("imagebuilder:ListImageScanFindings", "imagebuilder:GetImage"),
    "quoted/policies/dev/permissions.json": policy("iam:*").replace('"*"', '"arn:aws:s3:::${aws:username}/%{x}"'),
    "silenced/main.tf": document("iam:*", comment="# checkov:skip=CKV_AWS_356: it is said to be fine"),
    "called/main.tf": document("iam:*"),
    "calling/main.tf": 'module "one" {\n  source = "../called"\n}\n',
    "broken/main.tf": 'data "aws_iam_policy_document" {{{\n',
    "unjudged/main.tf": document("iam:*", resources="[for one in [] : one]"),
}


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Judgement:
    return judge({**FILES, **rests(FILES, [ACCEPTED])}, tmp_path_factory.mktemp("bad"))


@pytest.mark.parametrize(
    ("file", "checks"),
    [
        ("bad/main.tf", {"CKV_AWS_107", "CKV_AWS_109", "CKV_AWS_110", "CKV_AWS_356", "CKV2_AWS_40"}),
        (
            "bad/policies/dev/permissions.json",
            {"CKV_AWS_286", "CKV_AWS_287", "CKV_AWS_289", "CKV_AWS_355", "CKV2_AWS_40"},
        ),
        (
            "bad/policies/dev/boundary.json",
            {"CKV_AWS_286", "CKV_AWS_287", "CKV_AWS_289", "CKV_AWS_355", "CKV2_AWS_40"},
        ),
        (
            "bad/policies/dev/permission_set.json",
            {"CKV_AWS_286", "CKV_AWS_287", "CKV_AWS_289", "CKV_AWS_355", "CKV2_AWS_40"},
        ),
        ("bad/policies/dev/trust.json", {"CKV_AWS_60"}),
        ("bucket/policies/dev/resource.json", {"CKV_AWS_70"}),
        ("key/policies/dev/resource.json", {"CKV_AWS_33"}),
        ("share/policies/dev/component-1.json", {"CKV_AWS_169"}),
        ("share/policies/dev/image.json", {"CKV_AWS_385"}),
        ("topic/policies/dev/resource.json", {"CKV_AWS_169"}),
        ("called/main.tf", {"CKV_AWS_107", "CKV_AWS_109", "CKV_AWS_110", "CKV_AWS_356", "CKV2_AWS_40"}),
        ("good/main.tf", set()),
    ],
)
def test_a_file_has_the_findings_that_it_should_have(file: str, checks: set[str], bad: Judgement) -> None:
    assert {one.check for one in bad.failed if one.file == file} == checks


def test_everything_allowed_is_found(bad: Judgement) -> None:
    found = {one.check for one in bad.failed if one.file == "everything/main.tf"}
    assert found >= {"CKV_AWS_1", "CKV_AWS_49", "CKV_AWS_108"}


def test_a_guardrail_that_allows_everything_is_found(bad: Judgement) -> None:
    found = {one.check for one in bad.failed if one.file == "bad/policies/dev/guardrail.json"}
    assert found >= {"CKV_AWS_62", "CKV_AWS_63"}


def test_what_hides_behind_an_accepted_finding_is_found_in_the_rest(bad: Judgement) -> None:
    (found,) = (one for one in bad.failed if one.file.startswith(REST))
    assert (found.check, found.file) == ("CKV_AWS_355", f"{REST}hidden/policies/dev/permissions.json")


def test_a_policy_with_signs_of_a_template_is_judged(bad: Judgement) -> None:
    assert {one.check for one in bad.passed if one.file.startswith("quoted/")} >= {"CKV_AWS_289", "CKV_AWS_355"}


def test_what_is_not_judged_is_told_from_what_passed(bad: Judgement) -> None:
    assert [one.check for one in bad.silenced] == ["CKV_AWS_356"]
    assert bad.unread == {"broken/main.tf"}
    judged = {one.check for one in bad.passed | bad.failed if one.file == "unjudged/main.tf"}
    assert "CKV_AWS_49" in judged
    assert "CKV_AWS_356" not in judged


@pytest.mark.parametrize("name", ["key", "resource"])
def test_a_policy_of_unknown_use_is_refused(name: str) -> None:
    with pytest.raises(LookupError, match=rf"policies/dev/{name}\.json: which resource takes this policy\?"):
        as_terraform(f"modules/one/policies/dev/{name}.json", public("sqs:SendMessage"))


def test_a_module_in_no_folder_is_told() -> None:
    assert not_judged(["modules/one", "modules-too/two"], ["modules"]) == ("modules-too/two",)
