"""Services in depth: profiles as a user would write them, whose tests and rules hold, and what is made of them."""

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from generator.pipeline.generate import Generated, generate
from generator.workspace.read import read_profile

SERVICES = Path(__file__).parent / "services"
MODULES = SERVICES / "modules"
PREFIXES = sorted(one.parent.name for one in SERVICES.glob("*/profiles.yaml"))


@cache
def made(prefix: str) -> Generated:
    return generate([str(SERVICES / prefix / "profiles.yaml")], read_profile, None, [])


def golden() -> Mapping[str, str]:
    files = (one for one in MODULES.rglob("*") if one.is_file())
    return {one.relative_to(MODULES).as_posix(): one.read_text(encoding="utf-8") for one in files}


def test_the_services_are_these() -> None:
    assert PREFIXES == ["dynamodb", "ec2", "ecr", "kms", "lambda", "s3", "sagemaker", "ssm"]


@pytest.mark.golden
def test_the_profiles_give_the_golden_modules() -> None:
    # eight root modules don't go into one folder
    wanted = {path: text for prefix in PREFIXES for path, text in made(prefix).files if "/" in path}
    if os.environ.get("UPDATE_GOLDEN"):
        for path in golden().keys() - wanted.keys():
            (MODULES / path).unlink()
        for path, text in wanted.items():
            (MODULES / path).parent.mkdir(parents=True, exist_ok=True)
            (MODULES / path).write_text(text, encoding="utf-8")
    assert golden() == wanted


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_profile_is_of_its_service_and_proves_each_persona(prefix: str) -> None:
    validated = made(prefix).validated
    assert validated.profiles.service == prefix
    assert {one.name for one in validated.profiles.personas} == {
        one.case.subject.persona for one in validated.proofs.outcomes
    }
    assert all(one.name.startswith(f"{prefix}-") for one in validated.profiles.personas)
    assert all(one.problem is None for one in validated.proofs.rules)
    assert len(validated.proofs.rules) >= 3
