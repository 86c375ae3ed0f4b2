"""A policy as it was read from somebody's file."""

from dataclasses import dataclass

from generator.diagnostics import Position
from generator.model.policy import BoundStatement


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPolicy:
    """`label` is what its author calls it; each statement's `origins` holds its place."""

    label: str
    at: Position
    statements: tuple[BoundStatement, ...]
