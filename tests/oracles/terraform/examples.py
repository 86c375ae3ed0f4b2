"""The examples of the repository, each with the accounts that it works in."""

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.oracles.terraform.stage import DEFAULT

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "examples"
BUCKETS = {"source_bucket": "components", "log_bucket": "build-logs"}
EVERYBODY = tuple(re.findall(r'source = "\./(.+)"', (ROOT / "modules" / "main.tf").read_text(encoding="utf-8")))
ELSEWHERE = ("auditor", "cross-account-lifecycle-role", "distribution-role", "viewer")
DEV, PROD, BUILD = "111122223333", "444455556666", "999988887777"


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """`accounts` are account numbers by the alias of the provider that leads there; `modules` as often as called.

    `applied` are the addresses that moto can have; empty for all of them.
    """

    name: str
    accounts: Mapping[str, str]
    variables: Mapping[str, str]
    modules: tuple[str, ...]
    applied: tuple[str, ...] = ()

    @property
    def folder(self) -> Path:
        return EXAMPLES / self.name

    def count(self, type_: str) -> int:
        """How many resources of a type the called modules make, by their text."""
        own = self.folder / "modules"
        modules = own if own.is_dir() else ROOT / "modules"
        texts = ((modules / one / "main.tf").read_text(encoding="utf-8") for one in self.modules)
        return sum(text.count(f'resource "{type_}" ') for text in texts)


ALL = (
    Example(name="one-account", accounts={DEFAULT: DEV}, variables=BUCKETS, modules=EVERYBODY),
    Example(
        name="several-accounts",
        accounts={"build": BUILD, "dev": DEV, "prod": PROD},
        variables={**BUCKETS, "build_account": BUILD, "dev_account": DEV, "prod_account": PROD},
        modules=(*EVERYBODY, *ELSEWHERE, *ELSEWHERE),
    ),
    Example(
        name="identity-center",
        accounts={DEFAULT: BUILD, "dev": DEV, "prod": PROD},
        variables={
            "dev_account": DEV,
            "prod_account": PROD,
            "viewers": "11111111-2222-3333-4444-555555555555",
            "service_users": "66666666-7777-8888-9999-000000000000",
        },
        modules=("viewer", "pipeline-runner", "viewer", "pipeline-runner", "viewer-sign-in", "service-user-sign-in"),
        # moto 5.2.5 has no ListTagsForResource of IAM Identity Center, which the provider calls
        applied=(
            "module.dev_viewer",
            "module.dev_pipeline_runner",
            "module.prod_viewer",
            "module.prod_pipeline_runner",
        ),
    ),
)


def copy(example: Example, folder: Path) -> Path:
    """An example and the modules that it calls, where it finds them → the copied example's folder."""
    shutil.copytree(ROOT / "modules", folder / "modules")
    return Path(shutil.copytree(example.folder, folder / "examples" / example.name))
