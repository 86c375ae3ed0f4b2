"""Statements → the actions that they speak of, asked a thousand times and cheaply."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from generator.analysis.evaluation.globs import compile_any, glob_of, text_regex
from generator.model.access import NamedPolicy, Policies
from generator.model.policy import BoundStatement


@dataclass(frozen=True, slots=True)
class Granted:
    """Actions that at least one statement allows on something; `spelled` in lower case."""

    spelled: frozenset[str]
    patterns: re.Pattern[str]
    by_exclusion: tuple[re.Pattern[str], ...]

    def __contains__(self, action: object) -> bool:
        assert isinstance(action, str)
        folded = action.lower()
        return (
            folded in self.spelled
            or self.patterns.fullmatch(folded) is not None
            or any(one.fullmatch(folded) is None for one in self.by_exclusion)
        )

    def services(self) -> frozenset[str] | None:
        """The prefixes of the services that are spoken of; None where that is left open."""
        prefixes = {one.partition(":")[0] for one in self.spelled}
        return None if self.by_exclusion or any(map(_is_pattern, prefixes)) else frozenset(prefixes)


def granted(statements: Iterable[BoundStatement]) -> Granted:
    """Allowing statements → the actions that they speak of."""
    all_of_them = tuple(statements)
    actions = frozenset(one.lower() for statement in all_of_them for one in statement.actions)
    return Granted(
        spelled=actions,
        patterns=_compile(one for one in actions if _is_pattern(one)),
        by_exclusion=tuple(_compile(one.not_actions) for one in all_of_them if one.not_actions),
    )


def about(policies: Policies, action: str, rewrite: Callable[[BoundStatement], BoundStatement]) -> Policies:
    """Policies → the statements of each that speak of an action, and then of nothing else, rewritten."""

    def seen(named: NamedPolicy) -> NamedPolicy:
        spoken = (one for one in named.document.statements if speaks_of(one, action))
        statements = tuple(rewrite(replace(one, actions=(action,), not_actions=())) for one in spoken)
        return replace(named, document=replace(named.document, statements=statements))

    return replace(
        policies,
        identity=tuple(map(seen, policies.identity)),
        boundary=seen(policies.boundary) if policies.boundary is not None else None,
        sessions=tuple(map(seen, policies.sessions)),
        scps=tuple(tuple(map(seen, level)) for level in policies.scps),
        rcps=tuple(tuple(map(seen, level)) for level in policies.rcps),
    )


def unchanged(statement: BoundStatement) -> BoundStatement:
    """A statement as it is."""
    return statement


def speaks_of(statement: BoundStatement, action: str) -> bool:
    """Whether a statement's Action or NotAction element means an action."""
    folded = action.lower()
    if statement.not_actions:
        return not _speak_of(statement.not_actions, folded)
    return _speak_of(statement.actions, folded)


def _speak_of(actions: tuple[str, ...], folded: str) -> bool:
    names, patterns = _prepare(actions)
    return folded in names or patterns.fullmatch(folded) is not None


@lru_cache(maxsize=4096)
def _prepare(actions: tuple[str, ...]) -> tuple[frozenset[str], re.Pattern[str]]:
    folded = frozenset(one.lower() for one in actions)
    return folded, _compile(one for one in folded if _is_pattern(one))


def _is_pattern(action: str) -> bool:
    return "*" in action or "?" in action


def _compile(patterns: Iterable[str]) -> re.Pattern[str]:
    return compile_any(text_regex(glob_of(one.lower())) for one in patterns)
