"""Pass 6, name: groups → statements with Sids that say what they are about.

A Sid comes from what the statement is about, never from its place or its actions: one
action more in a statement keeps every Sid. Statements about the same thing are told apart by a digest
of their resources and conditions.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable

from generator.compiler.arn import spell
from generator.compiler.merge import Group
from generator.model.policy import Effect, Statement

_MOST_WORDS = 2
_DIGEST_CHARS = 6
_OWNER_WORD = re.compile(r"arn:[^:]*:[^:]*:[^:]*:[a-z-]+:")


def name(groups: Iterable[Group], home: str) -> tuple[Statement, ...]:
    """Groups → statements, allows before denies, the home service first, then by Sid."""
    found = tuple(groups)
    count = Counter(_subject(one, home) for one in found)
    named = [(one.effect is Effect.DENY, one.service != home, _statement(one, home, count)) for one in found]
    return tuple(statement for *_, statement in sorted(named, key=lambda one: (one[0], one[1], one[2].sid)))


def _statement(group: Group, home: str, count: Counter[str]) -> Statement:
    subject = _subject(group, home)
    return Statement(
        sid=subject if count[subject] == 1 else subject + _digest(group),
        effect=group.effect,
        actions=tuple(sorted(group.actions)),
        resources=group.resources,
        conditions=group.conditions,
        subject=subject,
        origins=group.origins,
    )


def _subject(group: Group, home: str) -> str:
    deny = "Deny" if group.effect is Effect.DENY else ""
    service = "" if group.service == home else _camel(group.service)
    types = _some([_camel(one) for one in group.types]) or "AnyResource"
    keys = _some(list(dict.fromkeys(_camel(one.key.partition(":")[2]) for one in group.conditions)))
    owner = "OfAnyOwner" if any(_OWNER_WORD.match(spell(one)) for one in group.resources) else ""
    return deny + service + types + owner + (f"If{keys}" if keys else "")


def _some(words: list[str]) -> str:
    """The first words, and how many more there are."""
    more = len(words) - _MOST_WORDS
    return "".join(words[:_MOST_WORDS]) + (f"And{more}More" if more > 0 else "")


def _digest(group: Group) -> str:
    parts = [
        *map(str, group.resources),
        *(f"{one.operator} {one.key} {[*map(str, one.values)]}" for one in group.conditions),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:_DIGEST_CHARS].upper()


def _camel(text: str) -> str:
    return "".join(word[0].upper() + word[1:] for word in re.findall(r"[A-Za-z0-9]+", text))
