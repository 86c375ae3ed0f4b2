"""A tree put through terraform, the AWS provider and moto; what each of them said."""

from collections.abc import Generator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from tests.oracles.moto.moto_server import MotoServer, moto_server
from tests.oracles.moto.read_back import AppliedModule, leftovers, make_users, read_module
from tests.oracles.terraform.compare import Json, parse
from tests.oracles.terraform.locate import Binary, Mirror
from tests.oracles.terraform.root_module import USERS, output_name, suffixes, write_root_module
from tests.oracles.terraform.terraform_cli import Finding, Outcome, Terraform, terraform_in
from tests.oracles.terraform.tree import Tree

Documents = Mapping[str, Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What was seen, by module call.

    `planned` are the policy documents that the provider rendered, `rendered_chars` how long it wrote
    them, `applied` what moto held after apply; `second_plan` has code 0 when apply left nothing to do; `left`
    are the addresses and ARNs that destroy left behind.
    """

    findings: tuple[Finding, ...]
    plan: Outcome
    planned: Mapping[str, Documents]
    rendered_chars: Mapping[str, Mapping[str, int]]
    applied: Mapping[str, AppliedModule]
    second_plan: Outcome
    left: tuple[str, ...]


def prove(tree: Tree, folder: Path, binary: Binary, mirror: Mirror) -> Evidence:
    """Validates, plans, applies, reads back, plans again and destroys. Raises TerraformError where terraform fails."""
    with _servers(tree) as servers:
        terraform = _initialised(tree, servers, folder, binary, mirror)
        findings = terraform.validate()
        plan = terraform.plan()
        outputs = terraform.planned_outputs()
        terraform.apply()
        applied = _applied(tree, terraform.outputs(), servers)
        second_plan = terraform.plan_again()
        terraform.destroy()
        left = (*terraform.state(), *(arn for server in servers.values() for arn in leftovers(server.iam())))
    return Evidence(
        findings=findings,
        plan=plan,
        planned=_planned(tree, outputs),
        rendered_chars=_rendered_chars(tree, outputs),
        applied=applied,
        second_plan=second_plan,
        left=left,
    )


def render(tree: Tree, folder: Path, binary: Binary, mirror: Mirror) -> Mapping[str, Documents]:
    """A tree → the policy documents that the provider renders, by module call; nothing is applied."""
    with _servers(tree) as servers:
        terraform = _initialised(tree, servers, folder, binary, mirror)
        terraform.plan()
        return _planned(tree, terraform.planned_outputs())


def labels(tree: Tree) -> tuple[str, ...]:
    """The module calls of a tree's root."""
    return tuple(tree.label(p, t) + suffix for t in tree.targets for p in tree.personas for suffix in suffixes(tree, t))


@contextmanager
def _servers(tree: Tree) -> Generator[Mapping[str, MotoServer]]:
    """One moto per target, so that targets of one account don't meet."""
    with ExitStack() as stack:
        servers = {
            target.name: stack.enter_context(moto_server(account=target.account, region=target.region))
            for target in tree.targets
        }
        for server in servers.values():
            make_users(server.iam(), USERS)
        yield servers


def _initialised(
    tree: Tree, servers: Mapping[str, MotoServer], folder: Path, binary: Binary, mirror: Mirror
) -> Terraform:
    terraform = terraform_in(folder / "root", folder / "home", binary, mirror)
    endpoints = {name: server.endpoint for name, server in servers.items()}
    write_root_module(tree, endpoints, mirror.version, terraform.folder)
    terraform.init()
    return terraform


def _planned(tree: Tree, outputs: Mapping[str, Json]) -> Mapping[str, Documents]:
    return {label: _documents(outputs.get(output_name(label, "policy_documents"))) for label in labels(tree)}


def _rendered_chars(tree: Tree, outputs: Mapping[str, Json]) -> Mapping[str, Mapping[str, int]]:
    texts = {label: _texts(outputs.get(output_name(label, "policy_documents"))) for label in labels(tree)}
    return {label: {name: len(text) for name, text in rendered.items()} for label, rendered in texts.items()}


def _documents(output: Json) -> Documents:
    return {name: parse(text) for name, text in _texts(output).items()}


def _texts(output: Json) -> Mapping[str, str]:
    return cast("dict[str, str]", output or {})


def _applied(tree: Tree, outputs: Mapping[str, Json], servers: Mapping[str, MotoServer]) -> Mapping[str, AppliedModule]:
    return {
        tree.label(persona, target) + suffix: read_module(
            servers[target.name].iam(),
            {
                name: outputs[output_name(tree.label(persona, target) + suffix, name)]
                for name in tree.declared(persona, "output")
            },
        )
        for target in tree.targets
        for persona in tree.personas
        for suffix in suffixes(tree, target)
    }
