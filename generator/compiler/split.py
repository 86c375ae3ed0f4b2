"""Pass 6, split: statements → as many policies as IAM's quota needs, filled in order."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.compiler.size import MANAGED_POLICY_CHARS, document_size
from generator.model.policy import Statement
from generator.model.target import Bindings


def split(statements: Sequence[Statement], places: tuple[Bindings, ...]) -> tuple[tuple[Statement, ...], ...]:
    """Statements in order → policies within the quota; a statement too large for one is cut by its actions."""
    policies: list[list[Statement]] = []
    for statement in (piece for one in statements for piece in _cut(one, places)):
        if policies and document_size([*policies[-1], statement], places) <= MANAGED_POLICY_CHARS:
            policies[-1].append(statement)
        else:
            policies.append([statement])
    return tuple(tuple(one) for one in policies)


def _cut(statement: Statement, places: tuple[Bindings, ...]) -> Iterator[Statement]:
    """A statement → itself, or pieces named after the first action of each."""
    if len(statement.actions) < 2 or document_size([statement], places) <= MANAGED_POLICY_CHARS:
        yield statement
        return
    rest = statement.actions
    while rest:
        taken = _fitting(statement, rest, places)
        yield replace(statement, sid=_piece(statement.sid, rest[0]), actions=rest[:taken])
        rest = rest[taken:]


def _fitting(statement: Statement, actions: tuple[str, ...], places: tuple[Bindings, ...]) -> int:
    low, high = 1, len(actions)
    while low < high:
        middle = (low + high + 1) // 2
        piece = replace(statement, sid=_piece(statement.sid, actions[0]), actions=actions[:middle])
        low, high = (middle, high) if document_size([piece], places) <= MANAGED_POLICY_CHARS else (low, middle - 1)
    return low


def _piece(sid: str, action: str) -> str:
    return f"{sid}From{action.partition(':')[2].replace('*', 'All').replace('?', 'One')}"
