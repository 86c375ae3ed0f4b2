"""docs/hand-over.md, as its three readers live it: every command is typed, and prints what the tutorial shows.

`UPDATE_GOLDEN=1` (`make golden`) writes what the commands print into the tutorial anew.
"""

import json
import os
import shlex
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest

from tests.cli.test_commands import ROOT, run
from tests.oracles import registry
from tests.oracles.moto.moto_server import MotoServer, moto_server
from tests.oracles.terraform.locate import Binary, Mirror
from tests.oracles.terraform.stage import DEFAULT, provider_file, stage
from tests.oracles.terraform.terraform_cli import Terraform
from tests.story.tutorial import Typed, Written, agrees, renewed, steps

PIPELINE = "arn:aws:imagebuilder:eu-west-1:111122223333:image-pipeline/data-nightly"
TUTORIAL = ROOT / "docs" / "hand-over.md"
pytestmark = pytest.mark.oracle(registry.TERRAFORM, registry.PROVIDER, registry.MOTO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What each command printed, in order, and what terraform planned the last time."""

    document: str
    printed: Mapping[Typed, str]
    touched: Mapping[str, Sequence[str]]
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory, binary: Binary, mirror: Mirror) -> Iterator[Story]:
    with moto_server(account="111122223333", region="eu-west-1") as server:
        yield live(tmp_path_factory.mktemp("story"), server, binary, mirror)
        registry.ran(registry.TERRAFORM, registry.PROVIDER, registry.MOTO)


def live(folder: Path, server: MotoServer, binary: Binary, mirror: Mirror) -> Story:
    """Does all that the tutorial says, in a new repository."""
    document = TUTORIAL.read_text(encoding="utf-8")
    repository, home = folder / "infra", folder / "home"
    repository.mkdir()
    typed: dict[str, Callable[[Sequence[str]], str]] = {
        "git": lambda words: git(repository, *words),
        "iam-personas": lambda words: personas(repository, words),
        "terraform": lambda words: terraform_says(
            stage(terraform_folder(repository), home, {DEFAULT: server}, binary, mirror), words
        ),
    }
    printed: dict[Typed, str] = {}
    for step in steps(document):
        match step:
            case Written(path=path, text=text):
                (repository / path).parent.mkdir(parents=True, exist_ok=True)
                (repository / path).write_text(text, encoding="utf-8")
            case Typed(words=words):
                printed[step] = typed[words[0]](words[1:])
    shown = Terraform(binary=binary.path, home=home, folder=repository / "live").run("show", "-json", "plan.tfplan")
    changes = cast("list[dict[str, Any]]", json.loads(shown.stdout)["resource_changes"])
    moved = [one for one in changes if one["change"]["actions"] not in (["no-op"], ["read"])]
    return Story(
        document=document,
        printed=printed,
        touched={one["address"]: one["change"]["actions"] for one in moved},
        before=_policy(moved, "before"),
        after=_policy(moved, "after"),
    )


def git(repository: Path, *words: str) -> str:
    """git, with nothing of the caller's settings."""
    env = {"PATH": os.environ["PATH"], "HOME": str(repository.parent), "GIT_CONFIG_NOSYSTEM": "1"}
    person = ("-c", "user.name=Service administrator", "-c", "user.email=service-admin@example.com")
    ended = subprocess.run(
        ["git", *person, *words], cwd=repository, env=env, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def personas(repository: Path, words: Sequence[str]) -> str:
    result = run(*words, cwd=repository, COLUMNS="100")
    return result.stdout + result.stderr


def terraform_folder(repository: Path) -> Path:
    folder = repository / "live"
    provider_file(folder)
    return folder


def terraform_says(terraform: Terraform, words: Sequence[str]) -> str:
    plain = {"plan": ("-input=false", "-no-color", "-parallelism=3"), "apply": ("-input=false", "-no-color")}
    return terraform.run(words[0], *plain[words[0]], *words[1:]).stdout


def _policy(changes: Sequence[Mapping[str, Any]], when: str) -> Mapping[str, Any]:
    (changed,) = changes
    return cast("dict[str, Any]", json.loads(changed["change"][when]["policy"]))


@pytest.mark.golden
def test_every_command_prints_what_the_tutorial_shows(story: Story) -> None:
    if os.environ.get("UPDATE_GOLDEN"):
        TUTORIAL.write_text(renewed(story.document, dict(story.printed)), encoding="utf-8")
        return
    for step, printed in story.printed.items():
        assert agrees(step.shown, printed), f"$ {shlex.join(step.words)}\n{printed}"


def test_the_plan_touches_one_policy_and_gives_one_pipeline(story: Story) -> None:
    assert story.touched == {"module.service_user.aws_iam_policy.permissions": ["update"]}
    assert _allowed(story.after) - _allowed(story.before) == {f"imagebuilder:StartImagePipelineExecution {PIPELINE}"}
    assert _allowed(story.before) < _allowed(story.after)


def _allowed(policy: Mapping[str, Any]) -> set[str]:
    """Each action of a policy with each of its resources."""
    return {
        f"{action} {resource}"
        for one in policy["Statement"]
        if one["Effect"] == "Allow"
        for action in _many(one["Action"])
        for resource in _many(one["Resource"])
    }


def _many(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value
