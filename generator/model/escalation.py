"""Known ways to more access than was given, and what a profile says about them.

A path is a sequence of requests. It is open to a persona only if each of its steps can really be
made: on a resource that makes the step count, with the facts that it needs.
"""

from dataclasses import dataclass
from enum import Enum


class Category(Enum):
    """How a path leads to more access; all but the last in the words of pathfinding.cloud."""

    SELF_ESCALATION = "self-escalation"
    PRINCIPAL_ACCESS = "principal-access"
    NEW_PASSROLE = "new-passrole"
    EXISTING_PASSROLE = "existing-passrole"
    GUARDRAIL_REMOVAL = "guardrail-removal"


class TargetKind(Enum):
    """What a step must be allowed on to count.

    `MEANS` is what the caller makes or reads on the way, `RESOURCE` something that exists and has a role.
    """

    OWN_ROLE = "own-role"
    OWN_USER = "own-user"
    OWN_GROUP = "own-group"
    OWN_POLICY = "own-policy"
    BOUNDARY = "boundary"
    PASSED_ROLE = "passed-role"
    ROLE = "role"
    ROLE_ANYWHERE = "role-anywhere"
    USER = "user"
    GROUP = "group"
    POLICY = "policy"
    MEANS = "means"
    RESOURCE = "resource"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTarget:
    """What a step acts on; steps of one path with equal targets act on one and the same resource."""

    kind: TargetKind
    name: str


class Fact(Enum):
    """What else must hold for a step to count.

    `OUTSIDE_BOUNDARY`: the role or user has no permissions boundary, or one that does not bind. `ANY_POLICY`: the
    policy that is attached is not one of those that a grant names exactly.
    """

    OUTSIDE_BOUNDARY = "outside-boundary"
    ANY_POLICY = "any-policy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One request: any of `actions`.

    A role is passed to one of the service principals `passed_to`, or, where none is known, to none of `not_passed_to`.
    """

    actions: tuple[str, ...]
    on: StepTarget
    passed_to: tuple[str, ...] = ()
    not_passed_to: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a path was published: the catalogue, the path's name there and its address."""

    catalogue: str
    id: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationPath:
    """A way to more access; `closes` is the clause that closes it."""

    id: str
    title: str
    category: Category
    steps: tuple[Step, ...]
    sources: tuple[Source, ...]
    closes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A method of a catalogue that is no path here, and why."""

    catalogue: str
    id: str
    reason: str
