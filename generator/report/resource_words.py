"""ARN patterns → what they name, in the words of the Reference's resource types.

Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from generator.model.phrase import Phrase, exact, listed, say
from generator.model.reference import ResourceType
from generator.report.wording import Wording, plural, words_of

EVERYTHING = "*"
_HOLE = re.compile(r"\$\{[^}]*\}")
_INPUT = re.compile(r"\$\{input\.(\w+)(\[\*\])?\}")
_SEGMENTS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Arn:
    """The segments of an ARN pattern; a policy variable in it can hold colons."""

    service: str
    region: str
    account: str
    rest: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Things:
    """Resources that are alike but for their names: `families` are the names of their types."""

    families: tuple[str, ...]
    region: str
    accounts: tuple[str, ...]
    names: tuple[str, ...]


def things_of(resources: Iterable[str], types: Sequence[ResourceType]) -> tuple[Things, ...]:
    """ARN patterns → what they name of the given types; what none of them fits has no family, and its ARN as name."""
    accounts: dict[tuple[tuple[str, ...], str, str], set[str]] = {}
    for text in sorted(set(resources)):
        families, region, account, name = _read(text, types)
        accounts.setdefault((families, region, name), set()).add(account)
    names: dict[tuple[tuple[str, ...], str, tuple[str, ...]], list[str]] = {}
    for (families, region, name), owners in accounts.items():
        names.setdefault((families, region, tuple(sorted(owners))), []).append(name)
    return tuple(
        Things(families=families, region=region, accounts=owners, names=tuple(sorted(each)))
        for (families, region, owners), each in sorted(names.items())
    )


def noun(things: Things, wording: Wording) -> Phrase:
    """What is named, whose it is and where."""
    return say(_named(things, wording), _owned(things.accounts, wording), _located(things.region, wording))


def type_words(family: str) -> tuple[str, ...]:
    """The name of a resource type → its words."""
    return words_of(family)


def _named(things: Things, wording: Wording) -> Phrase:
    names = [exact(one) for one in things.names]
    if not things.families:
        return listed(names, wording.most, wording.last)
    kinds = [type_words(one) for one in things.families]
    if EVERYTHING in things.names:
        return say("any ", listed([say(" ".join(one)) for one in kinds], len(kinds), "or"))
    many = listed([say(plural(one)) for one in kinds], len(kinds))
    asked = [_INPUT.fullmatch(one) for one in things.names]
    if len(asked) == 1 and asked[0] and len(kinds) == 1:
        which = many if asked[0][2] else say("the ", " ".join(kinds[0]))
        return say(which, " that the input ", exact(asked[0][1]), " names")
    if any(re.search(r"[*?]|\$\{", one) for one in things.names) or len(kinds) > 1:
        return say(many, " named ", listed(names, wording.most, "or"))
    return say("the ", many if len(names) > 1 else " ".join(kinds[0]), " ", listed(names, wording.most, wording.last))


def _owned(accounts: tuple[str, ...], wording: Wording) -> Phrase:
    others = [one for one in accounts if one and one != wording.account]
    if not others:
        return say()
    if EVERYTHING in others:
        return say(" of every account")
    named = listed([_owner(one) for one in others], wording.most, wording.last)
    return say(" of ", named) if len(others) == len(accounts) else say(" (also those of ", named, ")")


def _owner(account: str) -> Phrase:
    return say("the account " if re.match(r"[0-9]|\$", account) else "", exact(account))


def _located(region: str, wording: Wording) -> Phrase:
    if not region or region == wording.region:
        return say()
    return say(" in every Region") if region == EVERYTHING else say(" in the Region ", exact(region))


def _read(text: str, types: Sequence[ResourceType]) -> tuple[tuple[str, ...], str, str, str]:
    """The families that a pattern names, its Region, its account and the name in its type."""
    arn = read_arn(text)
    fitting = [(one, form) for one in types for form in one.arns if arn is not None and _fits(arn, form)]
    starts = {_start(form) for _, form in fitting}
    if arn is None or len(starts) != 1 or not arn.rest.startswith(start := starts.pop()):
        return (), "", "", text
    families = tuple(sorted({one.family or one.name for one, _ in fitting}))
    name = arn.rest.removeprefix(start)
    return (families, arn.region, arn.account, name) if name else ((), "", "", text)


def read_arn(text: str) -> Arn | None:
    """An ARN pattern → its segments; None for what is none, or names more than one service."""
    holes = _HOLE.findall(text)
    parts = _HOLE.sub("\0", text).split(":", _SEGMENTS - 1)
    filled = iter(holes)
    segments = [re.sub("\0", lambda _: next(filled), one) for one in parts]
    if len(segments) < _SEGMENTS or segments[0] != "arn" or re.search(r"[*?$]", segments[2]):
        return None
    _, _, service, region, account, rest = segments
    return Arn(service=service, region=region, account=account, rest=rest, text=text)


def _start(form: str) -> str:
    """What stands before the first placeholder of a format's last segment."""
    return _HOLE.split(_rest(form))[0]


def _rest(form: str) -> str:
    return form.split(":", _SEGMENTS - 1)[-1]


def _fits(arn: Arn, form: str) -> bool:
    """Whether a pattern can name a resource of a format."""
    _, _, service, region, account, rest = form.split(":", _SEGMENTS - 1)
    if service != arn.service or not (_holds(region, arn.region) and _holds(account, arn.account)):
        return False
    return _meet(_HOLE.sub("*", arn.rest), _HOLE.sub("*", rest))


def _holds(wanted: str, given: str) -> bool:
    """Whether a segment of a format can be a pattern's: what is empty in one is empty in the other."""
    if not wanted or not given:
        return not given.strip("*") if not wanted else False
    return _meet(_HOLE.sub("*", given), _HOLE.sub("*", wanted))


@lru_cache(maxsize=8192)
def _meet(one: str, other: str) -> bool:
    """Whether some text is matched by both patterns."""
    reached = {0}
    for token in ("", *one):
        reached = _stepped(token, other, reached) if token else _loosened(other, reached)
    return len(other) in reached


def _stepped(token: str, other: str, reached: set[int]) -> set[int]:
    if token == "*":
        return set(range(min(reached), len(other) + 1)) if reached else set()
    after = {
        place if other[place] == "*" else place + 1
        for place in reached
        if place < len(other) and (token == "?" or other[place] in ("*", "?", token))
    }
    return _loosened(other, after)


def _loosened(other: str, reached: set[int]) -> set[int]:
    """Places that are reached, also those behind a `*` that stands for nothing."""
    found = set(reached)
    for place in sorted(reached):
        while place < len(other) and other[place] == "*":
            place += 1  # noqa: PLW2901 -- the place moves on
            found.add(place)
    return found
