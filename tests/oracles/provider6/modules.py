"""Our modules under one root → what Terraform finds in them with AWS provider 6.x."""

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.oracles.provider6 import terraform
from tests.oracles.provider6.package import PROVIDER_VERSION
from tests.oracles.provider6.provider import SOURCE, Attachment
from tests.oracles.terraform.locate import platform_name

_ROOT = {"terraform": {"required_providers": {"aws": {"source": "hashicorp/aws"}}}}
_SETTINGS = """\
provider_installation {{
  filesystem_mirror {{
    path    = {path}
    include = ["registry.terraform.io/*/*"]
  }}
}}
"""


def validate_modules(
    module_dirs: Sequence[Path],
    workdir: Path,
    provider: Attachment,
    variables: Mapping[str, Mapping[str, object]] | None = None,
) -> terraform.ValidateResult:
    """Module directories → what `terraform validate` finds in a root that calls each of them.

    `workdir` is an empty directory. `variables` are arguments by the name of the module's directory, for
    variables without default. `init` chooses the provider by the modules' version constraints, from a mirror
    that has 6.69.1 only, so a module that excludes it fails there.

    Raises:
        TerraformError: a module is not HCL, lacks a required variable or excludes the provider's version.
    """
    given = variables or {}
    root = workdir.resolve() / "root"
    # A relative path is read in place, an absolute one copied, and findings would name the copy.
    sources = {one.name: os.path.relpath(one.resolve(), root) for one in module_dirs}
    calls = {name: {"source": source, **given.get(name, {})} for name, source in sources.items()}
    if len(calls) != len(module_dirs) or not given.keys() <= calls.keys():
        raise ValueError("module directories have names of their own, and variables name a module")
    root.mkdir()
    (root / "main.tf.json").write_text(json.dumps({**_ROOT, "module": calls}, indent=2), encoding="utf-8")
    return validate_root(root, workdir, provider)


def validate_root(root: Path, workdir: Path, provider: Attachment) -> terraform.ValidateResult:
    """A root module → what `terraform validate` finds; settings and the mirror go into `workdir`.

    Raises:
        TerraformError: it is not HCL, or excludes the provider's version.
    """
    terraform.init(root, {"TF_CLI_CONFIG_FILE": str(write_settings(workdir, _write_mirror(workdir)))})
    return terraform.validate(root, provider.environment)


def run_mocked_test(module_dir: Path, workdir: Path, provider: Attachment) -> tuple[bool, str]:
    """A module directory → whether its test with a mocked provider passes, and what Terraform says of it."""
    copy = Path(shutil.copytree(module_dir, workdir / "module"))
    terraform.init(copy, {"TF_CLI_CONFIG_FILE": str(write_settings(workdir, _write_mirror(workdir)))})
    return terraform.run_test(copy, "tests/module.tftest.hcl", provider.environment)


def _write_mirror(workdir: Path) -> Path:
    """A mirror with one version of the provider, whose program never runs: `init` only looks at it."""
    mirror = workdir / "mirror"
    folder = mirror / SOURCE / PROVIDER_VERSION / platform_name()
    folder.mkdir(parents=True)
    program = folder / f"terraform-provider-aws_v{PROVIDER_VERSION}"
    program.write_text("the stand-in is attached instead\n", encoding="utf-8")
    program.chmod(0o755)
    return mirror


def write_settings(directory: Path, mirror: Path) -> Path:
    """A directory and a mirror → a file of settings in the directory, by which Terraform takes providers from there."""
    settings = directory / "settings.tfrc"
    settings.write_text(_SETTINGS.format(path=json.dumps(str(mirror))), encoding="utf-8")
    return settings
