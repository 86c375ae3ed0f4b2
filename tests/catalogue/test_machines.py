"""The capabilities of machines against AWS's managed policies for the same machines, and the golden machines.

Source: the managed policies as AWS publishes them, which tests/reference compares with another copy.
"""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from generator.analysis.access_tests.mutate import Part
from generator.analysis.comparison.compare import within
from generator.analysis.comparison.found import Found, Nothing, Witness
from generator.model.policy_json import decode_document
from generator.pipeline.prove import Proofs, covered, prove_profiles, subjects_of
from generator.reference.managed import managed_document
from tests.compiler.profile_text import Json, compiled, granted, persona, profile

MACHINES = Path(__file__).parents[1] / "golden" / "machines"
SSM = "AmazonSSMManagedInstanceCore"
INSTANCE = "EC2InstanceProfileForImageBuilder"
CONTAINERS = "EC2InstanceProfileForImageBuilderECRContainerBuilds"
EXECUTION = "EC2ImageBuilderExecutionPolicy"
LIFECYCLE = "EC2ImageBuilderLifecycleExecutionPolicy"
DISTRIBUTION = "Ec2ImageBuilderCrossAccountDistributionAccess"
OWN_BUCKET = {"bucket": "disks", "bucket_account": "${aws:PrincipalAccount}"}
STEPS: dict[str, Json] = {
    "launch-build-instances": {"instance_role": "build", "key_pairs": ["support"]},
    "run-build-commands": {},
    "run-sysprep": {},
    "collect-image-metadata": {},
    "create-amis": {},
    "register-amis": {},
    "collect-scan-findings": {},
    "scan-container-images": {},
    "write-workflow-logs": {},
    "copy-amis": {},
    "encrypt-amis": {"keys": ["1234"]},
    "share-amis": {},
    "distribute-to-accounts": {"accounts": ["444455556666"]},
    "update-launch-templates": {"launch_templates": ["lt-1"]},
    "publish-ami-parameters": {"parameters": ["imagebuilder/*"]},
    "export-amis": {"export_role": "export"},
    "prepare-fast-launch": {"regions": ["eu-west-1"]},
    "attach-licenses": {"license_configurations": ["lic-1"]},
    "watch-imports": {},
    "watermark-amis": {},
}
"""The families of steps that AWS's execution policy has too."""
OWN_ACCOUNT: dict[str, Json] = {"use-notification-topic": {"topic": "builds"}, "run-cascading-pipelines": {}}
"""Of these AWS's policy says by `aws:ResourceAccount` what ours says by the account in the ARN."""
WIDER: dict[str, tuple[Json, str]] = {
    "take-parent-instances": ({"groups": ["builds"]}, "autoscaling:"),
    "run-state-machines": ({"state_machines": ["check"]}, "states:"),
    "invoke-functions": ({"functions": ["approve"]}, "lambda:InvokeFunction"),
    "run-build-commands": ({"documents": ["harden"]}, "ssm:SendCommand"),
    "write-workflow-logs": ({"log_groups": ["/builds"]}, "logs:"),
    "publish-ami-parameters": ({"parameters": ["ami/web"]}, "ssm:"),
}
"""What AWS's policy leaves to roles of one's own, and the actions that it lacks for it."""
SAME_MACHINE = [
    *((name, values, EXECUTION) for name, values in STEPS.items()),
    ("build-images", {}, INSTANCE),
    ("bootstrap-builds", {"key": "1234"}, INSTANCE),
    ("build-from-disks", OWN_BUCKET, INSTANCE),
    ("build-container-images", {"repositories": ["web"]}, CONTAINERS),
    ("be-managed-by-ssm", {}, SSM),
    ("be-managed-by-ssm", {"parameters": ["builds/*"]}, SSM),
    ("clean-up-amis", {}, LIFECYCLE),
    ("clean-up-container-images", {"repositories": ["web"]}, LIFECYCLE),
    ("clean-up-images", {}, LIFECYCLE),
    ("receive-amis", {}, DISTRIBUTION),
]


def use(name: str, values: Json) -> Json:
    return {"capability": name} | ({"with": values} if values else {})


def against_aws(name: str, values: Json, managed: str) -> Found:
    """A request that a capability allows and AWS's policy for the same machine does not."""
    theirs = persona(identity={"kind": "instance-profile", "managed_policies": [managed]})
    written = {**profile(), "personas": {"a": persona([use(name, values)]), "b": theirs}}
    validated = compiled(written)
    ours, aws = subjects_of(validated.profiles, validated.modules)
    return within(ours.policies, aws.policies)


@pytest.mark.parametrize(("name", "values", "managed"), SAME_MACHINE)
def test_a_machine_gets_nothing_that_awss_policy_for_it_does_not_hold(name: str, values: Json, managed: str) -> None:
    assert against_aws(name, values, managed) == Nothing()


@pytest.mark.parametrize(("name", "values", "lacking"), [(name, *rest) for name, rest in WIDER.items()])
def test_what_awss_policy_leaves_to_roles_of_ones_own_is_not_in_it(name: str, values: Json, lacking: str) -> None:
    found = against_aws(name, values, EXECUTION)
    assert isinstance(found, Witness)
    assert found.request.action.startswith(lacking)


def test_the_steps_hold_every_action_of_awss_execution_policy() -> None:
    can = [use(name, values) for name, values in (STEPS | OWN_ACCOUNT).items()]
    assert set(granted(profile(can))) == actions_of(EXECUTION)


def actions_of(managed: str) -> set[str]:
    document = decode_document(managed_document(managed))
    return {action for one in document.statements for action in one.actions}


def test_the_agents_rights_are_awss_without_reading_parameters() -> None:
    ours = set(granted(profile([use("be-managed-by-ssm", {})])))
    assert ours == actions_of(SSM) - {"ssm:GetParameter", "ssm:GetParameters"}


def test_an_instance_without_managed_policies_has_all_that_awss_hold() -> None:
    names = {
        "build-images": {},
        "build-container-images": {"repositories": ["web"]},
        "build-from-disks": OWN_BUCKET,
        "bootstrap-builds": {"key": "1234"},
        "be-managed-by-ssm": {"parameters": ["builds/*"]},
    }
    ours = set(granted(profile([use(name, values) for name, values in names.items()])))
    assert ours == actions_of(INSTANCE) | actions_of(CONTAINERS) | actions_of(SSM)


@pytest.mark.parametrize("managed", [LIFECYCLE, DISTRIBUTION])
def test_a_role_of_the_service_has_all_that_awss_policy_holds(managed: str) -> None:
    name = {LIFECYCLE: "clean-up-images", DISTRIBUTION: "receive-amis"}[managed]
    assert set(granted(profile([use(name, {})]))) == actions_of(managed)


# the golden machines


@cache
def golden() -> Proofs:
    return prove_profiles(["profiles.yaml"], lambda name: (MACHINES / name).read_text(encoding="utf-8"))


def test_every_machine_does_what_it_should_and_nothing_near_it() -> None:
    proofs = golden()
    assert (proofs.problems, proofs.remarks) == ((), ())
    tested: dict[str, set[Any]] = {}
    for one in proofs.outcomes:
        tested.setdefault(one.case.subject.persona, set()).add(one.case.expected.value)
    assert tested == {one.persona: {"allow", "deny"} for one in proofs.subjects}


def test_no_condition_of_a_machine_could_get_lost_unnoticed() -> None:
    for one in covered(golden()):
        assert [each.name for each in one.unnoticed if each.part is Part.CONDITION] == []
