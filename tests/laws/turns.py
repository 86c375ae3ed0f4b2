"""A statement → the same with `not_…` elements in the place of their counterparts, or the other way round."""

from collections.abc import Callable
from dataclasses import replace

from generator.model.policy import Statement


def _other_actions(one: Statement) -> Statement:
    return replace(one, actions=one.not_actions, not_actions=one.actions)


def _other_resources(one: Statement) -> Statement:
    return replace(one, resources=one.not_resources, not_resources=one.resources)


def _all_others(one: Statement) -> Statement:
    return _other_actions(_other_resources(one))


TURNS: tuple[Callable[[Statement], Statement], ...] = (_other_actions, _other_resources, _all_others)
