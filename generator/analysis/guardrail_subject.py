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
    guardrail = NamedPolicy(name=GUARDRAIL, document=bind_document(policy.document, place.bindings))
    identity = (_allowing("AdministratorAccess", _EVERYTHING),)
    match policy.kind:
        case GuardrailKind.SERVICE_CONTROL_POLICY:
            scps = ((_allowing("FullAWSAccess", _EVERYTHING), guardrail),)
            policies = Policies(identity=identity, scps=scps)
        case GuardrailKind.RESOURCE_CONTROL_POLICY:
            rcps = ((_allowing("RCPFullAWSAccess", _BY_EVERYONE), guardrail),)
            policies = Policies(identity=identity, rcps=rcps)
    return Subject(persona=module.persona, place=place, policies=policies, role="")


def _allowing(name: str, statement: BoundStatement) -> NamedPolicy:
    return NamedPolicy(name=name, document=BoundDocument(statements=(statement,)))
