"""Action patterns → one action for every combination of patterns that actions of today match.

Sources:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Flag, auto
from functools import cache, lru_cache

from generator.analysis.comparison.problem import Extent, Problem
from generator.analysis.evaluation.globs import compile_any, glob_of, text_regex
from generator.model.reference import Action
from generator.reference.services import find_service, service_prefixes

_WELL_KNOWN = ("s3", "ec2", "sqs", "dynamodb", "lambda", "kms", "sns", "logs")
"""Services that stand for all that no pattern names, the first that is not named itself."""


class CalledOn(Flag):
    """What an action is called on: no particular resource, which is `*`, or a resource that has an ARN."""

    NOTHING = auto()
    RESOURCE = auto()
    EITHER = NOTHING | RESOURCE


@dataclass(frozen=True, slots=True)
class Called:
    """An action as it is spelled, and in lower case."""

    name: str
    folded: str
    on: CalledOn


@dataclass(frozen=True, slots=True)
class Group:
    """Actions that match the same patterns (bits) and are called on the same, in the person of one."""

    matched: int
    on: CalledOn
    action: str


def groups(problem: Problem) -> tuple[Group, ...]:
    """A problem → the groups of actions that exist: AWS's of today, and those that a pattern spells out."""
    found: dict[tuple[int, CalledOn], str] = {}
    for called, matched in _matches(problem):
        found.setdefault((matched, called.on), called.name)
    return tuple(Group(matched=matched, on=on, action=name) for (matched, on), name in found.items())


def _matches(problem: Problem) -> Iterator[tuple[Called, int]]:
    patterns = problem.actions
    prefixes = {one.partition(":")[0] for one in patterns}
    wild = [one for one in prefixes if is_wild(one)]
    known: set[str] = set()
    for prefix in _services(prefixes, wild):
        near = [(1 << number, one) for number, one in enumerate(patterns) if may_name(one, prefix)]
        yield from _in_service(prefix, near)
        known.update(one.folded for one in _catalogue(prefix))
    for one in patterns:
        if not is_wild(one) and one not in known:
            yield Called(problem.spelled[one], one, CalledOn.EITHER), matching(patterns, one)
    if not wild and any(rule.actions.extent is Extent.ALL_BUT for rule in problem.rules):
        yield from ((called, 0) for called in _elsewhere(frozenset(prefixes)))


def matching(patterns: Iterable[str], name: str) -> int:
    """Which patterns match an action in lower case, as bits."""
    return sum(1 << number for number, one in enumerate(patterns) if matcher(one)(name))


def _services(prefixes: Iterable[str], wild: Iterable[str]) -> tuple[str, ...]:
    """The services that patterns can name: a wildcard in the service's own place means any of them."""
    return service_prefixes() if list(wild) else tuple(one for one in sorted(prefixes) if find_service(one))


def _in_service(prefix: str, near: Iterable[tuple[int, str]]) -> Iterator[tuple[Called, int]]:
    catalogue = _catalogue(prefix)
    matched = dict.fromkeys((one.folded for one in catalogue), 0)
    for bit, pattern in near:
        if not is_wild(pattern):
            if pattern in matched:
                matched[pattern] |= bit
            continue
        matches = matcher(pattern)
        for name in matched:
            if matches(name):
                matched[name] |= bit
    return zip(catalogue, matched.values(), strict=True)


def _elsewhere(named: frozenset[str]) -> Iterator[Called]:
    """Actions of services that no pattern names: one called on nothing, one on a resource, one on either."""
    wanted = {CalledOn.NOTHING, CalledOn.RESOURCE, CalledOn.EITHER}
    for prefix in (*_WELL_KNOWN, *service_prefixes()):
        for called in () if prefix in named else _catalogue(prefix):
            if called.on in wanted:
                wanted.discard(called.on)
                yield called
        if not wanted:
            return


@cache
def _catalogue(prefix: str) -> tuple[Called, ...]:
    service = find_service(prefix)
    return tuple(_called(one) for one in service.actions) if service else ()


def _called(action: Action) -> Called:
    return Called(str(action), str(action).lower(), called_on(action))


def called_on(action: Action) -> CalledOn:
    """What the Reference says that an action is called on: required types, optional ones only, or none.

    Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
    """
    if not action.resources:
        return CalledOn.NOTHING
    return CalledOn.RESOURCE if any(one.required for one in action.resources) else CalledOn.EITHER


@lru_cache(maxsize=4096)
def matcher(pattern: str) -> Callable[[str], object]:
    """A pattern in lower case → its test."""
    if not is_wild(pattern):
        return pattern.__eq__
    if not is_wild(pattern[:-1]) and pattern[-1] == "*":
        head = pattern[:-1]
        return lambda name: name.startswith(head)
    return compile_any([text_regex(glob_of(pattern))]).fullmatch


def is_wild(text: str) -> bool:
    """Whether a text holds wildcards."""
    return "*" in text or "?" in text


def may_name(pattern: str, prefix: str) -> bool:
    """Whether a pattern can name actions of a service."""
    head = pattern.partition(":")[0]
    return head == prefix or is_wild(head)
