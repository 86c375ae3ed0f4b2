"""A resource policy → the service whose resource it is attached to, as far as its own words tell.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from collections import Counter
from collections.abc import Iterator

from generator.analysis.lint.actions import split_action
from generator.analysis.lint.arn import split_arn
from generator.analysis.lint.finding import Check, FindingType, Problem
from generator.analysis.lint.kind import Kind
from generator.analysis.lint.operators import family_of
from generator.analysis.lint.policy import Policy, Statement
from generator.analysis.lint.tree import TextNode
from generator.analysis.lint.wildcards import has_wildcard
from generator.analysis.lint.wording import said
from generator.reference.services import find_service

_TRUST_SERVICE = "sts"
_OWN_ACCOUNT = "s3:ResourceAccount"


def subject_of(policy: Policy) -> str:
    """The service that most actions and resources of a policy name; empty where none is named most often."""
    votes = Counter(service for statement in policy.statements for service in _named(statement))
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return ""
    return ranked[0][0]


def _named(statement: Statement) -> Iterator[str]:
    yield from (service for _, service in _services_of_actions(statement))
    yield from (service for _, service in _services_of_resources(statement))


def _services_of_actions(statement: Statement) -> Iterator[tuple[TextNode, str]]:
    for text in statement.texts("Action"):
        prefix = split_action(text.value)[0].lower()
        if ":" in text.value and find_service(prefix):
            yield text, prefix


def _services_of_resources(statement: Statement) -> Iterator[tuple[TextNode, str]]:
    for text in statement.texts("Resource"):
        arn = split_arn(text.value)
        if arn and find_service(arn.service) and not has_wildcard(arn.service):
            yield text, arn.service


def foreign_actions(policy: Policy) -> Iterator[Problem]:
    """Actions of other services than the resource's; a role's trust policy speaks of STS only."""
    subject = _TRUST_SERVICE if policy.kind is Kind.TRUST else _subject_of_resource_policy(policy)
    for statement in policy.statements if subject else ():
        for text, service in _services_of_actions(statement):
            if service != subject:
                message = f"a policy of a resource of `{subject}` has no use for {said(text)}"
                yield Problem(text.at, message, f"use actions of `{subject}`")


def foreign_resources(policy: Policy) -> Iterator[Problem]:
    """Resources of other services than the one that the policy is attached to."""
    subject = _subject_of_resource_policy(policy)
    for statement in policy.statements if subject else ():
        for text, service in _services_of_resources(statement):
            if service != subject:
                message = f"a policy of a resource of `{subject}` has no say on {said(text)}"
                yield Problem(text.at, message, f"name resources of `{subject}`")


def _subject_of_resource_policy(policy: Policy) -> str:
    return subject_of(policy) if policy.kind is Kind.RESOURCE else ""


def irrelevant_keys(policy: Policy) -> Iterator[Problem]:
    """A bucket's own account in its own policy: it never changes."""
    for statement in policy.statements if policy.kind is Kind.RESOURCE else ():
        for condition in statement.tests(_OWN_ACCOUNT) if _names_buckets(statement) else ():
            if family_of(condition):
                message = f"{said(condition.tested.key)} is the same for every request to the bucket"
                yield Problem(condition.tested.key.at, message, "use it in identity-based policies")


def _names_buckets(statement: Statement) -> bool:
    """Whether every resource is of a bucket that is named in full."""
    arns = [split_arn(one.value) for one in statement.texts("Resource")]
    return bool(arns) and all(
        one is not None and one.service == "s3" and not has_wildcard(one.resource.partition("/")[0]) for one in arns
    )


CHECKS = (
    Check(
        "UNSUPPORTED_ACTION_IN_POLICY",
        FindingType.ERROR,
        "an action is not of the service that most of a resource policy names, or not of STS in a trust policy",
        foreign_actions,
    ),
    Check(
        "UNSUPPORTED_RESOURCE_ARN_IN_POLICY",
        FindingType.ERROR,
        "a resource is not of the service that most of a resource policy names",
        foreign_resources,
    ),
    Check(
        "IRRELEVANT_CONDITION_KEY_IN_POLICY",
        FindingType.SUGGESTION,
        "the policy of a named bucket tests `s3:ResourceAccount`",
        irrelevant_keys,
    ),
)
