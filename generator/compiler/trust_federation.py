"""Users of SAML and OpenID Connect providers that may assume a role → statements.

Sources:
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
"""

from collections.abc import Iterator, Sequence

from generator.compiler.trust_statement import Way, equals, statements_of
from generator.diagnostics import Position
from generator.model.pattern import Pattern, TargetValue, join, literal
from generator.model.policy import Condition, PrincipalType, Statement
from generator.model.trust import OidcTrust, SamlTrust


def saml_statements(saml: SamlTrust, at: Position) -> Iterator[Statement]:
    """SAML providers → statements for the users of all."""
    way = Way(
        sid="Saml",
        action="sts:AssumeRoleWithSAML",
        type=PrincipalType.FEDERATED,
        identifiers=tuple(_provider(one, "saml-provider/") for one in saml.providers),
        session=saml.session,
        at=at,
    )
    audience = Condition(operator="StringEquals", key="SAML:aud", values=(literal(saml.audience),))
    yield from statements_of(way, (audience,))


def oidc_statements(trusts: Sequence[OidcTrust], at: Position) -> Iterator[Statement]:
    """OpenID Connect providers → statements for each, numbered where there are several."""
    ordered = sorted(trusts, key=lambda one: (one.provider, one.audience, sorted(one.subjects)))
    for number, one in enumerate(ordered, start=1):
        yield from _oidc(one, "Oidc" if len(ordered) == 1 else f"Oidc{number}", at)


def _oidc(oidc: OidcTrust, sid: str, at: Position) -> Iterator[Statement]:
    way = Way(
        sid=sid,
        action="sts:AssumeRoleWithWebIdentity",
        type=PrincipalType.FEDERATED,
        identifiers=(_provider(literal(oidc.provider), "oidc-provider/"),),
        session=oidc.session,
        at=at,
    )
    audience = Condition(operator="StringEquals", key=f"{oidc.provider}:aud", values=(literal(oidc.audience),))
    yield from statements_of(way, (audience, equals(f"{oidc.provider}:sub", *oidc.subjects)))


def _provider(name: Pattern, kind: str) -> Pattern:
    if str(name).startswith("arn:"):
        return name
    return join("arn:", TargetValue.PARTITION, ":iam::", TargetValue.ACCOUNT, f":{kind}", name)
