"""Pass 6, split: statements → as many policies as IAM's quota needs, filled in order."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from generator.compiler.size import MANAGED_POLICY_CHARS, document_size
from generator.model.policy import Statement
from generator.model.target import Bindings

_DIGEST_CHARS = 6


def split(statements: Sequence[Statement], places: tuple[Bindings, ...]) -> tuple[tuple[Statement, ...], ...]:
    """Statements in order → policies within the quota.

    A statement too large for one is cut by its actions, and an action with too many resources by those.
    """
    policies: list[list[Statement]] = []
    for statement in (piece for one in statements for piece in _cut(one, places)):
        if policies and document_size([*policies[-1], statement], places) <= MANAGED_POLICY_CHARS:
            policies[-1].append(statement)
        else:
            policies.append([statement])
    return tuple(tuple(one) for one in policies)


def _cut(statement: Statement, places: tuple[Bindings, ...]) -> Iterator[Statement]:
    for piece in _pieces(statement, len(statement.actions), _with_actions, places):
        yield from _pieces(piece, len(piece.resources), _with_resources, places)


def _pieces(
    statement: Statement,
    count: int,
    part: Callable[[Statement, int, int], Statement],
    places: tuple[Bindings, ...],
) -> Iterator[Statement]:
    """A statement → itself where it fits or can't be cut, else pieces as large as fit, named after their first item."""
    if count < 2 or document_size([statement], places) <= MANAGED_POLICY_CHARS:
        yield statement
        return
    start = 0
    while start < count:
        low, high = start + 1, count
        while low < high:
            middle = (low + high + 1) // 2
            fits = document_size([part(statement, start, middle)], places) <= MANAGED_POLICY_CHARS
            low, high = (middle, high) if fits else (low, middle - 1)
        yield part(statement, start, low)
        start = low


def _with_actions(statement: Statement, start: int, end: int) -> Statement:
    name = statement.actions[start].partition(":")[2].replace("*", "All").replace("?", "One")
    return replace(statement, sid=f"{statement.sid}From{name}", actions=statement.actions[start:end])


def _with_resources(statement: Statement, start: int, end: int) -> Statement:
    digest = hashlib.sha256(str(statement.resources[start]).encode()).hexdigest()[:_DIGEST_CHARS].upper()
    return replace(statement, sid=f"{statement.sid}From{digest}", resources=statement.resources[start:end])
