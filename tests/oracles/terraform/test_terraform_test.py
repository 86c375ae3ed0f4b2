"""The tests that each module carries: they hold of it, and they fail where it is another."""

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.oracles import registry
from tests.oracles.terraform.locate import Binary, Mirror
from tests.oracles.terraform.run_tests import Verdict, run_all
from tests.oracles.terraform.trees import EVERYTHING, ROOT

pytestmark = pytest.mark.oracle(registry.TERRAFORM, registry.PROVIDER)

IDENTITIES = ROOT / "tests" / "golden" / "identities"
TREES = (ROOT / "modules", EVERYTHING / "modules", IDENTITIES / "modules")
MODULES = tuple(sorted(one.parent for tree in TREES for one in tree.glob("*/tests")))
DOCUMENTS = "tests/documents.tftest.hcl"
MODULE = "tests/module.tftest.hcl"


@pytest.fixture(scope="module")
def tested(tmp_path_factory: pytest.TempPathFactory, binary: Binary, mirror: Mirror) -> Mapping[Path, Verdict]:
    """Every module, as its own tests find it."""
    found = run_all(MODULES, tmp_path_factory.mktemp("tested"), binary, mirror)
    registry.ran(registry.TERRAFORM, registry.PROVIDER)
    return dict(zip(MODULES, found, strict=True))


@pytest.mark.parametrize("module", MODULES, ids=[f"{one.parents[1].name}-{one.name}" for one in MODULES])
def test_a_module_passes_its_own_tests(module: Path, tested: Mapping[Path, Verdict]) -> None:
    found = tested[module]
    assert found.code == 0, found.said
    assert found.failed == ()
    assert "Warning:" not in found.said
    targets = sorted(one.name for one in module.glob("policies/*"))
    assert sorted((file, name) for file, name, _ in found.runs) == [
        *((DOCUMENTS, name) for name in targets),
        (MODULE, "module"),
    ]


def test_every_module_of_every_tree_carries_tests() -> None:
    modules = {one.parent for tree in TREES for one in tree.glob("*/main.tf")}
    assert set(MODULES) == modules
    assert len(MODULES) > 12


# In main.tf of a module with a role, a group, users and a boundary: what stands there, once, what somebody makes of
# it, and which assertion of which file says so. What stands under one number is changed in one copy, for the start of
# the provider takes seconds; every assertion that is not named here must hold there.
OPERATOR = IDENTITIES / "modules/operator"
MAIN = (OPERATOR / "main.tf").read_text(encoding="utf-8") if OPERATOR.exists() else ""
DAMAGES: dict[str, tuple[int, str, str, str]] = {
    "session length": (1, "= 7200", "= 43200", "aws_iam_role.this.max_session_duration"),
    "name": (1, "null : var.name\n", 'null : "x"\n', "aws_iam_role.this.name"),
    "path": (1, "= var.path\n", '= "/x/"\n', "aws_iam_role.this.path"),
    "tags": (1, "  tags                 = var.tags\n", "", "aws_iam_role.this.tags"),
    "no boundary": (
        1,
        "  permissions_boundary = aws_iam_policy.boundary.arn\n",
        "",
        "aws_iam_role.this.permissions_boundary",
    ),
    "trust": (1, "= data.aws_iam_policy_document.trust.json", '= "{}"', "aws_iam_role.this.assume_role_policy"),
    "document of a policy": (
        1,
        "= data.aws_iam_policy_document.permissions.json",
        "= data.aws_iam_policy_document.boundary.json",
        "aws_iam_policy.permissions.policy",
    ),
    "policy attached": (
        1,
        "= aws_iam_policy.permissions.arn",
        '= "arn:aws:iam::aws:policy/AdministratorAccess"',
        "aws_iam_role_policy_attachment.permissions.policy_arn",
    ),
    "user": (1, "= each.key", '= "admin"', 'aws_iam_user_policy_attachment.permissions["example"].user'),
    "another boundary": (
        2,
        "= aws_iam_policy.boundary.arn",
        "= aws_iam_policy.permissions.arn",
        "aws_iam_role.this.permissions_boundary",
    ),
    "managed policy attached": (
        2,
        "policy/AWSImageBuilderReadOnlyAccess",
        "policy/AdministratorAccess",
        "aws_iam_role_policy_attachment.aws_image_builder_read_only_access.policy_arn",
    ),
    "group": (2, "aws_iam_group.this.name", '"admins"', "aws_iam_group_policy_attachment.permissions.group"),
    "action": (1, "imagebuilder:StartImagePipelineExecution", "imagebuilder:DeleteImage", "permissions"),
    "effect": (1, '"Deny"', '"Allow"', "boundary"),
    "principal": (1, ":root", ":role/x", "trust"),
    "action more": (
        4,
        '      "imagebuilder:Delete*",\n',
        '      "imagebuilder:Delete*",\n      "iam:*",\n',
        "boundary",
    ),
    "condition": (2, '"aws:SecureTransport"', '"aws:ViaAWSService"', "permissions"),
    "resource": (3, "image-pipeline/${value}", "*/${value}", "permissions"),
    "statement's name": (3, "sid    = ", 'sid    = "X" # ', "permissions"),
}
GROUP_ATTACHMENT = re.compile(r'\nresource "aws_iam_group_policy_attachment" "permissions" \{.*?\n\}\n', re.DOTALL)
OTHER_FILES = 3
"""The copy without an attachment, and with another JSON file for one target."""
COPIES = (1, 2, OTHER_FILES)


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory, binary: Binary, mirror: Mirror) -> Mapping[int, Verdict]:
    """Each damaged copy by its number, as its own tests find it."""
    folder = tmp_path_factory.mktemp("damaged")
    damaged = [_damage(number, folder / f"damaged{number}") for number in COPIES]
    return dict(zip(COPIES, run_all(damaged, folder / "tested", binary, mirror), strict=True))


def _damage(number: int, copy: Path) -> Path:
    shutil.copytree(OPERATOR, copy)
    text = MAIN
    for _, old, new, _ in (one for one in DAMAGES.values() if one[0] == number):
        assert old in text
        text = text.replace(old, new, 1)
    if number == OTHER_FILES:
        text = GROUP_ATTACHMENT.sub("", text)
        file = copy / "policies/two-b/boundary.json"
        policy = json.loads(file.read_text(encoding="utf-8"))
        policy["Statement"][0]["Action"].pop()
        file.write_text(json.dumps(policy), encoding="utf-8")
    (copy / "main.tf").write_text(text, encoding="utf-8")
    return copy


def _complaints(verdict: Verdict) -> list[str]:
    """What the assertions that do not hold are about, each once."""
    said = " ".join(verdict.said.split())
    found = re.findall(r"(\S+) is not what the profile says\.", said)
    found += re.findall(r"((?:one|two-b): \S+) is not what policies/\S+ says\.", said)
    return sorted(set(found))


@pytest.mark.parametrize("number", COPIES)
def test_each_change_of_a_module_fails_its_own_assertion_and_no_other(
    number: int, copies: Mapping[int, Verdict]
) -> None:
    wanted = {about for copy, _, _, about in DAMAGES.values() if copy == number and "." in about}
    documents = {about for copy, _, _, about in DAMAGES.values() if copy == number and "." not in about}
    wanted |= {f"{target}: {name}" for target in ("one", "two-b") for name in documents}
    wanted |= {"two-b: boundary"} if number == OTHER_FILES else set()
    found = copies[number]
    assert found.code == 1, found.said
    assert _complaints(found) == sorted(wanted), found.said


def test_an_attachment_that_is_gone_fails(copies: Mapping[int, Verdict]) -> None:
    found = copies[OTHER_FILES]
    assert f"{MODULE} module" in found.failed
    assert "Reference to undeclared resource" in found.said
