"""Texts and a wish → how the request stands with them."""

from dataclasses import dataclass, replace

from generator.analysis.evaluation.evaluation import Evaluation, StatementAt
from generator.analysis.evaluation.evaluator import prepare
from generator.analysis.subjects import Subject
from generator.compiler.compile import compile_profiles
from generator.compiler.expand import Expander
from generator.compiler.problems import Problems
from generator.diagnostics import DiagnosticError, Position
from generator.model.access import Decision, PolicyKind
from generator.model.policy import Effect
from generator.model.profile import Grant, Persona, Profiles
from generator.pipeline.proposing.sources import Sources
from generator.pipeline.proposing.wish import Wish
from generator.pipeline.prove import subjects_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a request is decided; `denials` are the grants under `cannot` that deny it, by their places."""

    sources: Sources
    profiles: Profiles
    subject: Subject
    evaluation: Evaluation
    denials: tuple[Position, ...] = ()

    @property
    def is_allowed(self) -> bool:
        return self.evaluation.decision is Decision.ALLOWED

    @property
    def lacking(self) -> tuple[PolicyKind, ...]:
        """The kinds of policies that would have to allow, and do not."""
        return self.evaluation.lacking

    @property
    def distance(self) -> int:
        """How much is in the way: every denial, every kind of policy that does not allow."""
        undone = 1 if self.evaluation.decision is Decision.EXPLICIT_DENY else 0
        return undone + len(self.denials) + len(self.lacking)


def standing_of(sources: Sources, wish: Wish) -> Standing:
    """Compiles no more than the persona, and asks.

    Raises: DiagnosticError for texts that do not compile.
    """
    profiles = sources.load()
    needed = alone(profiles, wish.persona)
    modules = compile_profiles(needed).modules
    subjects = subjects_of(needed, modules)
    subject = next(one for one in subjects if (one.persona, one.place.name) == (wish.persona, wish.target))
    evaluation = prepare(subject.policies).evaluate(wish.request)
    return Standing(
        sources=sources,
        profiles=profiles,
        subject=subject,
        evaluation=evaluation,
        denials=tuple(_denials(profiles, evaluation, str(wish.action))),
    )


def try_standing(sources: Sources, wish: Wish) -> Standing | DiagnosticError:
    """As `standing_of`, with what keeps the texts from compiling as a value."""
    try:
        return standing_of(sources, wish)
    except DiagnosticError as error:
        return error


def alone(profiles: Profiles, persona: str) -> Profiles:
    """The profiles with no more than a persona's policies come from, and nothing that is only said about them."""
    kept = line_of(profiles, persona)
    if any(one.boundary is not None for one in profiles.personas if one.name == persona):
        kept = frozenset(one.name for one in profiles.personas)
    personas = tuple(replace(one, tests=(), accept=()) for one in profiles.personas if one.name in kept)
    return replace(profiles, personas=personas, guardrails=(), resource_policies=(), rules=())


def line_of(profiles: Profiles, persona: str) -> frozenset[str]:
    """A persona and all that it extends."""
    by_name = {one.name: one for one in profiles.personas}
    found: set[str] = set()
    waiting = [persona]
    while waiting:
        name = waiting.pop()
        if name not in found and name in by_name:
            found.add(name)
            waiting += (one.text for one in by_name[name].extends)
    return frozenset(found)


def grants_of(persona: Persona) -> tuple[tuple[str, Grant], ...]:
    """Every grant of a persona with the key that it stands under."""
    boundary = persona.boundary
    bounds = (("can", boundary.can), ("cannot", boundary.cannot)) if boundary is not None else ()
    written = (("can", persona.can), ("cannot", persona.cannot), *bounds)
    return tuple((key, grant) for key, grants in written for grant in grants)


def speaks(profiles: Profiles, grant: Grant, effect: Effect, action: str) -> tuple[str, ...]:
    """The actions that a grant is about, if a certain one is among them; else none."""
    expander = Expander(
        capabilities={one.name: one for one in profiles.capabilities}, home=profiles.service, problems=Problems()
    )
    found = sorted({str(one.action) for clause in expander.expand(grant, effect) for one in clause.selected})
    return tuple(found) if action in found else ()


def _denials(profiles: Profiles, evaluation: Evaluation, action: str) -> list[Position]:
    if evaluation.decision is not Decision.EXPLICIT_DENY:
        return []
    origins = {at for one in evaluation.deciding for at in origins_of(one)}
    written = {grant.at: grant for one in profiles.personas for key, grant in grants_of(one) if key == "cannot"}
    return sorted(at for at in origins if at in written and speaks(profiles, written[at], Effect.DENY, action))


def origins_of(one: StatementAt) -> tuple[Position, ...]:
    """The places of the grants that a statement comes from."""
    return one.statement.origins
