"""The Service Authorization Reference as typed values.

Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html
"""

from dataclasses import dataclass
from enum import Enum


class AccessLevel(Enum):
    """What an action can do. An action can have several levels.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html
    """

    LIST = "List"
    READ = "Read"
    WRITE = "Write"
    TAGGING = "Tagging"
    PERMISSIONS_MANAGEMENT = "Permissions management"


class KeyType(Enum):
    """The data type of a condition key, as the Reference names it."""

    STRING = "String"
    ARN = "ARN"
    BOOL = "Bool"
    NUMERIC = "Numeric"
    DATE = "Date"
    IP_ADDRESS = "IPAddress"
    BINARY = "Binary"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionKey:
    """A condition key; `name` can end in a placeholder, as in `aws:ResourceTag/${TagKey}`."""

    name: str
    type: KeyType
    multivalued: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceType:
    """A resource type of a service.

    `arn` is the Reference's format with its placeholders, `more_arns` are the other formats
    of the few types that have several. `owners` are the words other
    than an account number that stand in the account segment of resources which AWS or
    third parties own and which customers read (`aws`, `aws-marketplace`, …).
    `family` names the type whose names also narrow this one (`allImageBuildVersions`
    follows `image`); it is the type's own name for most types.
    """

    name: str
    arn: str
    more_arns: tuple[str, ...] = ()
    condition_keys: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    family: str = ""

    @property
    def arns(self) -> tuple[str, ...]:
        """Every ARN format of the type."""
        return (self.arn, *self.more_arns)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionResource:
    """A resource type that an action supports; `condition_keys` count for this pair only."""

    type: str
    required: bool
    condition_keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependent:
    """An action that the same API call is authorised for too, in some or in all uses.

    `passed_to` names the service principal when the dependent is `iam:PassRole`.
    """

    action: str
    passed_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """An IAM action. `dependents` is None where the data does not say (never "none").

    `named_only` actions are only ever granted on named resources, and `demanded_keys`
    must be in the condition of every statement that allows the action.
    """

    service: str
    name: str
    levels: tuple[AccessLevel, ...]
    resources: tuple[ActionResource, ...] = ()
    condition_keys: tuple[str, ...] = ()
    dependents: tuple[Dependent, ...] | None = None
    named_only: bool = False
    demanded_keys: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.service}:{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One service prefix of the Reference; the tuples are sorted by name.

    `retired` holds the names of actions that the Reference once had.
    """

    prefix: str
    name: str
    actions: tuple[Action, ...]
    resource_types: tuple[ResourceType, ...]
    condition_keys: tuple[ConditionKey, ...]
    retired: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagedPolicy:
    """An AWS managed policy; `path` is `/`, `/service-role/` or another below it."""

    name: str
    path: str = "/"
