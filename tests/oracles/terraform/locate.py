"""Where terraform and a mirror of the AWS provider are on this machine, or why they are not.

Nothing is fetched: the mirror comes from IAM_PERSONAS_TF_MIRROR, from the file that
TF_CLI_CONFIG_FILE names, or from the folders where mirrors usually are.
"""

import json
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PROVIDER = "registry.terraform.io/hashicorp/aws"
PREFERRED_MAJOR = 5
_MIRROR_LINE = re.compile(r'^\s*path\s*=\s*"([^"]+)"', re.MULTILINE)
_ARCHITECTURES = {"x86_64": "amd64", "AMD64": "amd64", "aarch64": "arm64", "arm64": "arm64"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """`reason` says what was looked for in vain."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Binary:
    path: Path
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mirror:
    """A filesystem mirror; `version` is the provider's that the tests take from it."""

    path: Path
    version: str


@cache
def find_terraform() -> Binary | Missing:
    """The terraform on PATH, with the version that it states."""
    found = shutil.which("terraform")
    if found is None:
        return Missing(reason="no terraform on PATH")
    environment = {**os.environ, "TF_CLI_CONFIG_FILE": os.devnull, "CHECKPOINT_DISABLE": "1"}
    stated = subprocess.run([found, "version", "-json"], capture_output=True, text=True, check=False, env=environment)
    if stated.returncode:
        return Missing(reason=f"terraform version failed: {stated.stderr.strip()}")
    return Binary(path=Path(found), version=str(json.loads(stated.stdout)["terraform_version"]))


@cache
def find_mirror() -> Mirror | Missing:
    """The first mirror of this machine that holds the AWS provider."""
    return choose_mirror(candidate_mirrors(os.environ, usual_roots(Path.home())), platform_name())


def choose_mirror(candidates: Iterable[Path], platform: str) -> Mirror | Missing:
    """Candidates in order → the first that holds the provider; its newest 5.x, else its newest."""
    looked: list[str] = []
    for candidate in candidates:
        versions = sorted(provider_versions(candidate, platform), key=_preference)
        if versions:
            return Mirror(path=candidate, version=versions[-1])
        looked.append(str(candidate))
    places = ", ".join(looked) or "the usual folders"
    return Missing(reason=f"no mirror of {PROVIDER} for {platform} in {places}; IAM_PERSONAS_TF_MIRROR can name one")


def candidate_mirrors(environment: Mapping[str, str], roots: Iterable[Path]) -> Iterator[Path]:
    """What the environment names, alone; else what the configuration file names, else what the roots hold."""
    named = environment.get("IAM_PERSONAS_TF_MIRROR")
    if named:
        yield Path(named)
        return
    configuration = Path(environment.get("TF_CLI_CONFIG_FILE") or os.devnull)
    if configuration.is_file():
        yield from map(Path, _MIRROR_LINE.findall(configuration.read_text(encoding="utf-8")))
    for root in roots:
        for depth in ("", "*/", "*/*/", "*/*/*/"):
            yield from (found.parents[2] for found in sorted(root.glob(f"{depth}{PROVIDER}")))


def provider_versions(mirror: Path, platform: str) -> frozenset[str]:
    """The versions that a mirror holds, unpacked or as archives.

    Source: https://developer.hashicorp.com/terraform/cli/config/config-file#filesystem_mirror
    """
    home = mirror / PROVIDER
    unpacked = {found.parent.name for found in home.glob(f"*/{platform}")}
    packed = {found.name.split("_")[1] for found in home.glob(f"terraform-provider-aws_*_{platform}.zip")}
    return frozenset(unpacked | packed)


def usual_roots(home: Path) -> tuple[Path, ...]:
    return (home / ".terraform.d", Path("/usr/local"), Path("/usr/share"), Path("/opt"))


def platform_name() -> str:
    """This machine as Terraform names it, such as `linux_amd64`."""
    machine = platform.machine()
    return f"{sys.platform}_{_ARCHITECTURES.get(machine, machine)}"


def _preference(version: str) -> tuple[bool, tuple[int, ...]]:
    numbers = tuple(int(part) for part in re.findall(r"\d+", version))
    return numbers[0] == PREFERRED_MAJOR, numbers
