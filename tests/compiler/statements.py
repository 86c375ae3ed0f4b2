"""Statements of a given size, for what divides them among policies."""

from collections.abc import Iterable, Sequence

from generator.compiler.quotas import MANAGED
from generator.compiler.size import document_size, fitting
from generator.model.pattern import literal
from generator.model.policy import Effect, Statement
from generator.model.target import Bindings

PLACES = (Bindings(partition="aws", region="eu-west-1", account="111122223333"),)
FITS = fitting(MANAGED, PLACES)


def statement(sid: str, actions: Sequence[str], resources: Sequence[str], subject: str = "") -> Statement:
    """A statement about `subject`, which is its Sid unless it is given."""
    return Statement(
        sid=sid,
        effect=Effect.ALLOW,
        actions=tuple(f"s3:{one}" for one in sorted(actions)),
        resources=tuple(sorted(map(literal, resources))),
        subject=subject or sid,
    )


def sized(sid: str, chars: int, subject: str = "") -> Statement:
    """A statement with which a policy has exactly so many characters; it can't be cut."""
    empty = document_size([statement(sid, ["Do"], [""])], PLACES)
    return statement(sid, ["Do"], ["x" * (chars - empty)], subject)


def sids(policies: Iterable[Sequence[Statement]]) -> list[list[str]]:
    return [[one.sid for one in policy] for policy in policies]


def pairs(statements: Iterable[Statement]) -> set[tuple[str, str]]:
    return {(action, str(arn)) for one in statements for action in one.actions for arn in one.resources}
