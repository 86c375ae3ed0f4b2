"""Findings that a profile accepts → sentences: what is open, how far it reaches, and why it is meant."""

from collections.abc import Iterable, Iterator

from generator.model.acceptance import AcceptedFinding
from generator.model.phrase import Phrase, chained, exact, listed, say
from generator.model.target import Bindings
from generator.reference.services import find_service
from generator.report.resource_words import noun, read_arn, things_of
from generator.report.review.material import HERE, Material
from generator.report.wording import IN_FULL, Wording

_WORDING = Wording(place=HERE, most=IN_FULL)


def accepted_lines(material: Material) -> Iterator[Phrase]:
    """What is accepted for one reason is told at once; a persona's follow each other."""
    groups: dict[tuple[object, ...], list[AcceptedFinding]] = {}
    for one in material.accepted:
        alike = (one.persona, one.contained_to, one.actions, one.reason, one.owner, one.expires)
        groups.setdefault(alike, []).append(one)
    titles = {one.name: one.title for one in material.profiles.personas}
    for first, *others in groups.values():
        who = titles.get(first.persona, first.persona)
        found = chained([_finding(one) for one in (first, *others)], "; ", "; ")
        reach = _contained(first, material.places)
        yield say(f"{who}: ", found, ". It is about ", reach, f". Why: {first.reason} ", _ends(first))


def _finding(one: AcceptedFinding) -> Phrase:
    return say(exact(one.code), f" {one.title[:1].lower()}{one.title[1:]}")


def _ends(one: AcceptedFinding) -> str:
    owner = f"Owner: {one.owner}" if one.owner else "No owner"
    return f"{owner}, until {one.expires.isoformat()}." if one.expires is not None else f"{owner}, without an end."


def _contained(one: AcceptedFinding, places: Iterable[Bindings]) -> Phrase:
    parts = [_said(arn) for arn in dict.fromkeys(_anywhere(each, places) for each in one.contained_to)]
    parts += [exact(each) for each in one.actions]
    return listed(parts, IN_FULL) if parts else say("the persona itself, without a bound")


def _anywhere(arn: str, places: Iterable[Bindings]) -> str:
    """An ARN in one target → the same in whichever target."""
    found = next((one for one in places if f":{one.account}:" in arn or f":{one.region}:" in arn), None)
    if found is None:
        return arn
    text = arn.replace(f":{found.account}:", f":{HERE.account}:", 1).replace(f":{found.region}:", f":{HERE.region}:", 1)
    return text.replace(f"arn:{found.partition}:", f"arn:{HERE.partition}:", 1)


def _said(arn: str) -> Phrase:
    parsed = read_arn(arn)
    service = find_service(parsed.service) if parsed is not None else None
    if service is None:
        return exact(arn)
    return listed([noun(one, _WORDING) for one in things_of((arn,), service.resource_types)], IN_FULL)
