"""Split: into as few policies as the order allows, nothing lost, nothing wider."""

import re
from itertools import pairwise

import pytest

from generator.compiler.size import MANAGED_POLICY_CHARS, document_size
from generator.compiler.split import split
from generator.model.pattern import literal
from generator.model.policy import Effect, Statement
from generator.model.target import Bindings

PLACES = (Bindings(partition="aws", region="eu-west-1", account="111122223333"),)


def statement(sid: str, actions: list[str], resources: list[str]) -> Statement:
    return Statement(
        sid=sid,
        effect=Effect.ALLOW,
        actions=tuple(f"s3:{one}" for one in sorted(actions)),
        resources=tuple(sorted(map(literal, resources))),
    )


def sized(sid: str, chars: int) -> Statement:
    """A statement with which a policy has exactly so many characters."""
    empty = document_size([statement(sid, ["Do"], [""])], PLACES)
    return statement(sid, ["Do"], ["x" * (chars - empty)])


def sids(policies: tuple[tuple[Statement, ...], ...]) -> list[list[str]]:
    return [[one.sid for one in policy] for policy in policies]


def pairs(statements: list[Statement]) -> set[tuple[str, str]]:
    return {(action, str(arn)) for one in statements for action in one.actions for arn in one.resources}


def test_nothing_is_no_policy() -> None:
    assert split([], PLACES) == ()


def test_a_policy_may_be_filled_to_the_last_character() -> None:
    assert document_size([sized("A", MANAGED_POLICY_CHARS)], PLACES) == MANAGED_POLICY_CHARS
    second = sized("B", 200)
    taken = document_size([sized("A", 1000), second], PLACES) - 1000
    full = [sized("A", MANAGED_POLICY_CHARS - taken), second]
    assert document_size(full, PLACES) == MANAGED_POLICY_CHARS
    assert sids(split(full, PLACES)) == [["A", "B"]]
    assert sids(split([sized("A", MANAGED_POLICY_CHARS - taken + 1), second], PLACES)) == [["A"], ["B"]]


def test_policies_are_filled_in_order() -> None:
    many = [sized(letter, 2000) for letter in "ABCDEFG"]
    policies = split(many, PLACES)
    assert sids(policies) == [["A", "B", "C"], ["D", "E", "F"], ["G"]]
    for one, following in pairwise(policies):
        assert document_size([*one, following[0]], PLACES) > MANAGED_POLICY_CHARS


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
    pieces = [one for policy in split([giant], PLACES) for one in policy]
    assert len(pieces) > 1
    assert pairs(pieces) == pairs([giant])
    assert all(document_size([one], PLACES) <= MANAGED_POLICY_CHARS for one in pieces)
    assert len({one.sid for one in pieces}) == len(pieces)
    assert all(re.fullmatch(r"Giant(From[A-Za-z0-9]+)+", one.sid) for one in pieces)


def test_what_cannot_be_cut_stays_whole() -> None:
    giant = sized("A", MANAGED_POLICY_CHARS + 1)
    assert sids(split([giant], PLACES)) == [["A"]]


def test_a_statement_that_fits_keeps_its_sid() -> None:
    assert sids(split([statement("A", ["One", "Two"], ["x", "y"])], PLACES)) == [["A"]]
