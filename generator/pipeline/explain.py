"""A text with access-denied messages, and profiles → explanations, each with the change that would help."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from generator.analysis.denials.read import read_denials
from generator.analysis.explanation.assumed import assumed_context
from generator.analysis.explanation.build import advise
from generator.analysis.explanation.callers import SURE, Override, Whereabouts
from generator.analysis.explanation.explain import explain, request_of
from generator.analysis.explanation.explanation import Answer, Explained, Explanation
from generator.analysis.explanation.known import Known
from generator.analysis.explanation.reach import Reach
from generator.analysis.explanation.ruling import Says
from generator.compiler.compile import compile_profiles
from generator.compiler.problems import Problems, did_you_mean
from generator.diagnostics import NOWHERE, Position
from generator.diagnostics.nearest import nearest
from generator.model.access import Caller, CallerKind, Context, Request
from generator.model.denial import BuildFailure, Denial, DenyEffect, EncodedDenial, Reading, Unrecognised
from generator.model.policy import Condition, Effect, PolicyDocument
from generator.model.proposal import NoProposal, Obstacle, Proposal, Wanted
from generator.model.reference import AccessLevel
from generator.pipeline.places import places_asked
from generator.pipeline.propose import propose
from generator.profiles.load import Read, load
from generator.reference.lookup import find_action
from generator.reference.services import find_service

_WISHED = (Says.NOTHING, Says.ELSEWHERE, Says.DENIED, Says.CONDITION, Says.BEYOND_BOUNDARY)
"""What a change of the profile can be about."""
_MOST_PROPOSALS = 4
"""How many different refusals get a proposal, each of which proves the profile anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the user adds to a message: who asked and where, and what the request carried."""

    override: Override = field(default_factory=Override)
    context: Context = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanations:
    """Everything that a text was answered with, and the profile that answered."""

    known: Known
    explained: tuple[Explained, ...]


def explain_text(paths: Sequence[str], read: Read, text: str, told: Told) -> Explanations:
    """A text → explanations.

    Raises: DiagnosticError for profiles that do not compile, and for personas and targets that they do not have.
    """
    known = know(paths, read)
    _check(known, told.override)
    explained = explain_readings(read_denials(text), known, told)
    return Explanations(known=known, explained=tuple(_proposed(explained, known, read)))


def know(paths: Sequence[str], read: Read) -> Known:
    """Profiles → what explaining needs of them.

    Raises: DiagnosticError for profiles that do not compile.
    """
    profiles = load(paths, read)
    modules = compile_profiles(profiles).modules
    written = {one.name: one.at for one in profiles.targets}
    places = tuple(sorted(places_asked(profiles), key=lambda one: written.get(one.name, NOWHERE)))
    return Known(profiles=profiles, modules=modules, places=places, files=tuple(paths))


def explain_readings(readings: Sequence[Reading], known: Known, told: Told) -> tuple[Explained, ...]:
    """What was read → explanations, those that say the same as one."""
    return tuple(_explain(one, times, known, told) for one, times in _grouped(readings))


def _explain(one: Reading, times: int, known: Known, told: Told) -> Explained:
    match one:
        case Denial():
            given = {key.casefold() for key, _ in told.context}
            kept = tuple(each for each in one.context if each[0].casefold() not in given)
            denial = replace(one, context=tuple(sorted((*kept, *told.context))))
            return replace(explain(denial, known, told.override), times=times)
        case BuildFailure():
            return replace(advise(one, known), times=times)
        case EncodedDenial() | Unrecognised():
            return one


def _grouped(readings: Sequence[Reading]) -> Iterator[tuple[Reading, int]]:
    """Each different reading with how often it comes, in the order in which they come."""
    counts: dict[Reading, int] = {}
    first: dict[Reading, Reading] = {}
    for one in readings:
        same = _same(one)
        counts[same] = counts.get(same, 0) + 1
        first.setdefault(same, one)
    yield from ((first[same], times) for same, times in counts.items())


def _same(one: Reading) -> Reading:
    """A reading without what differs from one occurrence to the next."""
    match one:
        case Denial():
            same = replace(one, number=0, authorization_id="", error_code="", operation="", encoded="")
            return replace(same, caller=_without_session(one.caller))
        case BuildFailure():
            return replace(one, number=0, line="")
        case EncodedDenial() | Unrecognised():
            return replace(one, number=0)


def _without_session(caller: Caller | None) -> Caller | None:
    """A caller without the name of its session: the persona is the same."""
    if caller is None or caller.kind is not CallerKind.ROLE_SESSION:
        return caller
    return replace(caller, id=caller.id.rpartition("/")[0])


def _proposed(explained: Sequence[Explained], known: Known, read: Read) -> Iterator[Explained]:
    """The first few refusals with what would help."""
    left = _MOST_PROPOSALS
    for one in explained:
        if isinstance(one, Explanation) and is_wished(one) and left:
            left -= 1
            yield propose_for(one, known, read)
        else:
            yield one


def is_wished(explanation: Explanation) -> bool:
    """Whether a change of the profile could help: one persona surely asked, in a target."""
    return wanted_of(explanation) is not None


def propose_for(explanation: Explanation, known: Known, read: Read) -> Explanation:
    """An explanation with the changes that would allow what was refused."""
    wanted = wanted_of(explanation)
    assert wanted is not None, "somebody asked whether a change can help"
    first, *rest = explanation.answers
    assumed = assumed_context(first, wanted.request, known)
    request = replace(wanted.request, context=tuple(sorted((*wanted.request.context, *assumed))))
    proposals = _propose(replace(wanted, request=request), known, read)
    return replace(explanation, answers=(replace(first, proposals=proposals, assumed=assumed), *rest))


def wanted_of(explanation: Explanation) -> Wanted | None:
    """What a changed profile would have to allow; None where no change is asked for."""
    answer = explanation.answers[0] if explanation.answers else None
    if answer is None or explanation.denial.doubt or not explanation.is_known_action:
        return None
    if not _is_sure(answer) or not _is_refused(answer, explanation.denial.effect):
        return None
    request = request_of(explanation.denial)
    wanted = Request(action=request.action, resource=request.resource, context=request.context)
    return Wanted(persona=answer.match.module.persona, request=wanted, target=answer.match.place.name)


def _is_sure(answer: Answer) -> bool:
    return answer.match.likeness in SURE and answer.match.whereabouts is not Whereabouts.ELSEWHERE


def _is_refused(answer: Answer, effect: DenyEffect) -> bool:
    """Whether the profile surely refuses, and its refusal is the one that AWS told.

    Nobody drops a condition that may have been all that was missing, and no grant helps against an explicit deny.
    """
    reaches = {one.reach for one in answer.ruling.cited}
    match answer.ruling.says:
        case Says.CONDITION:
            return Reach.UNMET in reaches and effect is not DenyEffect.EXPLICIT
        case Says.DENIED:
            return Reach.SURELY in reaches
        case _:
            return answer.ruling.says in _WISHED and effect is not DenyEffect.EXPLICIT


def _propose(wanted: Wanted, known: Known, read: Read) -> tuple[Proposal, ...] | NoProposal:
    """The changes, but for one that lets who is bound by tags set tags."""
    module = known.module(wanted.persona)
    by_tags = any(_is_of_tags(one.key) for each in module.policies for one in _conditions(each.document))
    service = find_service(wanted.request.action.partition(":")[0].lower())
    action = find_action(service, wanted.request.action.partition(":")[2]) if service is not None else None
    if by_tags and action is not None and AccessLevel.TAGGING in action.levels:
        reason = f"grants of `{wanted.persona}` hang on tags, and who may set tags may take what they leave to others"
        hint = "grant it by hand, with conditions on `aws:RequestTag`, `aws:TagKeys` and the tags that are there before"
        return NoProposal(obstacle=Obstacle.TAGGING, reason=reason, hint=hint)
    return propose(known.files, read, wanted)


def _conditions(document: PolicyDocument) -> Iterator[Condition]:
    return (one for each in document.statements if each.effect is Effect.ALLOW for one in each.conditions)


def _is_of_tags(key: str) -> bool:
    return ":resourcetag/" in key.casefold()


def _check(known: Known, said: Override) -> None:
    problems = Problems()
    personas = {one.persona for one in known.personas}
    targets = {one.name for one in known.places if one.name}
    for kind, text, names in (("persona", said.persona, personas), ("target", said.target, targets)):
        if text and text not in names:
            at = Position(file=f"--{kind}", line=0, column=0)
            hint = did_you_mean(nearest(text, names)) or _all_of(kind, names)
            problems.error(f"unknown-{kind}", f"no {kind} is called `{text}`", at, hint)
    problems.raise_errors()


def _all_of(kind: str, names: set[str]) -> str:
    return f"the {kind}s are {', '.join(f'`{one}`' for one in sorted(names))}" if names else f"there is no {kind}"
