"""Guardrails through terraform, the AWS provider and moto's Organizations; what each of them said."""

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from generator.pipeline.generate import generate
from generator.workspace.read import read_profile
from tests.oracles.moto.moto_server import MotoServer, moto_server
from tests.oracles.terraform.compare import Json, parse
from tests.oracles.terraform.locate import Binary, Mirror
from tests.oracles.terraform.terraform_cli import Finding, Outcome, Terraform, terraform_in

_SETTINGS = {
    "region": "us-east-1",
    "access_key": "moto",
    "secret_key": "moto",
    "skip_credentials_validation": True,
    "skip_metadata_api_check": True,
    "skip_requesting_account_id": True,
}


NAMES = ("no-sharing", "perimeter", "regions")
"""The guardrails of the profile beside this file, one of each kind."""


PROFILE = Path(__file__).with_name("guardrails.yaml")


def write_modules(root: Path) -> Path:
    """The modules of all that the profile says, below a folder."""
    for path, text in generate([str(PROFILE)], read_profile, None, ()).files:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="\n")
    return root


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What Organizations holds of one guardrail: `sent` is its text as it came in, `targets` what it is attached to."""

    name: str
    type: str
    sent: str
    targets: tuple[str, ...]

    @property
    def document(self) -> Json:
        return parse(self.sent)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardrailEvidence:
    """What was seen, by guardrail: `held` after apply, `left` after destroy."""

    findings: tuple[Finding, ...]
    root: str
    held: Mapping[str, Held]
    second_plan: Outcome
    left: tuple[str, ...]


def prove_guardrails(
    modules: Path, names: Sequence[str], folder: Path, binary: Binary, mirror: Mirror
) -> GuardrailEvidence:
    """Modules of guardrails, attached to an organisation's root: validate, plan, apply, read back, plan, destroy."""
    with moto_server(account="111122223333", region="us-east-1") as server:
        organizations = _client(server)
        organizations.create_organization(FeatureSet="ALL")
        root: str = organizations.list_roots()["Roots"][0]["Id"]
        terraform = terraform_in(folder / "root", folder / "home", binary, mirror)
        _write_root(terraform, modules, names, root, server.endpoint, mirror.version)
        terraform.init()
        findings = terraform.validate()
        terraform.plan()
        terraform.apply()
        ids = {name: str(terraform.outputs()[name]) for name in names}
        held = {name: _held(organizations, id_) for name, id_ in ids.items()}
        second_plan = terraform.plan_again()
        terraform.destroy()
        left = tuple(one for one in _policies(organizations) if one in ids.values())
    return GuardrailEvidence(findings=findings, root=root, held=held, second_plan=second_plan, left=left)


def _write_root(
    terraform: Terraform, modules: Path, names: Sequence[str], root: str, endpoint: str, version: str
) -> None:
    for name in names:
        shutil.copytree(modules / name, terraform.folder / "modules" / name)
    whole = {
        "terraform": {"required_providers": {"aws": {"source": "hashicorp/aws", "version": version}}},
        "provider": {"aws": {**_SETTINGS, "endpoints": [{"organizations": endpoint, "sts": endpoint}]}},
        "module": {name: {"source": f"./modules/{name}", "targets": [root]} for name in names},
        "output": {name: {"value": f"${{module.{name}.policy_id}}"} for name in names},
    }
    (terraform.folder / "main.tf.json").write_text(json.dumps(whole, indent=2), encoding="utf-8")


def _client(server: MotoServer) -> Any:
    import boto3

    return cast("Any", boto3).client(
        "organizations",
        region_name=server.region,
        endpoint_url=server.endpoint,
        aws_access_key_id="moto",
        aws_secret_access_key="moto",
    )


def _held(organizations: Any, id_: str) -> Held:
    policy = organizations.describe_policy(PolicyId=id_)["Policy"]
    targets = organizations.list_targets_for_policy(PolicyId=id_)["Targets"]
    summary = policy["PolicySummary"]
    attached = tuple(one["TargetId"] for one in targets)
    return Held(name=summary["Name"], type=summary["Type"], sent=policy["Content"], targets=attached)


def _policies(organizations: Any) -> tuple[str, ...]:
    types = ("SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY")
    return tuple(one["Id"] for kind in types for one in organizations.list_policies(Filter=kind)["Policies"])
