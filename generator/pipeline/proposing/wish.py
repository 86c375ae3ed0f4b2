"""A wanted request → the request as it is asked, with what the Reference says of it; or why it cannot be."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.analysis.access_tests.context import complete
from generator.analysis.access_tests.resources import EVERY_RESOURCE, arns_of, is_pattern, short_formats
from generator.analysis.subjects import Subject
from generator.compiler.lookup import Lookup
from generator.compiler.problems import Problems, did_you_mean
from generator.diagnostics import Position
from generator.diagnostics.nearest import nearest
from generator.model.access import Request
from generator.model.profile import Profiles, Word
from generator.model.proposal import NoProposal, Obstacle, Wanted
from generator.model.reference import Action, Service

_ACCOUNT = re.compile(r"[0-9]{12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Who is to be allowed what; `request` carries what every request of the persona carries."""

    persona: str
    target: str
    request: Request
    service: Service
    action: Action


def understand(wanted: Wanted, profiles: Profiles, subjects: Iterable[Subject]) -> Wish | NoProposal:
    """A wanted request, looked up.

    Raises: DiagnosticError for a persona or a target that the profile does not have.
    """
    subject = _subject(wanted, profiles, tuple(subjects))
    problems = Problems()
    found = tuple(Lookup(problems=problems).actions(_word(wanted.request.action, "ACTION"), profiles.service))
    if len(found) != 1 or is_pattern(wanted.request.action):
        return _unknown_action(wanted, problems)
    service, action = found[0]
    bindings = subject.place.bindings
    arns = arns_of(wanted.request.resource or EVERY_RESOURCE, service, action, bindings)
    if elsewhere := _elsewhere(wanted.request.resource, subject, profiles):
        return elsewhere
    if len(arns) != 1 or (is_pattern(arns[0]) and arns[0] != EVERY_RESOURCE):
        return _unknown_resource(wanted, service, action)
    if arns[0] == EVERY_RESOURCE and action.resources:
        return _unknown_resource(wanted, service, action)
    context = complete(wanted.request.context, subject.context)
    request = replace(wanted.request, action=str(action), resource=arns[0], context=context, caller=None)
    return Wish(persona=wanted.persona, target=subject.place.name, request=request, service=service, action=action)


def _subject(wanted: Wanted, profiles: Profiles, subjects: tuple[Subject, ...]) -> Subject:
    problems = Problems()
    personas, targets = {one.persona for one in subjects}, {one.place.name for one in subjects}
    if wanted.persona not in personas:
        hint = did_you_mean(nearest(wanted.persona, personas))
        problems.error("unknown-persona", f"no persona is called `{wanted.persona}`", _at("PERSONA"), hint)
    if wanted.target and wanted.target not in targets:
        hint = did_you_mean(nearest(wanted.target, targets))
        problems.error("unknown-target", f"no target is called `{wanted.target}`", _at("--target"), hint)
    problems.raise_errors()
    first = min(profiles.targets, key=lambda one: one.at, default=None)
    target = wanted.target or (first.name if first is not None else "")
    return next(one for one in subjects if (one.persona, one.place.name) == (wanted.persona, target))


def _unknown_action(wanted: Wanted, problems: Problems) -> NoProposal:
    first = next(iter(problems.found), None)
    reason = first.message if first is not None else f"`{wanted.request.action}` is not one action"
    hint = (
        first.hint if first is not None and first.hint else "name one action of the AWS Service Authorization Reference"
    )
    return NoProposal(obstacle=Obstacle.UNKNOWN_ACTION, reason=reason, hint=hint)


def _unknown_resource(wanted: Wanted, service: Service, action: Action) -> NoProposal:
    formats = ", ".join(f"`{one}`" for one in short_formats(service, action)[:4])
    given = wanted.request.resource
    reason = (
        f"`{action}` does not act on `{given}`" if given not in ("", "*") else f"nobody said on what `{action}` was"
    )
    return NoProposal(
        obstacle=Obstacle.UNKNOWN_RESOURCE, reason=reason, hint=f"name one resource: {formats}" if formats else ""
    )


def _elsewhere(resource: str, subject: Subject, profiles: Profiles) -> NoProposal | None:
    """A resource that no policy of this target is about: another partition's, or another account's."""
    segments, bindings = resource.split(":", 5), subject.place.bindings
    if len(segments) < 6:
        return None
    partition, account = segments[1], segments[4]
    if partition == bindings.partition and (account == bindings.account or not _ACCOUNT.fullmatch(account)):
        return None
    there = [
        one.name for one in profiles.targets if (one.bindings.partition, one.bindings.account) == (partition, account)
    ]
    what = f"partition `{partition}`" if partition != bindings.partition else f"account `{account}`"
    where = f"`{subject.place.name}`" if subject.place.name else f"account `{bindings.account}`"
    hint = (
        f"ask for the target `{there[0]}`" if there else "the other account has to let the role in by its own policies"
    )
    return NoProposal(
        obstacle=Obstacle.OTHER_PLACE,
        reason=f"the resource is in the {what}, and the persona was asked in {where}",
        hint=hint,
    )


def _word(text: str, name: str) -> Word:
    return Word(text=text, at=_at(name))


def _at(name: str) -> Position:
    return Position(file=name, line=0, column=0)
