"""One root module over every module of a tree in every target, written as Terraform JSON.

Terraform starts the provider once per command, whatever the number of modules, so all of
them stand under one root, with one provider configuration per target.
Each module is called as it is, and in the first target once more with the variables that every module has set to other
values, so that both branches of its expressions are applied.

Source: https://developer.hashicorp.com/terraform/language/syntax/json
"""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from tests.oracles.terraform.compare import Json
from tests.oracles.terraform.tree import Persona, Target, Tree

MODULES = "modules"
VARIANT = "__variant"
USERS = ("alice", "bob")
"""Users that are there before the modules."""
VARIANT_INPUTS: Mapping[str, Json] = {
    "use_name_prefix": True,
    "path": "/variant/",
    "description": "Not the default.",
    "tags": {"Variant": "${not} a %{template}"},
    "permissions_boundary": "arn:aws:iam::aws:policy/PowerUserAccess",
    "create": False,
    "users": list(USERS),
}
INSTANCE = "arn:aws:sso:::instance/ssoins-1234567890abcdef"
"""What a permission set is planned for; nothing looks for it."""
_PREFIX_CHARS = 30
"""Less than what Terraform takes as the prefix of a role's name.

Source: https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/iam/validate.go
"""


def write_root_module(tree: Tree, endpoints: Mapping[str, str], provider_version: str, folder: Path) -> None:
    """A tree → a working folder with a copy of its modules; `endpoints` are moto's addresses by target name."""
    shutil.copytree(tree.root, folder / MODULES)
    (folder / "main.tf.json").write_text(
        json.dumps(root_module(tree, endpoints, provider_version), indent=2), encoding="utf-8"
    )


def root_module(tree: Tree, endpoints: Mapping[str, str], provider_version: str) -> dict[str, Json]:
    """The root module as Terraform JSON."""
    calls = [(persona, target) for target in tree.targets for persona in tree.personas]
    modules: dict[str, Json] = {}
    outputs: dict[str, Json] = {}
    for persona, target in calls:
        for suffix in suffixes(tree, target):
            label = tree.label(persona, target) + suffix
            variant = {**VARIANT_INPUTS, "name": f"v-{persona.name}"[:_PREFIX_CHARS]}
            modules[label] = _call(tree, persona, target, variant if suffix == VARIANT else {})
            outputs |= {output_name(label, name): _passed(label, name) for name in tree.declared(persona, "output")}
    required: Json = {"aws": {"source": "hashicorp/aws", "version": provider_version}}
    return {
        "terraform": {"required_providers": required},
        "provider": {"aws": [_provider(target, endpoints[target.name]) for target in tree.targets]},
        "module": modules,
        "output": outputs,
    }


def suffixes(tree: Tree, target: Target) -> tuple[str, ...]:
    """How often a module is called in a target: with other values in the first one only, as they name no place."""
    return ("", VARIANT) if target == tree.targets[0] else ("",)


def output_name(label: str, name: str) -> str:
    """The root's output that passes a module's output through."""
    return f"{label}__{name}"


def _call(tree: Tree, persona: Persona, target: Target, extra: Mapping[str, Json]) -> Json:
    declared = frozenset(tree.declared(persona, "variable"))
    given = (("instance_arn", INSTANCE), *target.inputs, *extra.items())
    inputs = {name: value for name, value in given if name in declared}
    return {
        "source": f"./{MODULES}/{persona.name}",
        "providers": {"aws": f"aws.{target.name}"},
        **{name: _escaped(value) for name, value in inputs.items()},
    }


def _passed(label: str, name: str) -> Json:
    return {"value": f"${{module.{label}.{name}}}"}


def _provider(target: Target, endpoint: str) -> Json:
    """Source: https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/guides/custom-service-endpoints.html.markdown"""
    return {
        "alias": target.name,
        "region": target.region,
        "access_key": "moto",
        "secret_key": "moto",
        "max_retries": 2,
        "skip_credentials_validation": True,
        "skip_metadata_api_check": True,
        "skip_region_validation": True,
        "skip_requesting_account_id": True,
        "endpoints": [{"iam": endpoint, "sts": endpoint}],
    }


def _escaped(value: Json) -> Json:
    """A value → Terraform JSON that means it: strings there are templates."""
    match value:
        case str():
            return value.replace("${", "$${").replace("%{", "%%{")
        case list():
            return [_escaped(one) for one in value]
        case dict():
            return {key: _escaped(one) for key, one in value.items()}
        case _:
            return value
