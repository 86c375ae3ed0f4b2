"""The root module, which calls the modules of all personas for one account."""

from dataclasses import dataclass
from enum import Enum

from generator.model.profile import Input


class Given(Enum):
    """What the root gives to modules beside their inputs; the value is the name of the module's variable."""

    TAGS = "tags"
    PERMISSIONS_BOUNDARY = "permissions_boundary"
    INSTANCE_ARN = "instance_arn"
    USERS = "users"
    ACCOUNT_ASSIGNMENTS = "account_assignments"
    CREATE = "create"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """A variable of the root that is no input; `persona` is the one that it is for, empty for all."""

    name: str
    gives: Given
    persona: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """`name = var.variable` in a call."""

    name: str
    variable: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """The call of a persona's module, and the output that passes its outputs on; both are called `label`."""

    label: str
    persona: str
    title: str
    description: str
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A call that had another label before."""

    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """A resource `this` of a call's module that was there before; `id` is its name in AWS."""

    label: str
    resource: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """Calls by persona, variables and inputs by name; `tags` are the default of the variable `tags`."""

    calls: tuple[Call, ...]
    inputs: tuple[Input, ...]
    variables: tuple[Variable, ...]
    tags: tuple[tuple[str, str], ...]
    moved: tuple[Moved, ...]
    imports: tuple[Import, ...]
