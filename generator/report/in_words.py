"""Access in plain words: statements, requests, trust and guardrails → sentences that need no knowledge of IAM.

Whatever cannot be said in words is said as it stands in the policy. Nothing is left out: what a list is too long for
is counted, and a sentence never promises less than the policy gives.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator.analysis.evaluation.operators import Absence, Polarity, Quantifier, find_operation
from generator.model.access import Context, Request
from generator.model.phrase import Phrase, chained, exact, listed, say
from generator.model.policy import BoundCondition, BoundStatement, Effect
from generator.report.action_words import OfService, Scope, clauses_of
from generator.report.condition_words import clauses_of as condition_clauses
from generator.report.condition_words import the_subject_of
from generator.report.resource_words import EVERYTHING
from generator.report.who_words import who_in_words
from generator.report.wording import SHORT, Wording

_ENDINGS = {"iam:passedtoservice": ("to", "iam:PassRole"), "aws:requestedregion": ("in", "")}
"""Keys that are said without an `if`, and the only action with which that reads well."""
_CALLER = "aws:principalarn"
_NOTHING = say()


def access_in_words(
    actions: Iterable[str],
    resources: Iterable[str],
    conditions: Iterable[BoundCondition] = (),
    wording: Wording = SHORT,
) -> Phrase:
    """What somebody may, or may not, do: `create any component, if the request sets the tag Team`."""
    scope = Scope(actions=tuple(sorted(set(actions))), resources=tuple(sorted(set(resources))))
    return grants_in_words((scope,), tuple(conditions), wording)


def grants_in_words(scopes: Sequence[Scope], conditions: Sequence[BoundCondition], wording: Wording = SHORT) -> Phrase:
    """The same for what several statements allow under the same conditions."""
    named = tuple(sorted({one for scope in scopes for one in scope.actions}))
    return _with_conditions(clauses_of(scopes, wording), named, conditions, wording)


def statement_in_words(statement: BoundStatement, wording: Wording = SHORT) -> Phrase:
    """What a statement of an identity's policy gives or takes, without `may` and `may never`."""
    fitting = wording if statement.effect == Effect.ALLOW.value else replace(wording, last="or")
    return _with_conditions(_clauses(statement, fitting), statement.actions, statement.conditions, fitting)


def request_in_words(request: Request, wording: Wording = SHORT) -> Phrase:
    """One request: `start execution of the image pipeline web, where the resource's tag Team is web`."""
    return requests_in_words((request.action,), request.resource, request.context, wording)


def requests_in_words(actions: Iterable[str], resource: str, context: Context, wording: Wording = SHORT) -> Phrase:
    """Several requests that differ in their action only."""
    scope = Scope(actions=tuple(sorted(set(actions))), resources=(resource,))
    carried = [_carried(key, values, wording) for key, values in context]
    where = (", where ", chained(carried, ", ", " and ")) if carried else ()
    return say(_chained(clauses_of((scope,), wording), wording), *where)


def trust_in_words(statement: BoundStatement, wording: Wording = SHORT) -> Phrase:
    """Who may assume a role: `the service ec2.amazonaws.com may assume the role`."""
    who = who_in_words(statement.principals, statement.not_principals, wording)
    modal = " may " if statement.effect == Effect.ALLOW.value else " may never "
    named = statement.not_actions or statement.actions
    verbs = listed([_trust_verb(one) for one in named], wording.most)
    clause = say("do anything except ", verbs) if statement.not_actions else verbs
    return say(who, modal, _with_conditions(_plain(clause), named, statement.conditions, wording))


def resource_statement_in_words(statement: BoundStatement, wording: Wording = SHORT) -> Phrase:
    """Who may do what with a resource that has a policy of its own."""
    who = who_in_words(statement.principals, statement.not_principals, wording)
    modal = " may " if statement.effect == Effect.ALLOW.value else " may never "
    return say(who, modal, statement_in_words(statement, wording))


def guardrail_in_words(statement: BoundStatement, wording: Wording = SHORT) -> Phrase:
    """What nobody may do: `nobody in these accounts may delete any image, but for the roles …`."""
    spared = tuple(one for one in statement.conditions if _spares(one))
    kept = tuple(one for one in statement.conditions if one not in spared)
    denied = replace(wording, last="or")
    said = _with_conditions(_clauses(statement, denied), statement.actions, kept, denied)
    arns = [exact(arn) for one in spared for arn in sorted(set(one.values))]
    but = (", but for the callers ", listed(arns, wording.most)) if arns else ()
    return say("nobody in these accounts may ", said, *but)


def _clauses(statement: BoundStatement, wording: Wording) -> tuple[OfService, ...]:
    """The clauses of a statement, also of one that names what it does not mean."""
    resources = statement.resources or (EVERYTHING,)
    if statement.not_actions:
        left_out = listed([exact(one) for one in statement.not_actions], wording.most)
        on = listed([exact(one) for one in resources if one != EVERYTHING], wording.most)
        said = _plain(say(f"do {wording.everything} except ", left_out, *((" on ", on) if on.pieces else ())))
    else:
        said = clauses_of((Scope(actions=statement.actions, resources=resources),), wording)
    if not statement.not_resources:
        return said
    spared = say(", except on ", listed([exact(one) for one in statement.not_resources], wording.most))
    return tuple(replace(each, clauses=tuple(say(one, spared) for one in each.clauses)) for each in said)


def _plain(clause: Phrase) -> tuple[OfService, ...]:
    return (OfService(clauses=(clause,), mark=""),)


def _with_conditions(
    services: Sequence[OfService], actions: Sequence[str], conditions: Sequence[BoundCondition], wording: Wording
) -> Phrase:
    """Clauses and what must hold for all of them."""
    is_one = len(services) == 1 and len(services[0].clauses) == 1
    endings = [one for one in conditions if is_one and _is_ending(one, actions)]
    rest = condition_clauses((one for one in conditions if one not in endings), wording)
    said = _chained(services, wording, say(*(_ending(one, wording) for one in endings)))
    if not rest:
        return said
    bound = ", if " if is_one else ", all of this if "
    return say(said, bound, chained(rest, ", ", " and "))


def _chained(services: Sequence[OfService], wording: Wording, ending: Phrase = _NOTHING) -> Phrase:
    """All clauses; the word between them tells what is given from what is taken."""
    between = f"; {wording.last} "
    parts = [
        say(chained(one.clauses, between, between), ending, f" (in {one.mark})" if one.mark else "") for one in services
    ]
    return chained(parts, between, between)


def _is_ending(one: BoundCondition, actions: Sequence[str]) -> bool:
    _, action = _ENDINGS.get(one.key.casefold(), ("", "-"))
    return one.operator == "StringEquals" and (not action or set(actions) == {action})


def _ending(one: BoundCondition, wording: Wording) -> Phrase:
    word, _ = _ENDINGS[one.key.casefold()]
    return say(f" {word} ", listed([exact(each) for each in sorted(set(one.values))], wording.most, "or"))


def _spares(one: BoundCondition) -> bool:
    """Whether a denial leaves callers alone by their ARN, which every request carries."""
    found = find_operation(one.operator)
    return (
        found is not None
        and one.key.casefold() == _CALLER
        and found.operator.polarity is Polarity.NEGATED
        and found.quantifier is Quantifier.SINGLE
        and found.absence is Absence.DECIDES
    )


def _carried(key: str, values: tuple[str, ...], wording: Wording) -> Phrase:
    subject = the_subject_of(key)
    if not values:
        return say(subject, " is empty")
    return say(subject, " is ", listed([exact(one) for one in values], wording.most))


def _trust_verb(action: str) -> Phrase:
    return say(_TRUST_VERBS[action]) if action in _TRUST_VERBS else exact(action)


_TRUST_VERBS = {
    "sts:AssumeRole": "assume the role",
    "sts:AssumeRoleWithSAML": "assume the role with SAML",
    "sts:AssumeRoleWithWebIdentity": "assume the role with a web identity",
    "sts:SetSourceIdentity": "set a source identity",
    "sts:TagSession": "tag the session",
}
"""Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html"""
