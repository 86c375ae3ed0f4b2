"""A tree and what it is attached to → its findings; a text → its policies."""

from collections.abc import Iterator
from itertools import islice

from generator.analysis.lint.checks import CHECKS
from generator.analysis.lint.finding import Finding, FindingType, Problem
from generator.analysis.lint.guess import guess_kind
from generator.analysis.lint.kind import Kind
from generator.analysis.lint.policy import decode_policy
from generator.analysis.lint.read_json import JsonSyntaxError, read_json
from generator.analysis.lint.syntax import SYNTAX
from generator.analysis.lint.terraform import policies_in
from generator.analysis.lint.tree import Node

MOST_FINDINGS = 1000
"""What one check says of one policy at most."""


def lint(root: Node, kind: Kind) -> tuple[Finding, ...]:
    """The tree of a policy → everything that is to be said of it, in the order of the text."""
    policy = decode_policy(root, kind)
    found = {
        Finding(code=check.code, type=check.type, problem=problem)
        for check in CHECKS
        for problem in islice(check.find(policy), MOST_FINDINGS)
    }
    return in_order(found)


def lint_json(text: str, kind: Kind | None = None) -> tuple[Finding, ...]:
    """The text of a JSON policy → its findings. Without a kind, the likeliest."""
    try:
        root = read_json(text)
    except JsonSyntaxError as error:
        return (_syntax_finding(error),)
    return lint(root, kind or guess_kind(root))


def lint_terraform(text: str, kind: Kind | None = None) -> tuple[Finding, ...]:
    """The text of a .tf file → the findings of every policy in it.

    Raises: HclSyntaxError
    """
    return in_order(set(_terraform(text, kind)))


def in_order(findings: set[Finding]) -> tuple[Finding, ...]:
    """Findings by place, then code, then message."""
    return tuple(sorted(findings, key=lambda one: (one.problem.at, one.code, one.problem.message)))


def _terraform(text: str, kind: Kind | None) -> Iterator[Finding]:
    for one in policies_in(text):
        if isinstance(one.root, JsonSyntaxError):
            yield _syntax_finding(one.root)
        else:
            yield from lint(one.root, kind or one.kind or guess_kind(one.root))


def _syntax_finding(error: JsonSyntaxError) -> Finding:
    problem = Problem(error.at, f"this is not JSON: {error.message}", "repair the text")
    return Finding(code=SYNTAX, type=FindingType.ERROR, problem=problem)
