"""A refused request, explained: who asked, what the profile says, who may, and what would help."""

from dataclasses import dataclass

from generator.analysis.explanation.callers import Match
from generator.analysis.explanation.reach import Cited
from generator.analysis.explanation.ruling import Ruling
from generator.model.access import Context
from generator.model.denial import BuildFailure, Denial, EncodedDenial, Unrecognised
from generator.model.module import Module
from generator.model.policy import BoundStatement
from generator.model.profile import PersonaKind
from generator.model.proposal import NoProposal, Proposal
from generator.reference.build_failures import KnownFailure


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Another persona that may do it, at least under a condition."""

    persona: str
    title: str
    kind: PersonaKind
    ruling: Ruling


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyOwner:
    """The policy that a message blames: the module that makes it, None where the profile makes no such policy."""

    arn: str
    module: Module | None = None
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleAsked:
    """A persona's role that somebody wanted to assume or to pass, and the statements of its trust policy."""

    module: Module
    trust: tuple[BoundStatement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceAsked:
    """A policy of this profile that belongs to the resource, by its name there, and its statements about the action."""

    name: str
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the profile says about a persona that the caller can be; `holders` are others of the same place.

    `unseen` are AWS managed policies that are attached to the persona, and whose text is not known here. The proposals
    are for a request that carries what is `assumed` of it.
    """

    match: Match
    ruling: Ruling
    holders: tuple[Holder, ...] = ()
    unseen: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] | NoProposal = ()
    assumed: Context = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A refused request; `times` is how often the text has it.

    Without `answers` nobody knows who the caller is: `near` are personas with names like it, `holders` those that may.
    `is_known_action` is whether the Reference has the action. A `known_failure` is about `machines`.
    """

    denial: Denial
    times: int = 1
    is_known_action: bool = True
    answers: tuple[Answer, ...] = ()
    near: tuple[str, ...] = ()
    holders: tuple[Holder, ...] = ()
    blamed: PolicyOwner | None = None
    role: RoleAsked | None = None
    resource_policies: tuple["ResourceAsked", ...] = ()
    known_failure: KnownFailure | None = None
    machines: tuple["MachineAdvice", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineAdvice:
    """A machine that failed as others did: of what helped them, the AWS managed policies that it has and lacks, the
    capabilities that it has, and those that it could get.
    """

    module: Module
    attached: tuple[str, ...]
    lacking: tuple[str, ...]
    used: tuple[str, ...]
    gettable: tuple[str, ...]

    @property
    def is_equipped(self) -> bool:
        """Whether it has what helps, so that something else is wrong."""
        return bool(self.used) or bool(self.attached and not self.lacking)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleAdvice:
    """A capability that helps whoever asks for a build, and not the machine: the personas that have it."""

    capability: str
    personas: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildAdvice:
    """A failed build, and the machines of this profile that it can be about."""

    failure: BuildFailure
    row: KnownFailure
    machines: tuple[MachineAdvice, ...]
    people: tuple["PeopleAdvice", ...] = ()
    times: int = 1


Explained = Explanation | BuildAdvice | EncodedDenial | Unrecognised
"""What one piece of a text is answered with."""
