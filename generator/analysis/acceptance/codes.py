"""The code of a finding → what kind of finding it is, and whether it can be accepted at all."""

from collections.abc import Iterator
from enum import Enum
from functools import cache

from generator.analysis.escalation.derived import DERIVED
from generator.diagnostics import Diagnostic
from generator.diagnostics.nearest import nearest
from generator.model.profile import Acceptance
from generator.reference.escalation import escalation_paths

REMARKS = (
    "confused-deputy",
    "dense-packing",
    "missing-dependent",
    "quota-increase",
    "raw-not-action",
    "raw-statement",
    "raw-unknown",
    "unseen-boundary",
    "wildcard-verbs",
)
"""Warnings and notes about one persona."""
_NAME_THE_PATH = "accept the path by its name, such as `ec2-001`"
_REFUSED = {
    "open-escalation": _NAME_THE_PATH,
    "unproved-escalation": _NAME_THE_PATH,
    "wide-acceptance": "narrow the grants, or widen the bound",
    "bad-acceptance": "repair the entry",
    "unused-acceptance": "delete the entry that covers nothing",
    "expired-acceptance": "look at the finding again, then repair it or write a new day",
    "expiring-acceptance": "look at the finding again, then repair it or write a new day",
    "unused-input": "leave the input out",
    "access-test": "change the grant or the test",
    "broken-rule": "change the grants or the rule",
    "unproved-rule": "make the conditions simpler, or take the rule out",
    "open-trust": "name who may come in",
    "policy-too-large": "divide the persona",
    "too-many-policies": "divide the persona",
}
"""What somebody may want to accept and cannot, with what to do instead."""


class CodeKind(Enum):
    """What the code of a finding belongs to."""

    PATH = "escalation path"
    CHECK = "check"
    REMARK = "warning or note"


def kind_of(code: str) -> CodeKind | None:
    """The kind of a code that can be accepted; None for every other text."""
    if code.isupper():
        return CodeKind.CHECK if code in _checks() else None
    if code in REMARKS:
        return CodeKind.REMARK
    return CodeKind.PATH if code.startswith(DERIVED) or code in _paths() else None


def names_check(acceptance: Acceptance) -> bool:
    """Whether an acceptance is meant for a check, misspelt or not."""
    return acceptance.finding.text.isupper()


def near(code: str) -> str:
    """A hint for a code that nothing is called."""
    known = _checks() if code.isupper() else (*_paths(), *REMARKS)
    found = nearest(code, known)
    if found:
        return f"did you mean `{found[0]}`?"
    return "docs/escalation.md lists the paths, docs/lint.md the checks; errors are repaired, not accepted"


def faults(acceptance: Acceptance) -> Iterator[Diagnostic]:
    """What is wrong with an acceptance, whatever was found."""
    code, at = acceptance.finding.text, acceptance.finding.at
    kind = kind_of(code)
    if code in _REFUSED:
        yield _fault(acceptance, f"`{code}` cannot be accepted", _REFUSED[code])
    elif kind is CodeKind.CHECK and code in _errors():
        yield _fault(acceptance, f"`{code}` is an error, and errors cannot be accepted", "repair what it finds")
    elif kind is CodeKind.REMARK and (acceptance.contained_to or acceptance.actions):
        message = f"`{code}` is not about access, so that nothing contains it"
        yield Diagnostic(code="bad-acceptance", message=message, at=at, hint="leave `contained_to` out")
    elif kind is CodeKind.PATH and acceptance.actions:
        message = f"path `{code}` is contained to what it reaches, and `actions` are no such thing"
        yield Diagnostic(code="bad-acceptance", message=message, at=at, hint="leave `actions` out")


def _fault(acceptance: Acceptance, message: str, hint: str) -> Diagnostic:
    return Diagnostic(code="bad-acceptance", message=message, at=acceptance.finding.at, hint=hint)


@cache
def _paths() -> frozenset[str]:
    return frozenset(one.id for one in escalation_paths())


@cache
def _checks() -> frozenset[str]:
    from generator.analysis.lint.checks import CHECKS  # forty modules, for those who accept a check

    return frozenset(one.code for one in CHECKS)


@cache
def _errors() -> frozenset[str]:
    from generator.analysis.lint.checks import CHECKS
    from generator.analysis.lint.finding import FindingType

    return frozenset(one.code for one in CHECKS if one.type is FindingType.ERROR)
