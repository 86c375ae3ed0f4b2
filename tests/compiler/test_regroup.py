"""Regroup: the same pairs of action and resource under the same conditions, in fewer characters."""

from collections.abc import Iterable
from itertools import product

import pytest

from generator.compiler.clause import Atom
from generator.compiler.merge import Group, merge
from generator.compiler.regroup import regroup
from generator.model.pattern import literal
from generator.model.policy import Condition, Effect
from tests.compiler.profile_text import DEV, Json, compiled, documents, persona

WEB = Condition(operator="StringEquals", key="aws:ResourceTag/Team", values=(literal("web"),))
LONG = "arn:aws:x:eu-west-1:111122223333:"


def atoms(action: str, *types: str, when: tuple[Condition, ...] = (), effect: Effect = Effect.ALLOW) -> list[Atom]:
    return [
        Atom(
            effect=effect,
            service="x",
            action=f"x:{action}",
            types=(one,),
            resources=(literal(f"{LONG}{one}/*"),),
            conditions=when,
        )
        for one in types
    ]


def pairs(groups: Iterable[Group]) -> set[tuple[object, ...]]:
    return {
        (one.effect, action, resource, one.conditions)
        for one in groups
        for action, resource in product(one.actions, one.resources)
    }


ALLOWED = [
    *atoms("GetA", "a"),
    *atoms("GetB", "b"),
    *atoms("Join", "a", "b"),
    *atoms("ConnectEverythingToEverythingElseWithAVeryLongName", "a", "b", "c", "d"),
]
MANY = [*ALLOWED, *atoms("Join", "a", "b", when=(WEB,)), *atoms("Join", "a", "c", effect=Effect.DENY)]


def test_no_pair_comes_and_none_goes() -> None:
    assert pairs(regroup(merge(MANY), MANY)) == pairs(merge(MANY))


def test_an_action_that_few_share_joins_each_of_its_resources() -> None:
    found = {one.types: one.actions for one in regroup(merge(ALLOWED), ALLOWED)}
    assert found["a",] == ("x:ConnectEverythingToEverythingElseWithAVeryLongName", "x:GetA", "x:Join")


def test_actions_that_share_many_resources_stay_together() -> None:
    many = [one for number in range(40) for one in atoms(f"Describe{number}", "a", "b", "c")]
    assert [len(one.resources) for one in regroup(merge(many), many)] == [3]


@pytest.fixture(scope="module")
def ec2() -> Json:
    can = [{"access": ["list", "read", "write", "tagging"]}]
    return {"version": 1, "service": "ec2", "targets": [DEV], "personas": {"a": persona(can)}}


def test_all_of_ec2_fits_a_role(ec2: Json) -> None:
    validated = compiled(ec2)
    found = documents(validated.modules[0], validated)
    made = [one for document in found for one in document["Statement"]]
    assert len(found) == 10
    assert len({one["Sid"] for one in made}) == len(made)
    assert all(one["Resource"] == ["*"] for one in made if one["Sid"].startswith("AnyResource"))
