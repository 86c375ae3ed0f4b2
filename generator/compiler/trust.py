"""Trust → the role trust policy.

Sources:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-user_externalid.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html
"""

from collections.abc import Iterator

from generator.diagnostics import Position
from generator.model.pattern import Pattern, TargetValue, join, literal
from generator.model.policy import Condition, Effect, PolicyDocument, Principal, PrincipalType, Statement
from generator.model.profile import IdentityKind, Mfa, OidcTrust, Persona, SamlTrust, Trust

OWN_ACCOUNT = join(TargetValue.ACCOUNT)


def trust_document(persona: Persona) -> PolicyDocument | None:
    """Who may assume the persona's role; None where it has no role."""
    identity = persona.identity(IdentityKind.ROLE, IdentityKind.INSTANCE_PROFILE)
    if identity is not None and identity.kind is IdentityKind.INSTANCE_PROFILE:
        return PolicyDocument(statements=(_instance(identity.at),))
    if identity is None or identity.trust is None:
        return None
    return PolicyDocument(statements=tuple(sorted(_statements(identity.trust), key=lambda one: one.sid)))


def _statements(trust: Trust) -> Iterator[Statement]:
    own = tuple(one for one in trust.accounts if one == OWN_ACCOUNT)
    others = tuple(one for one in trust.accounts if one != OWN_ACCOUNT)
    if own:
        yield _accounts("OwnAccount", own, _mfa(trust), trust.at)
    if others:
        yield _accounts("OtherAccounts", others, (*_mfa(trust), *_external_id(trust)), trust.at)
    if trust.saml is not None:
        yield _saml(trust.saml, trust.at)
    if trust.oidc is not None:
        yield _oidc(trust.oidc, trust.at)


def _accounts(sid: str, accounts: tuple[Pattern, ...], conditions: tuple[Condition, ...], at: Position) -> Statement:
    roots = tuple(sorted(join("arn:", TargetValue.PARTITION, ":iam::", one, ":root") for one in accounts))
    return _statement(sid, "sts:AssumeRole", Principal(type=PrincipalType.AWS, identifiers=roots), conditions, at)


def _mfa(trust: Trust) -> tuple[Condition, ...]:
    required = Condition(operator="Bool", key="aws:MultiFactorAuthPresent", values=(literal("true"),))
    return (required,) if trust.mfa is Mfa.REQUIRED else ()


def _external_id(trust: Trust) -> tuple[Condition, ...]:
    if trust.external_id is None:
        return ()
    return (Condition(operator="StringEquals", key="sts:ExternalId", values=(trust.external_id,)),)


def _saml(saml: SamlTrust, at: Position) -> Statement:
    providers = tuple(sorted(_provider(one, "saml-provider/") for one in saml.providers))
    audience = Condition(operator="StringEquals", key="SAML:aud", values=(literal(saml.audience),))
    return _statement("Saml", "sts:AssumeRoleWithSAML", _federated(providers), (audience,), at)


def _oidc(oidc: OidcTrust, at: Position) -> Statement:
    provider = _provider(literal(oidc.provider), "oidc-provider/")
    wild = any(mark in str(one) for one in oidc.subjects for mark in "*?")
    conditions = (
        Condition(operator="StringEquals", key=f"{oidc.provider}:aud", values=(literal(oidc.audience),)),
        Condition(
            operator="StringLike" if wild else "StringEquals",
            key=f"{oidc.provider}:sub",
            values=tuple(sorted(oidc.subjects)),
        ),
    )
    return _statement("Oidc", "sts:AssumeRoleWithWebIdentity", _federated((provider,)), conditions, at)


def _instance(at: Position) -> Statement:
    service = Principal(type=PrincipalType.SERVICE, identifiers=(join("ec2.", TargetValue.DNS_SUFFIX),))
    return _statement("Ec2", "sts:AssumeRole", service, (), at)


def _federated(identifiers: tuple[Pattern, ...]) -> Principal:
    return Principal(type=PrincipalType.FEDERATED, identifiers=identifiers)


def _provider(name: Pattern, kind: str) -> Pattern:
    if str(name).startswith("arn:"):
        return name
    return join("arn:", TargetValue.PARTITION, ":iam::", TargetValue.ACCOUNT, f":{kind}", name)


def _statement(
    sid: str, action: str, principal: Principal, conditions: tuple[Condition, ...], at: Position
) -> Statement:
    return Statement(
        sid=sid,
        effect=Effect.ALLOW,
        actions=(action,),
        principals=(principal,),
        conditions=tuple(sorted(conditions)),
        origins=(at,),
    )
