"""Statements → policies, divided by digests, so that one action more changes one policy.

What a policy holds is a branch of a tree over the digests of the statements' subjects. A branch that does not fit is
divided by the next bit: one half keeps its name with what stays, the other is a new policy, named after its bits; what
is in other branches is not touched. A half without anything is none. The statements of one subject stay together, for
their Sids hang together; where they alone do not fit, the same goes on over the digests of their Sids, then of one's
actions, then of one action's resources. A statement that is kept as written is never cut.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.compiler.size import Fits
from generator.model.module import PERMISSIONS
from generator.model.policy import Form, Statement

_STEM_CHARS = 8
Bits = str
Parts = Mapping[Bits, tuple[Statement, ...]]
"""Statements, or pieces of them, that are not divided at a level, by the bits of their digest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """What one policy holds."""

    label: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    """One of the things by which statements are divided, and the finer ones behind it.

    `stem` is how the labels of new branches begin. Of a statement that is cut, the piece in the branch `whole` keeps
    the Sid; it is empty as long as no statement is cut.
    """

    keys: tuple[Callable[[Statement], Iterable[tuple[str, Statement]]], ...]
    stem: str
    fits: Fits
    whole: str = ""

    def divide(self, statements: Sequence[Statement], label: str) -> Iterator[Branch]:
        parts: dict[Bits, tuple[Statement, ...]] = defaultdict(tuple)
        for statement in statements:
            for key, part in self.keys[0](statement):
                parts[self._bits(key)] += (part,)
        return self._branches(parts, "", label)

    def _branches(self, parts: Parts, path: Bits, label: str) -> Iterator[Branch]:
        statements = _joined(parts.values())
        named = tuple(replace(one, sid=one.sid + self._part(label)) for one in statements)
        if self.fits(named) or (len(parts) == 1 and len(self.keys) == 1):
            yield Branch(label=label, statements=named)
        elif len(parts) == 1:
            yield from self._finer(next(iter(parts)), label).divide(statements, label)
        else:
            yield from self._halves(parts, path, label)

    def _halves(self, parts: Parts, path: Bits, label: str) -> Iterator[Branch]:
        left, right = (
            {bits: part for bits, part in parts.items() if bits.startswith(path + bit)} for bit in ("0", "1")
        )
        if left:
            yield from self._branches(left, path + "0", label)
        if right:
            yield from self._branches(right, path + "1", f"{self.stem}_{path}1" if left else label)

    def _finer(self, bits: Bits, label: str) -> "_Level":
        digest, keys = f"{int(bits, 2):064x}"[:_STEM_CHARS], self.keys[1:]
        whole = label if keys[0] is _by_action else self.whole
        return replace(self, keys=keys, stem=f"{PERMISSIONS}_{digest}", whole=whole)

    def _part(self, label: str) -> str:
        """What tells a piece of a statement from the one that keeps its Sid."""
        return "" if self.whole in ("", label) else "Part" + label.removeprefix(PERMISSIONS).replace("_", "").upper()

    def _bits(self, key: str) -> Bits:
        return f"{int(hashlib.sha256(f'{self.stem} {key}'.encode()).hexdigest(), 16):0256b}"


def divide(statements: Sequence[Statement], fits: Fits) -> tuple[Branch, ...]:
    """Statements → the branches that fit, each in order; what can't be divided is one that does not."""
    if not statements:
        return ()
    keys = (_by_subject, _by_sid, _by_action, _by_resource)
    return tuple(_Level(keys=keys, stem=PERMISSIONS, fits=fits).divide(statements, PERMISSIONS))


def _joined(parts: Iterable[Iterable[Statement]]) -> tuple[Statement, ...]:
    """Pieces of statements → one statement for each Sid."""
    found: dict[str, list[Statement]] = defaultdict(list)
    for part in parts:
        for one in part:
            found[one.sid].append(one)
    return tuple(map(_whole, found.values()))


def _whole(pieces: Sequence[Statement]) -> Statement:
    actions = {action for one in pieces for action in one.actions}
    resources = {resource for one in pieces for resource in one.resources}
    return replace(pieces[0], actions=tuple(sorted(actions)), resources=tuple(sorted(resources)))


def _by_subject(statement: Statement) -> Iterator[tuple[str, Statement]]:
    yield statement.subject, statement


def _by_sid(statement: Statement) -> Iterator[tuple[str, Statement]]:
    yield statement.sid, statement


def _by_action(statement: Statement) -> Iterator[tuple[str, Statement]]:
    if statement.form is Form.VERBATIM:
        yield from _by_sid(statement)
        return
    for one in statement.actions:
        yield one, replace(statement, actions=(one,))


def _by_resource(statement: Statement) -> Iterator[tuple[str, Statement]]:
    if statement.form is Form.VERBATIM:
        yield from _by_sid(statement)
        return
    for one in statement.resources:
        yield str(one), replace(statement, resources=(one,))
