"""What a search costs is counted in steps; a clock says nothing here."""

import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from benchmarks.comparison import pairs
from generator.analysis.comparison.hunt import MOST_STEPS, hunt_of
from generator.analysis.comparison.problem import pose
from generator.analysis.comparison.replay import Replay
from generator.analysis.comparison.search import Found, Unknown, search
from generator.model.access import Policies
from tests.analysis.comparison.policies import allow, deny, identity

HASHED = """
from benchmarks.comparison import pairs
from generator.analysis.comparison.search import search
for pair in pairs(4, 4, 20):
    print(search([pair.first], [pair.second]))
"""


def steps_of(a: Policies, b: Policies) -> tuple[int, Found]:
    hunt = hunt_of(pose([a], [b]), Replay(allowed_by=[a], refused_by=[b]))
    found = hunt.run()
    return MOST_STEPS - hunt.steps.left, found


def test_pairs_of_60_statements_stay_far_below_what_a_search_may_take() -> None:
    taken = [steps_of(pair.first, pair.second) for pair in pairs(5, 24, 60)]
    assert sorted(steps for steps, _ in taken)[12] < 200
    assert max(steps for steps, _ in taken) < MOST_STEPS // 8
    assert not [one for _, one in taken if isinstance(one, Unknown) and "too many" in one.reason]


@pytest.mark.parametrize("count", [4, 40])
def test_hostile_patterns_end_too(count: int) -> None:
    dice = Random(2)

    def inside() -> str:
        return "arn:aws:s3:::*" + "*".join(dice.choice("abcdefgh") for _ in range(3)) + "*"

    allows = [allow("s3:GetObject", inside(), StringEquals={"aws:username": "x"}) for _ in range(count)]
    denies = [deny("s3:GetObject", inside(), StringEquals={"aws:userid": dice.choice("xyz")}) for _ in range(count)]
    steps, _ = steps_of(identity(*allows), identity(allow("s3:*"), *denies))
    assert steps <= MOST_STEPS + 200


def test_what_is_too_much_is_unknown() -> None:
    letters = "abcdefghijklmnop"
    listed = [allow("s3:GetObject", StringLike={"aws:username": f"*{one}*"}) for one in letters]
    found = search([identity(*listed)], [identity(allow("s3:GetObject", StringLike={"aws:username": "*?*"}))])
    assert isinstance(found, Unknown)


def test_an_answer_does_not_depend_on_the_hash_seed() -> None:
    answers = {
        subprocess.run(
            [sys.executable, "-c", HASHED],
            cwd=Path(__file__).parents[3],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 1
