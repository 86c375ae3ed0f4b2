"""Statements → few policies, filled one after the other: each statement into the first that has room for it.

It is dense, and fragile: one action more can move every statement behind it.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from generator.compiler.size import Fits
from generator.model.policy import Form, Statement

_DIGEST_CHARS = 6
Part = Callable[[Statement, int, int], Statement]
"""A statement, and where a piece of its items starts and ends → the piece."""


def pack(statements: Sequence[Statement], fits: Fits) -> tuple[tuple[Statement, ...], ...]:
    """Statements in order → policies.

    A statement too large for one is cut by its actions, and an action with too many resources by those; one that is
    kept as written never is.
    """
    policies: list[list[Statement]] = []
    for statement in (piece for one in statements for piece in _cut(one, fits)):
        roomy = next((policy for policy in policies if fits([*policy, statement])), None)
        if roomy is not None:
            roomy.append(statement)
        else:
            policies.append([statement])
    return tuple(map(tuple, policies))


def _cut(statement: Statement, fits: Fits) -> Iterator[Statement]:
    if statement.form is Form.VERBATIM:
        yield statement
        return
    for piece in _pieces(statement, len(statement.actions), _with_actions, fits):
        yield from _pieces(piece, len(piece.resources), _with_resources, fits)


def _pieces(statement: Statement, count: int, part: Part, fits: Fits) -> Iterator[Statement]:
    """A statement → itself where it fits or can't be cut, else pieces as large as fit, named after their first item."""
    if count < 2 or fits([statement]):
        yield statement
        return
    start = 0
    while start < count:
        end = _longest(start + 1, count, lambda end, start=start: fits([part(statement, start, end)]))
        yield part(statement, start, end)
        start = end


def _longest(end: int, most: int, fits: Callable[[int], bool]) -> int:
    """The last end that fits: steps that double, then halve, so that nothing much longer is ever measured."""
    step = 1
    while end + step <= most and fits(end + step):
        end, step = end + step, step * 2
    while step := step // 2:
        if end + step <= most and fits(end + step):
            end += step
    return end


def _with_actions(statement: Statement, start: int, end: int) -> Statement:
    name = statement.actions[start].partition(":")[2].replace("*", "All").replace("?", "One")
    return replace(statement, sid=f"{statement.sid}From{name}", actions=statement.actions[start:end])


def _with_resources(statement: Statement, start: int, end: int) -> Statement:
    digest = hashlib.sha256(str(statement.resources[start]).encode()).hexdigest()[:_DIGEST_CHARS].upper()
    return replace(statement, sid=f"{statement.sid}From{digest}", resources=statement.resources[start:end])
