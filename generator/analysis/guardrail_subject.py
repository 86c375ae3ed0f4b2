"""A guardrail's module in a place → who asks its access tests: somebody who may do everything else.

A service control policy is asked beside AWS's own FullAWSAccess, a resource control policy beside RCPFullAWSAccess.

Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_evaluation.html
"""

from generator.analysis.subjects import Place, Subject
from generator.model.access import NamedPolicy, Policies
from generator.model.guardrail import GuardrailKind
from generator.model.module import GUARDRAIL, Module
from generator.model.policy import BoundDocument, BoundStatement, bind_document
from generator.model.policy_json import EVERYONE

_EVERYTHING = BoundStatement(sid="", effect="Allow", actions=("*",), resources=("*",))
_BY_EVERYONE = BoundStatement(sid="", effect="Allow", actions=("*",), resources=("*",), principals=(EVERYONE,))


def guardrail_subject(module: Module, place: Place) -> Subject:
    """An ordinary principal and resource of a place, bound by the guardrail alone."""
    policy = module.organization_policy
    assert policy is not None, f"{module.persona} is no guardrail"
    policies = guardrail_policies(policy.kind, bind_document(policy.document, place.bindings))
    return Subject(persona=module.persona, place=place, policies=policies, role="")


def guardrail_policies(kind: GuardrailKind, document: BoundDocument) -> Policies:
    """A guardrail's document → all that counts for somebody who may do everything else."""
    guardrail = NamedPolicy(name=GUARDRAIL, document=document)
    identity = (_allowing("AdministratorAccess", _EVERYTHING),)
    match kind:
        case GuardrailKind.SERVICE_CONTROL_POLICY:
            return Policies(identity=identity, scps=((_allowing("FullAWSAccess", _EVERYTHING), guardrail),))
        case GuardrailKind.RESOURCE_CONTROL_POLICY:
            return Policies(identity=identity, rcps=((_allowing("RCPFullAWSAccess", _BY_EVERYONE), guardrail),))


def _allowing(name: str, statement: BoundStatement) -> NamedPolicy:
    return NamedPolicy(name=name, document=BoundDocument(statements=(statement,)))
