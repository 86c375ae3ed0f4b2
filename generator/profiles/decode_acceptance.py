"""A checked Node → Acceptances."""

import re
from collections.abc import Iterator
from datetime import date

from generator.diagnostics import NOWHERE, Position
from generator.model.pattern import Pattern, TargetValue, join
from generator.model.profile import Acceptance, Word
from generator.profiles.check import shorten
from generator.profiles.node import Entry, Node, ScalarNode, child_of, entries_of, texts_of, word_of
from generator.profiles.reading import Reading

ACTIONS = "actions"
_ACTION = re.compile(r"[a-z][a-z0-9-]*:[A-Za-z0-9*?]+")


def decode_acceptances(node: Node, read: Reading, grant: Position | None = None) -> Iterator[Acceptance]:
    """One entry of `accept` → an acceptance for each of its findings; names of IAM resources become ARNs.

    `grant` is the place of the grant next to which the entry stands.
    """
    entries = entries_of(child_of(node, "contained_to"))
    contained = sorted(_arn(entry, one, read) for entry in entries if entry.key.text != ACTIONS for one in _of(entry))
    actions = sorted(_action(one, read) for entry in entries if entry.key.text == ACTIONS for one in _of(entry))
    expires = child_of(node, "expires")
    for finding in texts_of(child_of(node, "finding")):
        yield Acceptance(
            finding=Word(text=finding.text, at=finding.at),
            contained_to=tuple(contained),
            actions=tuple(actions),
            reason=_line(node, "reason"),
            owner=_line(node, "owner"),
            expires=date.fromisoformat(expires.text) if isinstance(expires, ScalarNode) else None,
            expires_at=expires.at if expires is not None else NOWHERE,
            grant=grant,
            at=finding.at,
        )


def _of(entry: Entry) -> Iterator[ScalarNode]:
    return texts_of(entry.value)


def _line(node: Node, key: str) -> str:
    return " ".join(word_of(node, key, "").split())


def _action(node: ScalarNode, read: Reading) -> str:
    if _ACTION.fullmatch(node.text) is None:
        message = f"expected an action with its service, found `{shorten(node.text)}`"
        read.error("bad-value", message, node.at, "write it as `s3:GetObject` or `s3:Get*`")
    return node.text


def _arn(entry: Entry, node: ScalarNode, read: Reading) -> Pattern:
    name = read.text(node)
    if str(name).startswith("arn:"):
        return name
    if entry.key.text == "arn":
        message = f"expected a whole ARN, found `{shorten(node.text)}`"
        read.error("bad-value", message, node.at, "start with `arn:${partition}:`")
    return join("arn:", TargetValue.PARTITION, ":iam::", TargetValue.ACCOUNT, f":{entry.key.text}/", name)
