"""Whether condition keys exist, and are spelled whole.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
"""

from collections.abc import Callable, Iterator

from generator.analysis.lint.arns import unknown_services
from generator.analysis.lint.finding import Check, FindingType, Problem, each_condition
from generator.analysis.lint.keys import KeyState, owner_of, state_of
from generator.analysis.lint.policy import Condition, Policy
from generator.analysis.lint.tree import ObjectNode
from generator.analysis.lint.wording import did_you_mean, said
from generator.reference.overlay import find_correction
from generator.reference.services import service_prefixes

UNSUPPORTED_GLOBAL = {"aws:arn": "aws:PrincipalArn"}
DEPRECATED_GLOBAL = {"aws:sourceowner": "aws:SourceAccount"}
"""Source: https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html"""
_GLOBAL_KEYS = (
    *("aws:SourceIp", "aws:SourceArn", "aws:SourceAccount", "aws:SourceVpc", "aws:SourceVpce", "aws:VpcSourceIp"),
    *("aws:PrincipalArn", "aws:PrincipalAccount", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:PrincipalType"),
    *("aws:RequestedRegion", "aws:SecureTransport", "aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge"),
    *("aws:ResourceAccount", "aws:ResourceOrgID", "aws:ResourceTag/", "aws:RequestTag/", "aws:PrincipalTag/"),
    *("aws:TagKeys", "aws:CurrentTime", "aws:EpochTime", "aws:CalledVia", "aws:ViaAWSService", "aws:UserAgent"),
)


def _is(condition: Condition, state: KeyState) -> bool:
    key = condition.key
    return condition.tested.key.is_known and state_of(key) is state and key.casefold() not in _REPLACED


_REPLACED = {**UNSUPPORTED_GLOBAL, **DEPRECATED_GLOBAL}


def malformed(condition: Condition) -> Iterator[Problem]:
    """Keys that are not `service:key`."""
    if _is(condition, KeyState.MALFORMED):
        hint = did_you_mean(f"aws:{condition.key}", _GLOBAL_KEYS, "write `service:key`, or `aws:key`")
        yield Problem(condition.tested.key.at, f"{said(condition.tested.key)} is no condition key", hint)


def unknown_global(condition: Condition) -> Iterator[Problem]:
    """Keys of all services that there are not."""
    if _is(condition, KeyState.UNKNOWN_GLOBAL):
        hint = did_you_mean(condition.key, _GLOBAL_KEYS, "see the global condition keys")
        yield Problem(condition.tested.key.at, f"there is no global condition key {said(condition.tested.key)}", hint)


def unknown_service(condition: Condition) -> Iterator[Problem]:
    """Keys of services that there are not."""
    if _is(condition, KeyState.UNKNOWN_SERVICE):
        prefix = condition.key.partition(":")[0]
        hint = did_you_mean(prefix, service_prefixes(), "write the prefix of a service, or `aws`")
        yield Problem(condition.tested.key.at, f"there is no service {said(prefix)}", hint)


def unknown_services_anywhere(policy: Policy) -> Iterator[Problem]:
    """Services that there are not, in ARNs and condition keys."""
    yield from unknown_services(policy)
    yield from each_condition(unknown_service)(policy)


def unknown_key(condition: Condition) -> Iterator[Problem]:
    """Keys that their service does not have."""
    service = owner_of(condition.key)
    if service and _is(condition, KeyState.UNKNOWN):
        correction = find_correction(condition.key)
        names = (one.name for one in service.condition_keys)
        otherwise = f"see the condition keys of {service.name}"
        hint = f"did you mean `{correction}`?" if correction else did_you_mean(condition.key, names, otherwise)
        message = f"service `{service.prefix}` has no condition key {said(condition.tested.key)}"
        yield Problem(condition.tested.key.at, message, hint)


def lacks_tag_key(condition: Condition) -> Iterator[Problem]:
    """`aws:ResourceTag` and the like without the tag."""
    if _is(condition, KeyState.LACKS_TAG_KEY):
        message = f"{said(condition.tested.key)} names no tag"
        yield Problem(condition.tested.key.at, message, f"write {said(condition.key.rstrip('/') + '/Team')}")


def _replaced(keys: dict[str, str], message: str) -> Callable[[Condition], Iterator[Problem]]:
    def find(condition: Condition) -> Iterator[Problem]:
        if better := keys.get(condition.folded):
            yield Problem(condition.tested.key.at, f"{said(condition.tested.key)} {message}", f"use `{better}`")

    return find


def spelled_differently(policy: Policy) -> Iterator[Problem]:
    """One key in two spellings under one operator."""
    for statement in policy.statements:
        found = statement.element("Condition")
        for block in found.value.members if found and isinstance(found.value, ObjectNode) else ():
            yield from _spelled_differently(block.value) if isinstance(block.value, ObjectNode) else ()


def _spelled_differently(block: ObjectNode) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for member in block.members:
        first = seen.setdefault(member.key.value.casefold(), member.key.value)
        if first != member.key.value:
            message = f"{said(member.key)} and {said(first)} are one key"
            yield Problem(member.key.at, message, "put the values under one spelling")


CHECKS = (
    Check(
        "INVALID_CONDITION_KEY_FORMAT",
        FindingType.ERROR,
        "a condition key is not spelled `service:key`",
        each_condition(malformed),
    ),
    Check(
        "INVALID_GLOBAL_CONDITION_KEY",
        FindingType.ERROR,
        "a key that begins with `aws:` is no global condition key",
        each_condition(unknown_global),
    ),
    Check(
        "INVALID_SERVICE",
        FindingType.ERROR,
        "the prefix of a condition key, or the service of an ARN, is no service's",
        unknown_services_anywhere,
    ),
    Check(
        "INVALID_SERVICE_CONDITION_KEY",
        FindingType.ERROR,
        "a service has no condition key of this name",
        each_condition(unknown_key),
    ),
    Check(
        "MISSING_TAG_KEY_IN_CONDITION",
        FindingType.ERROR,
        "a key such as `aws:ResourceTag` stands without `/` and a tag",
        each_condition(lacks_tag_key),
    ),
    Check(
        "UNSUPPORTED_GLOBAL_CONDITION_KEY",
        FindingType.ERROR,
        "the key is `aws:ARN`",
        each_condition(_replaced(UNSUPPORTED_GLOBAL, "is in no request")),
    ),
    Check(
        "DEPRECATED_GLOBAL_CONDITION_KEY",
        FindingType.WARNING,
        "the key is `aws:SourceOwner`",
        each_condition(_replaced(DEPRECATED_GLOBAL, "is deprecated")),
    ),
    Check(
        "DUPLICATE_KEYS_WITH_DIFFERENT_CASE",
        FindingType.ERROR,
        "one operator tests one key in two spellings",
        spelled_differently,
    ),
)
