"""Policies, prepared once → decisions about any number of requests.

Sources:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from generator.analysis.evaluation.evaluation import Evaluation, NearMiss
from generator.analysis.evaluation.layers import OUTSIDERS, Layer, Verdict, binds, layers_of, needed, owner_of
from generator.analysis.evaluation.principals import issuer_of
from generator.analysis.evaluation.statements import PreparedStatement
from generator.analysis.evaluation.variables import Values, parse_template, variables_of
from generator.model.access import Caller, CallerKind, Decision, Policies, PolicyKind, Request
from generator.model.policy import VERSION, BoundCondition

_MOST_ACTIONS_KEPT = 4096


@dataclass(frozen=True, slots=True)
class _Spoken:
    """The statements that speak of one action: the denies, and the allows of each layer."""

    denies: tuple[PreparedStatement, ...]
    allows: tuple[tuple[PreparedStatement, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluator:
    """Prepared policies. What is kept from request to request is only which statements speak of an action."""

    layers: tuple[Layer, ...]
    _spoken: dict[str, _Spoken] = field(default_factory=dict[str, _Spoken])

    def decide(self, request: Request) -> Decision:
        """A request → the decision, without its reasons."""
        values = context_of(request)
        spoken = self._about(request.action)
        for one in spoken.denies:
            if one.applies(request, values):
                return Decision.EXPLICIT_DENY if binds(one.at.kind, request) else self._verdict(request, values)[0]
        if len(self.layers) > 1 or request.caller is not None:
            return self._verdict(request, values)[0]
        found = any(one.applies(request, values) for one in spoken.allows[0])
        return Decision.ALLOWED if found else Decision.IMPLICIT_DENY

    def may_allow(self, action: str) -> bool:
        """Whether, in every layer, some allow speaks of an action; if not, it is denied whatever else is asked."""
        return all(self._about(action).allows)

    def evaluate(self, request: Request) -> Evaluation:
        """A request → the decision with the statements that decided and those that nearly did."""
        values = context_of(request)
        decision, lacking = self._verdict(request, values)
        near = tuple(self._near_misses(request, values, decision, lacking))
        asked = {key.lower(): key for miss in near for one in miss.conditions for key in keys_of(one)}
        return Evaluation(
            decision=decision,
            deciding=tuple(one.at for one in self._deciding(request, values, decision)),
            lacking=lacking,
            near_misses=near,
            missing_keys=tuple(sorted(key for folded, key in asked.items() if not values.get(folded))),
        )

    def _verdict(self, request: Request, values: Values) -> tuple[Decision, tuple[PolicyKind, ...]]:
        spoken = self._about(request.action)
        denied = any(binds(one.at.kind, request) and one.applies(request, values) for one in spoken.denies)
        verdicts = tuple(
            Verdict(layer=layer, standing=layer.standing(request, values, allows))
            for layer, allows in zip(self.layers, spoken.allows, strict=True)
        )
        lacking = needed(request, verdicts)
        if denied:
            return Decision.EXPLICIT_DENY, lacking
        return (Decision.IMPLICIT_DENY if lacking else Decision.ALLOWED), lacking

    def _deciding(self, request: Request, values: Values, decision: Decision) -> Iterator[PreparedStatement]:
        if decision is Decision.IMPLICIT_DENY:
            return
        spoken = self._about(request.action)
        wanted: Iterable[PreparedStatement] = spoken.denies
        if decision is Decision.ALLOWED:
            wanted = (one for allows in spoken.allows for one in allows)
        yield from (one for one in wanted if binds(one.at.kind, request) and one.applies(request, values))

    def _near_misses(
        self, request: Request, values: Values, decision: Decision, lacking: tuple[PolicyKind, ...]
    ) -> Iterator[NearMiss]:
        """What would have denied an allowed request, or allowed one that some kind of policy did not allow."""
        denies = decision is Decision.ALLOWED
        for one in (statement for layer in self.layers for statement in layer.statements):
            if one.is_deny is not denies or not (denies or one.at.kind in lacking):
                continue
            misses = one.misses(request, values)
            if len(misses) == 1:
                yield NearMiss(at=one.at, element=misses[0], conditions=one.unmet(values))

    def _about(self, action: str) -> _Spoken:
        folded = action.lower()
        found = self._spoken.get(folded)
        if found is None:
            if len(self._spoken) >= _MOST_ACTIONS_KEPT:
                self._spoken.clear()
            found = self._spoken[folded] = self._select(folded)
        return found

    def _select(self, action: str) -> _Spoken:
        spoken = [[one for one in layer.statements if one.speaks_of(action)] for layer in self.layers]
        return _Spoken(
            denies=tuple(one for statements in spoken for one in statements if one.is_deny),
            allows=tuple(tuple(one for one in statements if not one.is_deny) for statements in spoken),
        )


def prepare(policies: Policies) -> Evaluator:
    """Policies → their Evaluator.

    Raises: ValueError for a condition operator that IAM does not have.
    """
    return Evaluator(layers=layers_of(policies))


def context_of(request: Request) -> Values:
    """The request's keys in lower case, with what AWS itself says of the caller and of the resource.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
    """
    values = {key.lower(): given for key, given in request.context}
    if request.caller is not None:
        for key, value in _caller_keys(request.caller):
            values.setdefault(key, (value,))
    account = owner_of(request)
    if account:
        values.setdefault("aws:resourceaccount", (account,))
    return values


def keys_of(condition: BoundCondition) -> Iterator[str]:
    """The keys that a condition reads: its own, and those of its policy variables."""
    yield condition.key
    for value in condition.values:
        yield from (one.name for one in variables_of(parse_template(value, VERSION)))


def _caller_keys(caller: Caller) -> Iterator[tuple[str, str]]:
    if caller.kind in OUTSIDERS:
        return
    yield "aws:principalarn", (issuer_of(caller) if caller.kind is CallerKind.ROLE_SESSION else "") or caller.id
    yield "aws:principalaccount", caller.account
