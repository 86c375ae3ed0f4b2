"""Laws of the compiler, against a naive evaluator and a naive expansion."""

import json
import random
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from generator.compiler.clause import Atom
from generator.compiler.divide import divide
from generator.compiler.merge import Group, merge, subsume
from generator.compiler.name import name
from generator.compiler.pack import pack
from generator.compiler.size import document_size
from generator.diagnostics import DiagnosticError
from generator.model.pattern import InputValue, Pattern, join, literal
from generator.model.policy import Condition, Effect, PolicyDocument, Statement, bind_document
from generator.model.policy_json import document_json
from generator.model.reference import AccessLevel
from generator.model.target import Bindings
from generator.pipeline.generate import generate
from tests.compiler.profile_text import DEV, Json, persona, profile, reading, statements
from tests.laws.evaluator import Request, is_allowed, tokens_in
from tests.laws.reference_facts import guarded, is_supported, leading, service

# every pass keeps every decision

HEAD = "arn:aws:imagebuilder:eu-west-1:111122223333:"
PLACE = Bindings(
    partition="aws", region="eu-west-1", account="111122223333", inputs=(("all", ("a", "b/")), ("one", "b"))
)
CONDITIONS = tuple(
    Condition(operator=operator, key="aws:PrincipalTag/x", values=(literal("x"),))
    for operator in ("StringEquals", "StringLike", "StringNotEquals")
)
ONE, ALL = InputValue(name="one"), InputValue(name="all", each=True)
TAILS: list[tuple[str | InputValue, ...]] = [
    *((text,) for text in ("*", "**", "a", "a*", "a**", "a?", "?", "?*", "*?", "*a", "ab", "b/*", "a/b")),
    *((ONE,), (ONE, "*"), ("a", ONE), (ALL,), (ALL, "*"), (ONE, ALL), ("?", ALL)),
]
ARNS: st.SearchStrategy[Pattern] = st.one_of(
    st.sampled_from([join(HEAD, *parts) for parts in TAILS]), st.sampled_from([literal("*")])
)


@st.composite
def atoms(draw: st.DrawFn) -> Atom:
    effect = draw(st.sampled_from(Effect))
    names = ["Get", "List"] if effect is Effect.ALLOW else ["Get", "List", "L*", "*"]
    chosen = draw(st.sets(st.sampled_from(CONDITIONS)))
    return Atom(
        effect=effect,
        service="imagebuilder",
        action=f"imagebuilder:{draw(st.sampled_from(names))}",
        types=tuple(sorted(draw(st.sets(st.sampled_from(["image", "component", "workflow"]))))),
        resources=tuple(sorted(draw(st.sets(ARNS, min_size=1, max_size=4)))),
        conditions=tuple(sorted(chosen)),
    )


def _statement(one: Atom | Group) -> Statement:
    return Statement(
        sid="",
        effect=one.effect,
        actions=(one.action,) if isinstance(one, Atom) else one.actions,
        resources=one.resources,
        conditions=one.conditions,
    )


def bound(items: Iterable[Atom | Group | Statement]) -> list[Json]:
    made = tuple(one if isinstance(one, Statement) else _statement(one) for one in items)
    found: Any = document_json(bind_document(PolicyDocument(statements=made), PLACE))["Statement"]
    return found


MET = [
    frozenset((one.operator, one.key, ("x",)) for one in chosen)
    for count in range(len(CONDITIONS) + 1)
    for chosen in combinations(CONDITIONS, count)
]
RESOURCES = ["".join(chars) for length in range(4) for chars in product("ab/", repeat=length)]
REQUESTS = [
    Request(action=f"imagebuilder:{action}", resource=HEAD + resource, met=met)
    for action in ("Get", "List")
    for resource in RESOURCES
    for met in MET
]


def decisions(items: Iterable[Atom | Group | Statement]) -> list[bool]:
    body = bound(items)
    return [is_allowed(body, one) for one in REQUESTS]


@settings(max_examples=200)
@given(st.lists(atoms(), min_size=1, max_size=5))
def test_no_pass_changes_any_decision(written: list[Atom]) -> None:
    wanted = decisions(written)
    fewer = subsume(written)
    assert decisions(fewer) == wanted
    groups = merge(fewer)
    assert decisions(groups) == wanted
    named = name(groups, "imagebuilder")
    assert decisions(named) == wanted
    assert decisions(divided(named)) == wanted
    assert decisions(packed(named)) == wanted


def divided(statements: Sequence[Statement]) -> list[Statement]:
    """What policies of 300 characters hold together, divided by digests."""
    return [one for branch in divide(statements, _is_small) for one in branch.statements]


def packed(statements: Sequence[Statement]) -> list[Statement]:
    """The same, packed."""
    return [one for policy in pack(statements, _is_small) for one in policy]


def _is_small(statements: Sequence[Statement]) -> bool:
    return document_size(statements, (PLACE,)) <= 300


@given(st.lists(atoms(), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_atoms_never_matters(written: list[Atom], chance: random.Random) -> None:
    shuffled = chance.sample(written, len(written))
    assert name(merge(subsume(shuffled)), "x") == name(merge(subsume(written)), "x")


@given(st.lists(atoms(), min_size=1, max_size=6))
def test_subsuming_twice_changes_nothing(written: list[Atom]) -> None:
    once = subsume(written)
    assert subsume(once) == once


# profiles

SERVICES = (
    "imagebuilder",
    "s3",
    "ec2",
    "lambda",
    "kms",
    "dynamodb",
    "sagemaker",
    "iam",
    "logs",
    "ecr",
    "sns",
    "backup",
)
CAPABILITIES = [
    "view",
    "view-sharing",
    "run-pipelines",
    "tag-runs",
    "approve-workflow-steps",
    "author-components",
    "manage-pipelines",
    "manage-infrastructure",
    "manage-images",
    "audit",
    "console",
    "share-resources",
    "create-service-linked-role",
    "tag-resources",
]
LEVELS = [one.value.lower().replace(" ", "-") for one in AccessLevel]


@st.composite
def plain_grants(draw: st.DrawFn) -> Json:
    """A grant by actions, wildcards or levels, of any of many services."""
    prefix = draw(st.sampled_from(SERVICES))
    names = [one.name for one in service(prefix).actions]
    exclude = {"exclude": guarded(prefix)} if guarded(prefix) else {}
    if draw(st.booleans()):
        return {"service": prefix, "access": draw(st.lists(st.sampled_from(LEVELS), min_size=1, max_size=3))} | exclude
    chosen = draw(st.lists(st.sampled_from(names), min_size=1, max_size=4))
    cuts = [draw(st.integers(2, 30)) for _ in chosen]
    spelled = [
        one[:cut] + "*" if draw(st.booleans()) else one.swapcase() for one, cut in zip(chosen, cuts, strict=True)
    ]
    return {"service": prefix, "actions": spelled} | exclude


GRANTS: st.SearchStrategy[Json] = st.one_of(
    plain_grants(), st.sampled_from(CAPABILITIES).map(lambda one: {"capability": one})
)


def naively(grant: Json) -> set[str]:
    """What a grant by actions or levels means, spelled out."""
    every = service(grant["service"]).actions
    if "access" in grant:
        found = {str(one) for one in every if leading(one) in grant["access"]}
    else:
        found = {str(one) for one in every for word in grant["actions"] if fnmatchcase(one.name.lower(), word.lower())}
    return found - set(grant.get("exclude", ()))


def allowed_actions(made: Sequence[Json]) -> set[str]:
    return {action for one in made if one["Effect"] == "Allow" for action in one["Action"]}


@settings(max_examples=60)
@given(st.lists(plain_grants(), min_size=1, max_size=3))
def test_exactly_the_actions_that_the_profile_says_are_granted(can: list[Json]) -> None:
    assert allowed_actions(statements(profile(can))) == {one for grant in can for one in naively(grant)}


@settings(max_examples=40)
@given(st.lists(GRANTS, min_size=1, max_size=3))
def test_every_action_stands_beside_resources_that_it_supports(can: list[Json]) -> None:
    for one in statements(profile(can)):
        for action, arn in product(one["Action"], one["Resource"]):
            assert is_supported(action, arn), f"{action} on {arn}"


@settings(max_examples=40)
@given(st.lists(plain_grants(), min_size=1, max_size=3))
def test_a_star_stands_only_where_nothing_else_can(can: list[Json]) -> None:
    for one in statements(profile(can)):
        if one["Resource"] == ["*"]:
            for action in one["Action"]:
                prefix, _, short = action.partition(":")
                found = next(each for each in service(prefix).actions if each.name == short)
                assert not found.resources or prefix == "backup"


def requests(made: Sequence[Json], chance: random.Random) -> list[Request]:
    """Requests on the things that statements are about, under some of their conditions."""
    tokens = sorted(tokens_in(made))
    actions = sorted({action.replace("*", "Image") for one in made for action in one["Action"]})
    arns = sorted({arn.replace("*", "x").replace("?", "y") for one in made for arn in one["Resource"]})
    return [
        Request(
            action=chance.choice(actions),
            resource=chance.choice(arns),
            met=frozenset(one for one in tokens if chance.random() < 0.7),
        )
        for _ in range(300)
    ]


def widens(before: Sequence[Json], after: Sequence[Json], chance: random.Random) -> list[Request]:
    """Requests that are allowed afterwards and were not before."""
    asked = requests([*before, *after], chance) if before or after else []
    return [one for one in asked if is_allowed(after, one) and not is_allowed(before, one)]


CHANCE = st.randoms(use_true_random=False)


def narrowed(grant: Json, narrower: Json) -> list[Json]:
    """What is left of a grant; an example that the compiler refuses is none."""
    try:
        return statements(profile([grant | narrower]))
    except DiagnosticError:
        reject()


@settings(max_examples=40)
@given(st.lists(GRANTS, min_size=1, max_size=2), GRANTS, CHANCE)
def test_granting_more_never_takes_away(can: list[Json], more: Json, chance: random.Random) -> None:
    assert not widens(statements(profile([*can, more])), statements(profile(can)), chance)


DENIES: st.SearchStrategy[Json] = st.sampled_from(
    [
        {"actions": ["Delete*"]},
        {"actions": ["*"]},
        {"actions": ["Get*"], "exclude": ["GetImage"]},
        {"access": ["read", "list"]},
        {"capability": "view"},
        {"capability": "run-pipelines", "resources": {"imagePipeline": "x"}},
        {"actions": ["TagResource"], "resources": {"image": "*"}},
        {"actions": ["GetImage"], "conditions": {"aws:ResourceTag/Team": {"StringNotEquals": "web"}}},
    ]
)


@settings(max_examples=40)
@given(st.lists(GRANTS, min_size=1, max_size=2), st.lists(DENIES, min_size=1, max_size=2), CHANCE)
def test_a_deny_never_grants(can: list[Json], cannot: list[Json], chance: random.Random) -> None:
    assert not widens(statements(profile(can)), statements(profile(can, cannot)), chance)
    assert allowed_actions(statements(profile(cannot=cannot))) == set()


ON_TOP: st.SearchStrategy[Json] = st.dictionaries(
    st.sampled_from(["image", "component", "imagePipeline", "workflow", "allImageBuildVersions", "role", "log-group"]),
    st.sampled_from(["x", "x*", "*", ["x", "y"], "/aws/imagebuilder/x"]),
    min_size=1,
    max_size=2,
).map(lambda one: {"resources": one})
WHEN: st.SearchStrategy[Json] = st.builds(
    lambda keys, choice: {"conditions": keys, "unsupported_conditions": choice},
    st.dictionaries(
        st.sampled_from(["aws:ResourceTag/Team", "aws:PrincipalTag/Team", "aws:RequestTag/Team"]),
        st.sampled_from(["web", "data"]),
        min_size=1,
        max_size=2,
    ),
    st.sampled_from(["skip", "unconditioned", "skip", "refuse"]),
)
WITHOUT: st.SearchStrategy[Json] = st.sampled_from([["List*"], ["GetImage"], ["*Image*"]]).map(
    lambda one: {"exclude": one}
)
NARROWER = st.one_of(ON_TOP, ON_TOP, WHEN, WITHOUT, st.builds(lambda one, two: one | two, ON_TOP, WHEN))
BOUNDED = ["tag-runs", "run-pipelines", "read-build-logs", "create-service-linked-role", "manage-infrastructure"]


@settings(max_examples=100)
@given(st.one_of(st.sampled_from(BOUNDED), st.sampled_from(CAPABILITIES)), NARROWER, CHANCE)
def test_what_stands_on_top_of_a_capability_never_widens(
    capability: str, narrower: Json, chance: random.Random
) -> None:
    grant = {"capability": capability}
    assert not widens(statements(profile([grant])), narrowed(grant, narrower), chance)


@settings(max_examples=40)
@given(st.sampled_from(["DeleteImage", "GetImage", "TagResource", "ImportVmImage"]), NARROWER, CHANCE)
def test_narrowing_an_action_never_widens(action: str, narrower: Json, chance: random.Random) -> None:
    grant = {"actions": [action]}
    assert not widens(statements(profile([grant])), narrowed(grant, narrower), chance)


# order

UNORDERED = {"can", "cannot", "capability", "actions", "access", "exclude", "targets", "extends", "names"}


def shuffled(value: Any, chance: random.Random, key: str = "") -> Any:
    """The same profile with keys and lists that mean sets in another order."""
    match value:
        case dict():
            items: list[tuple[str, Any]] = list(value.items())
            return {name_: shuffled(one, chance, name_) for name_, one in chance.sample(items, len(items))}
        case list() if key in UNORDERED:
            many: list[Any] = value
            return [shuffled(one, chance) for one in chance.sample(many, len(many))]
        case _:
            return value


RICH = profile() | {
    "targets": [DEV, DEV | {"name": "prod", "account": "444455556666"}],
    "personas": {
        "viewer": persona([{"capability": ["view", "read-build-logs"]}]),
        "runner": persona(
            [
                {"capability": "run-pipelines", "conditions": {"aws:ResourceTag/Team": "${principal.tag.Team}"}},
                {"actions": ["TagResource", "UntagResource"], "resources": {"image": ["web", "data"], "workflow": "*"}},
                {"service": "s3", "access": ["list", "read"], "exclude": ["GetObject*", "List*"]},
            ],
            [{"actions": ["Delete*", "Put*Policy"]}, {"capability": "share-resources"}],
            extends=["viewer", "auditor"],
        ),
        "auditor": persona([{"capability": "audit"}]),
    },
}


def files(written: Json, *parts: Json) -> tuple[tuple[str, str], ...]:
    texts = {f"part-{number}.yaml": json.dumps(one) for number, one in enumerate([written, *parts])}
    return generate(list(texts), reading(texts), None, []).files


@settings(max_examples=6)
@given(CHANCE)
def test_order_never_matters(chance: random.Random) -> None:
    assert dict(files(shuffled(RICH, chance))) == dict(files(RICH))


@pytest.mark.parametrize("swap", [False, True])
def test_the_division_into_files_never_matters(swap: bool) -> None:
    first = {**RICH, "personas": {"runner": RICH["personas"]["runner"]}}
    second = {"version": 1, "personas": {one: RICH["personas"][one] for one in ("auditor", "viewer")}}
    parts = (second, first) if swap else (first, second)
    assert files(*parts) == files(RICH)
