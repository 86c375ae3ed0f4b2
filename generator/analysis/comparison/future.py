"""Action patterns → the combinations that only actions match which AWS does not have today.

A wildcard also grants what AWS adds tomorrow. That is a difference, but not one that a request of today shows.
"""

from collections.abc import Iterator, Mapping

from generator.analysis.comparison.actions import CalledOn, Group
from generator.analysis.comparison.letters import text_letters
from generator.analysis.comparison.problem import Problem
from generator.analysis.comparison.words import words
from generator.analysis.evaluation.globs import glob_of


def future_groups(problem: Problem, today: Mapping[int, CalledOn]) -> Iterator[Group]:
    """A problem, and what actions of today match and are called on → groups of other actions.

    Raises: TooMany.
    """
    globs = tuple(text_letters(glob_of(one)) for one in (*problem.actions, "?*:?*"))
    named = 1 << len(problem.actions)
    for word in words(globs):
        matched = word.matched & ~named
        if word.matched & named and today.get(matched) != CalledOn.EITHER:
            yield Group(matched=matched, on=CalledOn.EITHER, action=word.text)
