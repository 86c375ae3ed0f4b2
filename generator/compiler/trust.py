"""Trust → the role trust policy.

Sources:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html
"""

from collections.abc import Iterator

from generator.compiler.trust_callers import caller_statements
from generator.compiler.trust_federation import oidc_statements, saml_statements
from generator.compiler.trust_services import service_statements
from generator.compiler.trust_statement import Way, statements_of
from generator.diagnostics import Position
from generator.model.pattern import TargetValue, join
from generator.model.policy import PolicyDocument, PrincipalType, Statement
from generator.model.profile import IdentityKind, Persona
from generator.model.trust import SessionTrust, Trust


def trust_document(persona: Persona) -> PolicyDocument | None:
    """Who may assume the persona's role; None where it has no role."""
    identity = persona.identity(IdentityKind.ROLE, IdentityKind.INSTANCE_PROFILE)
    if identity is not None and identity.kind is IdentityKind.INSTANCE_PROFILE:
        return PolicyDocument(statements=tuple(_instance(identity.at)))
    if identity is None or identity.trust is None:
        return None
    return PolicyDocument(statements=tuple(sorted(_statements(identity.trust), key=lambda one: one.sid)))


def _statements(trust: Trust) -> Iterator[Statement]:
    yield from caller_statements(trust)
    yield from service_statements(trust)
    if trust.saml is not None:
        yield from saml_statements(trust.saml, trust.at)
    yield from oidc_statements(trust.oidc, trust.at)


def _instance(at: Position) -> Iterator[Statement]:
    way = Way(
        sid="Ec2",
        action="sts:AssumeRole",
        type=PrincipalType.SERVICE,
        identifiers=(join("ec2.", TargetValue.DNS_SUFFIX),),
        session=SessionTrust(),
        at=at,
    )
    yield from statements_of(way, ())
