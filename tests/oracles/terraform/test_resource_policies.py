"""Policies of resources, judged by terraform, the AWS provider and moto: the resources hold what the JSON says.

AWS RAM is planned and not applied: moto has no associations of resource shares.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest

from tests.oracles import registry
from tests.oracles.moto.moto_server import MotoServer, moto_server
from tests.oracles.terraform.compare import Json, differences, parse
from tests.oracles.terraform.locate import Binary, Mirror
from tests.oracles.terraform.root_module import MODULES
from tests.oracles.terraform.terraform_cli import Finding, Outcome, Terraform, terraform_in

pytestmark = pytest.mark.oracle(registry.TERRAFORM, registry.PROVIDER, registry.MOTO)

TREE = Path(__file__).parents[2] / "golden" / "resource-policies" / "modules"
ACCOUNT, REGION, TARGET = "111122223333", "eu-west-1", "dev"
INPUTS: Mapping[str, Mapping[str, Json]] = {
    "build-logs": {"log_bucket": "${aws_s3_bucket.logs.id}"},
    "component-sources": {"source_bucket": "${aws_s3_bucket.sources.id}"},
    "status-topic": {"status_topic": "${aws_sns_topic.status.name}"},
    "topic-key": {},
    "image-key": {"consumers": ["999988887777"]},
    "shared-builds": {
        "components": ["arn:aws:imagebuilder:eu-west-1:111122223333:component/harden/1.0.0/1"],
        "consumers": ["999988887777"],
    },
}
SHARE = "shared-builds"
_ADMIN = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, "Action": "kms:*", "Resource": "*"}
RESOURCES: Json = {
    "aws_s3_bucket": {"logs": {"bucket": "example-dev-build-logs"}, "sources": {"bucket": "example-dev-components"}},
    "aws_sns_topic": {"status": {"name": "image-builder-status"}},
    "aws_kms_key": {"key": {"policy": "${data.aws_iam_policy_document.key.json}"}},
}
KEY_DOCUMENT: Json = {
    "aws_iam_policy_document": {
        "key": {
            "source_policy_documents": [
                json.dumps({"Version": "2012-10-17", "Statement": [_ADMIN]}),
                "${module.topic-key.policy_documents.resource}",
                "${module.image-key.policy_documents.resource}",
            ]
        }
    }
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What terraform said, and the policies that moto held after apply, by module."""

    findings: tuple[Finding, ...]
    held: Mapping[str, Json]
    key: Json
    second_plan: Outcome
    left: tuple[str, ...]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory, binary: Binary, mirror: Mirror) -> Iterator[Seen]:
    folder = tmp_path_factory.mktemp("resource-policies")
    with moto_server(account=ACCOUNT, region=REGION) as server:
        names = [one for one in INPUTS if one != SHARE]
        terraform = _root(folder, names, server, binary, mirror)
        findings = terraform.validate()
        terraform.plan()
        terraform.apply()
        outputs = terraform.outputs()
        held = _held(server)
        key = _key_policy(server, str(outputs["key"]))
        again = terraform.plan_again()
        terraform.destroy()
        yield Seen(findings=findings, held=held, key=key, second_plan=again, left=terraform.state())
    registry.ran(registry.TERRAFORM, registry.PROVIDER, registry.MOTO)


def test_terraform_would_format_no_file_differently(terraform: Terraform) -> None:
    assert terraform.check_format(TREE) == ()


def test_the_provider_finds_nothing_to_say(seen: Seen) -> None:
    assert seen.findings == ()


@pytest.mark.parametrize("name", ["build-logs", "component-sources", "status-topic"])
def test_the_resource_holds_the_json_file(name: str, seen: Seen) -> None:
    assert differences(_file(name), seen.held[name]) == ()


@pytest.mark.parametrize("name", ["topic-key", "image-key"])
def test_a_merged_key_policy_holds_the_statements_and_its_administrators(name: str, seen: Seen) -> None:
    statements = {one.get("Sid", ""): one for one in cast("Any", seen.key)["Statement"]}
    assert "kms:*" in str(statements[""]["Action"])
    for one in cast("Any", _file(name))["Statement"]:
        assert differences({"Statement": [one]}, {"Statement": [statements[one["Sid"]]]}) == ()


def test_a_second_plan_has_nothing_to_do(seen: Seen) -> None:
    assert seen.second_plan.code == 0, seen.second_plan.stdout


def test_destroy_leaves_nothing(seen: Seen) -> None:
    assert seen.left == ()


def test_a_share_plans_each_resource_and_each_principal(tmp_path: Path, binary: Binary, mirror: Mirror) -> None:
    with ExitStack() as stack:
        server = stack.enter_context(moto_server(account=ACCOUNT, region=REGION))
        terraform = _root(tmp_path, [SHARE], server, binary, mirror)
        assert terraform.validate() == ()
        terraform.plan()
        shown = json.loads(terraform.run("show", "-json", "checked.tfplan").stdout)
    planned = shown["planned_values"]["root_module"]["child_modules"][0]["resources"]
    values = {one["address"].partition(f"{SHARE}.")[2]: one["values"] for one in planned}
    share = values["aws_ram_resource_share.this"]
    assert share["allow_external_principals"] is True
    assert "arn:aws:ram::aws:permission/AWSRAMDefaultPermissionImageBuilderComponent" in share["permission_arns"]
    assert {one["resource_arn"] for one in values.values() if "resource_arn" in one} == {
        "arn:aws:imagebuilder:eu-west-1:111122223333:component/harden/1.0.0/1",
        "arn:aws:imagebuilder:eu-west-1:111122223333:container-recipe/base/1.0.0",
        "arn:aws:imagebuilder:eu-west-1:111122223333:image/golden/1.0.0/1",
    }
    assert {one["principal"] for one in values.values() if "principal" in one} == {
        "999988887777",
        "arn:aws:organizations::111122223333:ou/o-a1b2c3d4e5/ou-ab12-34cd56ef",
    }


def _root(folder: Path, names: list[str], server: MotoServer, binary: Binary, mirror: Mirror) -> Terraform:
    """A root module that makes the resources and calls the modules that give them their policies."""
    terraform = terraform_in(folder / "root", folder / "home", binary, mirror)
    applied = SHARE not in names
    root: dict[str, Json] = {
        "terraform": {"required_providers": {"aws": {"source": "hashicorp/aws", "version": mirror.version}}},
        "provider": {"aws": _provider(server.endpoint)},
        "module": {one: {"source": f"./{MODULES}/{one}", **INPUTS[one]} for one in names},
        **({"resource": RESOURCES, "data": KEY_DOCUMENT} if applied else {}),
        **({"output": {"key": {"value": "${aws_kms_key.key.key_id}"}}} if applied else {}),
    }
    _copy(terraform.folder / MODULES)
    (terraform.folder / "main.tf.json").write_text(json.dumps(root), encoding="utf-8")
    terraform.init()
    return terraform


def _copy(folder: Path) -> None:
    import shutil

    shutil.copytree(TREE, folder)


def _provider(endpoint: str) -> Json:
    services = ("iam", "kms", "ram", "s3", "sns", "sts")
    return {
        "region": REGION,
        "access_key": "moto",
        "secret_key": "moto",
        "max_retries": 2,
        "s3_use_path_style": True,
        "skip_credentials_validation": True,
        "skip_metadata_api_check": True,
        "skip_requesting_account_id": True,
        "endpoints": [dict.fromkeys(services, endpoint)],
    }


def _client(server: MotoServer, name: str) -> Any:
    import boto3

    return cast("Any", boto3).client(
        name,
        region_name=REGION,
        endpoint_url=server.endpoint,
        aws_access_key_id="moto",
        aws_secret_access_key="moto",
    )


def _held(server: MotoServer) -> Mapping[str, Json]:
    s3, sns = _client(server, "s3"), _client(server, "sns")
    topic = f"arn:aws:sns:{REGION}:{ACCOUNT}:image-builder-status"
    return {
        "build-logs": parse(s3.get_bucket_policy(Bucket="example-dev-build-logs")["Policy"]),
        "component-sources": parse(s3.get_bucket_policy(Bucket="example-dev-components")["Policy"]),
        "status-topic": parse(sns.get_topic_attributes(TopicArn=topic)["Attributes"]["Policy"]),
    }


def _key_policy(server: MotoServer, key: str) -> Json:
    return parse(_client(server, "kms").get_key_policy(KeyId=key, PolicyName="default")["Policy"])


def _file(name: str) -> Json:
    return parse((TREE / name / "policies" / TARGET / "resource.json").read_text(encoding="utf-8"))
