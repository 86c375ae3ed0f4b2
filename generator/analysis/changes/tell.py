"""Changes of single actions → claims: what changes together, by the same statement, is told once.

Places differ in their accounts and Regions, which are no difference: texts are compared without them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.analysis.changes.action_change import ActionChange
from generator.analysis.changes.claim import Cause, Claim, Topic, highest, order
from generator.analysis.changes.spoken import Said, meaning, said, said_by
from generator.analysis.evaluation.evaluation import Evaluation, StatementAt
from generator.analysis.evaluation.evaluator import Evaluator, prepare
from generator.analysis.granted import about, unchanged
from generator.model.access import Decision, Policies, PolicyKind, Request
from generator.model.target import Bindings

_CAUSES = {
    PolicyKind.BOUNDARY: Cause.BOUNDARY,
    PolicyKind.SCP: Cause.GUARDRAIL,
    PolicyKind.RCP: Cause.GUARDRAIL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Two sets of policies, ready to say why they differ."""

    old: Policies
    new: Policies
    before: Evaluator
    after: Evaluator

    def claim(self, change: ActionChange, topic: Topic, principal: tuple[str, str] | None = None) -> Claim:
        """The change of actions that are alike as a claim of its own."""
        cause, scope = self._why(change)
        name, action = change.asked[0].name, change.asked[0].action
        return Claim(
            topic=topic,
            kind=change.kind,
            actions=tuple(one.name for one in change.asked),
            level=highest(action.levels) if action is not None else None,
            cause=cause,
            scope=scope,
            before=_flat(self.old, name),
            after=_flat(self.new, name),
            principal=principal,
            more=change.more,
            less=change.less,
            reason=change.reason,
        )

    def _why(self, change: ActionChange) -> tuple[Cause, Said | None]:
        """The deny that is gone or new; else the allow that makes the example, and the layer that it needed."""
        if change.more is not None:
            return _scope(change.more, self.after, self.before, self.old)
        if change.less is not None:
            return _scope(change.less, self.before, self.after, self.new)
        return Cause.ALLOW, None


def teller_for(old: Policies, new: Policies) -> Teller:
    """Two sets of policies, prepared once."""
    return Teller(old=old, new=new, before=prepare(old), after=prepare(new))


def _scope(request: Request, allows: Evaluator, refuses: Evaluator, other: Policies) -> tuple[Cause, Said | None]:
    asked = replace(request, caller=None)
    allowed, refused = allows.evaluate(asked), refuses.evaluate(asked)
    allow = _newest(allowed, other, request.action)
    if refused.decision is Decision.EXPLICIT_DENY and not refused.lacking:
        deny = refused.deciding[0]
        return _CAUSES.get(deny.kind, Cause.DENY), said_by(deny.statement)
    lacking = next((_CAUSES[one] for one in refused.lacking if one in _CAUSES), Cause.ALLOW)
    cause = Cause.ALLOW if PolicyKind.IDENTITY in refused.lacking else lacking
    return cause, said_by(allow.statement) if allow is not None else None


def _newest(allowed: Evaluation, other: Policies, action: str) -> StatementAt | None:
    """The allow of an identity policy that the other side does not have, else the first."""
    own = [one for one in allowed.deciding if one.kind is PolicyKind.IDENTITY]
    known = {one for layer in said(other, action) for one in layer or ()}
    return next((one for one in own if meaning(one.statement) not in known), own[0] if own else None)


def _flat(policies: Policies, action: str) -> tuple[Said, ...]:
    """What the identity's own policies say of an action, as it is written."""
    seen = about(policies, action, unchanged)
    found = {said_by(each) for named in seen.identity for each in named.document.statements}
    return tuple(sorted(found, key=lambda one: (one.effect, one.resources, one.conditions)))


def merged(placed: Iterable[tuple[str, Bindings, Claim]]) -> tuple[Claim, ...]:
    """Claims with their places → one for all actions, and then one for all places, that have the same change."""
    by_place: dict[tuple[object, ...], list[tuple[str, Claim]]] = {}
    for place, bindings, key, claim in _joined(placed):
        by_place.setdefault(key, []).append((place, replace(claim, at=bindings)))
    found = [_in_all(each) for each in by_place.values()]
    return tuple(sorted(found, key=order))


def _joined(
    placed: Iterable[tuple[str, Bindings, Claim]],
) -> Iterator[tuple[str, Bindings, tuple[object, ...], Claim]]:
    """The claims of one place, those on different actions joined."""
    groups: dict[tuple[object, ...], list[Claim]] = {}
    places: dict[tuple[object, ...], tuple[str, Bindings]] = {}
    for place, bindings, claim in placed:
        key = (place, *_key(claim, bindings))
        groups.setdefault(key, []).append(claim)
        places[key] = place, bindings
    for key, claims in groups.items():
        place, bindings = places[key]
        one = _for_all(claims)
        yield place, bindings, (*key[1:], one.actions), one


def _for_all(claims: list[Claim]) -> Claim:
    """One claim for the actions of several; its examples are those of the most dangerous action."""
    first = min(claims, key=order)
    rest = sorted({action for one in claims for action in one.actions} - {*first.actions[:1]})
    return replace(first, actions=(*first.actions[:1], *rest))


def _in_all(placed: list[tuple[str, Claim]]) -> Claim:
    return replace(placed[0][1], places=tuple(dict.fromkeys(place for place, _ in placed if place)))


def _key(one: Claim, bindings: Bindings) -> tuple[object, ...]:
    principal = tuple(_blind(text, bindings) for text in one.principal) if one.principal is not None else ()
    scope = _blind_said(one.scope, bindings) if one.scope is not None else None
    blind = _blind(one.what, bindings), _blind(one.reason, bindings)
    return one.topic, one.kind, one.cause, scope, principal, one.accepted, *blind


def _blind_said(one: Said, bindings: Bindings) -> Said:
    conditions = (replace(each, values=_all_blind(each.values, bindings)) for each in one.conditions)
    return replace(
        one,
        resources=_all_blind(one.resources, bindings),
        not_resources=_all_blind(one.not_resources, bindings),
        conditions=tuple(conditions),
    )


def _all_blind(texts: tuple[str, ...], bindings: Bindings) -> tuple[str, ...]:
    return tuple(_blind(one, bindings) for one in texts)


def _blind(text: str, bindings: Bindings) -> str:
    """A text without what is each place's own."""
    for value, hole in (
        (f"arn:{bindings.partition}:", "arn:{partition}:"),
        (bindings.account, "{account}"),
        (f":{bindings.region}:", ":{region}:"),
        (f".{bindings.dns_suffix}", ".{dns_suffix}"),
    ):
        text = text.replace(value, hole)
    return text
