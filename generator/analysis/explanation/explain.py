"""A refused request and a compiled profile → what the profile says, for every persona that the caller can be."""

from collections.abc import Iterator
from dataclasses import replace

from generator.analysis.access_tests.context import complete
from generator.analysis.evaluation.evaluator import context_of, prepare
from generator.analysis.explanation.build import machines_of
from generator.analysis.explanation.callers import Match, Override, has_name, matches_of, near_personas, role_name
from generator.analysis.explanation.explanation import (
    Answer,
    Explanation,
    Holder,
    MachineAdvice,
    PolicyOwner,
)
from generator.analysis.explanation.known import Known
from generator.analysis.explanation.policies import owner_of
from generator.analysis.explanation.reach import Asked
from generator.analysis.explanation.resource import bare_name, resource_policies, role_asked, with_path
from generator.analysis.explanation.ruling import UNCLAIMED, Claim, Ruling, Says, rule
from generator.analysis.subjects import Place, Subject
from generator.model.access import Context, NamedPolicy, Policies, Request
from generator.model.denial import Denial
from generator.model.guardrail import GuardrailKind
from generator.model.module import Module
from generator.model.policy import bind_document
from generator.model.reference import Action
from generator.reference.build_failures import KnownFailure, find_failure
from generator.reference.lookup import find_action
from generator.reference.services import find_service

_MAY = (Says.GRANTED, Says.PERHAPS_DENIED, Says.CONDITION)
_MOST_CANDIDATES = 6


def explain(denial: Denial, known: Known, said: Override) -> Explanation:
    """A refused request → its explanation, without proposals."""
    denial = with_path(denial, known)
    matches = matches_of(denial.caller, region_of(denial), known, said)[:_MOST_CANDIDATES]
    place = matches[0].place if matches else place_of(denial, known)
    blamed = owner_of(denial.policy_arn, known)
    answers = tuple(_answer(denial, one, blamed, known) for one in matches)
    row = find_failure(denial.symptom) if denial.symptom else None
    return Explanation(
        denial=denial,
        is_known_action=_action(denial.action) is not None,
        answers=answers,
        near=() if matches else near_personas(denial.caller, known),
        holders=() if matches else tuple(_holders(denial, place, set(), known)),
        blamed=blamed,
        role=role_asked(denial, place, known),
        resource_policies=tuple(resource_policies(denial, request_of(denial), place, known)),
        known_failure=row,
        machines=_machines(row, {one.module.persona for one in matches}, known) if row is not None else (),
    )


def _machines(row: KnownFailure, callers: set[str], known: Known) -> tuple[MachineAdvice, ...]:
    """The machine that was refused, or else all of the kind that the failure is about."""
    machines = machines_of(row, known)
    return tuple(one for one in machines if one.module.persona in callers) or machines


def region_of(denial: Denial) -> str:
    """The Region of a request, from its resource or else from the message."""
    parts = denial.resource.split(":", 5)
    return (parts[3] if len(parts) > 5 else "") or denial.region


def place_of(denial: Denial, known: Known) -> Place:
    """The place of a request, by its resource's account or the caller's; the first where neither is a target."""
    parts = denial.resource.split(":", 5)
    accounts = (parts[4] if len(parts) > 5 else "", denial.caller.account if denial.caller is not None else "")
    there = (one for account in accounts for one in known.places if account and one.bindings.account == account)
    return next(there, known.places[0])


def request_of(denial: Denial, context: Context = ()) -> Request:
    """The request that was refused, as far as the message tells it."""
    return Request(action=denial.action, resource=denial.resource or "*", context=complete(denial.context, context))


def _answer(denial: Denial, match: Match, blamed: PolicyOwner | None, known: Known) -> Answer:
    claim = Claim(effect=denial.effect, denied_by=denial.denied_by)
    ruling = _ruling(denial, match.module, match.place, claim, known, role_name(denial.caller))
    holders = tuple(_holders(denial, match.place, {match.module.persona}, known))
    return Answer(
        match=match,
        ruling=_from(ruling, blamed, match.module),
        holders=holders,
        unseen=known.subject(match.module, match.place).unseen,
    )


def _from(ruling: Ruling, blamed: PolicyOwner | None, module: Module) -> Ruling:
    """Of the statements those of the policy that the message blames, if they are among them."""
    if blamed is None or blamed.module is not module:
        return ruling
    found = tuple(one for one in ruling.cited if one.at.policy == blamed.document)
    return replace(ruling, cited=found) if found else ruling


def _holders(denial: Denial, place: Place, without: set[str], known: Known) -> Iterator[Holder]:
    """Everybody else who may do it there."""
    for one in known.personas:
        if one.persona in without:
            continue
        ruling = _ruling(denial, one, place, UNCLAIMED, known)
        if ruling.says in _MAY:
            yield Holder(persona=one.persona, title=one.title, kind=one.kind, ruling=ruling)


def _ruling(denial: Denial, module: Module, place: Place, claim: Claim, known: Known, role: str = "") -> Ruling:
    if module.service_linked_role is not None:
        return Ruling(says=Says.UNSEEN)
    subject = known.subject(module, place)
    asked = _asked(denial, module, subject, role)
    return rule(prepare(_guarded(subject, known)), asked, claim, subject.unseen)


def _asked(denial: Denial, module: Module, subject: Subject, role: str) -> Asked:
    own = subject.context
    if has_name(role, module.name) is not None and module.trust is not None:
        arn = subject.role.removesuffix(module.name) + role
        own = (*(one for one in own if one[0] != "aws:PrincipalArn"), ("aws:PrincipalArn", (arn,)))
    request = request_of(denial, own)
    action = _action(denial.action)
    takes_none = action is not None and not action.resources
    values = {**context_of(request), **dict(_of_region(denial))}
    names_resource = bool(denial.resource) or takes_none
    return Asked(request=request, values=values, names_resource=names_resource, bare_name=bare_name(denial))


def _of_region(denial: Denial) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The key that says which Region a request went to, where the message tells it.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
    """
    given = {key.casefold() for key, _ in denial.context}
    if denial.region and "aws:requestedregion" not in given:
        yield "aws:requestedregion", (denial.region,)


def _guarded(subject: Subject, known: Known) -> Policies:
    """A persona's policies, and the guardrails of the profile over them, each by its name."""
    scps = tuple(_guardrails(GuardrailKind.SERVICE_CONTROL_POLICY, subject.place, known))
    rcps = tuple(_guardrails(GuardrailKind.RESOURCE_CONTROL_POLICY, subject.place, known))
    return replace(subject.policies, scps=(scps,) if scps else (), rcps=(rcps,) if rcps else ())


def _guardrails(kind: GuardrailKind, place: Place, known: Known) -> Iterator[NamedPolicy]:
    for module in known.guardrails(kind):
        policy = module.organization_policy
        assert policy is not None, "a guardrail has a policy"
        yield NamedPolicy(name=module.persona, document=bind_document(policy.document, place.bindings))


def _action(text: str) -> Action | None:
    prefix, _, name = text.partition(":")
    service = find_service(prefix.lower())
    return find_action(service, name) if service is not None else None
