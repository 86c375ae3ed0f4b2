"""What a refused request must have carried for the grants that name other resources to allow it there.

A message hardly tells what a request carried. Where the profile grants the action elsewhere under conditions, the
change to ask for keeps these conditions, so a request is asked for that meets them.
"""

from generator.analysis.comparison.search import Witness, search
from generator.analysis.explanation.explanation import Answer
from generator.analysis.explanation.known import Known
from generator.analysis.explanation.ruling import Says
from generator.analysis.questions import fixed, just
from generator.model.access import Context, Request


def assumed_context(answer: Answer, request: Request, known: Known) -> Context:
    """Condition keys that nobody told, with which the persona may do the same elsewhere; empty where it needs none."""
    if answer.ruling.says is not Says.ELSEWHERE:
        return ()
    subject = known.subject(answer.match.module, answer.match.place)
    told = dict((*request.context, *subject.context))
    found = search([subject.policies, just([request.action], conditions=fixed(tuple(told.items())))])
    if not isinstance(found, Witness):
        return ()
    keys = {key.casefold() for key in told}
    return tuple(one for one in found.request.context if one[0].casefold() not in keys)
