"""Profiles before and after a change → what else is allowed then, and what no longer holds."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from generator.analysis.comparison.search import Nothing, Unknown, Witness, search
from generator.analysis.differences import differences
from generator.analysis.granted import about, unchanged
from generator.analysis.questions import just
from generator.analysis.subjects import Subject
from generator.compiler.compile import compile_profiles
from generator.diagnostics import Diagnostic, Severity
from generator.model.access import Request
from generator.model.module import Module
from generator.model.profile import Profiles
from generator.model.proposal import Gain
from generator.pipeline.proposing.sources import Sources
from generator.pipeline.proposing.standing import line_of
from generator.pipeline.proposing.wish import Wish
from generator.pipeline.prove import Proofs, prove_about, subjects_of

_PLACE = re.compile(r":[0-9]+:[0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """Profiles that compile, in every place."""

    sources: Sources
    profiles: Profiles
    modules: tuple[Module, ...]
    subjects: tuple[Subject, ...]

    def prove(self, names: Collection[str]) -> Proofs:
        """What concerns some personas. Raises: DiagnosticError for a test that cannot be asked."""
        return prove_about(self.profiles, self.modules, names)


def whole(sources: Sources) -> Whole:
    """Raises: DiagnosticError for texts that do not compile."""
    profiles = sources.load()
    return _whole(sources, profiles, compile_profiles(profiles).modules)


def whole_after(before: Whole, sources: Sources, profiles: Profiles) -> Whole:
    """Changed texts in every place; a persona is only compiled anew where a change reaches it.

    Raises: DiagnosticError for texts that do not compile.
    """
    old = {one.name: one for one in before.profiles.personas}
    if replace(profiles, personas=()) != replace(before.profiles, personas=()):
        return _whole(sources, profiles, compile_profiles(profiles).modules)
    changed = {one.name for one in profiles.personas if one != old.get(one.name)}
    lines = {one.name: line_of(profiles, one.name) for one in profiles.personas}
    reached = {name for name, line in lines.items() if line & changed}
    needed = {one for name in reached for one in lines[name]}
    personas = tuple(one for one in profiles.personas if one.name in needed)
    fewer = replace(profiles, personas=personas, rules=(), guardrails=(), resource_policies=())
    made = {one.persona: one for one in compile_profiles(fewer).modules if one.persona in reached}
    return _whole(sources, profiles, tuple(made.get(one.persona, one) for one in before.modules))


def _whole(sources: Sources, profiles: Profiles, modules: tuple[Module, ...]) -> Whole:
    subjects = subjects_of(profiles, modules)
    return Whole(sources=sources, profiles=profiles, modules=modules, subjects=subjects)


def changed_personas(before: Whole, after: Whole) -> frozenset[str]:
    """The personas whose policies are others in any place."""
    pairs = zip(before.subjects, after.subjects, strict=True)
    return frozenset(new.persona for old, new in pairs if old.policies != new.policies)


def gains_of(before: Whole, after: Whole, wish: Wish) -> Iterator[Gain]:
    """What any persona may do in any place after a change and not before, but for the wanted request."""
    old = {(one.persona, one.place.name): one for one in before.subjects}
    for new in after.subjects:
        was = old.get((new.persona, new.place.name))
        if was is not None and was.policies != new.policies:
            yield from _gained(was, new, wish)


def _gained(was: Subject, new: Subject, wish: Wish) -> Iterator[Gain]:
    wanted = (new.persona, new.place.name) == (wish.persona, wish.target)
    for one in differences(new.policies, was.policies):
        found = one.found
        if wanted and str(one.action) == wish.request.action:
            found = _besides(was, new, wish)
        match found:
            case Witness(request=request):
                yield Gain(persona=new.persona, target=new.place.name, example=request)
            case Unknown(reason=reason):
                example = Request(action=str(one.action))
                yield Gain(persona=new.persona, target=new.place.name, example=example, doubt=reason)
            case Nothing():
                pass


def _besides(was: Subject, new: Subject, wish: Wish) -> Nothing | Unknown | Witness:
    """A request for the wanted action on another resource."""
    action = wish.request.action
    left, right = (about(one.policies, action, unchanged) for one in (new, was))
    return search([left, just([action])], [right, just([action], [wish.request.resource])])


def reaches_further(one: Whole, other: Whole, wish: Wish) -> bool:
    """Whether the one allows the persona the action on resources on which the other does not, and not the reverse."""
    first, second = (_asked(each, wish) for each in (one, other))
    return isinstance(_besides(second, first, wish), Witness) and isinstance(_besides(first, second, wish), Nothing)


def _asked(one: Whole, wish: Wish) -> Subject:
    return next(each for each in one.subjects if (each.persona, each.place.name) == (wish.persona, wish.target))


def complaints(proofs: Proofs) -> tuple[Diagnostic, ...]:
    """What does not hold: errors, and warnings about what may be open."""
    return (*proofs.problems, *(one for one in proofs.remarks if one.severity is Severity.WARNING))


def broken(before: Iterable[Diagnostic], after: Iterable[Diagnostic]) -> tuple[str, ...]:
    """The messages of the complaints that were not there before, whatever lines they name."""
    known = Counter(map(_blind, before))
    found: list[str] = []
    for one in after:
        if known[_blind(one)] > 0:
            known[_blind(one)] -= 1
        else:
            found.append(one.message)
    return tuple(found)


def _blind(one: Diagnostic) -> tuple[str, str, str]:
    return one.code, _PLACE.sub("", one.message), one.at.quote
