"""Accounts and roles that may assume a role → statements.

A role is trusted by its account and a condition on its ARN: as a principal, IAM would keep its unique ID, so that a
role made anew would be a stranger and a missing one would be refused.

Sources:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-user_externalid.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
"""

from collections.abc import Iterable, Iterator

from generator.compiler.trust_statement import Way, arn_equals, equals, statements_of
from generator.model.pattern import Pattern, TargetValue, join, literal
from generator.model.policy import Condition, PrincipalType, Statement
from generator.model.trust import Mfa, RoleTrust, Trust

OWN_ACCOUNT = join(TargetValue.ACCOUNT)


def caller_statements(trust: Trust) -> Iterator[Statement]:
    """Accounts and roles, the own account's apart from others', which the external ID is for."""
    all_callers = tuple(_organization(trust))
    others = (*all_callers, *_external_id(trust))
    own_accounts = [one for one in trust.accounts if one == OWN_ACCOUNT]
    other_accounts = [one for one in trust.accounts if one != OWN_ACCOUNT]
    own_roles = [one for one in trust.roles if one.account == OWN_ACCOUNT]
    other_roles = [one for one in trust.roles if one.account != OWN_ACCOUNT]
    if own_accounts:
        yield from statements_of(_way("OwnAccount", own_accounts, trust), (*all_callers, *_mfa(trust)))
    if other_accounts:
        yield from statements_of(_way("OtherAccounts", other_accounts, trust), (*others, *_mfa(trust)))
    if own_roles:
        yield from statements_of(_way("OwnRoles", _accounts_of(own_roles), trust), (*all_callers, _named(own_roles)))
    if other_roles:
        yield from statements_of(_way("OtherRoles", _accounts_of(other_roles), trust), (*others, _named(other_roles)))


def _way(sid: str, accounts: Iterable[Pattern], trust: Trust) -> Way:
    return Way(
        sid=sid,
        action="sts:AssumeRole",
        type=PrincipalType.AWS,
        identifiers=tuple(join("arn:", TargetValue.PARTITION, ":iam::", one, ":root") for one in accounts),
        session=trust.session,
        at=trust.at,
    )


def _accounts_of(roles: Iterable[RoleTrust]) -> list[Pattern]:
    return [one.account for one in roles]


def _named(roles: Iterable[RoleTrust]) -> Condition:
    arns = (join("arn:", TargetValue.PARTITION, ":iam::", one.account, ":role/", one.name) for one in roles)
    return arn_equals("aws:PrincipalArn", *arns)


def _mfa(trust: Trust) -> Iterator[Condition]:
    if trust.mfa is Mfa.REQUIRED:
        yield Condition(operator="Bool", key="aws:MultiFactorAuthPresent", values=(literal("true"),))


def _organization(trust: Trust) -> Iterator[Condition]:
    if trust.organization is not None:
        yield equals("aws:PrincipalOrgID", trust.organization)


def _external_id(trust: Trust) -> Iterator[Condition]:
    if trust.external_id is not None:
        yield Condition(operator="StringEquals", key="sts:ExternalId", values=(trust.external_id,))
