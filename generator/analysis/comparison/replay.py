"""A request that may be a witness → whether the evaluator agrees, and how little of it is enough."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from generator.analysis.evaluation.evaluator import Evaluator, prepare
from generator.model.access import Context, Decision, Policies, Request


@dataclass(frozen=True, kw_only=True)
class Replay:
    """Those who have to allow and those who must not; they are prepared when there is something to replay."""

    allowed_by: Sequence[Policies]
    refused_by: Sequence[Policies]

    @cached_property
    def allowed(self) -> tuple[Evaluator, ...]:
        """The evaluators of those who have to allow."""
        return tuple(map(prepare, self.allowed_by))

    @cached_property
    def refused(self) -> tuple[Evaluator, ...]:
        """The evaluators of those who must not."""
        return tuple(map(prepare, self.refused_by))

    def confirms(self, request: Request) -> bool:
        """Whether a request is a witness."""
        return all(one.decide(request) is Decision.ALLOWED for one in self.allowed) and not any(
            one.decide(request) is Decision.ALLOWED for one in self.refused
        )

    def plainest(self, request: Request) -> Request:
        """A witness without the keys and the values that it can do without, whose resource's name does not look cut."""
        current = request
        for key, _ in request.context:
            current = next((one for one in _shorter(current, key) if self.confirms(one)), current)
        return next((one for one in _longer(current) if self.confirms(one)), current)


def _shorter(request: Request, key: str) -> Iterator[Request]:
    values = dict(request.context)[key]
    kept = tuple(one for one in request.context if one[0] != key)
    yield replace(request, context=kept)
    for value in values if len(values) > 1 else ():
        yield replace(request, context=_sorted((*kept, (key, (value,)))))


def _longer(request: Request) -> Iterator[Request]:
    """Requests with a letter where a resource's name has an empty part or ends in the middle of one."""
    filled = re.sub(r"(?<=/)(?=/|$)", "x", request.resource)
    for one in (filled, f"{request.resource}x") if not request.resource[-1].isalnum() else (filled,):
        if request.resource not in (one, "*"):
            yield replace(request, resource=one)


def _sorted(context: Iterable[tuple[str, tuple[str, ...]]]) -> Context:
    return tuple(sorted(context))
