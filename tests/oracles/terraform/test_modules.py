"""Each module, judged by terraform and the AWS provider: it is well made, and it means what its JSON says."""

from collections.abc import Iterator, Mapping

import pytest

from generator.compiler.size import rendered_size
from generator.model.policy_json import decode_document
from tests.oracles import registry
from tests.oracles.moto.read_back import AppliedModule, AppliedRole
from tests.oracles.terraform.compare import Json, differences
from tests.oracles.terraform.prove import Evidence, labels
from tests.oracles.terraform.root_module import VARIANT, VARIANT_INPUTS, suffixes
from tests.oracles.terraform.terraform_cli import Terraform
from tests.oracles.terraform.tree import Persona, Tree

NAMED_BOUNDARIES = ("arn:aws:iam::111122223333:policy/bounds/watcher",)
pytestmark = pytest.mark.oracle(registry.TERRAFORM, registry.PROVIDER, registry.MOTO)


def test_terraform_would_format_no_file_differently(tree: Tree, terraform: Terraform) -> None:
    assert terraform.check_format(tree.root) == ()


def test_the_provider_finds_no_error_and_warns_of_nothing(evidence: Evidence) -> None:
    assert evidence.findings == ()
    assert "Warning:" not in evidence.plan.stdout + evidence.plan.stderr


def test_the_provider_renders_the_json_files(tree: Tree, evidence: Evidence) -> None:
    assert contradictions(tree, evidence.planned) == ()


def test_the_provider_renders_as_many_characters_as_we_count(tree: Tree, evidence: Evidence) -> None:
    for persona in tree.personas:
        for target in tree.targets:
            documents = tree.documents(persona, target)
            counted = {name: rendered_size(decode_document(one)) for name, one in documents.items()}
            assert evidence.rendered_chars[tree.label(persona, target)] == counted


def test_iam_holds_the_json_files_after_apply(tree: Tree, evidence: Evidence) -> None:
    assert contradictions(tree, {label: module.documents for label, module in evidence.applied.items()}) == ()


def test_a_role_has_its_own_policies_and_its_managed_ones_and_no_other(tree: Tree, evidence: Evidence) -> None:
    for persona, module, role in _roles(tree, evidence):
        own = module.outputs["policy_arns"]
        assert isinstance(own, dict)
        managed = role.attached - {str(arn) for arn in own.values()}
        assert all(":iam::aws:policy/" in arn for arn in managed), managed
        assert {arn.split(":policy/", 1)[1] for arn in managed} == set(persona.managed_policies)


def test_an_instance_profile_holds_the_role_of_its_module(tree: Tree, evidence: Evidence) -> None:
    for _, module, role in _roles(tree, evidence):
        profile = module.outputs.get("instance_profile_name")
        assert sorted(role.profiles) == ([profile] if profile is not None else [])


def test_the_common_variables_reach_the_role(evidence: Evidence) -> None:
    for label, module in evidence.applied.items():
        if label.endswith(VARIANT) and module.role is not None:
            assert module.role.path == VARIANT_INPUTS["path"]
            assert module.role.boundary in (VARIANT_INPUTS["permissions_boundary"], *boundaries(module))
            assert module.role.tags == VARIANT_INPUTS["tags"]


def boundaries(module: AppliedModule) -> tuple[str, ...]:
    """The boundaries that a module sets whatever it is given."""
    made = module.outputs.get("boundary_arn")
    return (made,) if isinstance(made, str) else NAMED_BOUNDARIES


def test_a_group_and_users_have_the_policies_of_the_role(evidence: Evidence) -> None:
    for label, module in evidence.applied.items():
        if module.group is not None and module.role is not None:
            own = module.outputs["policy_arns"]
            assert isinstance(own, dict)
            assert module.group == module.role.attached if own else len(module.group) == 1, label


def test_a_second_plan_has_nothing_to_do(evidence: Evidence) -> None:
    assert evidence.second_plan.code == 0, evidence.second_plan.stdout


def test_destroy_leaves_nothing(evidence: Evidence) -> None:
    assert evidence.left == ()


def contradictions(tree: Tree, seen: Mapping[str, Mapping[str, Json]]) -> tuple[str, ...]:
    """Where documents seen by module call differ from the JSON files of the tree."""
    expected = {
        tree.label(persona, target) + suffix: tree.documents(persona, target)
        for target in tree.targets
        for persona in tree.personas
        for suffix in suffixes(tree, target)
    }
    assert set(seen) == set(expected) == set(labels(tree))
    return tuple(text for label, documents in expected.items() for text in _contradictions(label, documents, seen))


def _contradictions(label: str, expected: Mapping[str, Json], seen: Mapping[str, Mapping[str, Json]]) -> Iterator[str]:
    if set(expected) != set(seen[label]):
        yield f"{label}: expected the documents {sorted(expected)}, got {sorted(seen[label])}"
    for name in sorted(set(expected) & set(seen[label])):
        for text in differences(expected[name], seen[label][name]):
            yield f"{label} {name}: {text}"


def _roles(tree: Tree, evidence: Evidence) -> Iterator[tuple[Persona, AppliedModule, AppliedRole]]:
    for target in tree.targets:
        for persona in tree.personas:
            for suffix in suffixes(tree, target):
                module = evidence.applied[tree.label(persona, target) + suffix]
                if module.role is not None:
                    yield persona, module, module.role
