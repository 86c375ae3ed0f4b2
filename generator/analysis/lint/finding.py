"""What a check finds, and what a check is.

Source: https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_ValidatePolicyFinding.html
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from generator.analysis.lint.policy import Condition, Policy, Statement
from generator.analysis.lint.tree import Source, Span
from generator.diagnostics import Diagnostic, Severity


class FindingType(Enum):
    """How grave a finding is, in Access Analyzer's words."""

    ERROR = "error"
    SECURITY_WARNING = "security warning"
    WARNING = "warning"
    SUGGESTION = "suggestion"


SEVERITIES = {
    FindingType.ERROR: Severity.ERROR,
    FindingType.SECURITY_WARNING: Severity.WARNING,
    FindingType.WARNING: Severity.WARNING,
    FindingType.SUGGESTION: Severity.NOTE,
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at a place, and the fix."""

    at: Span
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Check:
    """One of Access Analyzer's checks: its issue code, when it fires, and what finds it."""

    code: str
    type: FindingType
    fires: str
    find: Callable[[Policy], Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A check of Access Analyzer's that is not made here, and why not."""

    code: str
    type: FindingType
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    code: str
    type: FindingType
    problem: Problem

    def diagnostic(self, source: Source) -> Diagnostic:
        """A finding → the complaint that reports print; a security warning says so in its message."""
        mark = "security: " if self.type is FindingType.SECURITY_WARNING else ""
        return Diagnostic(
            code=self.code,
            message=mark + self.problem.message,
            at=source.position(self.problem.at),
            severity=SEVERITIES[self.type],
            hint=self.problem.hint,
        )


def each_statement(find: Callable[[Statement], Iterator[Problem]]) -> Callable[[Policy], Iterator[Problem]]:
    """A search through a statement → one through a policy."""

    def search(policy: Policy) -> Iterator[Problem]:
        for statement in policy.statements:
            yield from find(statement)

    return search


def each_condition(find: Callable[[Condition], Iterator[Problem]]) -> Callable[[Policy], Iterator[Problem]]:
    """A search through one condition → one through a policy."""

    def search(policy: Policy) -> Iterator[Problem]:
        for statement in policy.statements:
            for condition in statement.conditions:
                yield from find(condition)

    return search
