"""Action patterns → the combinations that only actions match which AWS does not have today.

A wildcard also grants what AWS adds tomorrow. That is a difference, but not one that a request of today shows.
"""

from collections.abc import Iterator, Mapping

from generator.analysis.comparison.actions import CalledOn, Group, is_wild, may_name
from generator.analysis.comparison.letters import text_letters
from generator.analysis.comparison.problem import Problem
from generator.analysis.comparison.words import words
from generator.analysis.evaluation.globs import glob_of

_ANY_SERVICE = "?*"


def future_groups(problem: Problem, today: Mapping[int, CalledOn]) -> Iterator[Group]:
    """A problem, and what actions of today match and are called on → groups of other actions.

    Only wildcards count: an action that a pattern spells out is one of today's.

    Raises: TooMany.
    """
    wild = [(1 << number, one) for number, one in enumerate(problem.actions) if is_wild(one)]
    prefixes = {one.partition(":")[0] for _, one in wild}
    for prefix in (*sorted(one for one in prefixes if not is_wild(one)), _ANY_SERVICE):
        yield from _in_service(prefix, [one for one in wild if may_name(one[1], prefix)], today)


def _in_service(prefix: str, wild: list[tuple[int, str]], today: Mapping[int, CalledOn]) -> Iterator[Group]:
    named = 1 << len(wild)
    globs = tuple(text_letters(glob_of(one)) for one in (*(pattern for _, pattern in wild), f"{prefix}:?*"))
    for word in words(globs):
        matched = sum(bit for number, (bit, _) in enumerate(wild) if word.matched >> number & 1)
        if word.matched & named and today.get(matched) != CalledOn.EITHER:
            yield Group(matched=matched, on=CalledOn.EITHER, action=word.text)
