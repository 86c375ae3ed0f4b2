"""First profiles say what they mean: an extra right, a rule that does not hold or a lost test would show."""

from typing import Any

import pytest
import yaml

from generator.pipeline.init import init
from generator.pipeline.prove import prove_profiles


def read(prefix: str) -> dict[str, Any]:
    return yaml.safe_load(init(prefix))


@pytest.mark.parametrize(
    ("prefix", "personas"),
    [
        ("kms", ["viewer", "service-user", "service-admin"]),
        ("execute-api", ["service-user", "service-admin"]),
        ("pricing", ["viewer"]),
        ("rds-db", ["service-admin"]),
    ],
)
def test_a_service_has_the_personas_that_its_levels_allow(prefix: str, personas: list[str]) -> None:
    assert list(read(prefix)["personas"]) == personas


def test_a_service_user_is_bound_to_the_own_team_where_the_service_knows_tags() -> None:
    (grant,) = read("kms")["personas"]["service-user"]["can"]
    assert grant == {
        "access": "write",
        "exclude": "Create*",
        "conditions": {"aws:ResourceTag/Team": "${principal.tag.Team}"},
        "unsupported_conditions": "skip",
    }


def test_a_service_user_deletes_nothing_where_the_service_knows_no_tags() -> None:
    (grant,) = read("account")["personas"]["service-user"]["can"]
    assert grant == {"access": "write", "exclude": "Delete*"}


def test_guarded_actions_are_excluded_and_said() -> None:
    text = init("iam")
    assert "exclude: [CreateServiceLinkedRole, PassRole]" in text
    assert "# The excluded actions are only ever granted by `actions`" in text


def test_a_rule_that_does_not_hold_is_a_comment() -> None:
    text = init("ec2")
    assert "  # not held: service-admin cannot escalate\n" in text
    assert "  - service-admin cannot escalate\n" not in text
    assert "  - viewer cannot escalate\n" in text


@pytest.mark.parametrize("prefix", ["kms", "lambda", "rds-db", "chime"])
def test_every_persona_is_allowed_something_and_denied_something(prefix: str) -> None:
    for persona in read(prefix)["personas"].values():
        words = [key for one in persona["tests"] for key in one]
        assert "allow" in words
        assert "deny" in words


def test_a_test_fails_where_the_grant_behind_it_goes() -> None:
    text = init("kms")
    lost = text.replace("access: [write, tagging]", "access: tagging")
    assert lost != text
    proofs = prove_profiles(["kms.yaml"], lambda _: lost)
    assert {one.code for one in proofs.problems} == {"access-test", "broken-rule"}
