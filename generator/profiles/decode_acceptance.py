"""A checked Node → Acceptance."""

from collections.abc import Callable

from generator.model.pattern import Pattern, TargetValue, join
from generator.model.profile import Acceptance
from generator.profiles.decode_grant import words
from generator.profiles.node import Entry, MappingNode, Node, ScalarNode, entries_of, texts_of


def decode_acceptance(node: Node, text: Callable[[ScalarNode], Pattern]) -> Acceptance:
    """One entry of `accept`; the names of IAM resources become ARNs of the target's account."""
    finding = words(_child(node, "finding"))[0]
    reason = next(texts_of(_child(node, "reason")))
    entries = entries_of(_child(node, "contained_to"))
    return Acceptance(
        finding=finding,
        contained_to=tuple(sorted(_arn(entry, one, text) for entry in entries for one in texts_of(entry.value))),
        reason=" ".join(reason.text.split()),
        at=finding.at,
    )


def _arn(entry: Entry, node: ScalarNode, text: Callable[[ScalarNode], Pattern]) -> Pattern:
    name = text(node)
    if str(name).startswith("arn:"):
        return name
    return join("arn:", TargetValue.PARTITION, ":iam::", TargetValue.ACCOUNT, f":{entry.key.text}/", name)


def _child(node: Node, key: str) -> Node | None:
    return node.get(key) if isinstance(node, MappingNode) else None
