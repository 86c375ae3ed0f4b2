"""AWS services that may assume a role → statements, and what is to be said of them.

Sources:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
https://docs.aws.amazon.com/vm-import/latest/userguide/required-permissions.html (a service that sends an external ID)
"""

import re
from collections.abc import Iterable, Iterator

from generator.compiler.problems import Problems
from generator.compiler.trust_statement import Way, arn_equals, equals, statements_of
from generator.model.pattern import Literal, Pattern, TargetValue, bind, join
from generator.model.policy import Condition, PrincipalType, Statement
from generator.model.target import Target
from generator.model.trust import ServiceTrust, SessionTrust, Trust
from generator.reference.service_principals import (
    SUFFIX,
    further_actions,
    own_partitions,
    sends_source_account,
    suffix_in,
)

_CHINA = "aws-cn"


def service_statements(trust: Trust) -> Iterator[Statement]:
    """A statement for each service, so that each can be reviewed and removed by itself."""
    conditions = tuple(_sources(trust))
    sids: dict[str, int] = {}
    for one in sorted(_distinct(trust.services), key=lambda one: one.principal):
        sid = _sid(one)
        sids[sid] = sids.get(sid, 0) + 1
        way = Way(
            sid=sid if sids[sid] == 1 else f"{sid}{sids[sid]}",
            action="sts:AssumeRole",
            type=PrincipalType.SERVICE,
            identifiers=(principal_of(one),),
            session=SessionTrust(),
            further_actions=further_actions(_service(one)),
            at=one.at,
        )
        yield from statements_of(way, conditions)


def check_services(trust: Trust | None, targets: Iterable[Target], problems: Problems) -> None:
    """Complains of principals that a target does not have, and warns of services that anybody can send."""
    if trust is None:
        return
    places = tuple(targets)
    for one in trust.services:
        _check_partitions(one, places, problems)
        if sends_source_account(_service(one)) and not _names_owner(trust):
            message = f"`{one.principal}` may assume the role for anybody's resources"
            problems.warning("confused-deputy", message, one.at, "say for whose: `source_account: self`")


def principal_of(trust: ServiceTrust) -> Pattern:
    """The principal as every partition spells it: China's suffix decides where a service has several."""
    if _CHINA in own_partitions(_service(trust)):
        return join(_stem(trust), TargetValue.DNS_SUFFIX)
    return trust.principal


def _check_partitions(trust: ServiceTrust, targets: tuple[Target, ...], problems: Problems) -> None:
    service = _service(trust)
    for target in targets:
        (found,) = bind(principal_of(trust), target.bindings)
        suffix = suffix_in(service, target.bindings.partition)
        right = f"{bind(_stem(trust), target.bindings)[0]}{suffix}"
        if found != right:
            message = f"in `{target.name}` the service is `{right}`, and the policy would name `{found}`"
            problems.error("service-principal", message, trust.at, _other_spelling(service, suffix))


def _other_spelling(service: str, suffix: str) -> str:
    """How to write a service whose principal ends otherwise in a target, as a hint."""
    if suffix != SUFFIX:
        return f"write `{service}.${{dns_suffix}}`"
    if _CHINA in own_partitions(service):
        return "no spelling is right in all partitions: leave the target out of this profile"
    return f"write `{service}.{SUFFIX}`"


def _stem(trust: ServiceTrust) -> Pattern:
    """The principal without its suffix, with the dot before that."""
    *head, last = trust.principal.parts
    return join(*head, last.text.removesuffix(SUFFIX) if isinstance(last, Literal) else "")


def _service(trust: ServiceTrust) -> str:
    """What stands before the suffix."""
    return str(_stem(trust)).removesuffix(".")


def _sid(trust: ServiceTrust) -> str:
    labels = re.findall(r"[a-z0-9]+", _service(trust).replace("${region}", ""))
    return "Service" + "".join(one.capitalize() for one in labels)


def _distinct(services: Iterable[ServiceTrust]) -> Iterable[ServiceTrust]:
    return {principal_of(one): one for one in services}.values()


def _sources(trust: Trust) -> Iterator[Condition]:
    if trust.source_accounts:
        yield equals("aws:SourceAccount", *trust.source_accounts)
    if trust.external_id is not None and not (trust.accounts or trust.roles):
        yield equals("sts:ExternalId", trust.external_id)
    if trust.source_arns:
        yield arn_equals("aws:SourceArn", *trust.source_arns)


def _names_owner(trust: Trust) -> bool:
    """Whether the policy says for whose resources: by an account, or by ARNs that name theirs."""
    owners = [str(one).split(":", 5)[4] for one in trust.source_arns]
    return bool(trust.source_accounts) or (bool(owners) and not any(mark in one for one in owners for mark in "*?"))
