"""Sizes as IAM counts them, recounted from the emitted text.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
"""

import json

import pytest

from generator.compiler.places import places_of
from generator.compiler.size import MANAGED_POLICY_CHARS, document_size
from generator.model.profile import IdentityKind
from generator.pipeline.generate import Generated, generate
from tests.compiler.profile_text import DEV, Json, compiled, persona, problems, profile, reading


def made(written: Json) -> Generated:
    return generate(["profiles.yaml"], reading({"profiles.yaml": json.dumps(written)}), None, [])


def recounted(text: str) -> int:
    """The characters of a JSON text without white space, also without that in strings."""
    return len("".join(text.split()))


@pytest.mark.parametrize(
    "can",
    [
        [{"capability": "view"}],
        [{"capability": ["audit", "console"]}],
        [{"actions": ["DeleteImage"], "conditions": {"aws:ResourceTag/Team": 'EC2 "Image" Bu\\ilder é'}}],
        [{"service": "ec2", "access": ["read", "list"]}],
    ],
)
def test_the_size_is_that_of_the_emitted_text(can: list[Json]) -> None:
    generated = made(profile(can))
    (module,) = generated.validated.modules
    bindings = generated.validated.profiles.targets[0].bindings
    for one in module.policies:
        text = dict(generated.files)[f"a/policies/dev/{one.name}.json"]
        assert document_size(one.document.statements, (bindings,)) == recounted(text)


def test_the_largest_place_counts() -> None:
    inputs = {"names": {"type": "list(string)", "description": "N.", "default": ["a"]}}
    long = DEV | {"name": "long", "inputs": {"names": ["a" * 100, "b" * 100]}}
    can = [{"actions": ["DeleteImage"], "resources": {"image": "${input.names}"}}]
    generated = made(profile(can) | {"inputs": inputs, "targets": [DEV, long]})
    (module,) = generated.validated.modules
    text = dict(generated.files)["a/policies/long/permissions.json"]
    assert document_size(module.policies[0].document.statements, generated.validated.places) == recounted(text)


def test_without_a_target_the_defaults_count() -> None:
    inputs = {"names": {"type": "list(string)", "description": "N.", "default": ["a" * 60 + str(n) for n in range(99)]}}
    can = [{"actions": ["DeleteImage"], "resources": {"image": "${input.names}"}}]
    written = profile(can) | {"inputs": inputs, "targets": []}
    (one,) = problems(written)
    assert one.code == "policy-too-large"


def test_the_defaults_and_the_probe_are_the_places_without_a_target() -> None:
    inputs = {"name": {"type": "string", "description": "N.", "default": "x"}}
    can = [{"actions": ["DeleteImage"], "resources": {"image": "${input.name}"}}]
    profiles = compiled(profile(can) | {"inputs": inputs, "targets": []}).profiles
    assert [dict(one.inputs)["name"] for one in places_of(profiles)] == ["x", "probe-name"]


def trusting(accounts: int) -> Json:
    numbers = [f"{number:012}" for number in range(111122223333, 111122223333 + accounts)]
    identity = {"kind": "role", "trust": {"accounts": numbers}}
    return profile() | {"personas": {"a": persona([{"actions": ["GetImage"]}], identity=identity)}}


def test_a_trust_policy_has_a_quota_of_its_own() -> None:
    assert not problems(trusting(40))
    (one,) = problems(trusting(60))
    assert one.code == "policy-too-large"
    assert one.message.endswith("characters of 2048")


def wide(policies: int, kind: str) -> Json:
    """A persona that needs about so many policies."""
    names = [f"{'x' * 90}{number}" for number in range(policies * 30)]
    can = [{"actions": ["DeleteImage"], "resources": {"image": names}}]
    identity = {"kind": kind} | ({"trust": {"accounts": ["self"]}} if kind == "role" else {})
    return profile() | {"personas": {"a": persona(can, identity=identity)}, "targets": []}


def test_a_role_has_room_for_ten_policies() -> None:
    found = problems(wide(20, "role"))
    assert [one.code for one in found] == ["too-many-policies"]
    assert not problems(wide(5, "role"))


def test_policies_that_are_attached_elsewhere_may_be_more() -> None:
    validated = compiled(wide(20, "policy"))
    (module,) = validated.modules
    assert module.identities == (IdentityKind.POLICY,)
    assert len(module.policies) > 10
    for one in module.policies:
        assert document_size(one.document.statements, validated.places) <= MANAGED_POLICY_CHARS
