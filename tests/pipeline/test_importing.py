"""Random policies mean the same after they were imported, and real ones too; whatever is read, nothing falls over."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.analysis.evaluation.evaluator import prepare
from generator.diagnostics import Severity
from generator.model.access import Decision, NamedPolicy, Policies, Request
from generator.model.policy import BoundDocument
from generator.model.policy_json import decode_document
from generator.pipeline.importing.importing import Result, Wildcards, Wishes, import_policies
from generator.pipeline.importing.place import Wished
from generator.reference.managed import managed_document, managed_versions
from tests.pipeline.imported_cases import decisions, is_asked, made_of, original_of

Json = dict[str, object]
ACTIONS = ("sqs:SendMessage", "sqs:ListQueues", "sqs:*Message", "s3:GetObject", "s3:ListBucket", "s3:PutObject")
RESOURCES = (
    "*",
    "arn:aws:sqs:eu-west-1:111122223333:jobs",
    "arn:aws:sqs:*:*:jobs",
    "arn:aws:s3:::data",
    "arn:aws:s3:::data/*",
    "arn:aws:s3:::data*",
)
CONDITIONS: tuple[Json, ...] = (
    {},
    {"Bool": {"aws:SecureTransport": "true"}},
    {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}},
)


def imported(text: str, name: str = "policy.json", wishes: Wishes | None = None) -> Result:
    return import_policies([name], lambda _: text, wishes or Wishes())


def policy(*statements: Json) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


@st.composite
def statements(draw: Callable[..., object]) -> Json:
    some = st.lists(st.sampled_from(ACTIONS), min_size=1, max_size=3, unique=True)
    on = st.lists(st.sampled_from(RESOURCES), min_size=1, max_size=2, unique=True)
    found: Json = {
        "Effect": draw(st.sampled_from(("Allow", "Allow", "Deny"))),
        str(draw(st.sampled_from(("Action", "Action", "Action", "NotAction")))): draw(some),
        str(draw(st.sampled_from(("Resource", "Resource", "Resource", "NotResource")))): draw(on),
    }
    condition = draw(st.sampled_from(CONDITIONS))
    return {**found, "Condition": condition} if condition else found


@settings(max_examples=25, deadline=None)
@given(st.lists(statements(), min_size=1, max_size=3))
def test_a_random_policy_means_the_same_afterwards(made: list[Json]) -> None:
    text = policy(*made)
    result = imported(text)
    if not result.imported:
        assert all("grants nothing" in one.message or "no statements" in one.message for one in result.problems)
        return
    before, after = (prepare(_policies(one)) for one in (decode_document(json.loads(text)), _document(result)))
    for action in ("sqs:SendMessage", "sqs:ListQueues", "s3:GetObject", "s3:ListBucket", "s3:PutObject", "iam:GetRole"):
        for resource in ("*", *(one.replace("*", "x") for one in RESOURCES[1:]), "arn:aws:s3:::other/x"):
            for value in ("true", "false"):
                context = (("aws:RequestedRegion", ("eu-west-1",)), ("aws:SecureTransport", (value,)))
                asked = Request(action=action, resource=resource, context=context)
                was, now = (one.decide(asked) is Decision.ALLOWED for one in (before, after))
                assert was or not now, asked
                assert now or not was or not _is_asked(action, resource), asked


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(("x.json", "x.tf", "x.yml")), st.text(max_size=120))
def test_any_text_is_read_or_complained_of(name: str, text: str) -> None:
    result = imported(text, name)
    assert result.imported or result.problems


@settings(max_examples=60, deadline=None)
@given(st.recursive(st.sampled_from(("Allow", "s3:*", "*", "", None, 3)), lambda one: st.lists(one, max_size=3)))
def test_any_value_in_a_policys_shape_is_read_or_complained_of(value: object) -> None:
    for key in ("Effect", "Action", "Resource", "Condition", "Sid", "Principal"):
        statement: Json = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", key: value}
        result = imported(policy(statement))
        assert result.imported or result.problems


@pytest.mark.parametrize("name", [one.name for one in managed_versions()])
def test_a_managed_policy_of_aws_means_the_same_afterwards(name: str, tmp_path: Path) -> None:
    file = tmp_path / f"{name}.json"
    file.write_text(json.dumps(managed_document(name)), encoding="utf-8")
    result = import_policies([file.as_posix()], lambda path: Path(path).read_text(encoding="utf-8"), Wishes())
    assert not result.problems
    decided = list(decisions(original_of(file), made_of(result)))
    assert [one for one, was, now in decided if now and not was] == []
    assert [one for one, was, now in decided if was and not now and is_asked(one)] == []


def test_the_policy_of_the_service_linked_role_means_the_same_afterwards(tmp_path: Path) -> None:
    from moto.iam.aws_managed_policies import aws_managed_policies_data

    file = tmp_path / "AWSServiceRoleForImageBuilder.json"
    file.write_text(json.dumps(json.loads(aws_managed_policies_data)[file.stem]["Document"]), encoding="utf-8")
    result = import_policies([file.as_posix()], lambda path: Path(path).read_text(encoding="utf-8"), Wishes())
    assert not result.problems
    decided = list(decisions(original_of(file), made_of(result)))
    assert [one for one, was, now in decided if now and not was] == []
    assert [one for one, was, now in decided if was and not now and is_asked(one)] == []


@pytest.mark.parametrize(
    "name",
    ["AmazonSQSFullAccess", "AmazonSNSReadOnlyAccess", "AWSXRayDaemonWriteAccess", "AmazonKinesisReadOnlyAccess"],
)
def test_a_managed_policy_that_moto_has_means_the_same_afterwards(name: str) -> None:
    from moto.iam.aws_managed_policies import aws_managed_policies_data

    document = json.loads(aws_managed_policies_data)[name]["Document"]
    result = imported(json.dumps(document), f"{name}.json")
    assert not result.problems
    assert not result.imported[0].kept


def test_resources_of_another_partition_stay_as_they_are() -> None:
    here, there = "arn:aws:s3:::b2/*", "arn:aws-cn:s3:::b1/*"
    statements = [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": one} for one in (here, there)]
    result = imported(policy(*statements))
    assert [one.reason.partition(" is in ")[0] for one in result.imported[0].kept] == [f"`{there}`"]
    assert there in result.text


def test_what_only_terraform_knows_is_told_with_its_place() -> None:
    body = 'statement {\n    actions = ["s3:GetObject"]\n    resources = [var.arn]\n  }'
    text = f'data "aws_iam_policy_document" "x" {{\n  {body}\n}}\n'
    (problem,) = imported(text, "main.tf").problems
    assert (problem.code, problem.at.line, problem.at.column) == ("not-imported", 4, 18)


@pytest.mark.parametrize("word", ["source_policy_documents", "override_policy_documents"])
def test_a_document_that_is_put_together_from_others_says_so(word: str) -> None:
    text = f'data "aws_iam_policy_document" "x" {{\n  {word} = [data.aws_iam_policy_document.y.json]\n}}\n'
    (problem,) = imported(text, "main.tf").problems
    assert f"`{word}` puts this document together from others" in problem.message
    assert "one by one" in problem.hint
    assert (problem.at.line, problem.at.column) == (2, 3)


@pytest.mark.parametrize(
    ("statement", "word"),
    [
        ({"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}, "identity"),
        ({"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}, "resource_policies"),
    ],
)
def test_what_is_no_identity_policy_is_sent_to_its_place(statement: Json, word: str) -> None:
    (problem,) = imported(policy(statement)).problems
    assert problem.severity is Severity.WARNING
    assert word in problem.hint


def test_wildcards_that_are_kept_stay_in_a_raw_statement() -> None:
    text = policy({"Effect": "Allow", "Action": "sqs:Get*", "Resource": "*"})
    assert "raw:" not in imported(text).text
    kept = imported(text, wishes=Wishes(wildcards=Wildcards.KEPT))
    assert "Action: sqs:Get*" in kept.text
    assert kept.imported[0].kept


def test_the_place_of_the_policies_becomes_a_target_and_its_values_references() -> None:
    text = policy(
        {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:444455556666:jobs"}
    )
    result = imported(text)
    assert '{name: imported, account: "444455556666", region: eu-west-1}' in result.text
    assert "queue: jobs" in result.text
    elsewhere = imported(text, wishes=Wishes(place=Wished(account="111122223333")))
    assert '"444455556666"' in elsewhere.text.partition("personas:")[2]


def test_hostile_names_and_sids_stay_data() -> None:
    sid = "x\n# evil: yes\n\u202e- raw"
    text = policy({"Sid": sid, "Effect": "Allow", "NotAction": "iam:*", "Resource": "*"})
    result = imported(text, 'a": {b}\n- c.json')
    assert len(result.imported) == 1
    assert "\n# evil" not in result.text


def _policies(document: BoundDocument) -> Policies:
    return Policies(identity=(NamedPolicy(name="x", document=document),))


def _document(result: Result) -> BoundDocument:
    return decode_document({"Version": "2012-10-17", "Statement": made_of(result)})


def _is_asked(action: str, resource: str) -> bool:
    from tests.laws.evaluator import Request as Asked

    return is_asked(Asked(action=action, resource=resource))
