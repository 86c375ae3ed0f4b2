"""Subsume and merge: fewer, larger atoms that say the same."""

import pytest

from generator.compiler.clause import Atom
from generator.compiler.merge import merge, subsume
from generator.model.pattern import literal
from generator.model.policy import Condition, Effect

WEB = Condition(operator="StringEquals", key="aws:ResourceTag/Team", values=(literal("web"),))
MFA = Condition(operator="Bool", key="aws:MultiFactorAuthPresent", values=(literal("true"),))


def atom(action: str, *resources: str, when: tuple[Condition, ...] = (), effect: Effect = Effect.ALLOW) -> Atom:
    return Atom(
        effect=effect,
        service="imagebuilder",
        action=f"imagebuilder:{action}",
        types=("image",),
        resources=tuple(literal(one) for one in resources),
        conditions=when,
    )


def left(*atoms: Atom) -> list[tuple[str, list[str], int]]:
    return [(one.action, [str(arn) for arn in one.resources], len(one.conditions)) for one in subsume(atoms)]


@pytest.mark.parametrize("effect", Effect)
@pytest.mark.parametrize(
    ("resources", "kept"),
    [
        (["a*", "a**"], ["a*"]),
        (["a**", "a*"], ["a*"]),
        (["a*", "ab", "a?"], ["a*"]),
        (["?*", "*?"], ["*?", "?*"]),
        (["*", "**", "a"], ["*"]),
        (["a", "b"], ["a", "b"]),
    ],
)
def test_of_patterns_that_cover_each_other_one_stays(effect: Effect, resources: list[str], kept: list[str]) -> None:
    assert left(atom("GetImage", *resources, effect=effect)) == [("imagebuilder:GetImage", kept, 0)]


def test_fewer_conditions_make_more_conditions_superfluous() -> None:
    atoms = (atom("GetImage", "a", when=(MFA, WEB)), atom("GetImage", "a*", when=(MFA,)))
    assert left(*atoms) == [("imagebuilder:GetImage", ["a*"], 1)]


def test_other_conditions_make_nothing_superfluous() -> None:
    atoms = (atom("GetImage", "a", when=(WEB,)), atom("GetImage", "a*", when=(MFA,)))
    assert len(left(*atoms)) == 2


def test_a_wider_resource_under_more_conditions_makes_nothing_superfluous() -> None:
    atoms = (atom("GetImage", "a"), atom("GetImage", "*", when=(MFA,)))
    assert len(left(*atoms)) == 2


def test_a_deny_does_not_make_an_allow_superfluous() -> None:
    atoms = (atom("GetImage", "a"), atom("GetImage", "*", effect=Effect.DENY))
    assert len(left(*atoms)) == 2


def test_conditions_written_twice_do_not_cancel_each_other() -> None:
    atoms = (atom("GetImage", "a", when=(WEB,)), atom("GetImage", "a", when=(WEB, WEB)))
    assert len(left(*atoms)) == 1


def test_actions_join_where_all_resources_and_conditions_are_the_same() -> None:
    groups = merge(
        [atom("GetImage", "a", "b"), atom("ListImages", "b"), atom("ListImages", "a"), atom("DeleteImage", "a")]
    )
    assert sorted(one.actions for one in groups) == [
        ("imagebuilder:DeleteImage",),
        ("imagebuilder:GetImage", "imagebuilder:ListImages"),
    ]


def test_actions_under_other_conditions_stay_apart() -> None:
    groups = merge([atom("GetImage", "a"), atom("ListImages", "a", when=(MFA,))])
    assert len(groups) == 2


def test_an_allow_and_a_deny_stay_apart() -> None:
    assert len(merge([atom("GetImage", "a"), atom("GetImage", "a", effect=Effect.DENY)])) == 2
