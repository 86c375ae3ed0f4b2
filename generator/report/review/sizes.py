"""A module's policies → how many are attached, and how full each is, against AWS's quotas."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.compiler.guardrail_size import QUOTAS
from generator.compiler.quotas import (
    ATTACHMENTS,
    GROUP_INLINE,
    MANAGED,
    PERMISSION_SET_INLINE,
    RESOURCE_POLICIES,
    ROLE_INLINE,
    SizeQuota,
)
from generator.compiler.quotas import TRUST as TRUST_QUOTA
from generator.compiler.size import size_chars
from generator.model.module import BOUNDARY, PERMISSION_SET, TRUST, Module
from generator.model.phrase import Phrase, exact, listed, say
from generator.model.profile import Attachment, IdentityKind
from generator.model.resource_policy import HOLDERS
from generator.model.target import Bindings
from generator.report.wording import IN_FULL


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A policy by its name in AWS, or by what it is, and what counts of it where it is largest."""

    name: str
    chars: int
    quota: SizeQuota

    @property
    def percent(self) -> int:
        return -(-self.chars * 100 // self.quota.chars)


def filled(module: Module, places: tuple[Bindings, ...]) -> Iterator[Filled]:
    """Every policy of a module, measured in every target."""
    own = _quota_of_policies(module)
    for one in module.policies:
        yield Filled(name=f"{module.name}{one.suffix}", chars=size_chars(own, one.document, places), quota=own)
    for one in module.documents:
        quota = _quota(module, one.name)
        if quota is not None:
            yield Filled(name=one.name.replace("_", " "), chars=size_chars(quota, one.document, places), quota=quota)


def attached(module: Module) -> tuple[int, int] | None:
    """How many managed policies are attached, and how many can be; None where nobody holds any."""
    kinds = [one for one in module.identities if one in ATTACHMENTS]
    if not kinds:
        return None
    own = len(module.policies) if module.attachment is Attachment.MANAGED else 0
    if module.permission_set is not None and len(kinds) == 1:
        own = len(module.permission_set.customer_managed)
    return own + len(module.managed_policies), min(ATTACHMENTS[one].usual for one in kinds)


def sizes_in_words(module: Module, places: tuple[Bindings, ...]) -> Phrase:
    """Every policy with its size, and how many are attached."""
    each = [
        say(exact(one.name), f" {one.chars:,} of {one.quota.chars:,} characters ({one.percent} %)")
        for one in filled(module, places)
    ]
    count = attached(module)
    held = say(f"; {count[0]} of {count[1]} attached") if count is not None else say()
    return say(listed(each, IN_FULL), held)


def sizes_at_a_glance(module: Module, places: tuple[Bindings, ...]) -> Phrase:
    """`2 of 10, 97 %`."""
    count, percents = attached(module), [one.percent for one in filled(module, places) if one.name != TRUST]
    parts = [f"{count[0]} of {count[1]}"] if count is not None else []
    parts += [f"{max(percents)} %"] if percents else []
    return say(", ".join(parts) or "-")


def _quota_of_policies(module: Module) -> SizeQuota:
    """Managed policies each have a quota; inline ones share one, and are measured against it."""
    if module.attachment is Attachment.MANAGED:
        return MANAGED
    return GROUP_INLINE if module.has(IdentityKind.GROUP) else ROLE_INLINE


def _quota(module: Module, name: str) -> SizeQuota | None:
    if name == TRUST:
        return TRUST_QUOTA
    if name == BOUNDARY:
        return MANAGED
    if module.organization_policy is not None:
        return QUOTAS[module.organization_policy.kind]
    if module.resource_policy is not None:
        return RESOURCE_POLICIES[HOLDERS[module.resource_policy.kind].service]
    if module.permission_set is not None and name == PERMISSION_SET:
        return PERMISSION_SET_INLINE
    return None
