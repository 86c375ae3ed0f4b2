"""Outcomes of access tests and rules → tables."""

from collections.abc import Iterable, Sequence

from generator.analysis.access_tests.cases import Reach
from generator.analysis.access_tests.mutate import Coverage, Mutant, Part
from generator.analysis.access_tests.run import Outcome
from generator.analysis.evaluation.reasons import name_statement, why
from generator.analysis.rules.prove import RuleOutcome
from generator.model.acceptance import AcceptedFinding
from generator.report.diagnostics_text import printable
from generator.report.summary import count

_UNBOUNDED = "the persona itself"
_HEAD = ("", "persona", "target", "expected", "action", "resource", "context", "why")


def outcome_table(outcomes: Sequence[Outcome]) -> str:
    """One line for each case."""
    return aligned([_HEAD, *(_row(one) for one in outcomes)]) if outcomes else ""


def rule_table(rules: Sequence[RuleOutcome]) -> str:
    """One line for each rule in each place."""
    rows = [("", "rule", "target")]
    rows += [("ok" if one.problem is None else "FAILED", one.rule.text, _place(one)) for one in rules]
    return aligned(rows) if rules else ""


def accepted_table(accepted: Sequence[AcceptedFinding]) -> str:
    """The findings that are meant: how far each goes, why it is meant, who says so and until when."""
    rows = [("persona", "accepted", "reaches no more than", "owner", "until", "reason")]
    for one in accepted:
        first, *more = (*one.contained_to, *one.actions) or (_UNBOUNDED,)
        until = str(one.expires) if one.expires is not None else "-"
        rows.append((one.persona, one.code, first, one.owner or "-", until, one.reason))
        rows += [("", "", each, "", "", "") for each in more]
    return aligned(rows) if accepted else ""


def accepted_lines(accepted: Sequence[AcceptedFinding]) -> str:
    """A line for each finding that is meant."""
    return "".join(f"{printable(_meant(one))}\n" for one in accepted)


def _meant(one: AcceptedFinding) -> str:
    by = f" by {one.owner}" if one.owner else ""
    until = f" until {one.expires}" if one.expires is not None else ""
    return f"{one.at}: accepted[{one.code}]: `{one.persona}`{by}{until}: {one.reason}"


def coverage_table(found: Sequence[Coverage]) -> str:
    """How much of each persona the tests notice, and what they do not."""
    rows = [("persona", "mutants", "noticed", "")]
    rows += [
        (one.persona, str(one.mutants), str(one.mutants - len(one.unnoticed)), f"{one.percent} %") for one in found
    ]
    return aligned(rows) + "".join(_unnoticed(one) for one in found)


def aligned(rows: Iterable[Sequence[str]]) -> str:
    """Rows → lines whose cells stand under each other."""
    kept = [[printable(cell) for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in kept) for column in range(len(kept[0]))]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n" for row in kept
    )


def outcome_counts(outcomes: Sequence[Outcome], rules: Sequence[RuleOutcome]) -> str:
    """How many hold, in a sentence."""
    failed = sum(not one.holds for one in outcomes) + len({one.rule.text for one in rules if one.problem is not None})
    asked = f"{count(len(outcomes), 'request')} and {count(len({one.rule.text for one in rules}), 'rule')}"
    return f"{asked}: {'all as the profile says' if not failed else f'{failed} not as the profile says'}.\n"


def _place(one: RuleOutcome) -> str:
    return (one.place.name or "-") if one.place is not None else "all"


def _row(one: Outcome) -> tuple[str, ...]:
    case = one.case
    every = case.reach is Reach.EVERY
    resource = "every resource" if every and case.request.resource == "*" else case.request.resource
    return (
        "ok" if one.holds else "FAILED",
        case.subject.persona,
        case.subject.place.name or "-",
        case.expected.value,
        case.request.action,
        resource,
        " ".join(f"{key}={','.join(values)}" for key, values in case.asked_context) or "-",
        _reason(one),
    )


def _reason(one: Outcome) -> str:
    if one.evaluation is None:
        return one.unknown or "denied, whatever the request carries"
    return why(one.evaluation)


def _unnoticed(one: Coverage) -> str:
    if not one.unnoticed:
        return ""
    if not one.is_tested:
        return f"\n{one.persona}: no access tests\n"
    lines = (f"  {printable(_part(mutant))}\n" for mutant in one.unnoticed)
    return f"\n{one.persona}: no test would notice the loss of\n" + "".join(lines)


def _part(mutant: Mutant) -> str:
    if mutant.part is Part.STATEMENT:
        return name_statement(mutant.at)
    return f"the {mutant.part.value} {mutant.name} in {name_statement(mutant.at)}"
