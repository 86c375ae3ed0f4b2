"""The folders of generated modules that checkov judges, and the files that it is shown of them."""

import subprocess
from collections.abc import Collection
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

ROOT = Path(__file__).parents[3]

FOLDERS = (
    "examples",
    "modules",
    "tests/golden/everything/modules",
    "tests/golden/identities/modules",
    "tests/golden/machines/modules",
    "tests/golden/resource-policies/modules",
    "tests/golden/services/modules",
)
"""Everything generated, and the examples that call it, from the repository's top."""

HAND_WRITTEN = ("tests/oracles/terraform/sample",)
"""Modules that nobody generated: what they show is not our output."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """The argument of a resource that takes the policy of a JSON file, named by the file's stem.

    With a `service`, only if the policy names actions of it: several kinds of resources have a policy of one name.
    `others`: what checkov also wants of such a resource, and no policy says.
    """

    stem: str
    service: str = ""
    resource: str
    argument: str = "policy"
    others: str = ""


USES = (
    Use(stem="permissions*", resource="aws_iam_policy"),
    Use(stem="boundary", resource="aws_iam_policy"),
    Use(stem="permission_set", resource="aws_ssoadmin_permission_set_inline_policy", argument="inline_policy"),
    Use(stem="trust", resource="aws_iam_role", argument="assume_role_policy"),
    Use(stem="resource", service="kms", resource="aws_kms_key", others="enable_key_rotation = true"),
    Use(stem="resource", service="s3", resource="aws_s3_bucket_policy"),
    Use(stem="resource", service="sns", resource="aws_sns_topic_policy"),
    # checkov has no check for aws_organizations_policy: a guardrail that allowed too much is found as what allows.
    Use(stem="guardrail", resource="aws_iam_policy"),
    # What RAM makes of a share is no resource of Terraform's: checkov's strictest checks of principals are a topic's.
    Use(stem="component*", resource="aws_sns_topic_policy"),
    Use(stem="containerRecipe*", resource="aws_sns_topic_policy"),
    Use(stem="image*", resource="aws_sns_topic_policy"),
)


def tracked_modules() -> tuple[str, ...]:
    """Every folder with a main.tf that git tracks."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    files = [Path(name) for name in listed.stdout.split("\0") if name]
    return tuple(sorted(one.parent.as_posix() for one in files if one.name == "main.tf"))


def not_judged(modules: Collection[str], folders: Collection[str]) -> tuple[str, ...]:
    """The modules that are in none of the folders."""
    return tuple(one for one in modules if not any(Path(one).is_relative_to(folder) for folder in folders))


def read_folder(folder: Path, root: Path) -> dict[str, str]:
    """The Terraform and JSON files of a folder, by their path from `root`."""
    seen = (one for one in sorted(folder.rglob("*")) if one.suffix in (".tf", ".json"))
    paths = ((one, one.relative_to(root)) for one in seen)
    return {
        path.as_posix(): file.read_text(encoding="utf-8")
        for file, path in paths
        if not any(part.startswith(".") for part in path.parts)
    }


def as_terraform(path: str, text: str) -> str:
    """A file as checkov reads it: a JSON policy becomes a resource that has it, a Terraform file stays as it is."""
    if not path.endswith(".json"):
        return text
    use = _use(path, text)
    literal = text.rstrip("\n").replace("${", "$${").replace("%{", "%%{")
    head = f'resource "{use.resource}" "{Path(path).stem}" {{\n  {use.others}\n'
    return f"{head}  {use.argument} = <<EOT\n{literal}\nEOT\n}}\n"


def block_of(path: str, text: str) -> str:
    """The block that a JSON policy becomes."""
    return f"{_use(path, text).resource}.{Path(path).stem}"


def _use(path: str, text: str) -> Use:
    for use in USES:
        if fnmatchcase(Path(path).stem, use.stem) and (not use.service or f'"{use.service}:' in text):
            return use
    raise LookupError(f"{path}: which resource takes this policy? Add it to USES")
