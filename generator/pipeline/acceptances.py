"""Profiles and what was found → what is meant, and what is to be said of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from generator.analysis.acceptance.codes import faults, names_check
from generator.analysis.acceptance.concern import concerns_of
from generator.analysis.acceptance.force import Key, standing
from generator.analysis.acceptance.judge import judge_concerns
from generator.compiler.inherit import inherit
from generator.compiler.problems import Problems
from generator.diagnostics import Diagnostic, Severity
from generator.model.acceptance import AcceptedFinding
from generator.model.module import Module
from generator.model.profile import Acceptance, Grant, Profiles
from generator.pipeline.lint_modules import LintedConcern, lint_modules

Acceptances = Mapping[str, tuple[Acceptance, ...]]
"""What each persona, guardrail and resource policy accepts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """`accepted` are warnings, notes and findings of checks that are meant, `remarks` those that are not.

    `problems` are wrong acceptances, and those that are exceeded; `standing` is what else is said of acceptances.
    """

    accepted: tuple[AcceptedFinding, ...]
    remarks: tuple[Diagnostic, ...]
    problems: tuple[Diagnostic, ...]
    standing: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """`told` are findings of checks that are not meant; the rest as in Meant, of acceptances that name checks."""

    told: tuple[LintedConcern, ...]
    accepted: tuple[AcceptedFinding, ...]
    problems: tuple[Diagnostic, ...]
    standing: tuple[Diagnostic, ...]


def acceptances_of(profiles: Profiles) -> Acceptances:
    """What stands next to each persona, and next to all grants that count for it, inherited ones too."""
    found = {
        one.persona.name: (*one.persona.accept, *_next_to((*one.can, *one.cannot)))
        for one in inherit({each.name: each for each in profiles.personas}, Problems())
    }
    for one in profiles.personas:
        if one.boundary is not None:
            found[one.name] += tuple(_next_to((*one.boundary.can, *one.boundary.cannot)))
    found |= {one.name: tuple(_next_to(one.cannot)) for one in profiles.guardrails}
    found |= {
        one.name: tuple(_next_to(each.grant for each in (*one.can, *one.cannot))) for one in profiles.resource_policies
    }
    return found


def judge_remarks(
    profiles: Profiles,
    modules: tuple[Module, ...],
    acceptances: Acceptances,
    remarks: tuple[Diagnostic, ...],
    met: frozenset[Key],
    today: date | None,
) -> Meant:
    """What was remarked, and what checks find where somebody accepts a check → what is meant of it.

    `met` are the acceptances whose escalation path is open. Checks are asked only where an acceptance names one, and
    then tell what an acceptance names and does not cover.
    """
    everything = tuple(one for each in acceptances.values() for one in each)
    named = {(name, one.finding.text) for name, each in acceptances.items() for one in each}
    asks = any(map(names_check, everything))
    found = tuple(one for one in lint_modules(profiles, modules) if (one.persona, one.code) in named) if asks else ()
    judged = judge_concerns((*concerns_of(remarks), *found), acceptances, today)
    told = {one.said for one in judged.told}
    return Meant(
        accepted=judged.accepted,
        remarks=(
            *(one for one in remarks if not one.persona or one in told),
            *(one.said for one in judged.told if one in found),
        ),
        problems=(*_faults(everything), *_errors(judged.wide)),
        standing=(*_milder(judged.wide), *standing(everything, met | judged.met, today)),
    )


def judge_checks(profiles: Profiles, modules: tuple[Module, ...], today: date | None) -> Checked:
    """Everything that checks find in what profiles compile to → what is meant of it, and what is not."""
    acceptances = acceptances_of(profiles)
    named = tuple(one for each in acceptances.values() for one in each if names_check(one))
    judged = judge_concerns(lint_modules(profiles, modules), acceptances, today)
    return Checked(
        told=judged.told,
        accepted=judged.accepted,
        problems=(*_faults(named), *_errors(judged.wide)),
        standing=(*_milder(judged.wide), *standing(named, judged.met, today)),
    )


def _faults(acceptances: Iterable[Acceptance]) -> Iterator[Diagnostic]:
    yield from dict.fromkeys(fault for one in acceptances for fault in faults(one))


def _errors(wide: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    return (one for one in wide if one.severity is Severity.ERROR)


def _milder(wide: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    return (one for one in wide if one.severity is not Severity.ERROR)


def _next_to(grants: Iterable[Grant]) -> Iterator[Acceptance]:
    return (one for grant in grants for one in grant.accept)
