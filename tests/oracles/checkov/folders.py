"""The folders of generated modules that checkov judges, and the files that it is shown of them."""

import subprocess
from collections.abc import Collection
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

ROOT = Path(__file__).parents[3]

FOLDERS = (
    "modules",
    "tests/golden/everything/modules",
)
"""Everything generated, from the repository's top."""

HAND_WRITTEN = ("tests/oracles/terraform/sample",)
"""Modules that nobody generated: what they show is not our output."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """The argument of a resource that takes the policy of a JSON file, named by the file's stem."""

    stem: str
    resource: str
    argument: str


USES = (
    Use(stem="permissions*", resource="aws_iam_policy", argument="policy"),
    Use(stem="trust", resource="aws_iam_role", argument="assume_role_policy"),
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
    use = _use(path)
    literal = text.rstrip("\n").replace("${", "$${").replace("%{", "%%{")
    return f'resource "{use.resource}" "{Path(path).stem}" {{\n  {use.argument} = <<EOT\n{literal}\nEOT\n}}\n'


def block_of(path: str) -> str:
    """The block that a JSON policy becomes."""
    return f"{_use(path).resource}.{Path(path).stem}"


def _use(path: str) -> Use:
    for use in USES:
        if fnmatchcase(Path(path).stem, use.stem):
            return use
    raise LookupError(f"{path}: which resource takes this policy? Add it to USES")
