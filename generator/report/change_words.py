"""A claim → its sentence, and what stands behind it, in words that need no knowledge of IAM."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from generator.analysis.changes.action_change import ChangeKind
from generator.analysis.changes.claim import Cause, Claim, Told, Topic
from generator.analysis.changes.spoken import Said
from generator.model.access import Request
from generator.model.phrase import Exact, Phrase, chained, exact, listed, say
from generator.model.policy import BoundStatement
from generator.report.in_words import resource_statement_in_words, statement_in_words, trust_in_words
from generator.report.wording import Wording

_MOST_ACTIONS = 12
_MOST_STATEMENTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A claim in words: a mark, where it holds (empty: everywhere), the sentence, and its details."""

    mark: str
    level: str
    where: Phrase
    said: Phrase
    details: tuple[Phrase, ...]


MARKS = {
    ChangeKind.GAINED: "+",
    ChangeKind.WIDENED: "+",
    ChangeKind.LATER: "+",
    ChangeKind.CHANGED: "~",
    ChangeKind.UNKNOWN: "?",
    ChangeKind.NARROWED: "-",
    ChangeKind.LOST: "-",
    ChangeKind.NO_LONGER_LATER: "-",
}
_CAUSES = {
    Cause.DENY: {True: "a deny that stood in the way is gone or says less", False: "a deny is new or says more"},
    Cause.BOUNDARY: {
        True: "the permissions boundary lets it pass now",
        False: "the permissions boundary no longer lets it pass",
    },
}
_COMPARED = (ChangeKind.WIDENED, ChangeKind.CHANGED, ChangeKind.NARROWED)
_GAINING = (ChangeKind.GAINED, ChangeKind.WIDENED, ChangeKind.CHANGED, ChangeKind.LATER)


def sentence_of(claim: Claim, told: Told, service: str) -> Sentence:
    """A claim about a module → its sentence; `service` is the one that goes without saying."""
    wording = Wording(service=service, place=claim.at)
    return Sentence(
        mark=MARKS[claim.kind],
        level=claim.level.value if claim.level is not None else "",
        where=_where(claim, told),
        said=_SAYING[claim.topic](claim, told, wording),
        details=tuple(_details(claim, told, wording)),
    )


def _where(claim: Claim, told: Told) -> Phrase:
    if not claim.places or len(claim.places) == told.places:
        return say()
    return say("in ", listed([exact(one) for one in claim.places], _MOST_STATEMENTS))


def _existence(claim: Claim, told: Told, _: Wording) -> Phrase:
    new = claim.kind is ChangeKind.GAINED
    if claim.places:
        return say("is made for this target now" if new else "is no longer made for this target")
    return say(f"this {told.kind} is new" if new else f"this {told.kind} is gone")


def _access(claim: Claim, told: Told, wording: Wording) -> Phrase:
    match claim.kind:
        case ChangeKind.UNKNOWN:
            return say("it cannot be told whether access to ", _actions(claim), f" changes: {claim.reason}")
        case ChangeKind.LATER | ChangeKind.NO_LONGER_LATER:
            return _later(claim, told)
        case _:
            pass
    said = _scope(claim, wording)
    if told.kind == "guardrail":
        return say("no longer denies: " if claim.kind in _GAINING else "denies now: ", said)
    match claim.kind:
        case ChangeKind.NARROWED if claim.cause is Cause.ALLOW:
            return say("may less than before: now only ", _statements(claim.after, claim, wording))
        case ChangeKind.CHANGED:
            return say("may now ", said, ", and no longer all that it could")
        case ChangeKind.WIDENED if claim.cause is Cause.ALLOW:
            return say("may more than before: now ", said)
        case kind:
            return say("may now " if kind in _GAINING else "may no longer ", said)


def _later(claim: Claim, told: Told) -> Phrase:
    adds = say("what AWS may add later, as if it were called ", _actions(claim))
    gains = claim.kind is ChangeKind.LATER
    if told.kind == "guardrail":
        return say("no longer denies " if gains else "denies now ", adds)
    return say("may now do " if gains else "may no longer do ", adds)


def _trust(claim: Claim, told: Told, wording: Wording) -> Phrase:
    return _admitted(claim, told, wording, trust_in_words)


def _use(claim: Claim, told: Told, wording: Wording) -> Phrase:
    return _admitted(claim, told, wording, resource_statement_in_words)


_FOR = {
    ChangeKind.GAINED: "new: ",
    ChangeKind.WIDENED: "for more requests than before: ",
    ChangeKind.CHANGED: "for other requests than before: ",
    ChangeKind.NARROWED: "for fewer requests than before: ",
    ChangeKind.LOST: "no longer: ",
}


def _admitted(
    claim: Claim, told: Told, wording: Wording, spoken: Callable[[BoundStatement, Wording], Phrase]
) -> Phrase:
    if claim.principal is None:
        return say(exact(claim.what), f" cannot be compared: {claim.reason}")
    if claim.kind not in _FOR or claim.scope is None:
        return say(exact(" ".join(claim.principal)), ": ", _access(claim, told, wording))
    allow = replace(_statement(claim.scope, claim.actions), effect="Allow", principals=(claim.principal,))
    return say(_FOR[claim.kind], spoken(allow, wording))


def _escalation(claim: Claim, _: Told, __: Wording) -> Phrase:
    match claim.kind:
        case ChangeKind.LOST:
            return say("can no longer escalate by the path ", exact(claim.what))
        case ChangeKind.UNKNOWN:
            return say("may now be able to escalate by the path ", exact(claim.what), f"; not proved: {claim.reason}")
        case ChangeKind.WIDENED:
            return say("can escalate by the path ", exact(claim.what), f": {claim.reason}")
        case _:
            accepted = ", which the profile accepts" if claim.accepted else ", which the profile does not accept"
            return say("can now escalate by the path ", exact(claim.what), accepted)


def _setting(claim: Claim, _: Told, __: Wording) -> Phrase:
    return say(f"{claim.what}: ", exact(claim.reason))


def _doubt(claim: Claim, _: Told, __: Wording) -> Phrase:
    return say(f"it cannot be told what changes: {claim.reason}")


_SAYING: dict[Topic, Callable[[Claim, Told, Wording], Phrase]] = {
    Topic.EXISTENCE: _existence,
    Topic.ACCESS: _access,
    Topic.TRUST: _trust,
    Topic.USE: _use,
    Topic.ESCALATION: _escalation,
    Topic.SETTING: _setting,
    Topic.DOUBT: _doubt,
}


def _details(claim: Claim, told: Told, wording: Wording) -> Iterator[Phrase]:
    gains = claim.kind in _GAINING
    if claim.cause in _CAUSES:
        yield say(_CAUSES[claim.cause][gains])
    if claim.actions and claim.kind not in (ChangeKind.UNKNOWN, ChangeKind.LATER, ChangeKind.NO_LONGER_LATER):
        yield say("actions: ", _actions(claim))
    if claim.kind in _COMPARED and claim.topic is Topic.ACCESS and told.kind == "persona":
        yield say("before: ", _statements(claim.before, claim, wording))
        yield say("now: ", _statements(claim.after, claim, wording))
    if claim.kind in _COMPARED and claim.topic is Topic.TRUST and claim.principal is not None:
        yield say("before: ", _trusting(claim.before, claim, claim.principal, wording))
        yield say("now: ", _trusting(claim.after, claim, claim.principal, wording))
    if claim.more is not None:
        yield say("allowed now, refused before: ", _request(claim.more))
    if claim.less is not None:
        yield say("allowed before, refused now: ", _request(claim.less))


def _scope(claim: Claim, wording: Wording) -> Phrase:
    if claim.scope is None:
        return _actions(claim)
    return statement_in_words(replace(_statement(claim.scope, claim.actions), effect="Allow"), wording)


def _statements(found: tuple[Said, ...], claim: Claim, wording: Wording) -> Phrase:
    """All that is said of the first action: what is allowed, and what is denied in it."""
    if not found:
        return say("nothing")
    allows = [one for one in found if one.effect == "Allow"]
    denies = [one for one in found if one.effect != "Allow"]
    allowed = [statement_in_words(_statement(one, claim.actions[:1]), wording) for one in allows]
    denied = [say("never ", statement_in_words(_statement(one, claim.actions[:1]), wording)) for one in denies]
    return _several([*allowed, *denied])


def _trusting(found: tuple[Said, ...], claim: Claim, principal: tuple[str, str], wording: Wording) -> Phrase:
    """All that is said of a principal and the first action."""
    stated = (replace(_statement(one, claim.actions[:1]), principals=(principal,)) for one in found)
    said = [trust_in_words(one, wording) for one in stated]
    return _several(said) if said else say("nothing")


def _several(phrases: list[Phrase]) -> Phrase:
    if len(phrases) == 1:
        return phrases[0]
    shown, rest = phrases[:_MOST_STATEMENTS], len(phrases) - _MOST_STATEMENTS
    more = [say(f"and {rest} more")] if rest > 0 else []
    numbered = [say(f"({number}) ", one) for number, one in enumerate(shown, start=1)]
    return chained([*numbered, *more], "; ", "; ")


def _statement(one: Said, actions: tuple[str, ...]) -> BoundStatement:
    return BoundStatement(
        sid="",
        effect=one.effect,
        actions=actions,
        resources=one.resources,
        not_resources=one.not_resources,
        conditions=one.conditions,
    )


def _actions(claim: Claim) -> Phrase:
    return listed([exact(one) for one in claim.actions], _MOST_ACTIONS)


def _request(one: Request) -> Phrase:
    """A request as it would be sent: who, what, on what, with what."""
    who: tuple[str | Exact | Phrase, ...] = (" by ", exact(one.caller.id)) if one.caller is not None else ()
    on = (" on ", exact(one.resource)) if one.resource != "*" else ()
    carried = [exact(f"{key}: {' '.join(values)}") for key, values in one.context]
    where = (" with ", chained(carried, ", ", " and ")) if carried else ()
    return say(exact(one.action), *who, *on, *where)
