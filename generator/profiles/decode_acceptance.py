"""A checked Node → Acceptances."""

from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.model.pattern import Pattern, TargetValue, join
from generator.model.profile import Acceptance
from generator.profiles.check import shorten
from generator.profiles.decode_grant import words
from generator.profiles.node import Entry, MappingNode, Node, ScalarNode, entries_of, texts_of
from generator.profiles.reading import Reading


def decode_acceptances(node: Node, read: Reading) -> Iterator[Acceptance]:
    """One entry of `accept` → an acceptance for each of its findings; names of IAM resources become ARNs."""
    reason = next(texts_of(_child(node, "reason")))
    entries = entries_of(_child(node, "contained_to"))
    contained = tuple(sorted(_arn(entry, one, read) for entry in entries for one in texts_of(entry.value)))
    for finding in words(_child(node, "finding")):
        yield Acceptance(finding=finding, contained_to=contained, reason=" ".join(reason.text.split()), at=finding.at)


def _arn(entry: Entry, node: ScalarNode, read: Reading) -> Pattern:
    name = read.text(node)
    if str(name).startswith("arn:"):
        return name
    if entry.key.text == "arn":
        message = f"expected a whole ARN, found `{shorten(node.text)}`"
        read.complain(Diagnostic(code="bad-value", message=message, at=node.at, hint="start with `arn:${partition}:`"))
    return join("arn:", TargetValue.PARTITION, ":iam::", TargetValue.ACCOUNT, f":{entry.key.text}/", name)


def _child(node: Node, key: str) -> Node | None:
    return node.get(key) if isinstance(node, MappingNode) else None
