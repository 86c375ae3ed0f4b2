"""What a person wrote in profiles.yaml, checked for shape and typed, not yet compiled."""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from generator.diagnostics import NOWHERE, Position
from generator.model.pattern import Pattern
from generator.model.reference import AccessLevel
from generator.model.target import InputContent, Target
from generator.model.trust import Trust

if TYPE_CHECKING:
    from generator.model.guardrail import Guardrail
    from generator.model.resource_policy import ResourcePolicyClause
    from generator.model.sharing import Shareable


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A text that a person wrote and that must be looked up, with its place."""

    text: str
    at: Position = field(default=NOWHERE, compare=False)

    def __str__(self) -> str:
        return self.text


class InputType(Enum):
    """Terraform's type constraints that an input can have."""

    STRING = "string"
    NUMBER = "number"
    BOOL = "bool"
    LIST_OF_STRING = "list(string)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A Terraform variable of the modules that use it; without a default it must be given."""

    name: str
    type: InputType
    description: str
    default: InputContent | None = None
    at: Position = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionClause:
    """`key: values` of a grant; an empty `operator` means the short form, chosen by the key's type."""

    key: Pattern
    operator: str
    values: tuple[Pattern, ...]
    at: Position = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceClause:
    """`type: names` of a grant. `owners` are account numbers, words such as `aws`, or `self`;
    empty means the defaults of the type and the action. A name that starts with `arn:` is a whole ARN.
    """

    type: Word
    names: tuple[Pattern, ...]
    owners: tuple[Pattern, ...] = ()
    at: Position = field(default=NOWHERE, compare=False)


class ResourceScope(Enum):
    """`resources: "*"`: any resource, for actions that can be called without one."""

    ANY = "*"


class UnsupportedConditions(Enum):
    """What becomes of an action whose grant has a condition that the action does not support."""

    REFUSE = "refuse"
    SKIP = "skip"
    UNCONDITIONED = "unconditioned"


class Dependents(Enum):
    """What becomes of the actions that a granted action needs beside itself."""

    NOTE = "note"
    SCOPED = "scoped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """`name: value` under `with`."""

    name: Word
    values: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """A finding that is meant, as far as it is about nothing but these ARNs and these actions.

    `expires` is the last day on which it counts, and `expires_at` where that is written. `grant` is the place of the
    grant next to which it stands; without one it counts for all that its persona has.
    """

    finding: Word
    contained_to: tuple[Pattern, ...]
    reason: str
    actions: tuple[str, ...] = ()
    owner: str = ""
    expires: date | None = None
    expires_at: Position = field(default=NOWHERE, compare=False)
    grant: Position | None = field(default=None, compare=False)
    at: Position = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawStatement:
    """A statement in IAM's own words. Exactly one of the actions' two is filled, and one of the resources' two."""

    actions: tuple[Word, ...] = ()
    not_actions: tuple[Word, ...] = ()
    resources: tuple[Pattern, ...] = ()
    not_resources: tuple[Pattern, ...] = ()
    conditions: tuple[ConditionClause, ...] = ()
    at: Position = field(default=NOWHERE, compare=False)


def patterns_of_raw(raw: RawStatement) -> tuple[Pattern, ...]:
    """Every text of a raw statement that can have holes."""
    values = (one for clause in raw.conditions for one in clause.values)
    return (*raw.resources, *raw.not_resources, *values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One entry of `can`, `cannot` or a capability's `grants`.

    Exactly one of `capabilities`, `access`, `actions` and `raw` is filled; beside `raw` nothing is but `accept`, which
    never decides what a grant becomes.
    """

    capabilities: tuple[Word, ...] = ()
    access: tuple[AccessLevel, ...] = ()
    actions: tuple[Word, ...] = ()
    service: Word | None = None
    exclude: tuple[Word, ...] = ()
    resources: tuple[ResourceClause, ...] | ResourceScope = ()
    conditions: tuple[ConditionClause, ...] = ()
    unsupported_conditions: UnsupportedConditions = UnsupportedConditions.REFUSE
    dependents: Dependents = Dependents.NOTE
    arguments: tuple[Argument, ...] = ()
    accept: tuple[Acceptance, ...] = field(default=(), compare=False)
    raw: RawStatement | None = None
    at: Position = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of a capability; a condition or grant that reads an optional one that is not given is left out."""

    name: str
    type: InputType
    description: str
    required: bool = True
    default: tuple[Pattern, ...] | None = None
    at: Position = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Capability:
    """A named, reusable bundle of grants."""

    name: str
    service: str
    title: str
    description: str
    grants: tuple[Grant, ...]
    parameters: tuple[Parameter, ...] = ()
    at: Position = field(default=NOWHERE, compare=False)


class IdentityKind(Enum):
    """How a persona is embodied in AWS; `user` attaches its policies to users that a variable names."""

    ROLE = "role"
    POLICY = "policy"
    INSTANCE_PROFILE = "instance-profile"
    GROUP = "group"
    USER = "user"
    PERMISSION_SET = "permission-set"
    SERVICE_LINKED_ROLE = "service-linked-role"


class Attachment(Enum):
    """How an identity gets its policies: as customer managed policies, or inline."""

    MANAGED = "managed"
    INLINE = "inline"


class Adoption(Enum):
    """Whether an identity is made, or was there before and is imported into Terraform's state."""

    MADE = "made"
    ADOPTED = "adopted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """`name` and `path` are empty where the profile's naming counts; `service` is a service-linked role's."""

    kind: IdentityKind
    name: str = ""
    path: str = ""
    trust: Trust | None = None
    max_session_s: int = 3600
    managed_policies: tuple[Word, ...] = ()
    customer_managed_policies: tuple[Word, ...] = ()
    attachment: Attachment = Attachment.MANAGED
    adoption: Adoption = Adoption.MADE
    service: str = ""
    at: Position = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryClause:
    """A permissions boundary: a policy by its ARN, or what it allows and denies, from which one is made."""

    arn: Pattern | None = None
    can: tuple[Grant, ...] = ()
    cannot: tuple[Grant, ...] = ()
    at: Position = field(default=NOWHERE, compare=False)


class PersonaKind(Enum):
    """Who holds what a persona may do: people, machines, or nobody, where it limits what others hold."""

    HUMAN = "human"
    MACHINE = "machine"
    BOUNDARY = "boundary"


class Wildcards(Enum):
    """Whether reading actions that make up all of a verb, such as every `Get…`, become one wildcard."""

    NONE = "none"
    VERBS = "verbs"


class Expectation(Enum):
    """What an access test expects; `deny` holds for an explicit and for an implicit deny."""

    ALLOW = "allow"
    DENY = "deny"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestedResource:
    """The resource of an access test: an ARN, or its part after the account such as `image-pipeline/web`."""

    name: Pattern
    at: Position = field(default=NOWHERE, compare=False)


ContextPatterns = tuple[tuple[Word, tuple[Pattern, ...]], ...]
"""Condition keys of a request with their values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessTest:
    """Requests and the decision that the profile's author expects: each action on each resource in each context.

    Empty `targets` means all of them.
    """

    expected: Expectation
    actions: tuple[Word, ...]
    resources: tuple[RequestedResource, ...] = ()
    contexts: tuple[ContextPatterns, ...] = ()
    targets: tuple[Word, ...] = ()
    at: Position = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    name: str
    title: str
    description: str
    kind: PersonaKind
    identities: tuple[Identity, ...]
    extends: tuple[Word, ...] = ()
    can: tuple[Grant, ...] = ()
    cannot: tuple[Grant, ...] = ()
    wildcards: Wildcards = Wildcards.NONE
    tests: tuple[AccessTest, ...] = ()
    accept: tuple[Acceptance, ...] = ()
    boundary: BoundaryClause | None = None
    formerly: str = ""
    at: Position = field(default=NOWHERE, compare=False)

    def identity(self, *kinds: IdentityKind) -> Identity | None:
        """The first identity of one of these kinds."""
        return next((one for one in self.identities if one.kind in kinds), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """Every name starts with `prefix`, every role, policy and instance profile lives under `path`."""

    prefix: str = ""
    path: str = "/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profiles:
    """All that the given files say together."""

    service: str
    naming: Naming = Naming()
    tags: tuple[tuple[str, str], ...] = ()
    inputs: tuple[Input, ...] = ()
    targets: tuple[Target, ...] = ()
    personas: tuple[Persona, ...] = ()
    guardrails: tuple["Guardrail", ...] = ()
    resource_policies: tuple["ResourcePolicyClause", ...] = ()
    shareables: tuple["Shareable", ...] = ()
    capabilities: tuple[Capability, ...] = ()
    rules: tuple["Rule", ...] = ()
    at: Position = field(default=NOWHERE, compare=False)


class RuleKind(Enum):
    """What a rule says about personas."""

    WITHIN = "within"
    DISJOINT = "disjoint"
    SEPARATE = "separate"
    CANNOT = "cannot"
    CANNOT_ESCALATE = "cannot escalate"
    ONLY_VIA = "only via"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What a rule is about: all actions of an access level, of one service or of all, or actions by name or wildcard.

    Either `level` or `action` is filled; `exceptions` are left out again. `text` is the duty as written.
    """

    text: str
    level: AccessLevel | None = None
    action: Word | None = None
    service: Word | None = None
    exceptions: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Demanded:
    """The condition that a rule demands: `key` has the `value`, or, without one, is there."""

    key: Word
    value: Pattern | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A relation between personas: `subjects` are their names, `text` the sentence.

    `duties` are what it is about (nothing means everything), `resource` narrows them, and `demanded` is the condition
    of an ONLY_VIA, which can be about one `service`.
    """

    kind: RuleKind
    text: str
    subjects: tuple[Word, ...]
    duties: tuple[Duty, ...] = ()
    resource: RequestedResource | None = None
    demanded: Demanded | None = None
    service: Word | None = None
    at: Position = field(default=NOWHERE, compare=False)
