"""The first profile of every AWS service holds, renders and verifies, and grants nothing beside what it supports."""

import json
from collections.abc import Iterator
from itertools import product

import pytest

from generator.model.profile import Expectation
from generator.pipeline.generate import Generated, generate
from generator.pipeline.init import init
from generator.reference.services import service_prefixes
from tests.laws.reference_facts import guarded, is_supported, leading, service

LEVELS = {
    "viewer": {"list", "read"},
    "service-user": {"list", "read", "write"},
    "service-admin": {"list", "read", "write", "tagging"},
}
NOTHING_ELSE = ("rds-db",)
"""What has permissions management only."""


@pytest.mark.parametrize("prefix", service_prefixes())
def test_a_first_profile_holds_and_grants_the_levels_of_each_job_where_they_are_supported(prefix: str) -> None:
    generated = generate([f"{prefix}.yaml"], lambda _: init(prefix), None, [])
    level = {str(one): leading(one) for one in service(prefix).actions}
    for persona, action, arn in granted(generated):
        assert is_supported(action, arn), (persona, action, arn)
        assert level[action] in LEVELS[persona] or prefix in NOTHING_ELSE, (persona, action)
        assert action not in guarded(prefix)
    assert {one.persona for one in generated.validated.modules} == allowed_something(generated)


def granted(generated: Generated) -> Iterator[tuple[str, str, str]]:
    """Each persona, action and resource of the JSON policies."""
    for path, text in generated.files:
        persona, name = path.split("/")[0], path.split("/")[-1]
        for one in json.loads(text)["Statement"] if name.startswith("permissions") else ():
            yield from ((persona, *pair) for pair in product(one["Action"], one["Resource"]))


def allowed_something(generated: Generated) -> set[str]:
    """The personas of which a test says what they may do."""
    outcomes = generated.validated.proofs.outcomes
    return {one.case.subject.persona for one in outcomes if one.case.expected is Expectation.ALLOW}
