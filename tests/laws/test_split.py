"""A change to a persona changes one of its policies; neither division nor wildcards for verbs change a decision."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.analysis.differences import differences
from generator.compiler.divide import divide
from generator.compiler.pack import pack
from generator.compiler.size import document_size
from generator.model.access import NamedPolicy, Policies
from generator.model.policy import BoundDocument, Statement, bind_document
from generator.pipeline.generate import Validated
from generator.reference.lookup import matching_actions
from tests.compiler.profile_text import Json, compiled, persona, profile
from tests.compiler.statements import PLACES
from tests.laws.reference_facts import is_guarded, service

SERVICES = ("imagebuilder", "s3", "ec2", "lambda", "kms", "dynamodb", "sagemaker", "logs", "ecr", "sns", "ssm", "glue")
ACTIONS = [str(one) for prefix in SERVICES for one in service(prefix).actions if not is_guarded(one)]
LEVELS = [["list"], ["read"], ["write"], ["tagging"], ["list", "read"], ["read", "write"]]
CAPABILITIES = ["view", "run-pipelines", "author-components", "manage-pipelines", "manage-images", "audit", "console"]
CHANCE = st.randoms(use_true_random=False)


def by_levels(prefix: str, levels: list[str]) -> Json:
    guarded = [str(one) for one in service(prefix).actions if is_guarded(one)]
    return {"service": prefix, "access": levels} | ({"exclude": guarded} if guarded else {})


GRANTS = st.one_of(
    st.builds(by_levels, st.sampled_from(SERVICES), st.sampled_from(LEVELS)),
    st.sampled_from(CAPABILITIES).map(lambda one: {"capability": one}),
    st.lists(st.sampled_from(ACTIONS), min_size=1, max_size=30).map(lambda many: {"actions": many}),
)
WRITTEN = st.lists(GRANTS, min_size=2, max_size=6)


def made(can: list[Json], **more: str) -> Validated:
    return compiled(profile() | {"personas": {"a": persona(can, **more)}})


def documents(validated: Validated) -> dict[str, BoundDocument]:
    """The policies of the persona by name."""
    (module,) = validated.modules
    bindings = validated.profiles.targets[0].bindings
    return {one.name: bind_document(one.document, bindings) for one in module.policies}


def actions_of(found: Iterable[BoundDocument]) -> set[str]:
    return {action for one in found for statement in one.statements for action in statement.actions}


def sids_of(found: Iterable[BoundDocument]) -> set[str]:
    """The Sids, without what tells pieces of a statement apart."""
    return {statement.sid.partition("Part")[0] for one in found for statement in one.statements}


def pairs_of(found: Iterable[BoundDocument | None]) -> set[tuple[str, str]]:
    statements = (statement for one in found if one is not None for statement in one.statements)
    return {(action, resource) for one in statements for action in one.actions for resource in one.resources}


@settings(max_examples=40, deadline=None)
@given(WRITTEN, st.lists(st.sampled_from(ACTIONS), min_size=1, max_size=4), CHANCE)
def test_one_action_more_changes_one_policy(can: list[Json], last: list[str], chance: random.Random) -> None:
    before = documents(made([*can, {"actions": last}]))
    assume(2 <= len(before) <= 9)
    added = chance.choice(sorted(set(ACTIONS) - actions_of(before.values())))
    after = documents(made([*can, {"actions": [*last, added]}]))
    changed = {name for name, document in before.items() if after.get(name) != document}
    new = set(after) - set(before)
    assert set(before) <= set(after)
    assert len(changed) <= 1
    assert changed or new
    stays = sids_of(before.values()) == sids_of(after.values())
    assert len(new) <= 1 or not stays, "only a new statement that is large can make several policies"
    old, now = (pairs_of(found.get(name) for name in changed | new) for found in (before, after))
    assert {action for action, _ in now - old} == {added}
    assert old <= now


def is_small(statements: Sequence[Statement]) -> bool:
    return document_size(statements, PLACES) <= 1500


def atoms_of(statements: Iterable[Statement]) -> set[tuple[object, ...]]:
    return {
        (one.effect, action, resource, one.conditions)
        for one in statements
        for action in one.actions
        for resource in one.resources
    }


@settings(max_examples=25, deadline=None)
@given(WRITTEN)
def test_division_and_packing_lose_nothing_and_add_nothing(can: list[Json]) -> None:
    statements = [each for one in made(can).modules[0].policies for each in one.document.statements]
    divided, packed = divide(statements, is_small), pack(statements, is_small)
    assume(len(divided) >= 2)
    for policies in ([one.statements for one in divided], packed):
        assert atoms_of(each for one in policies for each in one) == atoms_of(statements)
        assert all(is_small(one) or len(one) == len(one[0].actions) == len(one[0].resources) == 1 for one in policies)
        assert all(len({each.sid for each in one}) == len(one) for one in policies)


@settings(max_examples=10, deadline=None)
@given(WRITTEN, CHANCE)
def test_the_order_of_grants_never_matters(can: list[Json], chance: random.Random) -> None:
    assert documents(made(chance.sample(can, len(can)))) == documents(made(can))


READING = ("autoscaling", "devops-guru", "elasticloadbalancing", "inspector2", "kms", "logs", "support", "workdocs")
SEVERAL = st.lists(
    st.one_of(
        st.builds(
            by_levels, st.sampled_from(READING), st.sampled_from([["list", "read"], ["read"], ["read", "write"]])
        ),
        st.sampled_from(["GetImage", "List*"]).map(lambda one: {"actions": [one]}),
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=12, deadline=None)
@given(SEVERAL)
def test_wildcards_for_verbs_change_no_decision_of_today(can: list[Json]) -> None:
    spelled, short = made(can), made(can, wildcards="verbs")
    assert differences(policies_of(spelled), policies_of(short)) == ()
    assert differences(policies_of(short), policies_of(spelled)) == ()
    assert expanded(documents(short).values()) == actions_of(documents(spelled).values())


def policies_of(validated: Validated) -> Policies:
    named = (NamedPolicy(name=name, document=document) for name, document in documents(validated).items())
    return Policies(identity=tuple(named))


def expanded(found: Iterable[BoundDocument]) -> set[str]:
    """Every action of today that is matched, in one statement or another."""
    pairs = (action.split(":") for action in actions_of(found))
    return {str(one) for prefix, pattern in pairs for one in matching_actions(service(prefix), pattern)}


def test_a_wildcard_that_matches_more_is_noticed() -> None:
    can = [{"service": "kms", "actions": ["ListKeys", "ListAliases"]}]
    wider = Policies(identity=(NamedPolicy(name="p", document=widened(documents(made(can))["permissions"])),))
    assert {str(one.action) for one in differences(wider, policies_of(made(can)))} >= {"kms:ListGrants"}


def widened(document: BoundDocument) -> BoundDocument:
    return replace(document, statements=tuple(replace(one, actions=("kms:List*",)) for one in document.statements))
