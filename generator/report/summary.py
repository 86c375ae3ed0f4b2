"""What was generated → a short table and what was proved."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.analysis.escalation.judge import AcceptedPath
from generator.compiler.guardrail_size import MOST_CHARS, guardrail_size
from generator.compiler.size import ATTACHED_POLICIES, MANAGED_POLICY_CHARS, document_size
from generator.diagnostics import Diagnostic, Severity
from generator.model.module import Module, OrganizationPolicy
from generator.model.target import Bindings


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
            f"policy sizes (of {MANAGED_POLICY_CHARS})",
            f"attached (of {ATTACHED_POLICIES})",
        )
    ]
    rows += [_row(one, places) for one in modules]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n" for row in rows
    )


def _row(module: Module, places: tuple[Bindings, ...]) -> tuple[str, ...]:
    if module.organization_policy is not None:
        return _guardrail_row(module.persona, module.organization_policy, places)
    sizes = [str(document_size(one.document.statements, places)) for one in module.policies]
    granting = module.documents if module.resource_policy is not None else module.policies
    statements = sum(len(one.document.statements) for one in granting)
    attached = str(len(module.policies) + len(module.managed_policies)) if module.trust is not None else "-"
    identities = ", ".join(one.value for one in module.identities) or _kind_of(module)
    return (module.persona, identities, str(statements), " ".join(sizes) or "-", attached)


def _guardrail_row(name: str, policy: OrganizationPolicy, places: tuple[Bindings, ...]) -> tuple[str, ...]:
    """Organizations counts white space, and has other quotas than IAM."""
    size = f"{guardrail_size(policy.document, places)} of {MOST_CHARS[policy.kind]}"
    return (name, policy.kind.value, str(len(policy.document.statements)), size, "-")


def _kind_of(module: Module) -> str:
    """What a module is that embodies nobody."""
    return module.resource_policy.kind.value if module.resource_policy is not None else "share"


def proof_lines(modules: Sequence[Module], targets: int, compared: int, counts: Counts, out: str) -> str:
    """What was proved and written, in sentences."""
    documents = count(sum(len(one.documents) for one in modules), "policy document")
    places = f"{count(targets, 'target')} and a probe" if targets else "a probe"
    return (
        f"Proved: {documents}, read back {count(compared, 'time')} from HCL and JSON under {places}: as compiled.\n"
        f"{out}: {count(counts.files, 'file')}, {counts.written} written, {counts.deleted} removed.\n"
    )


def access_lines(tests: int, requests: int, rules: int, accepted: Sequence[AcceptedPath]) -> str:
    """What was asked of the policies, and came out as the profile says; and which escalation paths it accepts."""
    asked = [f"{count(tests, 'access test')} ({count(requests, 'request')})"] if tests else []
    asked += [count(rules, "rule")] if rules else []
    held = f"Held: {' and '.join(asked)}.\n" if asked else ""
    if not accepted:
        return held
    personas = sorted({one.persona for one in accepted})
    return f"{held}Accepted: {count(len(accepted), 'escalation path')} of {' and '.join(personas)}.\n"


def remark_lines(remarks: Sequence[Diagnostic]) -> str:
    """How many warnings and notes there are, and where to read them."""
    kinds = (Severity.WARNING, Severity.NOTE)
    counts = [count(sum(one.severity is kind for one in remarks), kind.value) for kind in kinds]
    return f"{' and '.join(counts)}: `iam-personas validate` shows them.\n" if remarks else ""


def count(number: int, noun: str) -> str:
    """A number and what it counts."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
