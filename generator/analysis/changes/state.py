"""What a profile, or a generated tree, says at one moment: every module in every place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from generator.analysis.escalation.holder import Holder
from generator.analysis.subjects import Place
from generator.model.access import Policies
from generator.model.policy import BoundDocument
from generator.model.profile import Acceptance


class StandKind(Enum):
    """What a module is for."""

    PERSONA = "persona"
    GUARDRAIL = "guardrail"
    RESOURCE_POLICY = "resource policy"
    SHARE = "share"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a module makes beside documents, in words; `facts` are pairs of a name and a value."""

    managed: tuple[str, ...] = ()
    boundary: str = ""
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """A module in one place.

    `policies` are what counts for its requests; a guardrail has those of somebody who may do everything else.
    `admitting` are documents that name principals: who may assume the role, or use the resource. `unseen` are attached
    policies whose text is not known. `settings` are None, and `untold` says why, where they cannot be read.
    """

    name: str
    kind: StandKind
    place: Place
    policies: Policies = field(default_factory=Policies)
    admitting: tuple[BoundDocument, ...] = ()
    settings: Settings | None = None
    unseen: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()
    holder: Holder | None = None
    accept: tuple[Acceptance, ...] = ()
    formerly: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One side of a comparison.

    `label` is what the user called it, `service` what goes without saying; `doubts` say what does not hold of it.
    """

    label: str
    stands: tuple[Stand, ...]
    service: str = ""
    doubts: tuple[str, ...] = ()

    def by_name(self) -> Mapping[str, Mapping[str, Stand]]:
        """The modules by their names, each by the name of its place."""
        found: dict[str, dict[str, Stand]] = {}
        for one in self.stands:
            found.setdefault(one.name, {})[one.place.name] = one
        return found
