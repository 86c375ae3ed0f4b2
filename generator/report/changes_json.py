"""Changes → JSON for programs. The shape is documented in docs/commands.md, and its order never varies."""

import json
from collections.abc import Sequence

from generator.analysis.changes.claim import Changes, Claim, Told
from generator.analysis.changes.fail import Stop
from generator.analysis.changes.spoken import Said
from generator.model.access import Request
from generator.model.policy import BoundStatement
from generator.model.policy_json import statement_json
from generator.report.change_words import sentence_of
from generator.report.changes_text import summary_of

FORMAT = 1


def changes_json(changes: Changes, stops: Sequence[Stop]) -> str:
    """All changes, and those that the run fails on."""
    body = {
        "format": FORMAT,
        "old": changes.old,
        "new": changes.new,
        "summary": summary_of(changes),
        "access_changed": bool(changes.told),
        "notes": list(changes.doubts),
        "modules": [_told(one, changes.service) for one in changes.told],
        "failed_on": sorted({one.on.value for one in stops}),
    }
    return json.dumps(body, indent=2, ensure_ascii=False) + "\n"


def _told(told: Told, service: str) -> dict[str, object]:
    return {
        "name": told.name,
        "kind": told.kind,
        "formerly": told.formerly,
        "changes": [_claim(one, told, service) for one in told.claims],
    }


def _claim(claim: Claim, told: Told, service: str) -> dict[str, object]:
    return {
        "about": claim.topic.value,
        "kind": claim.kind.value,
        "targets": list(claim.places),
        "level": claim.level.value if claim.level is not None else None,
        "sentence": str(sentence_of(claim, told, service).said),
        "actions": list(claim.actions),
        "cause": claim.cause.value if claim.actions else None,
        "principal": dict([claim.principal]) if claim.principal is not None else None,
        "what": claim.what,
        "reason": claim.reason,
        "accepted": claim.accepted,
        "before": [_said(one, claim) for one in claim.before],
        "after": [_said(one, claim) for one in claim.after],
        "allowed_now": _request(claim.more),
        "allowed_before": _request(claim.less),
    }


def _said(one: Said, claim: Claim) -> dict[str, object]:
    statement = BoundStatement(
        sid="",
        effect=one.effect,
        actions=claim.actions[:1],
        resources=one.resources,
        not_resources=one.not_resources,
        conditions=one.conditions,
    )
    return statement_json(statement)


def _request(one: Request | None) -> dict[str, object] | None:
    if one is None:
        return None
    return {
        "caller": one.caller.id if one.caller is not None else None,
        "action": one.action,
        "resource": one.resource,
        "context": {key: list(values) for key, values in one.context},
    }
