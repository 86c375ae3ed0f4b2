"""A folder of Terraform code, plain as a user has it, with its providers led to moto by an override file.

Source: https://developer.hashicorp.com/terraform/language/files/override
Source: https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/guides/custom-service-endpoints.html.markdown
"""

import json
from collections.abc import Mapping
from pathlib import Path

from tests.oracles.moto.moto_server import MotoServer
from tests.oracles.terraform.compare import Json
from tests.oracles.terraform.locate import Binary, Mirror
from tests.oracles.terraform.terraform_cli import Terraform, terraform_in

DEFAULT = ""
"""The provider that has no alias."""
_SERVICES = ("iam", "identitystore", "ssoadmin", "sts")


def stage(folder: Path, home: Path, servers: Mapping[str, MotoServer], binary: Binary, mirror: Mirror) -> Terraform:
    """A folder of Terraform code → a terraform in it, initialised; `servers` are moto's by the provider's alias."""
    terraform = terraform_in(folder, home, binary, mirror)
    lead_to(folder, servers, mirror)
    terraform.init()
    return terraform


def lead_to(folder: Path, servers: Mapping[str, MotoServer], mirror: Mirror) -> None:
    """Writes the override; `servers` are moto's by the provider's alias."""
    providers: Json = [_provider(alias, server) for alias, server in servers.items()]
    pinned: Json = {"aws": {"source": "hashicorp/aws", "version": mirror.version}}
    override = {"terraform": {"required_providers": pinned}, "provider": {"aws": providers}}
    (folder / "moto_override.tf.json").write_text(json.dumps(override, indent=2), encoding="utf-8")


def provider_file(folder: Path, *aliases: str) -> None:
    """Writes the provider that generated code leaves to its user; the override file says where it leads."""
    providers: Json = [{"alias": one} if one else {} for one in aliases or (DEFAULT,)]
    (folder / "provider.tf.json").write_text(json.dumps({"provider": {"aws": providers}}), encoding="utf-8")


def _provider(alias: str, server: MotoServer) -> dict[str, Json]:
    found: dict[str, Json] = {
        "region": server.region,
        "access_key": "moto",
        "secret_key": "moto",
        "max_retries": 2,
        "skip_metadata_api_check": True,
        "endpoints": [dict.fromkeys(_SERVICES, server.endpoint)],
    }
    return found | ({"alias": alias} if alias else {})
