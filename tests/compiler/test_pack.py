"""Pack: few policies, in order, nothing lost, nothing wider."""

import re

import pytest

from generator.compiler.pack import pack
from generator.compiler.quotas import MANAGED
from generator.compiler.size import document_size
from tests.compiler.statements import FITS, PLACES, pairs, sids, sized, statement


def test_nothing_is_no_policy() -> None:
    assert pack([], FITS) == ()


def test_a_policy_may_be_filled_to_the_last_character() -> None:
    second = sized("B", 200)
    taken = document_size([sized("A", 1000), second], PLACES) - 1000
    assert sids(pack([sized("A", MANAGED.chars - taken), second], FITS)) == [["A", "B"]]
    assert sids(pack([sized("A", MANAGED.chars - taken + 1), second], FITS)) == [["A"], ["B"]]


def test_a_statement_goes_into_the_first_policy_with_room() -> None:
    many = [sized("A", 3000), sized("B", 4000), sized("C", 2500), sized("D", 2000), sized("E", 600)]
    assert sids(pack(many, FITS)) == [["A", "C", "E"], ["B", "D"]]


@pytest.mark.parametrize(
    ("actions", "resources"),
    [
        ([f"Action{number:04}" for number in range(900)], ["x"]),
        (["Do"], [f"{'x' * 50}{number:04}" for number in range(400)]),
        ([f"Action{number:04}" for number in range(30)], [f"{'x' * 50}{number:04}" for number in range(200)]),
    ],
    ids=["actions", "resources", "both"],
)
def test_a_giant_statement_is_cut_and_grants_the_same(actions: list[str], resources: list[str]) -> None:
    giant = statement("Giant", actions, resources)
    pieces = [one for policy in pack([giant], FITS) for one in policy]
    assert len(pieces) > 1
    assert pairs(pieces) == pairs([giant])
    assert all(document_size([one], PLACES) <= MANAGED.chars for one in pieces)
    assert len({one.sid for one in pieces}) == len(pieces)
    assert all(re.fullmatch(r"Giant(From[A-Za-z0-9]+)+", one.sid) for one in pieces)


def test_what_cannot_be_cut_stays_whole() -> None:
    assert sids(pack([sized("A", MANAGED.chars + 1)], FITS)) == [["A"]]


def test_a_statement_that_fits_keeps_its_sid() -> None:
    assert sids(pack([statement("A", ["One", "Two"], ["x", "y"])], FITS)) == [["A"]]
