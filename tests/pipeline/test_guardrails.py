"""Guardrails through the pipeline: their tests, and what they take no part in."""

from typing import Any

import pytest

from generator.diagnostics import DiagnosticError
from generator.pipeline.generate import generate
from generator.pipeline.prove import Proofs, covered, prove_profiles
from generator.workspace.read import read_profile
from tests.analysis.access_tests.profiles import proofs
from tests.compiler.profile_text import Json, persona
from tests.oracles.terraform.guardrails import PROFILE

DENY = {"actions": ["PutImagePolicy"], "resources": {"image": "web"}}
IMAGE = "image/web/1.0.0/1"


def profiles(*tests: Json, **more: Any) -> Json:
    one = {"title": "G", "description": "Guards.", "kind": "service-control-policy", "cannot": [DENY]}
    personas = {"a": persona([{"actions": ["ListImages"]}])}
    guardrails = {"g": {**one, "tests": list(tests)}}
    return {"version": 1, "service": "imagebuilder", "personas": personas, "guardrails": guardrails, **more}


def shipped() -> Proofs:
    return prove_profiles(["profiles.yaml"], read_profile)


@pytest.mark.parametrize(
    ("test", "held"),
    [
        ({"deny": "PutImagePolicy", "resource": IMAGE}, True),
        ({"allow": "PutImagePolicy", "resource": IMAGE}, False),
        ({"allow": "PutImagePolicy", "resource": "image/other/1.0.0/1"}, True),
        ({"deny": "PutImagePolicy", "resource": "image/other/1.0.0/1"}, False),
        ({"deny": "PutImagePolicy", "resource": "image/web/*"}, True),
        ({"deny": "PutImagePolicy"}, False),
        ({"allow": "CreateImage", "resource": IMAGE}, True),
    ],
)
def test_a_guardrail_denies_what_it_says_and_leaves_the_rest_alone(test: Json, held: bool) -> None:
    (one,) = proofs(profiles(test)).outcomes
    assert one.holds is held


def test_no_rule_speaks_of_a_guardrail() -> None:
    with pytest.raises(DiagnosticError) as error:
        proofs(profiles(rules=["g within a"]))
    assert [one.code for one in error.value.diagnostics] == ["unknown-persona"]


def test_a_guardrail_closes_no_persona() -> None:
    proved = proofs(profiles())
    assert {one.persona for one in proved.subjects} == {"a"}
    assert {one.persona for one in proved.guarded} == {"g"}


def test_each_part_of_a_guardrail_can_be_noticed_by_its_tests() -> None:
    found = {one.persona: one for one in covered(proofs(profiles({"deny": "PutImagePolicy", "resource": IMAGE})))}
    assert found["g"].percent == 100


def test_the_shipped_boundary_takes_nothing_from_the_shipped_personas() -> None:
    proved = shipped()
    within = {one.rule.text for one in proved.rules if one.rule.text.endswith("within boundary")}
    assert len(within) == 5
    assert not proved.problems


def test_files_of_a_guardrail_are_read_back_under_every_target() -> None:
    generated = generate([str(PROFILE)], read_profile, None, ())
    names = {path for path, _ in generated.files if path.startswith("perimeter/")}
    files = {"README.md", "main.tf", "outputs.tf", "policies/dev/guardrail.json", "variables.tf", "versions.tf"}
    assert names == {f"perimeter/{one}" for one in files}
