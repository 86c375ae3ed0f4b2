"""A change of profile files that would allow a denied request."""

from dataclasses import dataclass
from enum import Enum

from generator.model.access import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A request that a persona is to be allowed in a target; an empty `target` is the first place."""

    persona: str
    request: Request
    target: str = ""


class ProposalKind(Enum):
    """What a change does to the profile."""

    ADD_VALUE = "adds a value to what a grant or an input already names"
    ADD_CAPABILITY = "adds a capability"
    ADD_ACTION = "adds a grant of one action"
    NARROW_DENY = "makes a denial leave this request alone"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """A file's text before and after; comments and layout of what is not changed stay as they are."""

    path: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """An action that the change allows besides the wanted request: `persona` gains it (also by `extends`), `example`
    is a request that the evaluator allows after the change and not before. Where `doubt` says why nobody can tell,
    the example only names the action.
    """

    persona: str
    target: str
    example: Request
    doubt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A change that allows a wanted request; `gains` is what else it allows.

    `breaks` are the access tests, rules and escalation paths that hold today and would not hold with it, as the text
    of their complaints. Of several the first is the smallest.
    """

    kind: ProposalKind
    summary: str
    changes: tuple[FileChange, ...]
    gains: tuple[Gain, ...] = ()
    breaks: tuple[str, ...] = ()


class Obstacle(Enum):
    """Why no change of a profile would allow a request, or why none was found."""

    ALREADY_ALLOWED = "the profile allows it already"
    UNKNOWN_ACTION = "no such action is known"
    UNKNOWN_RESOURCE = "the action does not act on such a resource"
    MISSING_CONTEXT = "the request lacks what the action is only granted with"
    OTHER_PLACE = "the resource is in another account or partition"
    GUARDRAIL = "a guardrail of the organisation denies it"
    FOREIGN_POLICY = "a policy that the profile does not write decides"
    SERVICE_LINKED_ROLE = "only AWS can change a service-linked role"
    TAGGING = "who may set tags may take what others' tags keep from it"
    WIDE_DENIAL = "a denial would have to be rewritten by hand"
    REFUSED = "the profile would be refused with it"
    LAYOUT = "the text has no safe place for the change"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoProposal:
    """Why no change of the profile would allow the request, and what would help instead."""

    obstacle: Obstacle
    reason: str
    hint: str = ""
