"""The examples, as a user copies them: planned, applied, planned again and destroyed by the real provider."""

import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.oracles import registry
from tests.oracles.moto.moto_server import MotoServer, moto_server
from tests.oracles.moto.read_back import leftovers
from tests.oracles.terraform.examples import ALL, EXAMPLES, Example, copy
from tests.oracles.terraform.locate import Binary, Mirror
from tests.oracles.terraform.stage import stage
from tests.oracles.terraform.terraform_cli import Finding, Outcome, Terraform

pytestmark = pytest.mark.oracle(registry.TERRAFORM, registry.PROVIDER, registry.MOTO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What terraform and IAM said of an example; `made` and `left` are ARNs of all its accounts."""

    example: Example
    findings: tuple[Finding, ...]
    plan: Outcome
    made: tuple[str, ...]
    second_plan: Outcome
    left: tuple[str, ...]


@pytest.fixture(scope="module", params=ALL, ids=[one.name for one in ALL])
def seen(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, binary: Binary, mirror: Mirror
) -> Iterator[Seen]:
    example: Example = request.param
    folder = tmp_path_factory.mktemp(example.name)
    _write_profiles(folder / "home", example)
    with ExitStack() as stack:
        servers = {
            alias: stack.enter_context(moto_server(account=account, region="eu-west-1"))
            for alias, account in example.accounts.items()
        }
        terraform = stage(copy(example, folder), folder / "home", servers, binary, mirror)
        yield _see(example, terraform, servers)
    registry.ran(registry.TERRAFORM, registry.PROVIDER, registry.MOTO)


def _see(example: Example, terraform: Terraform, servers: Mapping[str, MotoServer]) -> Seen:
    lines = (f'{name} = "{value}"\n' for name, value in example.variables.items())
    (terraform.folder / "terraform.tfvars").write_text("".join(lines), encoding="utf-8")
    findings, plan = terraform.validate(), terraform.plan()
    options = ("-input=false", "-no-color", "-parallelism=3", *(f"-target={one}" for one in example.applied))
    terraform.run("apply", "-auto-approve", *options)
    made = _arns(servers)
    second_plan = terraform.run("plan", "-detailed-exitcode", *options, allowed=frozenset({0, 2}))
    terraform.destroy()
    left = (*terraform.state(), *_arns(servers))
    return Seen(example=example, findings=findings, plan=plan, made=made, second_plan=second_plan, left=left)


def _arns(servers: Mapping[str, MotoServer]) -> tuple[str, ...]:
    return tuple(arn for server in servers.values() for arn in leftovers(server.iam()))


def _write_profiles(home: Path, example: Example) -> None:
    """The profiles of the AWS configuration that the examples name."""
    (home / ".aws").mkdir(parents=True)
    named = ("identity-center", *filter(None, example.accounts))
    text = "".join(f"[profile {one}]\nregion = eu-west-1\n" for one in named)
    (home / ".aws" / "config").write_text(text, encoding="utf-8")


def test_terraform_would_format_no_example_differently(terraform: Terraform) -> None:
    assert terraform.check_format(EXAMPLES) == ()


def test_every_example_is_judged() -> None:
    assert {one.name for one in EXAMPLES.iterdir() if one.is_dir()} == {one.name for one in ALL}


def test_the_provider_has_nothing_to_say(seen: Seen) -> None:
    assert seen.findings == ()
    assert "Warning:" not in seen.plan.stdout + seen.plan.stderr


def test_apply_makes_what_the_modules_say_in_the_accounts_of_the_example(seen: Seen) -> None:
    kinds = [arn.split(":")[5].split("/")[0] for arn in seen.made]
    roles = seen.example.count("aws_iam_role") + seen.example.count("aws_iam_service_linked_role")
    assert (kinds.count("role"), kinds.count("policy")) == (roles, seen.example.count("aws_iam_policy"))
    assert {arn.split(":")[4] for arn in seen.made} <= set(seen.example.accounts.values())


def test_groups_get_their_permission_sets_in_accounts(seen: Seen) -> None:
    assignments = re.findall(r"# module\.(\w+)\.aws_ssoadmin_account_assignment.this\[\"(\w+)\"\]", seen.plan.stdout)
    wanted = [("service_user_sign_in", "dev"), ("viewer_sign_in", "dev"), ("viewer_sign_in", "prod")]
    assert assignments == (wanted if seen.example.name == "identity-center" else [])


def test_a_second_plan_has_nothing_to_do(seen: Seen) -> None:
    assert seen.second_plan.code == 0, seen.second_plan.stdout


def test_destroy_leaves_nothing(seen: Seen) -> None:
    assert seen.left == ()
