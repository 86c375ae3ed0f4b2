"""Verbs: wildcards that today mean exactly what they stand for, and nothing but reading."""

import pytest

from generator.compiler.merge import Group
from generator.compiler.verbs import shorten_verbs, verb_of
from generator.model.pattern import Pattern, literal
from generator.model.policy import Condition, Effect
from generator.model.reference import AccessLevel
from generator.reference.lookup import matching_actions
from generator.reference.services import find_service, service_prefixes
from tests.compiler.profile_text import DEV, Json, compiled, granted, persona, profile, statements
from tests.laws.reference_facts import service

ANYTHING = (literal("*"),)
TAGGED = (Condition(operator="StringEquals", key="aws:PrincipalTag/Team", values=(literal("a"),)),)


def group(
    *actions: str,
    effect: Effect = Effect.ALLOW,
    resources: tuple[Pattern, ...] = ANYTHING,
    conditions: tuple[Condition, ...] = (),
) -> Group:
    prefix = actions[0].partition(":")[0]
    return Group(effect=effect, service=prefix, actions=actions, types=(), resources=resources, conditions=conditions)


def verb(prefix: str, word: str) -> tuple[str, ...]:
    """All of today's actions of a verb."""
    return tuple(f"{prefix}:{one.name}" for one in service(prefix).actions if one.name.startswith(word))


def shortened(*groups: Group) -> list[tuple[str, ...]]:
    return [one.actions for one in shorten_verbs(groups)]


LISTING = verb("kms", "List")


def test_a_whole_verb_becomes_a_wildcard_and_the_rest_stays() -> None:
    assert len(LISTING) > 2
    assert shortened(group(*LISTING, "kms:Decrypt")) == [("kms:Decrypt", "kms:List*")]


@pytest.mark.parametrize("missing", LISTING)
def test_a_verb_of_which_an_action_is_missing_is_spelled_out(missing: str) -> None:
    rest = tuple(one for one in LISTING if one != missing)
    assert shortened(group(*rest)) == [rest]


def test_an_action_in_another_statement_is_missing_here() -> None:
    first, *rest = LISTING
    groups = (group(first, conditions=TAGGED), group(*rest))
    assert shortened(*groups) == [(first,), tuple(rest)]


def test_what_is_granted_twice_in_other_circumstances_is_spelled_out() -> None:
    groups = (group(*LISTING), group(LISTING[0], conditions=TAGGED))
    assert shortened(*groups) == [LISTING, (LISTING[0],)]


def test_a_deny_of_the_same_actions_changes_nothing() -> None:
    groups = (group(*LISTING), group(*LISTING, effect=Effect.DENY))
    assert shortened(*groups) == [("kms:List*",), LISTING]


def test_one_action_needs_no_wildcard() -> None:
    (only,) = verb("kms", "Decrypt")
    assert shortened(group(only)) == [(only,)]
    (alone,) = verb("ecr", "BatchCheck")
    assert shortened(group(alone)) == [(alone,)]


def test_a_verb_with_an_action_that_writes_is_spelled_out() -> None:
    getting = verb("sts", "Get")
    assert any(AccessLevel.WRITE in one.levels for one in service("sts").actions if one.name.startswith("Get"))
    assert shortened(group(*getting)) == [getting]


def test_a_verb_that_writes_is_spelled_out() -> None:
    deleting = verb("kms", "Delete")
    assert len(deleting) > 1
    assert shortened(group(*deleting)) == [deleting]


def test_a_verb_that_begins_other_words_counts_them() -> None:
    """`ram:Get*` is fine, `Get` of `Getting…` would not be: what the wildcard matches decides, not the word."""
    for prefix in service_prefixes():
        found = find_service(prefix)
        assert found is not None
        for wild in shorten_verbs([group(*(str(one) for one in found.actions))])[0].actions:
            if wild.endswith("*"):
                matched = matching_actions(found, wild.partition(":")[2])
                assert len(matched) > 1
                assert {level for one in matched for level in one.levels} <= {AccessLevel.LIST, AccessLevel.READ}
                assert {verb_of(str(one)) for one in matched} == {wild.partition(":")[2].removesuffix("*")}


@pytest.mark.parametrize(
    ("action", "word"),
    [
        ("ec2:DescribeImages", "Describe"),
        ("ecr:BatchGetImage", "BatchGet"),
        ("ecr:BatchDeleteImage", "BatchDelete"),
        ("x:BatchesList", "Batches"),
        ("x:GetEC2Thing", "Get"),
        ("x:lower", ""),
    ],
)
def test_a_verb_is_the_first_word_and_with_batch_the_second(action: str, word: str) -> None:
    assert verb_of(action) == word


def test_reading_verbs_that_may_write_tomorrow_are_spelled_out() -> None:
    starting = verb("logs", "Start")
    levels = {level for one in service("logs").actions if one.name.startswith("Start") for level in one.levels}
    assert len(starting) > 1
    assert levels == {AccessLevel.READ}
    assert shortened(group(*starting)) == [starting]


# personas

SERVICES = ["autoscaling", "devops-guru", "elasticloadbalancing", "inspector2", "sso-directory", "support", "workdocs"]
READER: list[Json] = [{"service": one, "access": ["list", "read"]} for one in SERVICES]


def reader(**more: str) -> Json:
    return profile() | {"personas": {"a": persona(READER, **more)}}


def test_a_persona_says_whether_it_wants_wildcards() -> None:
    assert not any("*" in action for action in granted(reader()))
    assert granted(reader(wildcards="none")) == granted(reader())
    assert {"autoscaling:Describe*", "inspector2:BatchGet*"} <= set(granted(reader(wildcards="verbs")))


def test_wildcards_are_not_inherited() -> None:
    heir = persona([{"actions": ["GetImage"]}], extends=["a"])
    written = profile() | {"personas": {"a": persona(READER, wildcards="verbs"), "b": heir}}
    assert not any("*" in action for action in granted(written, "b"))


def test_wildcards_make_fewer_policies_and_say_what_they_let_in() -> None:
    plain, short = compiled(reader()), compiled(reader(wildcards="verbs"))
    assert len(short.modules[0].policies) < len(plain.modules[0].policies)
    (note,) = [one for one in short.remarks if one.code == "wildcard-verbs"]
    wild = {action for one in statements(reader(wildcards="verbs")) for action in one["Action"] if "*" in action}
    spelled = set(granted(reader())) - set(granted(reader(wildcards="verbs")))
    assert note.message == f"`a` has {len(wild)} wildcards for {len(spelled)} actions that only list or read"
    assert "783" in note.hint
    assert "5 that write" in note.hint


def test_without_a_wildcard_there_is_nothing_to_say() -> None:
    written = profile() | {"targets": [DEV], "personas": {"a": persona([{"actions": ["GetImage"]}], wildcards="verbs")}}
    assert "wildcard-verbs" not in {one.code for one in compiled(written).remarks}
