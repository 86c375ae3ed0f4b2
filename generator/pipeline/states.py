"""One side of a comparison → what it says: profiles are compiled and proved, trees are read back.

A profile whose access tests or rules do not hold is compared all the same, and the side says so.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.analysis.changes.state import Settings, Stand, StandKind, State
from generator.analysis.escalation.holder import holder_of
from generator.analysis.subjects import Place, Subject
from generator.compiler.compile import compile_profiles
from generator.diagnostics import Diagnostic, DiagnosticError
from generator.model.module import Module, bound_documents
from generator.model.policy import BoundDocument, bind_document
from generator.model.profile import Acceptance, PersonaKind, Profiles
from generator.model.target import Bindings
from generator.pipeline.acceptances import acceptances_of
from generator.pipeline.places import places_asked
from generator.pipeline.prove import guarded_by, prove_access, subjects_of
from generator.profiles.load import Read, load


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What was compiled of one side."""

    profiles: Profiles
    modules: tuple[Module, ...]


def compile_side(paths: Sequence[str], read: Read) -> Side:
    """Profiles → modules.

    Raises: DiagnosticError for profiles that do not compile.
    """
    profiles = load(paths, read)
    return Side(profiles=profiles, modules=compile_profiles(profiles).modules)


def state_of(side: Side, label: str) -> State:
    """Compiled profiles → what they say in every place."""
    service = side.profiles.service
    return State(label=label, stands=tuple(stands_of(side)), service=service, doubts=tuple(_doubts(side)))


def places_by_name(side: Side) -> Mapping[str, Bindings]:
    """Where the profiles are asked; a tree of theirs has places of the same names."""
    return {one.name: one.bindings for one in places_asked(side.profiles)}


def _doubts(side: Side) -> Iterator[str]:
    problems = _problems(side)
    if problems:
        number = f"{len(problems)} problem{'s' if len(problems) > 1 else ''}"
        yield f"its access tests and rules do not hold: {number}, the first: {problems[0].message}"


def _problems(side: Side) -> Sequence[Diagnostic]:
    """What keeps the profile from being generated, though it compiles."""
    try:
        return prove_access(side.profiles, side.modules).problems
    except DiagnosticError as error:
        return error.diagnostics


def stands_of(side: Side) -> Iterator[Stand]:
    """Every module in every place."""
    by_name = {one.persona: one for one in side.modules}
    accept = acceptances_of(side.profiles)
    for subject in subjects_of(side.profiles, side.modules):
        yield _persona(subject, by_name[subject.persona], accept[subject.persona])
    for subject in guarded_by(side.profiles, side.modules):
        yield _guardrail(subject, by_name[subject.persona])
    for place in places_asked(side.profiles):
        yield from (_resource(one, place) for one in side.modules if one.resource_policy or one.share)


def _persona(subject: Subject, module: Module, accept: tuple[Acceptance, ...]) -> Stand:
    bindings = subject.place.bindings
    trust = (bind_document(module.trust, bindings),) if module.trust is not None else ()
    settings = _settings(module, bindings)
    unseen = (settings.boundary,) if settings.boundary and subject.policies.boundary is None else ()
    return Stand(
        name=module.persona,
        kind=StandKind.PERSONA,
        place=subject.place,
        policies=subject.policies,
        admitting=trust,
        settings=settings,
        unseen=tuple(sorted((*subject.unseen, *unseen))),
        holder=holder_of(subject, module) if module.kind is not PersonaKind.BOUNDARY else None,
        accept=accept,
        formerly=module.formerly,
    )


def _guardrail(subject: Subject, module: Module) -> Stand:
    return Stand(
        name=module.persona,
        kind=StandKind.GUARDRAIL,
        place=subject.place,
        policies=subject.policies,
        settings=_settings(module, subject.place.bindings),
    )


def _resource(module: Module, place: Place) -> Stand:
    return Stand(
        name=module.persona,
        kind=StandKind.SHARE if module.share is not None else StandKind.RESOURCE_POLICY,
        place=place,
        admitting=tuple(document for _, document in _sorted_documents(module, place.bindings)),
        settings=_settings(module, place.bindings),
    )


def _sorted_documents(module: Module, bindings: Bindings) -> list[tuple[str, BoundDocument]]:
    """The documents of a module in a place, by the names of their files."""
    return sorted(bound_documents(module, bindings), key=lambda one: one[0])


def _settings(module: Module, bindings: Bindings) -> Settings:
    from generator.verifier.expected_resources import expected_resources
    from generator.verifier.settings import settings_of

    return settings_of(expected_resources(module, bindings))
