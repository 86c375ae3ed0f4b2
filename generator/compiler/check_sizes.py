"""Whether what a module makes fits into AWS's quotas, each kind of policy by its own."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.compiler.problems import Problems
from generator.compiler.quotas import (
    ATTACHMENTS,
    GROUP_INLINE,
    MANAGED,
    PERMISSION_SET_INLINE,
    PERMISSION_SET_INLINE_SENT,
    ROLE_INLINE,
    TRUST,
    SizeQuota,
)
from generator.compiler.size import size_chars
from generator.diagnostics import Position
from generator.model.module import Module
from generator.model.policy import PolicyDocument
from generator.model.profile import Attachment, IdentityKind
from generator.model.target import Bindings

_INLINE = (
    (IdentityKind.ROLE, ROLE_INLINE),
    (IdentityKind.INSTANCE_PROFILE, ROLE_INLINE),
    (IdentityKind.GROUP, GROUP_INLINE),
)
_NARROWER = "name fewer resources or use patterns"


def check_sizes(module: Module, at: Position, places: tuple[Bindings, ...], problems: Problems) -> None:
    """Complains of a module that outgrows AWS's quotas, with the figures; what AWS raises on request is a warning."""
    check = _Check(module=module, at=at, places=places, problems=problems)
    check.policies()
    check.permission_set()
    check.trust()
    check.attachments()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Check:
    module: Module
    at: Position
    places: tuple[Bindings, ...]
    problems: Problems

    def policies(self) -> None:
        """Each managed policy by itself, inline ones together."""
        boundary = self.module.boundary.document if self.module.boundary is not None else None
        managed = [one.document for one in self.module.policies] + ([boundary] if boundary is not None else [])
        for one in managed:
            size = size_chars(MANAGED, one, self.places)
            if size > MANAGED.chars:
                what = "a permissions boundary" if one is boundary else "a statement"
                message = f"`{self.module.persona}` has {what} of {size} characters, and a policy holds {MANAGED.chars}"
                self.problems.error("policy-too-large", message, self.at, _NARROWER)
        if self.module.attachment is Attachment.INLINE:
            for kind, quota in _INLINE:
                self._inline(kind, quota)

    def _inline(self, kind: IdentityKind, quota: SizeQuota) -> None:
        size = sum(size_chars(quota, one.document, self.places) for one in self.module.policies)
        if self.module.has(kind) and size > quota.chars:
            message = f"`{self.module.persona}` takes {size} characters inline, and a {_word(kind)} holds {quota.chars}"
            self.problems.error("policy-too-large", message, self.at, "write `policies: managed`, or grant less")

    def permission_set(self) -> None:
        """The inline policy, as IAM counts it and as it is sent."""
        found = self.module.permission_set
        for quota in (PERMISSION_SET_INLINE, PERMISSION_SET_INLINE_SENT):
            if found is not None and found.document is not None:
                self._inline_of_set(found.document, quota)

    def _inline_of_set(self, document: PolicyDocument, quota: SizeQuota) -> None:
        size = size_chars(quota, document, self.places)
        if size > quota.chars:
            counted = f"{size} {quota.counting.value}"
            message = f"`{self.module.persona}` takes {counted} in a permission set, which holds {quota.chars}"
            hint = "make a part a persona of the kind `policy`, and name it in `customer_managed_policies`"
            self.problems.error("policy-too-large", message, self.at, hint)

    def trust(self) -> None:
        """The trust policy, whose quota AWS raises."""
        size = size_chars(TRUST, self.module.trust, self.places) if self.module.trust is not None else 0
        takes = f"the trust policy of `{self.module.persona}` takes {size} characters"
        if size > TRUST.most_chars:
            message = f"{takes} of {TRUST.most_chars}"
            self.problems.error("policy-too-large", message, self.at, "trust fewer principals")
        elif size > TRUST.chars:
            hint = f"have the quota {TRUST.raised_by} raised, up to {TRUST.most_chars}, or trust fewer principals"
            message = f"{takes}, and an account has {TRUST.chars} until AWS raises it"
            self.problems.warning("quota-increase", message, self.at, hint)

    def attachments(self) -> None:
        """The managed policies of each identity."""
        for kind, attached in self._attached():
            quota, needs = ATTACHMENTS[kind], f"`{self.module.persona}` needs {attached} policies"
            if attached > quota.most:
                message = f"{needs}, and {quota.most} at most can be attached to a {_word(kind)}"
                self.problems.error("too-many-policies", message, self.at, "divide the persona, or grant fewer actions")
            elif attached > quota.usual:
                message = f"{needs}, and {quota.usual} can be attached to a {_word(kind)} until AWS raises the quota"
                hint = f"have the quota {quota.raised_by} raised, up to {quota.most}, or divide the persona"
                self.problems.warning("quota-increase", message, self.at, hint)

    def _attached(self) -> Iterator[tuple[IdentityKind, int]]:
        others = len(self.module.managed_policies)
        own = len(self.module.policies) if self.module.attachment is Attachment.MANAGED else 0
        for kind in self.module.identities:
            if kind is IdentityKind.PERMISSION_SET and self.module.permission_set is not None:
                yield kind, others + len(self.module.permission_set.customer_managed)
            elif kind in ATTACHMENTS:
                yield kind, others + own


def _word(kind: IdentityKind) -> str:
    return kind.value.replace("-", " ")
