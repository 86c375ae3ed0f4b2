"""Outcomes of access tests → what was asked, in words."""

from collections.abc import Iterable, Sequence

from generator.analysis.access_tests.cases import Reach
from generator.analysis.access_tests.run import Outcome
from generator.model.access import Context
from generator.model.phrase import Phrase, say
from generator.model.profile import Expectation
from generator.renderer.review import Lines
from generator.report.in_words import requests_in_words
from generator.report.summary import count
from generator.report.wording import Wording

_MODALS = {
    (Expectation.ALLOW, Reach.ONE): "may ",
    (Expectation.DENY, Reach.ONE): "may not ",
    (Expectation.DENY, Reach.EVERY): "may never ",
}


def tests_in_words(outcomes: Iterable[Outcome], wording: Wording) -> tuple[Lines, ...]:
    """The cases of one persona: a line for each that differs in more than its target; nothing where there are none."""
    cases = [one.case for one in outcomes]
    if not cases:
        return ()
    actions: dict[tuple[str, str, Context, Wording], list[str]] = {}
    for one in cases:
        modal = _MODALS[one.expected, one.reach]
        here = Wording(
            service=wording.service,
            place=one.subject.place.bindings,
            most=wording.most,
            spelled=wording.spelled,
            last="and" if one.expected is Expectation.ALLOW else "or",
        )
        asked = (modal, one.request.resource, one.asked_context, here)
        actions.setdefault(asked, []).append(one.request.action)
    lines = dict.fromkeys(_said(*asked, names) for asked, names in actions.items())
    heading = f"{count(len(cases), 'tested request')}, all as expected"
    return (Lines(heading=heading, lines=tuple(lines)),)


def _said(modal: str, resource: str, context: Context, wording: Wording, actions: Sequence[str]) -> Phrase:
    return say(modal, requests_in_words(actions, resource, context, wording))
