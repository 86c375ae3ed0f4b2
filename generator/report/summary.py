"""What was generated → a short table and what was proved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.analysis.acceptance.codes import CodeKind, kind_of
from generator.compiler.guardrail_size import QUOTAS
from generator.compiler.quotas import (
    ATTACHMENTS,
    MANAGED,
    PERMISSION_SET_INLINE,
    RESOURCE_POLICIES,
    ROLE_ATTACHMENTS,
    SizeQuota,
)
from generator.compiler.size import document_size, size_chars
from generator.diagnostics import Diagnostic, Severity
from generator.model.acceptance import AcceptedFinding
from generator.model.module import BOUNDARY, TRUST, Module, NamedDocument
from generator.model.policy import PolicyDocument
from generator.model.resource_policy import HOLDERS
from generator.model.target import Bindings
from generator.report.diagnostics_text import printable


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many files were changed, and how many stand."""

    files: int
    written: int
    deleted: int


def persona_table(modules: Sequence[Module], places: tuple[Bindings, ...]) -> str:
    """One line for each persona: its identity, its policies and their sizes against the quotas."""
    rows = [
        (
            "persona",
            "identity",
            "statements",
            f"policy sizes (of {MANAGED.chars})",
            f"attached (of {ROLE_ATTACHMENTS.usual})",
        )
    ]
    rows += [_row(one, places) for one in modules]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n" for row in rows
    )


def _row(module: Module, places: tuple[Bindings, ...]) -> tuple[str, ...]:
    statements = sum(len(one.document.statements) for one in _telling(module))
    attached = str(len(module.policies) + len(module.managed_policies)) if module.has(*ATTACHMENTS) else "-"
    return (module.persona, _kind_of(module), str(statements), " ".join(_sizes(module, places)) or "-", attached)


def _telling(module: Module) -> tuple[NamedDocument, ...]:
    """The documents that say who may do what: a permission set says the same as the policies beside it."""
    return module.policies or tuple(one for one in module.documents if one.name not in (TRUST, BOUNDARY))


def _sizes(module: Module, places: tuple[Bindings, ...]) -> Iterator[str]:
    """Sizes of managed policies, and those of other kinds with the quota of their kind."""
    for one in module.policies:
        yield str(document_size(one.document.statements, places))
    for quota, document in _others(module):
        yield f"{size_chars(quota, document, places)} of {quota.chars}"


def _others(module: Module) -> Iterator[tuple[SizeQuota, PolicyDocument]]:
    if module.permission_set is not None and module.permission_set.document is not None:
        yield PERMISSION_SET_INLINE, module.permission_set.document
    if module.organization_policy is not None:
        yield QUOTAS[module.organization_policy.kind], module.organization_policy.document
    if module.resource_policy is not None:
        yield RESOURCE_POLICIES[HOLDERS[module.resource_policy.kind].service], module.resource_policy.document


def _kind_of(module: Module) -> str:
    """How a persona is embodied, or what a module is that embodies nobody."""
    if module.organization_policy is not None:
        return module.organization_policy.kind.value
    if module.resource_policy is not None:
        return module.resource_policy.kind.value
    return ", ".join(one.value for one in module.identities) or "share"


def proof_lines(modules: Sequence[Module], targets: int, compared: int, counts: Counts, out: str) -> str:
    """What was proved and written, in sentences."""
    documents = count(sum(len(one.documents) for one in modules), "policy document")
    places = f"{count(targets, 'target')} and a probe" if targets else "a probe"
    return (
        f"Proved: {documents}, read back {count(compared, 'time')} from HCL and JSON under {places}: as compiled.\n"
        f"{out}: {count(counts.files, 'file')}, {counts.written} written, {counts.deleted} removed.\n"
    )


def access_lines(tests: int, requests: int, rules: int, accepted: Sequence[AcceptedFinding]) -> str:
    """What was asked of the policies, and came out as the profile says; and which findings it accepts."""
    asked = [f"{count(tests, 'access test')} ({count(requests, 'request')})"] if tests else []
    asked += [count(rules, "rule")] if rules else []
    held = f"Held: {' and '.join(asked)}.\n" if asked else ""
    return held + accepted_line(accepted)


def accepted_line(accepted: Sequence[AcceptedFinding]) -> str:
    """How many findings are meant, whose they are, and which of them expires first."""
    if not accepted:
        return ""
    personas = sorted({one.persona for one in accepted})
    kinds = [("escalation path", CodeKind.PATH), ("finding", CodeKind.CHECK), ("remark", CodeKind.REMARK)]
    numbers = [(noun, sum(kind_of(one.code) is kind for one in accepted)) for noun, kind in kinds]
    counts = " and ".join(count(number, noun) for noun, number in numbers if number)
    ends = sorted((one.expires, one.persona, one.code, one.owner) for one in accepted if one.expires is not None)
    first = f" The first to expire, on {ends[0][0]}: `{ends[0][2]}` of {ends[0][1]}{_of(ends[0][3])}." if ends else ""
    return f"Accepted: {counts} of {' and '.join(personas)}.{first}\n"


def _of(owner: str) -> str:
    return f" ({printable(owner)} answers for it)" if owner else ""


def remark_lines(remarks: Sequence[Diagnostic]) -> str:
    """How many warnings and notes there are, and where to read them."""
    kinds = (Severity.WARNING, Severity.NOTE)
    counts = [count(sum(one.severity is kind for one in remarks), kind.value) for kind in kinds]
    return f"{' and '.join(counts)}: `iam-personas validate` shows them.\n" if remarks else ""


def count(number: int, noun: str) -> str:
    """A number and what it counts."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
