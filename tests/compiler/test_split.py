"""Split: divided by digests, so that a change touches one policy; packed where there is no room for that."""

import re

import pytest

from generator.compiler.quotas import MANAGED
from generator.compiler.size import document_size
from generator.compiler.split import Packing, Split, split
from generator.model.policy import Statement
from tests.compiler.statements import FITS, PLACES, pairs, sized, statement


def held(found: Split) -> dict[str, list[str]]:
    """The Sids by the name of their policy."""
    return {one.name: [each.sid for each in one.document.statements] for one in found.policies}


def statements_of(found: Split) -> list[Statement]:
    return [each for one in found.policies for each in one.document.statements]


def changed(before: Split, after: Split) -> set[str]:
    """The names of what was there before and is no longer the same."""
    now = {one.name: one.document for one in after.policies}
    return {one.name for one in before.policies if now.get(one.name) != one.document}


def new(before: Split, after: Split) -> set[str]:
    return {one.name for one in after.policies} - {one.name for one in before.policies}


MANY = [sized(f"S{number:02}", 900) for number in range(24)]


def test_nothing_is_no_policy() -> None:
    assert split([], FITS, None).policies == ()


def test_what_fits_is_one_policy_in_the_given_order() -> None:
    second = sized("B", 200)
    taken = document_size([sized("A", 1000), second], PLACES) - 1000
    assert held(split([sized("A", MANAGED.chars - taken), second], FITS, None)) == {"permissions": ["A", "B"]}
    assert len(split([sized("A", MANAGED.chars - taken + 1), second], FITS, None).policies) == 2


def test_policies_are_named_after_the_bits_at_which_they_were_divided() -> None:
    found = split(MANY, FITS, None)
    assert len(found.policies) > 4
    assert found.policies[0].name == "permissions"
    assert all(re.fullmatch("permissions(_[01]*1)?", one.name) for one in found.policies)
    assert [one.name for one in found.policies] == sorted(one.name for one in found.policies)
    assert sorted(one.sid for one in statements_of(found)) == [one.sid for one in MANY]


@pytest.mark.parametrize("count", range(1, len(MANY)))
def test_one_statement_more_leaves_all_policies_but_one(count: int) -> None:
    before, after = split(MANY[:count], FITS, None), split(MANY[: count + 1], FITS, None)
    assert len(changed(before, after)) <= 1
    assert len(new(before, after)) <= 1
    assert changed(before, after) or new(before, after)


def test_where_a_policy_overflows_it_keeps_its_name_with_what_stays() -> None:
    before = split(MANY[:6], FITS, None)
    after = split([sized(MANY[0].sid, 2000), *MANY[1:6]], FITS, None)
    assert set(held(before)) == {"permissions"}
    assert set() < set(held(after)["permissions"]) < set(held(before)["permissions"])
    assert len(held(after)) == 2


def test_the_order_of_statements_decides_nothing_but_the_order() -> None:
    one, other = split(MANY, FITS, None), split(MANY[::-1], FITS, None)
    assert {name: sorted(found) for name, found in held(one).items()} == {
        name: sorted(found) for name, found in held(other).items()
    }


def test_statements_of_one_subject_stay_together() -> None:
    twins = [sized(f"Twin{letter}", 700, subject="Twin") for letter in "ABC"]
    found = split([*MANY, *twins], FITS, None)
    (home,) = [found for found in held(found).values() if "TwinA" in found]
    assert [one for one in home if one.startswith("Twin")] == ["TwinA", "TwinB", "TwinC"]


def test_a_subject_too_large_for_a_policy_is_divided_by_its_sids() -> None:
    twins = [sized(f"Twin{number}", 1500, subject="Twin") for number in range(9)]
    found = split([*MANY, *twins], FITS, None)
    homes = {name for name, found in held(found).items() if any(one.startswith("Twin") for one in found)}
    assert len(homes) > 1
    assert {name for name in homes if not re.fullmatch("permissions(_[01]*1)?", name)} == {
        name for name in held(found) if re.fullmatch("permissions_[0-9a-f]{8}_[01]*1", name)
    }


GIANTS = {
    "actions": ([f"Action{number:04}" for number in range(900)], ["x"]),
    "resources": (["Do"], [f"{'x' * 50}{number:04}" for number in range(400)]),
    "both": ([f"Action{number:04}" for number in range(30)], [f"{'x' * 50}{number:04}" for number in range(200)]),
}


@pytest.mark.parametrize("kind", GIANTS)
def test_a_giant_statement_is_cut_and_grants_the_same(kind: str) -> None:
    giant = statement("Giant", *GIANTS[kind])
    found = split([giant, *MANY], FITS, None)
    pieces = [one for one in statements_of(found) if one.sid.startswith("Giant")]
    assert len(pieces) > 1
    assert pairs(pieces) == pairs([giant])
    assert all(FITS(one.document.statements) for one in found.policies)
    assert len({one.sid for one in pieces}) == len(pieces)
    assert [one.sid for one in pieces if not re.fullmatch("GiantPart[0-9A-F]{8}[01]*1", one.sid)] == ["Giant"]


@pytest.mark.parametrize("number", range(0, 900, 90))
def test_one_action_more_in_a_giant_statement_leaves_all_policies_but_one(number: int) -> None:
    actions, resources = GIANTS["actions"]
    less = statement("Giant", [one for one in actions if one != actions[number]], resources)
    before, after = split([less, *MANY], FITS, None), split([statement("Giant", actions, resources), *MANY], FITS, None)
    assert len(changed(before, after)) == 1
    assert len(new(before, after)) <= 1


def test_what_cannot_be_cut_stays_whole() -> None:
    assert held(split([sized("A", MANAGED.chars + 1)], FITS, None)) == {"permissions": ["A"]}


def test_where_there_is_no_room_statements_are_packed() -> None:
    divided = split(MANY, FITS, None)
    found = split(MANY, FITS, len(divided.policies) - 1)
    assert (divided.packing, found.packing) == (Packing.BY_DIGESTS, Packing.DENSE)
    assert found.divided == len(divided.policies) > len(found.policies)
    assert list(held(found)) == ["permissions", "permissions_01", "permissions_1", "permissions_11"]
    assert [one.sid for one in statements_of(found)[:6]] == [one.sid for one in MANY[:6]]


def test_nothing_is_packed_without_need_or_gain() -> None:
    count = len(split(MANY, FITS, None).policies)
    assert split(MANY, FITS, count).packing is Packing.BY_DIGESTS
    alone = [sized(f"A{number}", 4000) for number in range(3)]
    assert split(alone, FITS, 1).packing is Packing.BY_DIGESTS
