"""A refusal that no policy of the profile decided → who did, and who can be asked."""

from collections.abc import Iterator

from generator.analysis.explanation.explanation import Explanation, ResourceAsked, RoleAsked
from generator.analysis.explanation.known import Known
from generator.analysis.explanation.reach import Reach
from generator.model.denial import DeniedBy, DenyEffect
from generator.report.explanation_conditions import all_in_words
from generator.report.sentence import Block, Bullets, Paragraph, Quote, Sentence, listed, say

_COUNTING = (Reach.SURELY, Reach.PERHAPS)
_MOST_STATEMENTS = 3
_ASSUME = "sts:assumerole"
_ELSEWHERE = {
    DeniedBy.SESSION: (
        "A session policy refused it. Such a policy is given when a session is made, for example by the tool that "
        "signs you in, and is no part of a profile. Sign in without it, or ask whoever runs that tool."
    ),
    DeniedBy.ENDPOINT: (
        "The policy of the VPC endpoint that the request went through refused it. Use another network, or ask whoever "
        "runs the network to let it through."
    ),
    DeniedBy.SCP: (
        "A service control policy of the organisation refused it, and none of the guardrails in this profile. No "
        "permission that this account can give helps: ask whoever manages the policies of the organisation."
    ),
    DeniedBy.RCP: (
        "A resource control policy of the organisation refused it, and none of the guardrails in this profile. No "
        "permission that this account can give helps: ask whoever manages the policies of the organisation."
    ),
    DeniedBy.BOUNDARY: (
        "A permissions boundary refused it, and the profile gives this persona none. Ask the IAM administrator which "
        "policy is set as the boundary of the role."
    ),
}


def outside(explanation: Explanation, known: Known) -> Iterator[Block]:
    """Who decided, by the type of policy that the message blames."""
    denied_by = explanation.denial.denied_by
    if denied_by in (DeniedBy.RESOURCE, DeniedBy.TRUST):
        yield from _of_resource(explanation, known)
    else:
        words = _ELSEWHERE.get(denied_by, "A policy that is not in this profile refused it.")
        yield Paragraph((words,))
    blamed = explanation.blamed
    if blamed is not None and blamed.module is None:
        yield Paragraph(say("AWS names the policy: {}.", blamed.arn))


def trust(explanation: Explanation) -> Iterator[Block]:
    """Who may assume the role that was asked for."""
    role = explanation.role
    if role is None or not explanation.denial.action.casefold().startswith("sts:"):
        return
    yield Paragraph(say("The role is that of {}. Its trust policy lets it be assumed by", role.module.persona))
    for one in role.trust:
        principals = listed((_principal(*each) for each in one.principals), last="or")
        yield Bullets((principals,))
        if one.conditions:
            yield Paragraph(("but only if",))
            yield Bullets(all_in_words(one.conditions))
        yield from (Quote(at) for at in sorted(set(one.origins))[:1] if at.quote)
    if explanation.denial.action.casefold() == _ASSUME and _trusts_accounts(role):
        yield Paragraph(
            say("Who is in the role's own account also needs a policy that allows {} on it.", explanation.denial.action)
        )


def _trusts_accounts(role: RoleAsked) -> bool:
    return any(kind == "AWS" for one in role.trust for kind, _ in one.principals)


def _of_resource(explanation: Explanation, known: Known) -> Iterator[Block]:
    denial = explanation.denial
    if denial.denied_by is DeniedBy.TRUST or explanation.role is not None:
        yield Paragraph(("The trust policy of the role says who may assume it, and it leaves the caller out.",))
        return
    word = "denies it" if denial.effect is DenyEffect.EXPLICIT else "does not allow it"
    yield Paragraph((f"The policy of the resource itself {word}: it says who may use the resource.",))
    for one in explanation.resource_policies:
        yield from _own_policy(one, denial.effect, known)
    if not explanation.resource_policies:
        yield Paragraph(("It is not made by this profile: ask the owner of the resource to let the caller in.",))


def _own_policy(policy: ResourceAsked, effect: DenyEffect, known: Known) -> Iterator[Block]:
    """A policy of the profile: its denials that can have counted, or what it allows, each with its condition."""
    explicit = effect is DenyEffect.EXPLICIT
    yield Paragraph(say("This profile makes it: {} under {}.", policy.name, "resource_policies"))
    telling = [one for one in policy.cited if one.is_deny is explicit and (one.reach in _COUNTING or not explicit)]
    if not telling:
        clauses = (one for one in known.profiles.resource_policies if one.name == policy.name)
        yield from (Quote(one.at) for one in clauses if one.at.quote)
    for one in telling[:_MOST_STATEMENTS]:
        yield from (Quote(at) for at in sorted(set(one.at.statement.origins))[:1] if at.quote)
        yield Paragraph(("It denies it if" if explicit else "It allows it if",))
        on = () if explicit else (say("the resource is {}", listed(one.at.statement.resources, last="or")),)
        yield Bullets((*on, *all_in_words(one.at.statement.conditions)))


def sides(explanation: Explanation) -> Sentence:
    """What an access across accounts needs; empty where the resource is in the caller's own account."""
    denial = explanation.denial
    parts = denial.resource.split(":", 5)
    owner = parts[4] if len(parts) > 5 else ""
    caller = denial.caller.account if denial.caller is not None else ""
    if not (owner.isdigit() and caller and owner != caller):
        return ()
    return say(
        "The caller is in account {} and the resource in account {}: both must allow it, the caller's policies and the "
        "policy of the resource.",
        caller,
        owner,
    )


def _principal(kind: str, identifier: str) -> Sentence:
    if kind == "*" or identifier == "*":
        return ("anybody",)
    if kind == "AWS" and identifier.endswith(":root"):
        return say("whoever in account {} has a policy that allows it", identifier.split(":")[4])
    words = {"Service": "the AWS service {}", "Federated": "who signs in through {}"}
    return say(words.get(kind, "{}"), identifier)
