"""A persona in one place → who it is to IAM: its role, its users and groups, its policies and its boundaries.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, reduce
from typing import assert_never

from generator.analysis.subjects import Subject, boundary_arn, policy_arns, role_arn
from generator.model.access import Policies
from generator.model.module import Module
from generator.model.policy import BoundCondition, BoundStatement
from generator.model.profile import IdentityKind, PersonaKind
from generator.model.target import Bindings
from generator.reference.managed import is_looked_at

SUFFIX = "-20*"
"""What Terraform puts after a `name_prefix`: the time of creation and a counter.

Source: https://github.com/hashicorp/terraform-plugin-sdk/blob/main/helper/id/id.go
"""
VARIABLE = re.compile(r"\$\{([^},]+)")
"""A policy variable, without its default value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """The ARNs, or patterns of ARNs, of what is a persona's own."""

    roles: tuple[str, ...] = ()
    users: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A persona in one place; `boundary` is the ARN of its own permissions boundary, empty without one.

    `rewritable` are named policies that it can itself write anew.
    """

    subject: Subject
    own: Own
    boundary: str = ""
    rewritable: tuple[str, ...] = ()

    @property
    def keys_read(self) -> frozenset[str]:
        """The condition keys, in lower case, that the policies read."""
        return _keys_read(self.subject.policies)

    @property
    def iam(self) -> str:
        """How the ARNs of the account's own roles, users, groups and policies begin."""
        bindings = self.subject.place.bindings
        return f"arn:{bindings.partition}:iam::{bindings.account}:"

    @property
    def boundaries(self) -> tuple[str, ...]:
        """The policies that bind as boundaries: the own one, and those that the grants name exactly."""
        named = set(_named_in(self.subject.policies, "iam:permissionsboundary"))
        return tuple(sorted(named | ({self.boundary} if self.boundary else set())))

    @property
    def approved_policies(self) -> tuple[str, ...]:
        """The policies that the grants name exactly as those which may be attached, and that others write."""
        named = _named_in(self.subject.policies, "iam:policyarn")
        return tuple(one for one in named if one not in self.rewritable)

    def allows(self) -> Iterator[BoundStatement]:
        """The statements that grant the persona something."""
        return (one for one in statements_of(self.subject.policies) if one.effect == "Allow")


def holder_of(subject: Subject, module: Module) -> Holder:
    """A persona's module in a place → who it is to IAM."""
    boundary = boundary_arn(module, subject.place.bindings)
    return Holder(subject=subject, own=_own(subject, module), boundary=boundary)


def is_exact(pattern: str) -> bool:
    """Whether a text of a policy stands for itself only."""
    return not any(char in pattern for char in "*?$")


def is_powerful(policy_arn: str) -> bool:
    """Whether a policy is one of AWS's that nobody looked at: it could be `AdministratorAccess`, and bind nobody."""
    return ":iam::aws:" in policy_arn and not is_looked_at(policy_arn.rpartition("/")[2])


def statements_of(policies: Policies) -> Iterator[BoundStatement]:
    """The statements that a persona's own policies hold."""
    return (one for named in policies.identity for one in named.document.statements)


@lru_cache(maxsize=64)
def _named_in(policies: Policies, key: str) -> tuple[str, ...]:
    """The ARNs that grants demand of a condition key exactly, but for those that bind nobody."""
    allows = (one for one in statements_of(policies) if one.effect == "Allow")
    conditions = (each for one in allows for each in one.conditions if each.key.lower() == key)
    values = (value for one in conditions if _demands(one) for value in one.values)
    return tuple(sorted({one for one in values if is_exact(one) and not is_powerful(one)}))


@lru_cache(maxsize=64)
def _keys_read(policies: Policies) -> frozenset[str]:
    conditions = tuple(each for one in statements_of(policies) for each in one.conditions)
    texts = (value for one in conditions for value in one.values)
    resources = (each for one in statements_of(policies) for each in (*one.resources, *one.not_resources))
    variables = (key for text in (*texts, *resources) for key in VARIABLE.findall(text))
    return frozenset(key.lower() for key in (*(one.key for one in conditions), *variables))


def _demands(condition: BoundCondition) -> bool:
    """Whether a condition says what a key has to be, and not what it must not be."""
    return "not" not in condition.operator.lower() and condition.operator.lower() != "null"


def _own(subject: Subject, module: Module) -> Own:
    """The person behind a role may also be any user of the account, in any of its groups; a machine is none."""
    bindings = subject.place.bindings
    iam = f"arn:{bindings.partition}:iam::{bindings.account}:"
    policies = tuple(_policies(module, bindings))
    anybody = Own(roles=(f"{iam}role/*",), users=(f"{iam}user/*",), groups=(f"{iam}group/*",), policies=policies)
    if module.identities == (IdentityKind.POLICY,):
        return anybody
    each = (_own_of(kind, module, bindings, anybody) for kind in module.identities)
    return reduce(_joined, each, Own(policies=policies))


def _own_of(kind: IdentityKind, module: Module, bindings: Bindings, anybody: Own) -> Own:
    policies = anybody.policies
    match kind:
        case IdentityKind.ROLE | IdentityKind.INSTANCE_PROFILE:
            role = role_arn(module, bindings)
            person = anybody if module.kind is PersonaKind.HUMAN else Own()
            return Own(roles=(role, f"{role}{SUFFIX}"), users=person.users, groups=person.groups, policies=policies)
        case IdentityKind.GROUP:
            group = f"arn:{bindings.partition}:iam::{bindings.account}:group{module.path}{module.name}"
            return Own(users=anybody.users, groups=(group, f"{group}{SUFFIX}"), policies=policies)
        case IdentityKind.USER:
            return Own(users=anybody.users, groups=anybody.groups, policies=policies)
        case IdentityKind.POLICY | IdentityKind.PERMISSION_SET | IdentityKind.SERVICE_LINKED_ROLE:
            return Own(policies=policies)  # nobody can change such roles through IAM
        case _:
            assert_never(kind)


def _joined(one: Own, other: Own) -> Own:
    return Own(
        roles=one.roles + other.roles,
        users=tuple(dict.fromkeys(one.users + other.users)),
        groups=tuple(dict.fromkeys(one.groups + other.groups)),
        policies=one.policies,
    )


def _policies(module: Module, bindings: Bindings) -> Iterator[str]:
    yield from (each for arn in policy_arns(module, bindings) for each in (arn, f"{arn}{SUFFIX}"))
