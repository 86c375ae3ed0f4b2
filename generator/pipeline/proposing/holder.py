"""A kind of policy that does not allow a request → where the profile writes what it allows."""

from dataclasses import dataclass

from generator.analysis.subjects import boundary_arn, policy_arns
from generator.compiler.compile import compile_profiles
from generator.model.access import PolicyKind
from generator.model.profile import Persona
from generator.model.proposal import ProposalKind
from generator.pipeline.proposing.sources import Edit, Move
from generator.pipeline.proposing.standing import Standing, alone
from generator.profiles.edit import AddKey, Append, Change, Value
from generator.profiles.edit_order import BEFORE_CAN
from generator.profiles.edit_spots import Place
from generator.profiles.node import child_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Where grants are added: the place of a mapping that has `can`, or would have it."""

    called: str
    file: str
    place: Place
    has_grants: bool

    def move(self, kind: ProposalKind, summary: str, grant: Value) -> Move:
        """One more grant."""
        change: Change = AddKey(place=self.place, key="can", value=(grant,), after=BEFORE_CAN)
        if self.has_grants:
            change = Append(place=(*self.place, "can"), value=grant)
        return Move(kind=kind, summary=summary, edits=(Edit(file=self.file, change=change),))


def holder_of(standing: Standing, kind: PolicyKind) -> Holder | None:
    """The persona itself, or its permissions boundary; None for a policy that the profile does not write."""
    persona = persona_of(standing, standing.subject.persona)
    if kind is PolicyKind.IDENTITY:
        return _holder(standing, persona, ())
    if kind is PolicyKind.BOUNDARY and persona.boundary is not None:
        if persona.boundary.arn is None:
            return _holder(standing, persona, ("boundary",))
        name = _limiting(standing)
        return _holder(standing, persona_of(standing, name), ()) if name else None
    return None


def persona_of(standing: Standing, name: str) -> Persona:
    """A persona by its name."""
    return next(one for one in standing.profiles.personas if one.name == name)


def _holder(standing: Standing, persona: Persona, inner: Place) -> Holder:
    place: Place = ("personas", persona.name, *inner)
    node = standing.sources.node(persona.at.file, place)
    called = f"the boundary of {persona.name}" if inner else persona.name
    return Holder(called=called, file=persona.at.file, place=place, has_grants=child_of(node, "can") is not None)


def _limiting(standing: Standing) -> str:
    """The persona whose policy is the boundary of the one who asks; empty where that is somebody else's policy."""
    bindings = standing.subject.place.bindings
    modules = compile_profiles(alone(standing.profiles, standing.subject.persona)).modules
    asking = next(one for one in modules if one.persona == standing.subject.persona)
    arn = boundary_arn(asking, bindings)
    return next((one.persona for one in modules if one.is_persona and policy_arns(one, bindings) == (arn,)), "")
