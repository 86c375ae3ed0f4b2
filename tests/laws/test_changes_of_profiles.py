"""Profiles that are edited at random: what is told of the change is what an action-by-action search finds."""

import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from generator.analysis.changes.action_change import ChangeKind
from generator.analysis.changes.claim import Claim, Told, Topic
from generator.analysis.changes.compare import compare
from generator.analysis.changes.state import Stand, StandKind, State
from generator.analysis.comparison.search import Witness
from generator.analysis.differences import differences
from generator.analysis.evaluation.evaluator import prepare
from generator.diagnostics import DiagnosticError
from generator.model.access import Decision, Policies, Request
from generator.pipeline.states import compile_side, stands_of

ROOT = Path(__file__).parents[2]
PROFILES = ["profiles.yaml", *(f"tests/golden/{one}/profiles.yaml" for one in ("identities", "machines"))]
EDITS = 150 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 3
MORE = (ChangeKind.GAINED, ChangeKind.WIDENED, ChangeKind.CHANGED)
LESS = (ChangeKind.LOST, ChangeKind.NARROWED, ChangeKind.CHANGED)
Body = dict[str, Any]
Edit = Callable[[Body, Random], None]


@cache
def text_of(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def body_of(path: str) -> Body:
    return yaml.safe_load(text_of(path))


@cache
def state(text: str) -> State:
    side = compile_side(("profiles.yaml",), lambda _: text)
    return State(label="side", stands=tuple(stands_of(side)))


def persona(body: Body, random: Random, key: str) -> Any:
    return random.choice([one for _, one in sorted(body["personas"].items()) if one.get(key)])


def drop_grant(body: Body, random: Random) -> None:
    one = persona(body, random, "can")["can"]
    del one[random.randrange(len(one))]


def drop_deny(body: Body, random: Random) -> None:
    one = persona(body, random, "cannot")["cannot"]
    del one[random.randrange(len(one))]


def take_grant(body: Body, random: Random) -> None:
    """One persona gets what another has."""
    grants = persona(body, random, "can")["can"]
    persona(body, random, "can")["can"].append(random.choice(grants))


def deny_grant(body: Body, random: Random) -> None:
    one = persona(body, random, "can")
    plain = [grant for grant in one["can"] if "actions" in grant] or [{"actions": ["Get*", "List*"]}]
    one.setdefault("cannot", []).append(random.choice(plain))


def condition_grant(body: Body, random: Random) -> None:
    one = random.choice(persona(body, random, "can")["can"])
    one.setdefault("conditions", {})["aws:RequestedRegion"] = random.choice(["eu-west-1", "us-east-1"])


def uncondition_grant(body: Body, random: Random) -> None:
    random.choice(persona(body, random, "can")["can"]).pop("conditions", None)


EDITING: tuple[Edit, ...] = (drop_grant, drop_deny, take_grant, deny_grant, condition_grant, uncondition_grant)


def edited(path: str, random: Random) -> str:
    body = body_of(path)
    for edit in random.choices(EDITING, k=random.choice((1, 1, 2))):
        try:
            edit(body, random)
        except IndexError:
            drop_grant(body, random)
    return yaml.safe_dump(body, sort_keys=False)


def drawn(path: str, seed: int) -> tuple[State, State]:
    """The profile and what became of it; an edit that does not compile is drawn again."""
    random = Random(seed)
    while True:
        try:
            return state(text_of(path)), state(edited(path, random))
        except DiagnosticError:
            continue


def allows(policies: Policies, request: Request) -> bool:
    return prepare(policies).decide(request) is Decision.ALLOWED


def replay(claim: Claim, name: str, old: State, new: State) -> None:
    """The examples on the policies of the first place."""
    place = claim.places[0] if claim.places else ""
    before, after = (side.by_name()[name][place].policies for side in (old, new))
    assert claim.more is None or (allows(after, claim.more) and not allows(before, claim.more))
    assert claim.less is None or (allows(before, claim.less) and not allows(after, claim.less))


def told_of(told: tuple[Told, ...], kinds: tuple[ChangeKind, ...]) -> set[tuple[str, str, str]]:
    return {
        (each.name, place, action)
        for each in told
        for one in each.claims
        if one.topic is Topic.ACCESS and one.kind in kinds
        for place in one.places or ("",)
        for action in one.actions
    }


def found(more: State, less: State) -> Iterator[tuple[str, str, str]]:
    """Every action of every persona whose access is not the same, as the plain search finds it."""
    others = {(one.name, one.place.name): one for one in less.stands}
    for one in more.stands:
        other = others[one.name, one.place.name]
        if one.kind is StandKind.PERSONA and one.policies != other.policies:
            yield from _of_stand(one, other)


def _of_stand(one: Stand, other: Stand) -> Iterator[tuple[str, str, str]]:
    for each in differences(one.policies, other.policies):
        if isinstance(each.found, Witness):
            yield one.name, one.place.name, str(each.action)


@pytest.mark.parametrize("path", PROFILES)
def test_all_that_changes_is_told_and_nothing_else(path: str) -> None:
    seen = 0
    for seed in range(EDITS):
        old, new = drawn(path, seed)
        told = compare(old, new).told
        seen += bool(told)
        for each in told:
            for claim in each.claims:
                if claim.topic is Topic.ACCESS:
                    replay(claim, each.name, old, new)
        assert told_of(told, MORE) == set(found(new, old)), f"seed {seed}"
        assert told_of(told, LESS) == set(found(old, new)), f"seed {seed}"
    assert seen > EDITS // 2


def said_otherwise(path: str, random: Random) -> str:
    """The same access in other words: other texts, another order of everything that has none."""
    body = body_of(path)
    for one in body["personas"].values():
        one["title"], one["description"] = "Another title", f"Other words {random.random()}."
        one.pop("tests", None)
        for key in ("can", "cannot"):
            random.shuffle(one.get(key, []))
    body["personas"] = dict(random.sample(sorted(body["personas"].items()), len(body["personas"])))
    body.pop("rules", None)
    return f"# Another remark\n{yaml.safe_dump(body, sort_keys=False)}"


@pytest.mark.parametrize("path", PROFILES)
def test_other_words_are_no_change(path: str) -> None:
    for seed in range(1 if EDITS < 10 else 10):
        told = compare(state(text_of(path)), state(said_otherwise(path, Random(seed)))).told
        assert told == ()
