"""Whether a policy fits into what it is attached to.

White space never counts here: who attaches the policy can leave it out, and what is too large without it is so anyway.
"""

import json
from collections.abc import Callable, Iterator

from generator.analysis.lint.condition_values import spell
from generator.analysis.lint.finding import Check, FindingType, Problem
from generator.analysis.lint.kind import Kind
from generator.analysis.lint.policy import Policy
from generator.analysis.lint.subject import subject_of
from generator.analysis.lint.tree import ArrayNode, Node, NullNode, ObjectNode, Span, TextNode
from generator.compiler.quotas import MANAGED, RCP, RESOURCE_POLICIES, SCP, TRUST, SizeQuota


def size_chars(node: Node) -> int | None:
    """The characters of a value written without white space between its parts; None if parts are not known."""
    match node:
        case ObjectNode(members=members):
            sizes = [_sum(_text_size(one.key), size_chars(one.value)) for one in members]
            return _joined([None if one is None else one + 1 for one in sizes])
        case ArrayNode(items=items):
            return _joined([size_chars(one) for one in items])
        case TextNode():
            return _text_size(node)
        case NullNode():
            return 4
        case _:
            text = spell(node)
            return None if text is None else len(text)


def _text_size(text: TextNode) -> int | None:
    return len(json.dumps("".join(text.value.split()), ensure_ascii=False)) if text.is_known else None


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _joined(sizes: list[int | None]) -> int | None:
    known = [one for one in sizes if one is not None]
    return None if len(known) < len(sizes) else sum(known) + max(0, len(known) - 1) + 2


def _larger_than(kind: Kind, quota: Callable[[Policy], SizeQuota | None], what: str):
    """A search for policies of a kind that outgrow their quota."""

    def find(policy: Policy) -> Iterator[Problem]:
        most = quota(policy) if policy.kind is kind else None
        size = size_chars(policy.root) if most is not None else None
        if most is not None and size is not None and size > most.chars:
            at = Span(policy.at.start, policy.at.start + 1)
            yield Problem(at, f"the policy has {size} characters, and {what} holds {most.chars}", "divide it")

    return find


def _service_quota(policy: Policy) -> SizeQuota | None:
    return RESOURCE_POLICIES.get(subject_of(policy))


CHECKS = (
    Check(
        "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA",
        FindingType.WARNING,
        "an identity-based policy has more than 6,144 characters without white space",
        _larger_than(Kind.IDENTITY, lambda _: MANAGED, "a managed policy"),
    ),
    Check(
        "POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA",
        FindingType.WARNING,
        "a trust policy has more than 2,048 characters without white space",
        _larger_than(Kind.TRUST, lambda _: TRUST, "a trust policy"),
    ),
    Check(
        "POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA",
        FindingType.WARNING,
        "a resource policy of KMS, Lambda, S3, Secrets Manager, SNS or SQS is larger than the service takes",
        _larger_than(Kind.RESOURCE, _service_quota, "a policy of this service"),
    ),
    Check(
        "POLICY_SIZE_EXCEEDS_SCP_QUOTA",
        FindingType.ERROR,
        "an SCP has more than 10,240 characters without white space",
        _larger_than(Kind.SCP, lambda _: SCP, "an SCP"),
    ),
    Check(
        "POLICY_SIZE_EXCEEDS_RCP_QUOTA",
        FindingType.ERROR,
        "an RCP has more than 5,120 characters without white space",
        _larger_than(Kind.RCP, lambda _: RCP, "an RCP"),
    ),
)
