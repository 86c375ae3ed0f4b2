"""The outcome of one question → text, or JSON."""

import json
from collections.abc import Iterator

from generator.analysis.access_tests.run import Outcome
from generator.analysis.evaluation.evaluation import StatementAt
from generator.analysis.evaluation.reasons import describe_miss, telling_misses, why
from generator.diagnostics import Position
from generator.model.access import Decision
from generator.model.policy_json import statement_json
from generator.report.diagnostics_text import printable, quote_lines

_MOST_MISSES = 3
_MOST_ORIGINS = 2


def answer_text(outcome: Outcome) -> str:
    """The decision in a sentence, what decided with its lines of the profile, and what nearly did."""
    return "".join(f"{line}\n" for line in _lines(outcome))


def answer_json(outcome: Outcome) -> str:
    """The same for programs."""
    request, evaluation = outcome.request, outcome.evaluation
    body = {
        "persona": outcome.case.subject.persona,
        "target": outcome.case.subject.place.name,
        "decision": evaluation.decision.value
        if evaluation is not None
        else "unknown"
        if outcome.unknown
        else "implicitDeny",
        "request": {
            "action": request.action,
            "resource": request.resource,
            "context": {key: list(values) for key, values in request.context},
        },
        "statements": [_statement(one) for one in (evaluation.deciding if evaluation is not None else ())],
        "missing_keys": list(evaluation.missing_keys) if evaluation is not None else [],
    }
    return json.dumps(body, indent=2) + "\n"


def _statement(one: StatementAt) -> dict[str, object]:
    lines = sorted({str(place) for place in one.statement.origins})
    return {"policy": one.policy, "statement": statement_json(one.statement), "origins": lines}


def _lines(outcome: Outcome) -> Iterator[str]:
    subject, request, evaluation = outcome.case.subject, outcome.request, outcome.evaluation
    who = f"`{subject.persona}`"
    if evaluation is None:
        yield from _unanswered(outcome)
        return
    verb, modal = ("allowed", "may") if evaluation.decision is Decision.ALLOWED else ("denied", "may not")
    on = f" on `{printable(request.resource)}`" if request.resource != "*" else ""
    yield f"{verb}: {who} {modal} `{printable(request.action)}`{on}{subject.place}"
    yield f"  {printable(why(evaluation))}"
    for one in evaluation.deciding[:2]:
        yield from (line for at in _origins(one) for line in quote_lines(at))
    yield from _context(outcome)
    for miss in telling_misses(evaluation)[:_MOST_MISSES] if evaluation.decision is not Decision.ALLOWED else ():
        yield f"  {printable(describe_miss(miss, evaluation.missing_keys))}"
    for name in subject.unseen:
        yield f"  not seen: the AWS managed policy `{name}`, which is attached too"


def _unanswered(outcome: Outcome) -> Iterator[str]:
    """What is said where every request is denied, or where nobody can tell."""
    subject, request = outcome.case.subject, outcome.case.request
    on = "any resource" if request.resource == "*" else f"`{printable(request.resource)}`"
    asked = f"`{subject.persona}` may{' not' if not outcome.unknown else ''} `{request.action}` on {on}{subject.place}"
    if outcome.unknown:
        yield f"unknown: whether {asked}: {printable(outcome.unknown)}"
    else:
        yield f"denied: {asked}, whatever the request carries"


def _context(outcome: Outcome) -> Iterator[str]:
    """The keys that a search added to what was asked."""
    asked = dict(outcome.case.request.context)
    added = [(key, values) for key, values in outcome.request.context if key not in asked]
    if added:
        carried = ", ".join(f"`{key}: {' '.join(values)}`" for key, values in added)
        yield f"  where the request carries {printable(carried)}"


def _origins(one: StatementAt) -> tuple[Position, ...]:
    return tuple(sorted(set(one.statement.origins))[:_MOST_ORIGINS])
