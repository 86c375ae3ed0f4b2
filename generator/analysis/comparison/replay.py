"""A request that may be a witness → whether the evaluator agrees, and how little of it is enough."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.analysis.evaluation.evaluator import Evaluator, prepare
from generator.model.access import Context, Decision, Policies, Request

RESOURCE_ACCOUNT = "aws:ResourceAccount"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """The evaluators of those who have to allow and of those who must not."""

    allowed: tuple[Evaluator, ...]
    refused: tuple[Evaluator, ...]

    def confirms(self, request: Request) -> bool:
        """Whether a request is a witness."""
        return all(one.decide(request) is Decision.ALLOWED for one in self.allowed) and not any(
            one.decide(request) is Decision.ALLOWED for one in self.refused
        )

    def shortened(self, request: Request) -> Request:
        """A witness without the keys and the values that it can do without."""
        current = request
        for key, _ in request.context:
            current = next((one for one in self._shorter(current, key) if self.confirms(one)), current)
        return current

    def _shorter(self, request: Request, key: str) -> Iterator[Request]:
        values = dict(request.context)[key]
        kept = tuple(one for one in request.context if one[0] != key)
        yield replace(request, context=kept)
        for value in values if len(values) > 1 else ():
            yield replace(request, context=_sorted((*kept, (key, (value,)))))


def replay_of(allowed_by: Sequence[Policies], refused_by: Sequence[Policies]) -> Replay:
    """Sets of policies, prepared for requests."""
    return Replay(allowed=tuple(map(prepare, allowed_by)), refused=tuple(map(prepare, refused_by)))


def _sorted(context: Iterable[tuple[str, tuple[str, ...]]]) -> Context:
    return tuple(sorted(context))
