"""A guardrail of an organisation: what its accounts may never do, whatever their own policies allow."""

from dataclasses import dataclass, field
from enum import Enum

from generator.diagnostics import NOWHERE, Position
from generator.model.pattern import Pattern
from generator.model.profile import AccessTest, Grant


class GuardrailKind(Enum):
    """The types of organization policies that deny access.

    Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_authorization_policies.html
    """

    SERVICE_CONTROL_POLICY = "service-control-policy"
    RESOURCE_CONTROL_POLICY = "resource-control-policy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guardrail:
    """What is denied in every account that it is attached to; `spared` are ARNs of roles that it leaves alone."""

    name: str
    title: str
    description: str
    kind: GuardrailKind
    cannot: tuple[Grant, ...]
    spared: tuple[Pattern, ...] = ()
    tests: tuple[AccessTest, ...] = ()
    at: Position = field(default=NOWHERE, compare=False)
