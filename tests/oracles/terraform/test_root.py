"""The root module in a user's hands: personas are renamed, reworded and adopted, and nothing is destroyed."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import pytest

from generator.pipeline.generate import generate
from tests.oracles import registry
from tests.oracles.moto.moto_server import MotoServer, moto_server
from tests.oracles.moto.read_back import leftovers
from tests.oracles.terraform.locate import Binary, Mirror
from tests.oracles.terraform.stage import DEFAULT, provider_file, stage
from tests.oracles.terraform.terraform_cli import Terraform, TerraformError, terraform_in

pytestmark = pytest.mark.oracle(registry.TERRAFORM, registry.PROVIDER, registry.MOTO)

Stage = Callable[[Mapping[str, Any]], Terraform]
CAN = [{"actions": ["StartImagePipelineExecution"]}]
ROLE = {"kind": "role", "trust": {"accounts": ["self"]}}
EVERY = [ROLE, {"kind": "group"}, {"kind": "user"}]
TRUST = json.dumps({"Version": "2012-10-17", "Statement": []})


def profile(**personas: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "version": 1,
        "service": "imagebuilder",
        "naming": {"prefix": "ib-", "path": "/ib/"},
        "personas": {
            name.replace("_", "-"): {"title": "Operator", "description": "Runs pipelines.", "can": CAN, **one}
            for name, one in personas.items()
        },
    }


def write(written: Mapping[str, Any], folder: Path) -> None:
    """A profile → its tree, in place of the one before."""
    files = generate(["profiles.yaml"], {"profiles.yaml": json.dumps(written)}.__getitem__, None, ()).files
    for path, text in files:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


@pytest.fixture
def server() -> Iterator[MotoServer]:
    with moto_server(account="111122223333", region="eu-west-1") as server:
        yield server


@pytest.fixture
def staged(tmp_path: Path, server: MotoServer, binary: Binary, mirror: Mirror) -> Stage:
    """What generates a profile's tree into one folder and initialises it."""
    folder = tmp_path / "root"
    folder.mkdir()

    def make(written: Mapping[str, Any]) -> Terraform:
        write(written, folder)
        provider_file(folder)
        terraform = stage(folder, tmp_path / "home", {DEFAULT: server}, binary, mirror)
        registry.ran(registry.TERRAFORM, registry.PROVIDER, registry.MOTO)
        return terraform

    return make


def planned(terraform: Terraform) -> tuple[str, dict[str, tuple[str, ...]]]:
    """What a plan says, and what it would do, by the address of each resource that it would touch."""
    said = terraform.plan().stdout
    shown = json.loads(terraform.run("show", "-json", "checked.tfplan").stdout)
    changes = cast("list[dict[str, Any]]", shown.get("resource_changes", []))
    actions = {one["address"]: tuple(cast("list[str]", one["change"]["actions"])) for one in changes}
    return said, {address: one for address, one in actions.items() if one not in (("no-op",), ("read",))}


def test_a_renamed_persona_keeps_all_that_was_made_and_other_words_replace_nothing(staged: Stage) -> None:
    bounded = {"identity": EVERY, "boundary": {"can": CAN}}
    terraform = staged(profile(operator=bounded))
    terraform.plan()
    terraform.apply()
    _, touched = planned(staged(profile(runner=bounded)))
    assert touched["module.operator.aws_iam_role.this"] == ("delete",)  # without its former name
    said, touched = planned(staged(profile(runner={**bounded, "formerly": "operator"})))
    assert touched == {}
    assert "Plan: 0 to add, 0 to change, 0 to destroy." in said
    terraform.apply()
    assert all(one.startswith("module.runner.") for one in terraform.state())
    _, touched = planned(staged(profile(runner={**bounded, "formerly": "operator", "description": "Other words."})))
    assert touched == {"module.runner.aws_iam_role.this": ("update",)}


ADOPTING = {
    "operator": {"identity": [{**ROLE, "adopt": True}, {"kind": "group", "adopt": True}]},
    "host": {"kind": "machine", "identity": {"kind": "instance-profile", "adopt": True}},
}


def test_what_was_there_is_adopted_and_stays(staged: Stage, server: MotoServer) -> None:
    before = _made_by_hand(server)
    terraform = staged(profile(**ADOPTING))
    said, touched = planned(terraform)
    assert {one for one, done in touched.items() if "delete" in done} == set()
    assert "Plan: 4 to import, " in said
    terraform.apply()
    assert _ids(server) == before
    settled = {name: json.loads(json.dumps(one).replace("true", "false")) for name, one in ADOPTING.items()}
    assert staged(profile(**settled)).plan_again().code == 0
    terraform.destroy()
    assert (terraform.state(), leftovers(server.iam())) == ((), ())


def test_a_tree_that_adopts_is_no_module_of_another(tmp_path: Path, binary: Binary) -> None:
    terraform = terraform_in(tmp_path / "caller", tmp_path / "home", binary)
    write(profile(**ADOPTING), terraform.folder / "modules")
    (terraform.folder / "main.tf").write_text('module "all" {\n  source = "./modules"\n}\n', encoding="utf-8")
    with pytest.raises(TerraformError, match=r"(?s)import block.*only allowed\s+in the root"):
        terraform.init()


def _made_by_hand(server: MotoServer) -> dict[str, str]:
    iam = server.iam()
    for name in ("ib-operator", "ib-host"):
        iam.create_role(RoleName=name, Path="/ib/", AssumeRolePolicyDocument=TRUST)
    iam.create_group(GroupName="ib-operator", Path="/ib/")
    iam.create_instance_profile(InstanceProfileName="ib-host", Path="/ib/")
    iam.add_role_to_instance_profile(InstanceProfileName="ib-host", RoleName="ib-host")
    return _ids(server)


def _ids(server: MotoServer) -> dict[str, str]:
    """IAM's own ids, which a thing that is made anew does not get again."""
    iam = server.iam()
    roles = {one["Arn"]: one["RoleId"] for one in iam.list_roles()["Roles"]}
    groups = {one["Arn"]: one["GroupId"] for one in iam.list_groups()["Groups"]}
    profiles = iam.list_instance_profiles()["InstanceProfiles"]
    return roles | groups | {one["Arn"]: one["InstanceProfileId"] for one in profiles}
