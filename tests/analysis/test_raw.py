"""A raw statement in a profile → what access tests, rules and the search for escalation paths say of it."""

import json

import pytest

from generator.diagnostics import Severity
from generator.pipeline.prove import prove_profiles
from tests.compiler.profile_text import DEV, Json, persona

EVERYTHING_ELSE = {"raw": {"NotAction": ["iam:*", "organizations:*"], "Resource": "*"}}
ELSEWHERE = {"raw": {"Action": "s3:*", "NotResource": ["arn:aws:s3:::ours", "arn:aws:s3:::ours/*"]}}
ALL_OF_S3 = {"raw": {"Action": "s3:*", "Resource": "*"}}


def broken(*, can: list[Json], cannot: list[Json] = [], tests: list[Json] = [], rules: list[str] = []) -> list[str]:  # noqa: B006
    """The codes of what does not hold, each once."""
    personas = {"a": persona(can, cannot, tests=tests), "b": persona([ALL_OF_S3])}
    written = {"version": 1, "service": "s3", "targets": [DEV], "personas": personas, "rules": rules}
    found = prove_profiles(["profiles.yaml"], {"profiles.yaml": json.dumps(written)}.__getitem__).problems
    return sorted({one.code for one in found if one.severity is Severity.ERROR})


GET = {"resource": "theirs/x"}


@pytest.mark.parametrize(
    ("can", "cannot", "test", "codes"),
    [
        ([EVERYTHING_ELSE], [], {"deny": "s3:GetObject"}, ["access-test"]),
        ([EVERYTHING_ELSE], [], {"allow": "s3:GetObject", **GET}, []),
        ([EVERYTHING_ELSE], [], {"deny": "iam:CreateUser"}, []),
        ([EVERYTHING_ELSE], [ELSEWHERE], {"deny": "s3:GetObject", **GET}, []),
        ([EVERYTHING_ELSE], [ELSEWHERE], {"allow": "s3:GetObject", "resource": "ours/x"}, []),
        ([EVERYTHING_ELSE], [ELSEWHERE], {"allow": "s3:GetObject", **GET}, ["access-test"]),
        ([EVERYTHING_ELSE], [ELSEWHERE], {"deny": "s3:GetObject"}, ["access-test"]),
    ],
)
def test_access_tests_see_it(can: list[Json], cannot: list[Json], test: Json, codes: list[str]) -> None:
    assert broken(can=can, cannot=cannot, tests=[test]) == codes


@pytest.mark.parametrize(
    ("can", "rule", "codes"),
    [
        ([EVERYTHING_ELSE], "a cannot escalate", ["open-escalation"]),
        ([ELSEWHERE], "a cannot escalate", []),
        ([EVERYTHING_ELSE], "a cannot s3:GetObject", ["broken-rule"]),
        ([EVERYTHING_ELSE], "a cannot iam:CreateUser", []),
        ([ELSEWHERE], "a cannot s3:GetObject on ours/x", []),
        ([ELSEWHERE], "a cannot s3:GetObject on theirs/x", ["broken-rule"]),
        ([EVERYTHING_ELSE], "a within b", ["broken-rule"]),
        ([ELSEWHERE], "a within b", []),
        ([ELSEWHERE], "b within a", ["broken-rule"]),
        ([EVERYTHING_ELSE], "a and b disjoint", ["broken-rule"]),
    ],
)
def test_rules_see_it(can: list[Json], rule: str, codes: list[str]) -> None:
    assert broken(can=can, rules=[rule]) == codes
