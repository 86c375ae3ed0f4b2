"""Explanations → JSON."""

import json
from collections.abc import Iterable

from generator.analysis.explanation.explanation import Answer, BuildAdvice, Explained, Explanation, Holder
from generator.analysis.explanation.known import Known
from generator.analysis.explanation.reach import Cited
from generator.model.denial import Denial, EncodedDenial, Unrecognised
from generator.model.policy_json import statement_json
from generator.model.proposal import NoProposal, Proposal
from generator.report.explanation_change import diff_of
from generator.report.explanation_others import decode_command, details_command
from generator.report.explanation_request import request_text


def document_json(explained: Iterable[Explained], known: Known) -> str:
    """One object for each explanation, under `explanations`."""
    return json.dumps({"explanations": [_one(one, known) for one in explained]}, indent=2) + "\n"


def _one(one: Explained, known: Known) -> dict[str, object]:
    match one:
        case Explanation():
            return _explanation(one, known)
        case BuildAdvice():
            personas = [each.module.persona for each in one.machines]
            found = {"symptom": one.failure.symptom, "line": one.failure.line, "personas": personas}
            return {"kind": "build-failure", "times": one.times, **found}
        case EncodedDenial():
            return {"kind": "encoded", "action": one.action, "command": decode_command(one.message)}
        case Unrecognised():
            return {"kind": "unrecognised", "reason": one.reason, "hint": one.hint}


def _explanation(one: Explanation, known: Known) -> dict[str, object]:
    answers = [_answer(each) for each in one.answers]
    return {
        "kind": "denial",
        "times": one.times,
        "denial": _denial(one.denial),
        "known_action": one.is_known_action,
        "personas": answers,
        "near_personas": list(one.near),
        "holders": [_holder(each) for each in (one.answers[0].holders if one.answers else one.holders)],
        "role_of": one.role.module.persona if one.role is not None else None,
        "blamed_module": one.blamed.module.persona if one.blamed is not None and one.blamed.module else None,
        "details_command": details_command(one.denial),
        "request": request_text(one, known),
    }


def _denial(denial: Denial) -> dict[str, object]:
    return {
        "action": denial.action,
        "caller": denial.caller.id if denial.caller is not None else None,
        "resource": denial.resource,
        "effect": denial.effect.value,
        "denied_by": denial.denied_by.value,
        "policy_arn": denial.policy_arn,
        "authorization_id": denial.authorization_id,
        "context": {key: list(values) for key, values in denial.context},
    }


def _answer(answer: Answer) -> dict[str, object]:
    proposals = answer.proposals
    refused = {"reason": proposals.reason, "hint": proposals.hint} if isinstance(proposals, NoProposal) else None
    return {
        "persona": answer.match.module.persona,
        "target": answer.match.place.name,
        "matched_by": answer.match.likeness.value,
        "says": answer.ruling.says.value,
        "disagrees": answer.ruling.disagrees,
        "statements": [_cited(one) for one in answer.ruling.cited],
        "proposals": [_proposal(one) for one in proposals] if isinstance(proposals, tuple) else [],
        "no_proposal": refused,
    }


def _holder(holder: Holder) -> dict[str, object]:
    return {
        "persona": holder.persona,
        "says": holder.ruling.says.value,
        "statements": [_cited(one) for one in holder.ruling.cited],
    }


def _cited(one: Cited) -> dict[str, object]:
    return {
        "policy_type": one.at.kind.value,
        "policy": one.at.policy,
        "statement": statement_json(one.at.statement),
        "origins": sorted({str(place) for place in one.at.statement.origins}),
        "unmet_keys": sorted({each.key for each in one.unmet}),
        "untold_keys": sorted({each.key for each in one.untold}),
    }


def _proposal(one: Proposal) -> dict[str, object]:
    gains = [
        {
            "persona": gain.persona,
            "target": gain.target,
            "action": gain.example.action,
            "resource": gain.example.resource,
        }
        for gain in one.gains
    ]
    return {
        "kind": one.kind.value,
        "summary": one.summary,
        "diff": diff_of(one),
        "gains": gains,
        "breaks": list(one.breaks),
    }
