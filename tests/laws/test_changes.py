"""Every claim about a change is shown by its requests, and no change of a small world goes untold."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.analysis.changes.action_change import ChangeKind
from generator.analysis.changes.claim import Changes, Claim, Topic
from generator.analysis.changes.compare import compare
from generator.analysis.changes.state import Stand, StandKind, State
from generator.analysis.comparison.actions import CalledOn, called_on
from generator.analysis.evaluation.evaluator import prepare
from generator.analysis.subjects import Place
from generator.model.access import Decision, NamedPolicy, Policies, Request
from generator.model.policy import BoundDocument
from generator.model.target import Bindings
from generator.reference.services import find_service
from tests.analysis.comparison.small import (
    CONDITIONS,
    RESOURCES,
    VARIABLE_CONDITIONS,
    VARIABLE_RESOURCES,
    Json,
    every_request,
    policies,
    statements,
)

MOST_REQUESTS = 400


def tamed(statement: Json) -> Json:
    """A statement about few services: a wildcard for all of them means twenty thousand actions."""
    actions = statement.get("Action") or statement["NotAction"]
    few = sorted({_FEW.get(one, one) for one in actions})
    return {**{key: value for key, value in statement.items() if key != "NotAction"}, "Action": few}


_FEW = {"*": "s3:*", "s?s:Send*": "sqs:Send*"}
TAME = statements().map(tamed)
PLAIN = policies(TAME, most=3)
LAYERED = policies(TAME, layers=("boundary", "scps"), most=3)
WILD = policies(statements(), most=2)
WITH_VARIABLES = policies(
    statements(
        RESOURCES[:5] + VARIABLE_RESOURCES, {"aws:username": CONDITIONS["aws:username"], **VARIABLE_CONDITIONS}
    ).map(tamed)
)
MORE = (ChangeKind.GAINED, ChangeKind.WIDENED, ChangeKind.CHANGED, ChangeKind.UNKNOWN)
LESS = (ChangeKind.LOST, ChangeKind.NARROWED, ChangeKind.CHANGED, ChangeKind.UNKNOWN)
IS_LONG = settings().max_examples > 1000
SOME = settings(max_examples=2000 if IS_LONG else 25)
FEW = settings(max_examples=200 if IS_LONG else 4)


def state(name: str, asked: Policies) -> State:
    place = Place(name="dev", bindings=Bindings(partition="aws", region="eu-west-1", account="111122223333"))
    return State(label=name, stands=(Stand(name="user", kind=StandKind.PERSONA, place=place, policies=asked),))


def changes(old: Policies, new: Policies) -> Changes:
    return compare(state("old", old), state("new", new))


def claims(found: Changes) -> tuple[Claim, ...]:
    return tuple(one for told in found.told for one in told.claims)


def allows(asked: Policies, request: Request) -> bool:
    return prepare(asked).decide(request) is Decision.ALLOWED


def could_be_asked(request: Request) -> bool:
    """The Reference says which actions are called on a resource."""
    prefix, _, name = request.action.partition(":")
    service = find_service(prefix)
    assert service is not None
    on = called_on(next(one for one in service.actions if one.name == name))
    return (CalledOn.NOTHING if request.resource == "*" else CalledOn.RESOURCE) in on


def differing(old: Policies, new: Policies) -> Iterator[tuple[Request, bool]]:
    """Requests that only one of two allows, and whether it is the new one."""
    before, after = prepare(old), prepare(new)
    for request in every_request(0, MOST_REQUESTS, old, new):
        decided = [one.decide(request) is Decision.ALLOWED for one in (before, after)]
        if decided[0] is not decided[1] and could_be_asked(request):
            yield request, decided[1]


def check(old: Policies, new: Policies) -> None:
    found = claims(changes(old, new))
    for one in found:
        assert one.more is None or (allows(new, one.more) and not allows(old, one.more))
        assert one.less is None or (allows(old, one.less) and not allows(new, one.less))
        untold = (ChangeKind.UNKNOWN, ChangeKind.LATER, ChangeKind.NO_LONGER_LATER)
        assert one.topic is Topic.SETTING or one.kind in untold or one.more or one.less
    for request, is_new in differing(old, new):
        kinds = {one.kind for one in found if request.action in one.actions}
        assert kinds & set(MORE if is_new else LESS), request
    for request in every_request(1, MOST_REQUESTS, old, new):
        for kind, before in ((ChangeKind.GAINED, old), (ChangeKind.LOST, new)):
            told = any(request.action in one.actions for one in found if one.kind is kind)
            assert not (told and could_be_asked(request) and allows(before, request)), request


@given(old=PLAIN, new=PLAIN)
@SOME
def test_of_two_policies(old: Policies, new: Policies) -> None:
    check(old, new)


@given(old=WILD, new=WILD)
@FEW
def test_of_wildcards_for_every_service(old: Policies, new: Policies) -> None:
    check(old, new)


@given(old=LAYERED, new=LAYERED)
@SOME
def test_of_layers(old: Policies, new: Policies) -> None:
    check(old, new)


@given(old=WITH_VARIABLES, new=WITH_VARIABLES)
@SOME
def test_of_policy_variables(old: Policies, new: Policies) -> None:
    check(old, new)


@given(old=LAYERED, random=st.randoms(use_true_random=False))
@SOME
def test_other_words_for_the_same_access_are_no_change(old: Policies, random: Random) -> None:
    """Sids, the order of everything, one action to a statement, and the division into policies."""
    statements_ = [one for named in old.identity for one in named.document.statements]
    divided = []
    for one in statements_:
        for action in one.actions:
            other = replace(one, sid=str(random.random()), actions=(action,), resources=one.resources[::-1])
            named = BoundDocument(statements=(other,))
            divided.append(NamedPolicy(name=str(random.random()), document=named))
    random.shuffle(divided)
    new = Policies(identity=tuple(divided), boundary=old.boundary, scps=old.scps)
    assert changes(old, new).told == ()
