"""The resource of a refused request → what the profile knows of it: whose role it is, and which policy it has.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-friendly-names
"""

from collections.abc import Iterator
from dataclasses import replace

from generator.analysis.evaluation.evaluator import context_of, prepare
from generator.analysis.explanation.callers import has_name
from generator.analysis.explanation.explanation import ResourceAsked, RoleAsked
from generator.analysis.explanation.known import Known
from generator.analysis.explanation.reach import Asked, Cited, cite
from generator.analysis.subjects import Place
from generator.model.access import NamedPolicy, Policies, Request
from generator.model.denial import Denial
from generator.model.policy import BoundDocument, bind_document

_ROLE_ACTIONS = ("sts:assumerole", "iam:passrole")
"""How actions begin that are about a role."""
_ROLE = ":role/"
_POLICY = ":policy/"


def with_path(denial: Denial, known: Known) -> Denial:
    """A denial whose label of a role or policy of this profile has the path that messages leave out."""
    head, kind, name = _label(denial)
    if not name:
        return denial
    for module in known.personas:
        own = [module.name] if kind == _ROLE and module.trust is not None else []
        own += [module.name + one.suffix for one in module.policies] if kind == _POLICY else []
        if any(has_name(name, one) is not None for one in own):
            return replace(denial, resource=f"{head}{kind.rstrip('/')}{module.path}{name}")
    return denial


def bare_name(denial: Denial) -> str:
    """The name of a role or policy that the message names by a label, whose path nobody knows; else empty."""
    return _label(denial)[2]


def role_asked(denial: Denial, place: Place, known: Known) -> RoleAsked | None:
    """The persona whose role was to be assumed or passed; its path need not be told."""
    if not denial.action.casefold().startswith(_ROLE_ACTIONS) or _ROLE not in denial.resource:
        return None
    name = denial.resource.rpartition("/")[2]
    for one in known.personas:
        if one.trust is not None and has_name(name, one.name) is not None:
            return RoleAsked(module=one, trust=bind_document(one.trust, place.bindings).statements)
    return None


def resource_policies(denial: Denial, request: Request, place: Place, known: Known) -> Iterator[ResourceAsked]:
    """The policies of this profile that belong to the resource, with their statements about the action."""
    for module in known.modules:
        policy = module.resource_policy
        if policy is None or not denial.resource:
            continue
        asked = Asked(request=replace(request, caller=denial.caller), values=context_of(request))
        document = bind_document(policy.document, place.bindings)
        if _is_about(document, denial.resource):
            yield ResourceAsked(name=module.persona, cited=tuple(_cited(module.persona, document, asked)))


def _cited(name: str, document: BoundDocument, asked: Asked) -> Iterator[Cited]:
    layers = prepare(Policies(resource=NamedPolicy(name=name, document=document))).layers
    statements = (one for layer in layers for one in layer.statements)
    yield from (cite(one, asked) for one in statements if one.speaks_of(asked.request.action.lower()))


def _is_about(document: BoundDocument, resource: str) -> bool:
    layers = prepare(Policies(scps=((NamedPolicy(name="", document=document),),))).layers
    return any(one.names(resource, {}) for layer in layers for one in layer.statements)


def _label(denial: Denial) -> tuple[str, str, str]:
    """What stands before, the kind and the name of a role or policy that the message names by a label."""
    for kind in (_ROLE, _POLICY):
        head, found, name = denial.resource.partition(kind)
        if found and denial.resource_as_written not in ("", denial.resource) and "/" not in name:
            return head, kind, name
    return "", "", ""
