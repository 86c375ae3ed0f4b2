"""Action patterns → the combinations that only actions match which AWS does not have today.

A wildcard also grants what AWS adds tomorrow. That is a difference, but not one that a request of today shows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.analysis.comparison.actions import CalledOn, Group, is_wild, may_name
from generator.analysis.comparison.letters import text_letters
from generator.analysis.comparison.problem import Extent, Problem, Rule
from generator.analysis.comparison.steps import Steps
from generator.analysis.comparison.words import Aims, best_words
from generator.analysis.evaluation.globs import glob_of

_ANY_SERVICE = "?*"


def future_groups(problem: Problem, today: Mapping[int, CalledOn], steps: Steps) -> Iterator[Group]:
    """A problem, and what actions of today match and are called on → groups of other actions.

    Only wildcards count, for an action that a pattern spells out is one of today's; and only groups that are not
    outdone by others (see `best_words`).

    Raises: OutOfSteps.
    """
    wild = [number for number, one in enumerate(problem.actions) if is_wild(one)]
    prefixes = {problem.actions[one].partition(":")[0] for one in wild}
    aims = _aims(problem)
    for prefix in (*sorted(one for one in prefixes if not is_wild(one)), _ANY_SERVICE):
        near = [one for one in wild if may_name(problem.actions[one], prefix)]
        globs = tuple(text_letters(glob_of(one)) for one in (*(problem.actions[one] for one in near), f"{prefix}:?*"))
        for word in best_words(globs, _renumbered(aims, near), steps):
            matched = sum(1 << number for place, number in enumerate(near) if word.matched >> place & 1)
            if today.get(matched) != CalledOn.EITHER:
                yield Group(matched=matched, on=CalledOn.EITHER, action=word.text)


def _aims(problem: Problem) -> Aims:
    """The patterns of the rules that are to speak of an action, and of those that are not to."""
    allows = [one for layer in problem.allowed.layers for one in layer]
    helping, hindering = _sides((*allows, *(one for side in problem.refused for one in side.denies)))
    refusing = [one for side in problem.refused for layer in side.layers for one in layer]
    hindering_too, helping_too = _sides((*refusing, *problem.allowed.denies))
    return Aims(needed=0, helping=helping | helping_too, hindering=hindering | hindering_too)


def _sides(rules: Iterable[Rule]) -> tuple[int, int]:
    """The patterns that make rules speak, and those that keep them from it, as bits."""
    listed, spared = 0, 0
    for rule in rules:
        if rule.actions.extent is Extent.LISTED:
            listed |= rule.actions.bits
        else:
            spared |= rule.actions.bits
    return listed, spared


def _renumbered(aims: Aims, near: Sequence[int]) -> Aims:
    return Aims(
        needed=1 << len(near),
        helping=sum(1 << place for place, number in enumerate(near) if aims.helping >> number & 1),
        hindering=sum(1 << place for place, number in enumerate(near) if aims.hindering >> number & 1),
    )
