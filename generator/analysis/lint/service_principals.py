"""AWS services as the principals of resource policies.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
"""

from collections.abc import Iterator

from generator.analysis.evaluation.operators import Absence
from generator.analysis.lint.finding import Check, FindingType, Problem, each_statement
from generator.analysis.lint.kind import Kind
from generator.analysis.lint.policy import Statement
from generator.analysis.lint.tree import TextNode
from generator.analysis.lint.wording import said
from generator.model.policy import Effect

SOURCE_KEYS = ("aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID", "aws:SourceOrgPaths")
_WEAK_KEYS = ("aws:Referer", "aws:UserAgent", "aws:SourceIp", "aws:SourceOwner")
_NEVER_WITH_SERVICES = ("aws:PrincipalOrgID", "aws:PrincipalOrgPaths")
"""A service principal is in no organization.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
"""
_HINT = "test `aws:SourceArn` or `aws:SourceAccount`"


def trusted_services(statement: Statement) -> tuple[TextNode, ...]:
    """The services that a resource policy allows something."""
    found = statement.principals() if statement.kind is Kind.RESOURCE else None
    return found.of_type("Service") if found and statement.effect is Effect.ALLOW and statement.is_closed else ()


def unrestricted(statement: Statement) -> Iterator[Problem]:
    """Services that anybody's resource can send."""
    services = trusted_services(statement)
    if services and not statement.tests(*SOURCE_KEYS, *_WEAK_KEYS):
        message = f"{said(services[0])} may act for anybody's resources"
        yield Problem(services[0].at, message, _HINT)


def weakly_restricted(statement: Statement) -> Iterator[Problem]:
    """Services restricted by keys that do not say whose resource sent them."""
    weak = statement.tests(*_WEAK_KEYS)
    if trusted_services(statement) and weak and not statement.tests(*SOURCE_KEYS):
        message = f"{said(weak[0].tested.key)} does not say for whose resource the service acts"
        yield Problem(weak[0].tested.key.at, message, _HINT)


def impossible_keys(statement: Statement) -> Iterator[Problem]:
    """Keys that no request of a service carries, where only services are named."""
    found = statement.principals() if statement.kind is Kind.RESOURCE else None
    types = {one.key.value for one in found.groups} if found else set[str]()
    for condition in statement.tests(*_NEVER_WITH_SERVICES) if types == {"Service"} else ():
        if condition.operation and condition.operation.absence is not Absence.HOLDS:
            message = f"requests of services do not carry {said(condition.tested.key)}"
            yield Problem(condition.tested.key.at, message, "use `aws:SourceOrgID` or `aws:SourceOrgPaths`")


CHECKS = (
    Check(
        "RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL",
        FindingType.SECURITY_WARNING,
        "a resource policy allows a service and tests no key such as `aws:SourceArn`",
        each_statement(unrestricted),
    ),
    Check(
        "RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL",
        FindingType.SUGGESTION,
        "a resource policy allows a service by `aws:Referer` or the like instead of `aws:SourceArn`",
        each_statement(weakly_restricted),
    ),
    Check(
        "UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL",
        FindingType.ERROR,
        "a resource policy names services only and tests `aws:PrincipalOrgID` or `aws:PrincipalOrgPaths`",
        each_statement(impossible_keys),
    ),
)
