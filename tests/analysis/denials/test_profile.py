"""The profile that the messages are about."""

import pytest
from typer.testing import CliRunner

from generator.analysis.denials.read import read_denials
from generator.cli.main import app
from generator.model.denial import Denial, DeniedBy, DenyEffect
from tests.analysis.denials.corpus import CASES, MESSAGES, message


def test_the_profile_of_the_messages_is_valid() -> None:
    result = CliRunner().invoke(app, ["validate", "--no-notes", str(CASES / "profiles.yaml")])
    assert result.exit_code == 0, result.output


@pytest.fixture(scope="module")
def denials() -> list[Denial]:
    return [one for path in MESSAGES for one in read_denials(message(path)) if isinstance(one, Denial)]


def test_the_messages_have_every_type_of_policy_with_every_effect(denials: list[Denial]) -> None:
    seen = {(one.effect, one.denied_by) for one in denials}
    told = [one for one in DeniedBy if one is not DeniedBy.UNTOLD]
    assert {(effect, by) for effect in (DenyEffect.IMPLICIT, DenyEffect.EXPLICIT) for by in told} <= seen


def test_the_messages_are_many() -> None:
    assert len(MESSAGES) >= 130
