"""The places that a module is proved in tell every value from every other."""

from dataclasses import replace

import pytest

from generator.model.module import InputUse
from generator.model.pattern import InputValue, Pattern, TargetValue, bind, join, literal
from generator.model.profile import Input, InputType
from generator.verifier.expected import BAD_VALUES, made_up_places
from tests.verifier.shipped import module, validated

TYPES = {
    "one": InputType.BOOL,
    "two": InputType.BOOL,
    "aaa": InputType.NUMBER,
    "bbb": InputType.NUMBER,
    "text": InputType.STRING,
    "word": InputType.STRING,
}
USES = tuple(
    InputUse(input=Input(name=name, type=type_, description=name), exact=True) for name, type_ in TYPES.items()
)
PLACES = tuple(made_up_places(replace(module("viewer"), inputs=USES)))
HOLES = [join(InputValue(name=one)) for one in TYPES] + [join(one) for one in TargetValue]


@pytest.mark.parametrize("hole", HOLES, ids=str)
@pytest.mark.parametrize("other", [*HOLES, literal("true"), literal("false"), literal("7")], ids=str)
def test_no_value_can_stand_for_another(hole: Pattern, other: Pattern) -> None:
    same = all(bind(hole, one) == bind(other, one) for one in PLACES)
    assert same == (hole == other)


def test_a_constant_of_one_made_up_place_is_found_in_the_other() -> None:
    probe, place = validated().places[-1], PLACES[0]
    assert all(getattr(probe, one.value) != getattr(place, one.value) for one in TargetValue)


def test_the_bad_values_try_every_opening() -> None:
    assert {"a${b}", "a&{b", "a%{b}"} <= set(BAD_VALUES)
