"""A block or JSON text → the policy that it means."""

import pytest

from generator.model.policy import BoundCondition, BoundDocument, BoundStatement
from generator.model.target import Bindings
from generator.verifier.decode_document import decode_block, decode_json
from generator.verifier.decode_module import decode_module
from generator.verifier.evaluate import Scope, Symbol
from generator.verifier.expected_resources import GIVEN
from generator.verifier.read_hcl import Unreadable, read_blocks
from tests.verifier.shipped import text

STATEMENT = BoundStatement(
    sid="S",
    effect="Allow",
    actions=("s3:A", "s3:B"),
    resources=("r${aws:username}", "r1"),
    principals=(("AWS", "p1"), ("AWS", "p2"), ("Service", "s")),
    conditions=(
        BoundCondition(operator="Bool", key="k", values=("true",)),
        BoundCondition(operator="StringLike", key="k", values=("z${aws:userid}", "a", "7")),
    ),
)

BLOCK = """
data "aws_iam_policy_document" "d" {
  version = "2012-10-17"
  statement {
    sid = "S"
    effect = "Allow"
    actions = ["s3:B", "s3:A", "s3:B"]
    resources = ["r&{aws:username}", "r1"]
    condition {
      test = "StringLike"
      variable = "k"
      values = ["z&{aws:userid}", "a", 7]
    }
    principals {
      type = "Service"
      identifiers = ["s"]
    }
    principals {
      type = "AWS"
      identifiers = ["p2", "p1"]
    }
    condition {
      test = "Bool"
      variable = "k"
      values = [true]
    }
  }
}
"""

JSON = """{"Version": "2012-10-17", "Statement": [{"Sid": "S", "Effect": "Allow", "Action": ["s3:B", "s3:A"],
"Resource": ["r${aws:username}", "r1"], "Principal": {"Service": ["s"], "AWS": ["p2", "p1"]},
"Condition": {"StringLike": {"k": ["z${aws:userid}", "a", "7"]}, "Bool": {"k": [true]}}}]}"""


def test_a_block_means_what_the_provider_renders() -> None:
    """Source: https://github.com/hashicorp/terraform-provider-aws (website/docs/d/iam_policy_document.html.markdown)"""
    (block,) = read_blocks(BLOCK)
    assert decode_block(block, Scope(names={})) == BoundDocument(statements=(STATEMENT,))


def test_json_means_the_same() -> None:
    assert decode_json(JSON) == BoundDocument(statements=(STATEMENT,))


def test_condition_values_keep_their_order() -> None:
    assert decode_json(JSON.replace('"a", "7"', '"7", "a"')) != decode_json(JSON)


@pytest.mark.parametrize(
    "old_and_new",
    [
        ('test = "StringLike"', 'test = "Bool"'),
        ('type = "AWS"', 'type = "Service"'),
        ('sid = "S"', "sid = null"),
        ('sid = "S"', 'id = "S"'),
        ('actions = ["s3:B", "s3:A", "s3:B"]', 'actions = "s3:A"'),
        ('actions = ["s3:B", "s3:A", "s3:B"]', "actions = [null]"),
        ('actions = ["s3:B", "s3:A", "s3:B"]', 'actions = [["s3:A"]]'),
        ("statement {", "other {"),
        ('type = "Service"', 'type = "Service"\n      x {\n      }'),
        ('version = "2012-10-17"', 'policy_id = "2012-10-17"'),
        ('version = "2012-10-17"', ""),
    ],
)
def test_a_block_that_means_something_else_is_refused(old_and_new: tuple[str, str]) -> None:
    (block,) = read_blocks(BLOCK.replace(*old_and_new))
    with pytest.raises(Unreadable):
        decode_block(block, Scope(names={}))


@pytest.mark.parametrize(
    "written",
    [
        "",
        "[]",
        "1",
        "{}",
        '{"Version": "x"}',
        '{"Version": "x", "Statement": {}}',
        '{"Version": "x", "Statement": [1]}',
    ],
)
def test_json_of_another_shape_is_refused(written: str) -> None:
    with pytest.raises(Unreadable):
        decode_json(written)


PLACE = Bindings(partition="aws", region="eu-west-1", account="111122223333", inputs=(("log_bucket", "logs"),))
NAMES = ("main.tf", "variables.tf", "outputs.tf", "versions.tf")
FILES = {name: text("instance-role", name) for name in NAMES}


def test_a_module_means_its_documents_resources_and_outputs() -> None:
    found = decode_module(FILES, PLACE, GIVEN)
    assert set(found.documents) == {"permissions", "trust"}
    assert found.documents["permissions"].statements[1].resources == ("arn:aws:s3:::logs/image-builder/*",)
    assert found.by_default.resources["aws_iam_role.this"]["name"] == "image-builder-instance-role"
    assert found.given.resources["aws_iam_role.this"]["name_prefix"] == "given-name-"
    assert found.given.resources["aws_iam_role.this"]["permissions_boundary"] == Symbol("var.permissions_boundary")
    assert found.by_default.outputs["role_name"] == Symbol("aws_iam_role.this.name")
    assert found.variables["log_bucket"].type == "string"
    assert not found.unused


def test_a_variable_that_nothing_reads_is_found() -> None:
    changed = FILES["main.tf"].replace("${var.log_bucket}", "x")
    assert decode_module(FILES | {"main.tf": changed}, PLACE, GIVEN).unused == ("log_bucket",)


@pytest.mark.parametrize("name", NAMES)
def test_what_cannot_be_read_is_named_with_its_file_and_line(name: str) -> None:
    with pytest.raises(Unreadable) as caught:
        decode_module(FILES | {name: FILES[name] + "\nx {\n"}, PLACE, GIVEN)
    assert caught.value.file == name
    assert caught.value.line > FILES[name].count("\n")
