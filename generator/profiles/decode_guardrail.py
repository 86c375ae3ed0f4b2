"""A checked Node → Guardrail."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from generator.diagnostics import Diagnostic
from generator.model.guardrail import Guardrail, GuardrailKind
from generator.model.pattern import Pattern, TargetValue, join
from generator.model.profile import Grant, patterns_of_raw
from generator.profiles.check import shorten
from generator.profiles.decode_grant import GrantDecoder
from generator.profiles.decode_test import decode_test
from generator.profiles.node import (
    Entry,
    MappingNode,
    Node,
    ScalarNode,
    child_of,
    items_of,
    prose_of,
    scalar_of,
    texts_of,
)
from generator.profiles.reading import sample

_ROLE_ARN = re.compile(r"arn:[^:]*:iam::[^:]*:role/.+")
_ROLE = re.compile(r"[A-Za-z0-9.,+@=_/*?-]+")
_OF_ONE_PLACE = (TargetValue.ACCOUNT, TargetValue.REGION)
_OWN = "self"


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardrailDecoder:
    """How grants and texts are read, and where complaints go."""

    grants: GrantDecoder
    text: Callable[[Node], Pattern]
    request_text: Callable[[Node], Pattern]
    complain: Callable[[Diagnostic], None]

    def guardrail(self, entry: Entry) -> Guardrail:
        """One entry of `guardrails`."""
        body = entry.value
        written = items_of(child_of(body, "cannot"))
        cannot = tuple(self.grants.grant(node) for node in written)
        if not cannot:
            self._problem("empty-list", "a guardrail denies something, and this one nothing", entry.key)
        spared = tuple(self._role(one) for one in texts_of(child_of(child_of(body, "except"), "roles")))
        for grant, node in zip(cannot, written, strict=True):
            self._check_places(grant, node)
            if grant.raw is not None and spared:
                self._beside_except(node)
        return Guardrail(
            name=entry.key.text,
            title=prose_of(body, "title"),
            description=prose_of(body, "description"),
            kind=GuardrailKind(scalar_of(body, "kind").text),
            cannot=cannot,
            spared=spared,
            tests=tuple(decode_test(node, self.request_text) for node in items_of(child_of(body, "tests"))),
            at=entry.key.at,
        )

    def _beside_except(self, node: Node) -> None:
        message = "a raw statement is kept as it is written, so `except` would not spare anybody from it"
        hint = "write `Condition: {ArnNotLike: {aws:PrincipalArn: …}}` in it, in a guardrail without `except`"
        self._problem("raw-place", message, node, hint)

    def _role(self, node: ScalarNode) -> Pattern:
        pattern = self.text(node)
        is_arn = node.text.startswith("arn:")
        if not (_ROLE_ARN if is_arn else _ROLE).fullmatch(sample(pattern)) and pattern.parts:
            hint = "such as `admins/break-glass` or `arn:${partition}:iam::*:role/admins/break-glass`"
            message = f"expected a role by path and name, or by ARN, found `{shorten(node.text)}`"
            self._problem("bad-value", message, node, hint)
        if _has_place(pattern):
            self._of_one_place(node)
        return pattern if is_arn else join("arn:*:iam::*:role/", pattern)

    def _check_places(self, grant: Grant, node: Node) -> None:
        """A guardrail is made in one account and holds in all of them: `${account}` would be the wrong one."""
        clauses = grant.resources if isinstance(grant.resources, tuple) else ()
        patterns = [one for clause in clauses for one in (*clause.names, *clause.owners)]
        patterns += (one for clause in grant.conditions for one in clause.values)
        patterns += (one for argument in grant.arguments for one in argument.values)
        patterns += patterns_of_raw(grant.raw) if grant.raw is not None else ()
        if any(_has_place(one) for one in patterns):
            self._of_one_place(node)
        if any(one.literal == _OWN for clause in clauses for one in clause.owners):
            message = "an organisation's accounts are all meant, and `self` is none of them"
            self._problem("guardrail-place", message, node, "leave `owners` out, or name an account")

    def _of_one_place(self, node: Node) -> None:
        message = "a guardrail holds in every account and Region: `${account}` and `${region}` mean nothing here"
        hint = "write `*`, or compare `aws:ResourceAccount` with `${aws:PrincipalAccount}`"
        self._problem("guardrail-place", message, node, hint)

    def _problem(self, code: str, message: str, node: Node, hint: str = "") -> None:
        at = node.entries[0].key.at if isinstance(node, MappingNode) else node.at
        self.complain(Diagnostic(code=code, message=message, at=at, hint=hint))


def _has_place(pattern: Pattern) -> bool:
    return any(part in _OF_ONE_PLACE for part in pattern.parts)
