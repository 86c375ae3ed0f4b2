"""Whether the ARNs of resources can be.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from generator.analysis.lint.arn import SEGMENTS, Arn, all_formats, formats_of, has_formats, split_arn
from generator.analysis.lint.finding import Check, FindingType, Problem
from generator.analysis.lint.policy import Policy
from generator.analysis.lint.regions import EVERY_REGION, REGIONS
from generator.analysis.lint.tree import HOLE, TextNode
from generator.analysis.lint.wildcards import has_wildcard, is_star, without_variables
from generator.analysis.lint.wording import did_you_mean, listed, said
from generator.reference.services import find_service, service_prefixes

MOST_RESOURCES = 2_000
_AWS = "aws"
_ACCOUNT = re.compile(r"[0-9]{12}|[0-9?*]*[?*][0-9?*]*")
_OWNERS = ("aws", "aws-marketplace", "third-party", "amazon", "self")
_PUBLIC = re.compile(r"(automation-definition|document|parameter|patchbaseline)/.*")


def _resources(policy: Policy) -> Iterator[TextNode]:
    """The texts of `Resource` and `NotResource`, of more than fit into a policy the first."""
    elements = (statement.element(name) for statement in policy.statements for name in ("Resource", "NotResource"))
    nodes = (node for element in elements if element for node in element.nodes)
    return islice((node for node in nodes if isinstance(node, TextNode)), MOST_RESOURCES)


def resource_texts(policy: Policy) -> Iterator[TextNode]:
    """The known texts of `Resource` and `NotResource`."""
    return (one for one in _resources(policy) if one.is_known)


def whole_arns(policy: Policy) -> Iterator[tuple[TextNode, Arn]]:
    """The resources that are ARNs of six segments; of the last a part may be unknown."""
    for text in _resources(policy):
        arn = split_arn(text.value)
        if arn is None or arn.prefix != "arn" or not arn.resource:
            continue
        if all(HOLE not in one for one in (arn.partition, arn.service, arn.region, arn.account)):
            yield text, replace(arn, resource=arn.resource.replace(HOLE, "*"))


def invalid_prefixes(policy: Policy) -> Iterator[Problem]:
    """Resources that are neither `*` nor begin with `arn:`."""
    for text in resource_texts(policy):
        plain = without_variables(text.value)
        if not is_star(plain) and not text.value.startswith(("arn:", "${")):
            yield Problem(text.at, f"the resource {said(text)} is no ARN", "write `arn:…`, or `*` for every resource")


def missing_fields(policy: Policy) -> Iterator[Problem]:
    """ARNs of fewer than six segments, or without partition, service or resource."""
    for text in resource_texts(policy):
        segments = without_variables(text.value).split(":", SEGMENTS - 1)
        if segments[0] != "arn" or (len(segments) < SEGMENTS and segments[-1].endswith("*")):
            continue
        if len(segments) < SEGMENTS or not all((segments[1], segments[2], segments[5])):
            yield Problem(
                text.at, f"the ARN {said(text)} lacks a field", "write `arn:partition:service:region:account:resource`"
            )


def invalid_partitions(policy: Policy) -> Iterator[Problem]:
    """Partitions that are not AWS's."""
    for text, arn in whole_arns(policy):
        if arn.partition and not has_wildcard(arn.partition) and arn.partition not in REGIONS:
            message = f"there is no partition {said(arn.partition)}"
            yield Problem(text.at, message, did_you_mean(arn.partition, REGIONS, f"write {listed(REGIONS)}"))


def wildcard_services(policy: Policy) -> Iterator[Problem]:
    """Wildcards for a service, which name services of the future too."""
    for text, arn in whole_arns(policy):
        if has_wildcard(arn.service):
            yield Problem(text.at, f"{said(text)} leaves the service open", "name the service")


def wrong_case_services(policy: Policy) -> Iterator[Problem]:
    """Services in capitals: ARNs are case-sensitive."""
    for text, arn in whole_arns(policy):
        if arn.service != arn.service.lower() and _is_service(arn.service.lower()):
            message = f"the service of an ARN is written in lower case, not {said(arn.service)}"
            yield Problem(text.at, message, f"write `{arn.service.lower()}`")


def unknown_services(policy: Policy) -> Iterator[Problem]:
    """Services of ARNs that are not AWS's."""
    for text, arn in whole_arns(policy):
        if arn.service and not has_wildcard(arn.service) and not _is_service(arn.service.lower()):
            hint = did_you_mean(arn.service, service_prefixes(), "write the prefix of a service")
            yield Problem(text.at, f"there is no service {said(arn.service)}", hint)


def _is_service(name: str) -> bool:
    return find_service(name) is not None or name in all_formats()


def invalid_resources(policy: Policy) -> Iterator[Problem]:
    """ARNs that have no format of their service; what AWS itself owns is not all in the Reference."""
    for text, arn in whole_arns(policy):
        if not formats_of(arn) and has_formats(arn.service) and arn.account != _AWS:
            shown = sorted({one.resource for one in all_formats()[arn.service]})
            hint = did_you_mean(arn.resource, shown, f"ARNs of `{arn.service}` end in {listed(shown)}")
            yield Problem(text.at, f"no resource type of `{arn.service}` has ARNs like {said(text)}", hint)


def invalid_accounts(policy: Policy) -> Iterator[Problem]:
    """Accounts that are no twelve digits, nor a word that owns resources."""
    for text, arn in whole_arns(policy):
        if arn.account and not _ACCOUNT.fullmatch(arn.account) and arn.account not in _OWNERS:
            hint = "an account ID has twelve digits"
            yield Problem(text.at, f"{said(arn.account)} is no account", hint)


def invalid_regions(policy: Policy) -> Iterator[Problem]:
    """Regions that the ARN's partition does not have."""
    for text, arn in whole_arns(policy):
        regions = REGIONS.get(arn.partition, EVERY_REGION)
        if arn.region and not has_wildcard(arn.region) and arn.region not in regions:
            message = f"the partition {said(arn.partition)} has no Region {said(arn.region)}"
            yield Problem(text.at, message, did_you_mean(arn.region, regions, "write the code of a Region"))


def _segment(
    name: str, wanted: Callable[[Arn], str], wrong: Callable[[str, tuple[str, ...]], bool], message: str, hint: str
) -> Callable[[Policy], Iterator[Problem]]:
    """What compares one segment with the same segment of every format that an ARN can have."""

    def find(policy: Policy) -> Iterator[Problem]:
        for text, arn in whole_arns(policy):
            formats = formats_of(arn)
            if formats and not _is_public(arn) and wrong(wanted(arn), tuple(map(wanted, formats))):
                yield Problem(text.at, message.format(service=arn.service, text=said(text), name=name), hint)

    return find


def _is_public(arn: Arn) -> bool:
    """Whether AWS may publish the resource, in no account.

    Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters.html
    """
    return arn.service == "ssm" and _PUBLIC.fullmatch(arn.resource) is not None


def _is_extra(given: str, formats: tuple[str, ...]) -> bool:
    return bool(given) and not is_star(given) and not any(formats)


def _is_lacking(given: str, formats: tuple[str, ...]) -> bool:
    return not given and all(formats)


def _region(arn: Arn) -> str:
    return arn.region


def _account(arn: Arn) -> str:
    return arn.account


_EXTRA = "ARNs of `{service}` like {text} have no {name}"
_LACKING = "ARNs of `{service}` like {text} name their {name}"

CHECKS = (
    Check(
        "INVALID_ARN_PREFIX", FindingType.ERROR, "a resource neither is `*` nor begins with `arn:`", invalid_prefixes
    ),
    Check("MISSING_ARN_FIELD", FindingType.ERROR, "an ARN lacks one of its six fields", missing_fields),
    Check("INVALID_PARTITION", FindingType.ERROR, "the partition of an ARN is not one of AWS's", invalid_partitions),
    Check(
        "WILDCARD_IN_SERVICE_NAME", FindingType.SUGGESTION, "the service of an ARN holds a wildcard", wildcard_services
    ),
    Check(
        "INVALID_ARN_SERVICE_CASE", FindingType.ERROR, "the service of an ARN has capital letters", wrong_case_services
    ),
    Check(
        "INVALID_ARN_RESOURCE",
        FindingType.ERROR,
        "the last field of an ARN fits no resource type of its service",
        invalid_resources,
    ),
    Check(
        "INVALID_ARN_ACCOUNT",
        FindingType.ERROR,
        "the account of an ARN is neither twelve digits nor a word such as `aws`",
        invalid_accounts,
    ),
    Check("INVALID_ARN_REGION", FindingType.ERROR, "the ARN's partition has no such Region", invalid_regions),
    Check(
        "ARN_REGION_NOT_ALLOWED",
        FindingType.ERROR,
        "an ARN names a Region and no resource type that it fits has one",
        _segment("Region", _region, _is_extra, _EXTRA, "leave the Region empty"),
    ),
    Check(
        "MISSING_ARN_REGION",
        FindingType.ERROR,
        "an ARN names no Region and every resource type that it fits has one",
        _segment("Region", _region, _is_lacking, _LACKING, "write the Region, or `*`"),
    ),
    Check(
        "ARN_ACCOUNT_NOT_ALLOWED",
        FindingType.ERROR,
        "an ARN names an account and no resource type that it fits has one",
        _segment("account", _account, _is_extra, _EXTRA, "leave the account empty"),
    ),
    Check(
        "MISSING_ARN_ACCOUNT",
        FindingType.ERROR,
        "an ARN names no account and every resource type that it fits has one",
        _segment("account", _account, _is_lacking, _LACKING, "write the account, or `*`"),
    ),
)
