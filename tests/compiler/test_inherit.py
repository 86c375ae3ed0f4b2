"""`extends`: everything of everybody above, once, and no circles."""

import pytest

from tests.compiler.profile_text import Json, codes, granted, persona, problems, profile, statements

START = {"actions": ["StartImagePipelineExecution"]}


def people(**personas: Json) -> Json:
    return profile() | {"personas": personas}


def test_a_persona_has_what_those_it_extends_have() -> None:
    written = people(
        top=persona([{"actions": ["ListImages"]}]),
        middle=persona([{"actions": ["ListComponents"]}], extends="top"),
        a=persona([{"actions": ["ListWorkflows"]}], extends="middle"),
    )
    assert set(granted(written)) == {
        "imagebuilder:ListComponents",
        "imagebuilder:ListImages",
        "imagebuilder:ListWorkflows",
    }


def test_a_deny_is_inherited_and_stands_beside_an_own_allow() -> None:
    written = people(top=persona(cannot=[START]), a=persona([START], extends="top"))
    assert {one["Effect"] for one in statements(written)} == {"Allow", "Deny"}


def test_what_comes_down_two_ways_is_granted_once() -> None:
    written = people(
        top=persona([START]),
        left=persona(extends="top"),
        right=persona([START], extends="top"),
        a=persona(extends=["left", "right"]),
    )
    assert len(statements(written)) == 1


def test_the_order_of_extends_does_not_matter() -> None:
    top = {"b": persona([START]), "c": persona([{"actions": ["ListImages"]}])}
    assert statements(people(**top, a=persona(extends=["b", "c"]))) == statements(
        people(**top, a=persona(extends=["c", "b"]))
    )


@pytest.mark.parametrize("length", [1, 2, 3])
def test_a_circle_is_an_error_for_each_in_it(length: int) -> None:
    names = [chr(ord("a") + at) for at in range(length)]
    circle = {one: persona(extends=names[(at + 1) % length]) for at, one in enumerate(names)}
    assert [one.code for one in problems(people(**circle))] == ["cyclic-extends"] * length


def test_a_circle_above_is_told_by_those_in_it() -> None:
    written = people(a=persona(extends="b"), b=persona(extends="c"), c=persona(extends="b"))
    assert [one.hint for one in problems(written)] == ["b → c → b", "c → b → c"]


def test_a_ladder_of_two_ways_at_every_rung_takes_no_longer_for_it() -> None:
    rungs = 60
    ladder = {
        f"{side}{rung}": persona(extends=[f"l{rung + 1}", f"r{rung + 1}"]) for rung in range(rungs) for side in "lr"
    }
    ends = {f"{side}{rungs}": persona([START]) for side in "lr"}
    assert set(granted(people(**ladder, **ends), "l0")) == {"imagebuilder:StartImagePipelineExecution"}


def test_an_unknown_persona_is_an_error() -> None:
    assert codes(people(a=persona(extends="viewr"), viewer=persona())) == {"unknown-persona"}
