"""Modules → the sections of a review page: personas, guardrails, policies of resources and shares."""

from collections.abc import Iterator
from dataclasses import replace

from generator.analysis.subjects import granting
from generator.model.module import Module
from generator.model.phrase import Phrase, chained, exact, listed, say
from generator.model.policy import BoundStatement, Effect, PolicyDocument
from generator.model.profile import IdentityKind, PersonaKind
from generator.model.resource_policy import ResourcePolicyKind
from generator.model.sharing import share_document
from generator.renderer.review import Fact, Lines, Section
from generator.report.in_words import (
    guardrail_in_words,
    resource_statement_in_words,
    statement_in_words,
    trust_in_words,
)
from generator.report.review.access import Weight, allowed, denied
from generator.report.review.material import Material, anywhere
from generator.report.review.sizes import sizes_in_words
from generator.report.review.tests import tests_in_words
from generator.report.wording import IN_FULL

KINDS = {PersonaKind.HUMAN: "people", PersonaKind.MACHINE: "machine", PersonaKind.BOUNDARY: "limit of others"}
_SHOWN = (Weight.PERMISSIONS, Weight.PASSES)
"""What is read at once; the rest is read on demand."""
_MODALS = {Effect.ALLOW.value: "may ", Effect.DENY.value: "may never "}
_NEVER = "May never, whatever else allows it"


def persona_section(module: Module, material: Material) -> Section:
    """A persona: who it is, what it may and may never do, and what was asked of it."""
    statements = [anywhere(one) for each in granting(module) for one in each.document.statements]
    parts = list(allowed(statements, material.wording))
    never = denied(statements, material.wording)
    barred = (Lines(heading=_NEVER, lines=never),) if never else ()
    return Section(
        title=module.title,
        name=module.persona,
        kind=KINDS[module.kind],
        description=module.description,
        facts=tuple(_facts(module, material)),
        details=tuple(_details(module, material)),
        shown=(*(lines for weight, lines in parts if weight in _SHOWN), *barred),
        folded=(
            *(lines for weight, lines in parts if weight not in _SHOWN),
            *_bounded_by(module, material),
            *_given_by_aws(module, material),
            *_tested(module, material),
        ),
    )


def guardrail_section(module: Module, material: Material) -> Section:
    """A guardrail: what nobody may do."""
    policy = module.organization_policy
    assert policy is not None
    lines = tuple(guardrail_in_words(anywhere(one), material.wording) for one in policy.document.statements)
    return Section(
        title=module.title,
        name=module.persona,
        kind=policy.kind.value.replace("-", " "),
        description=module.description,
        facts=(
            Fact(label="Kind", said=say(policy.kind.value.replace("-", " "))),
            Fact(label="Size", said=sizes_in_words(module, material.places)),
        ),
        details=(),
        shown=(Lines(heading="What it denies", lines=lines),),
        folded=_tested(module, material),
    )


def resource_section(module: Module, material: Material) -> Section:
    """The policy of a resource, or a share: who may do what with it."""
    kind = module.resource_policy.kind.value.replace("-", " ") if module.resource_policy is not None else "share"
    lines = tuple(resource_statement_in_words(one, material.wording) for one in _of_resource(module))
    return Section(
        title=module.title,
        name=module.persona,
        kind=kind,
        description=module.description,
        facts=tuple(_facts_of_resource(module, kind, material)),
        details=(),
        shown=(Lines(heading="Who may do what with it", lines=lines),) if lines else (),
        folded=_tested(module, material),
    )


def _of_resource(module: Module) -> Iterator[BoundStatement]:
    documents: list[PolicyDocument] = []
    documents += [module.resource_policy.document] if module.resource_policy is not None else []
    documents += [share_document(module.share)] if module.share is not None else []
    yield from (anywhere(one) for each in documents for one in each.statements)


def _facts_of_resource(module: Module, kind: str, material: Material) -> Iterator[Fact]:
    yield Fact(label="Kind", said=say(kind))
    if module.share is not None:
        yield Fact(label="Shared with", said=listed([exact(str(one)) for one in module.share.principals], IN_FULL))
        for one in module.share.types:
            shared = listed([exact(str(arn)) for arn in one.arns], IN_FULL)
            yield Fact(label="Shares", said=say(shared, " for ", listed([exact(a) for a in one.shareable.actions], 3)))
    if module.resource_policy is not None:
        if module.resource_policy.kind is ResourcePolicyKind.KEY_POLICY:
            yield Fact(label="Resource", said=say("the key that has the policy: below, any key is this one"))
        if module.resource_policy.holder.parts:
            yield Fact(label="Resource", said=exact(str(module.resource_policy.holder)))
        yield Fact(label="Size", said=sizes_in_words(module, material.places))


def _bounded_by(module: Module, material: Material) -> Iterator[Lines]:
    """The boundary that the module makes itself."""
    document = module.boundary.document if module.boundary is not None else None
    if document is not None:
        statements = [anywhere(one) for one in document.statements]
        lines = [say(_MODALS[one.effect], statement_in_words(one, material.wording)) for one in statements]
        yield Lines(heading="What its boundary says, which gives nothing and limits everything", lines=tuple(lines))


def _given_by_aws(module: Module, material: Material) -> Iterator[Lines]:
    """What the AWS managed policies give whose text is known, in the first target."""
    subject = next(one for one in material.subjects if one.persona == module.persona)
    wording = replace(material.wording, place=subject.place.bindings)
    own = {one.name for one in granting(module)}
    for policy in subject.policies.identity:
        if policy.name not in own:
            lines = [say(_MODALS[one.effect], statement_in_words(one, wording)) for one in policy.document.statements]
            yield Lines(heading=f"What AWS's own {policy.name} says", lines=tuple(lines))
    if subject.unseen:
        unseen = tuple(exact(one) for one in subject.unseen)
        yield Lines(heading="AWS managed policies whose text is not known here", lines=unseen)


def _tested(module: Module, material: Material) -> tuple[Lines, ...]:
    asked = (one for one in material.outcomes if one.case.subject.persona == module.persona)
    return tests_in_words(asked, material.wording)


def _facts(module: Module, material: Material) -> Iterator[Fact]:
    """What is read at once."""
    if module.kind is PersonaKind.BOUNDARY:
        yield Fact(label="What it is", said=say("gives nothing; a role that has it may do no more than is said here"))
    if module.trust is not None:
        trust = [trust_in_words(anywhere(one), material.wording) for one in module.trust.statements]
        yield Fact(
            label="Trust", said=say(chained(trust, "; ", "; "), f"; a session lasts {_time(module.max_session_s)}")
        )
    if module.managed_policies:
        managed = listed([exact(str(one).rpartition("/")[2]) for one in module.managed_policies], IN_FULL)
        yield Fact(label="AWS managed policies", said=managed)


def _details(module: Module, material: Material) -> Iterator[Fact]:
    """What is read on demand."""
    yield Fact(label="Who", said=say(f"{KINDS[module.kind]}, as ", _identities(module)))
    if module.permission_set is not None:
        yield Fact(label="Session", said=say(_time(module.permission_set.session_s)))
    yield Fact(label="Boundary", said=_boundary(module))
    if module.documents:
        yield Fact(label="Sizes", said=sizes_in_words(module, material.places))


def _identities(module: Module) -> Phrase:
    named = [say(f"{one.value.replace('-', ' ')} ", exact(_name(module, one))) for one in module.identities]
    return say(listed(named, IN_FULL), *((" under ", exact(module.path)) if module.is_in_iam else ()))


def _name(module: Module, kind: IdentityKind) -> str:
    if kind is IdentityKind.PERMISSION_SET and module.permission_set is not None:
        return module.permission_set.name
    if kind is IdentityKind.SERVICE_LINKED_ROLE and module.service_linked_role is not None:
        return module.service_linked_role.name
    return module.name


def _boundary(module: Module) -> Phrase:
    if module.boundary is not None:
        return exact(str(module.boundary.arn))
    if module.takes_boundary:
        return say("none, unless the module's variable ", exact("permissions_boundary"), " names one")
    return say("none")


def _time(session_s: int) -> str:
    """How long a session lasts at most."""
    hours, rest = divmod(session_s, 3600)
    minutes, seconds = divmod(rest, 60)
    parts = ((hours, "h"), (minutes, "min"), (seconds, "s"))
    return " ".join(f"{number} {unit}" for number, unit in parts if number)
