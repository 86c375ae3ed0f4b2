"""Sentences → rules."""

import pytest

from generator.diagnostics import Diagnostic, Position
from generator.model.pattern import Pattern, literal
from generator.model.profile import Rule, RuleKind, Word
from generator.model.reference import AccessLevel
from generator.profiles.rules import parse_rule

AT = Position(file="p.yaml", line=1, column=5)


def read(word: Word) -> Pattern:
    return literal(word.text)


def rule(text: str, quote: str = "") -> Rule:
    at = Position(file="p.yaml", line=1, column=5, width=len(text), quote=quote or f"  - {text}")
    found = parse_rule(text, at, read)
    assert isinstance(found, Rule)
    return found


def said(found: Rule) -> list[str]:
    """What a rule is about, in the order of the sentence."""
    demanded = [found.demanded.key, found.demanded.value] if found.demanded is not None else []
    words = [*demanded, found.resource and found.resource.name, found.service]
    return [*(one.text for one in found.duties), *(str(one) for one in words if one is not None)]


@pytest.mark.parametrize(
    ("text", "kind", "subjects", "about"),
    [
        ("a within b", RuleKind.WITHIN, ["a", "b"], []),
        ("service-user  within\n service-admin", RuleKind.WITHIN, ["service-user", "service-admin"], []),
        ("a and b disjoint", RuleKind.DISJOINT, ["a", "b"], []),
        ("a and b disjoint on [write, s3:Get*]", RuleKind.DISJOINT, ["a", "b"], ["write", "s3:Get*"]),
        ("a and b separate on [iam write,s3 read]", RuleKind.SEPARATE, ["a", "b"], ["iam write", "s3 read"]),
        ("a cannot escalate", RuleKind.CANNOT_ESCALATE, ["a"], []),
        ("a cannot iam:PassRole", RuleKind.CANNOT, ["a"], ["iam:PassRole"]),
        ("a cannot Delete* on image/x", RuleKind.CANNOT, ["a"], ["Delete*", "image/x"]),
        ("a only via aws:SourceVpc", RuleKind.ONLY_VIA, ["a"], ["aws:SourceVpc"]),
        ("a only via aws:X = true on s3", RuleKind.ONLY_VIA, ["a"], ["aws:X", "true", "s3"]),
    ],
)
def test_a_sentence_is_this_rule(text: str, kind: RuleKind, subjects: list[str], about: list[str]) -> None:
    found = rule(text)
    assert found.kind is kind
    assert ([one.text for one in found.subjects], said(found)) == (subjects, about)


def test_a_duty_is_a_level_of_a_service_or_an_action_with_exceptions() -> None:
    level, plain, action = rule(
        "a and b separate on [iam write except PassRole Get*, tagging, s3:* except s3:X]"
    ).duties
    assert (level.level, level.service and level.service.text) == (AccessLevel.WRITE, "iam")
    assert [one.text for one in level.exceptions] == ["PassRole", "Get*"]
    assert (plain.level, plain.service, plain.exceptions) == (AccessLevel.TAGGING, None, ())
    assert (action.action and action.action.text, [one.text for one in action.exceptions]) == ("s3:*", ["s3:X"])


def test_every_word_of_a_duty_has_its_place() -> None:
    text = "a and b separate on [iam write except PassRole, s3 read]"
    first, second = rule(text).duties
    quote = f"  - {text}"
    assert first.service is not None
    assert second.service is not None
    for word in (first.service, first.exceptions[0], second.service):
        assert quote[word.at.column - 1 :].startswith(word.text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "within",
        "a within",
        "a within b within c",
        "A within b",
        "a_b within c",
        "a and b separate",
        "a and b separate on []",
        "a and b disjoint on write",
        "a cannot",
        "a cannot iam:PassRole on",
        "a only via team",
        "a is within b",
        "../a within b",
        "a within b; a within c",
    ],
)
def test_other_sentences_are_refused_with_the_pictures_of_rules(text: str) -> None:
    found = parse_rule(text, AT, read)
    assert isinstance(found, Diagnostic)
    assert found.code == "bad-rule"
    assert "`A within B`" in found.hint


def test_words_have_their_own_places() -> None:
    found = rule("viewer cannot iam:PassRole")
    assert [(one.at.column, one.at.width) for one in (*found.subjects, *(one.action for one in found.duties))] == [
        (5, 6),
        (19, 12),
    ]


def test_words_of_a_quoted_sentence_have_their_own_places() -> None:
    found = rule("a within b", quote='  - "a within b"')
    assert [one.at.column for one in found.subjects] == [6, 15]


def test_words_of_a_folded_sentence_have_the_sentences_place() -> None:
    found = rule("a  within b")
    assert [one.at.column for one in found.subjects] == [5, 5]
