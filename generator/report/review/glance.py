"""A persona → one line of the table at the top of the page."""

from collections import Counter

from generator.analysis.granted import granted, speaks_of
from generator.analysis.subjects import Subject
from generator.model.module import Module
from generator.model.phrase import Phrase, exact, listed, say
from generator.model.policy import BoundStatement, Effect
from generator.model.profile import IdentityKind, PersonaKind
from generator.reference.escalation import escalation_paths
from generator.reference.services import find_service, service_prefixes
from generator.renderer.review import GlanceRow
from generator.report.resource_words import EVERYTHING
from generator.report.review.access import PASS_ROLE, Weight, weight_of
from generator.report.review.material import Material
from generator.report.review.sections import KINDS
from generator.report.review.sizes import sizes_at_a_glance
from generator.report.summary import count
from generator.report.wording import IN_FULL

_NO = say("no")
_NOTHING = say("-")
_OPEN = (("open-escalation", "open"), ("unproved-escalation", "not ruled out"))


def glance_row(module: Module, material: Material) -> GlanceRow:
    """What a persona's policies allow of the weightier things, in its first target."""
    subject = next(one for one in material.subjects if one.persona == module.persona)
    if module.kind is PersonaKind.BOUNDARY:
        changes, permissions, passes, escalates = _NOTHING, _NOTHING, _NOTHING, _NOTHING
    elif module.identities == (IdentityKind.SERVICE_LINKED_ROLE,):
        changes, permissions, passes, escalates = say("as AWS decides"), _NOTHING, _NOTHING, _NOTHING
    else:
        weights = _weights(subject)
        changes, permissions = _counted(weights[Weight.CHANGES]), _counted(weights[Weight.PERMISSIONS])
        passes, escalates = _passed(subject), _escalates(module.persona, material)
    return GlanceRow(
        title=module.title,
        kind=KINDS[module.kind],
        changes=say(changes, *_besides(subject)),
        permissions=permissions,
        passes=passes,
        escalates=escalates,
        policies=sizes_at_a_glance(module, material.places),
    )


def _allowing(subject: Subject) -> list[BoundStatement]:
    statements = (one for policy in subject.policies.identity for one in policy.document.statements)
    return [one for one in statements if one.effect == Effect.ALLOW.value]


def _weights(subject: Subject) -> Counter[Weight]:
    """How many actions of each weight are allowed on something."""
    actions = granted(_allowing(subject))
    services = [find_service(one) for one in actions.services() or service_prefixes()]
    named = (str(one) for service in services if service is not None for one in service.actions)
    return Counter(weight_of(one) for one in named if one in actions)


def _counted(number: int) -> Phrase:
    return say(count(number, "action")) if number else _NO


def _besides(subject: Subject) -> tuple[Phrase, ...]:
    """Policies of AWS whose text is not known here: they can allow more."""
    unseen = [exact(one) for one in subject.unseen]
    return (say(", and what is in ", listed(unseen, IN_FULL)),) if unseen else ()


def _passed(subject: Subject) -> Phrase:
    resources = {arn for one in _allowing(subject) if speaks_of(one, PASS_ROLE) for arn in one.resources}
    if not resources:
        return _NO
    if any("*" in one or "?" in one for one in resources):
        return say("any role" if EVERYTHING in resources else "roles by wildcard")
    return say(count(len(resources), "role"))


def _escalates(persona: str, material: Material) -> Phrase:
    """Whether a known way to more access is open; those that are accepted are counted."""
    numbers = ((_told(persona, code, material), word) for code, word in _OPEN)
    found = [f"{number} {word}" for number, word in numbers if number]
    paths = {one.id for one in escalation_paths()}
    accepted = {one.code for one in material.accepted if one.persona == persona and one.code in paths}
    parts = [*found, "see the warnings"] if found else []
    parts += [f"{len(accepted)} accepted"] if accepted else []
    return say(", ".join(parts) or "no")


def _told(persona: str, code: str, material: Material) -> int:
    """How many paths are told; a warning that stands for several has the place of each as its origins."""
    told = (one for one in material.remarks if one.code == code and one.persona == persona)
    return sum(len(one.origins) or 1 for one in told)
