"""A reader and a writer of every AWS service compile, render and verify, beside nothing that they do not support."""

import json
import os
import random
from itertools import product

import pytest

from generator.model.reference import Service
from generator.pipeline.generate import generate
from generator.reference.services import service_prefixes
from tests.compiler.profile_text import DEV, Json, persona, reading
from tests.laws.reference_facts import guarded, is_guarded, is_supported, leading, service


def by_levels(found: Service) -> dict[str, Json]:
    """Two personas of a service, as far as it has such actions."""
    halves = {"reader": ["list", "read"], "writer": ["write", "tagging"]}
    free = [one for one in found.actions if not is_guarded(one)]
    exclude = {"exclude": guarded(found.prefix)} if guarded(found.prefix) else {}
    return {
        who: persona([{"access": levels} | exclude])
        for who, levels in halves.items()
        if any(leading(one) in levels for one in free)
    }


def _services() -> list[str]:
    """All of them with IAM_PERSONAS_ALL_SERVICES, else a seeded fifth and the awkward ones."""
    if os.environ.get("IAM_PERSONAS_ALL_SERVICES"):
        return list(service_prefixes())
    some = random.Random(457).sample(service_prefixes(), 90)
    return sorted({*some, "backup", "ec2", "iam", "sagemaker", "rds-db"})


@pytest.mark.parametrize("prefix", _services())
def test_personas_by_access_level_compile_render_and_verify(prefix: str) -> None:
    personas = by_levels(service(prefix))
    written = {"version": 1, "service": prefix, "targets": [DEV], "personas": personas}
    generated = generate(["profiles.yaml"], reading({"profiles.yaml": json.dumps(written)}), None, [])
    for path, text in generated.files:
        for one in json.loads(text)["Statement"] if "/policies/" in path else ():
            assert all(is_supported(action, arn) for action, arn in product(one["Action"], one["Resource"]))
    assert len(generated.validated.modules) == len(personas)
