"""A persona with one statement, action or condition less → whether any access test notices.

What no test notices could be lost, or could have been written wrong, without anybody being told: the share
of noticed mutants is how well a profile's tests cover it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from generator.analysis.access_tests.cases import Case
from generator.analysis.access_tests.resources import is_pattern
from generator.analysis.access_tests.run import decide
from generator.analysis.comparison.search import Nothing, search
from generator.analysis.evaluation.evaluation import StatementAt
from generator.analysis.evaluation.evaluator import Evaluator, prepare
from generator.analysis.evaluation.globs import compile_any, glob_of, text_regex
from generator.analysis.evaluation.reasons import describe_condition
from generator.analysis.subjects import Subject
from generator.model.access import NamedPolicy, Policies, PolicyKind
from generator.model.policy import BoundStatement
from generator.model.profile import Expectation


class Part(Enum):
    """What a mutant lacks."""

    STATEMENT = "statement"
    ACTION = "action"
    CONDITION = "condition"
    EXCEPTION = "exception"


_NARROWING = (Part.CONDITION, Part.EXCEPTION)
"""Without one of these a statement is about more than before."""
_ANY = ("*",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """Policies that lack a part of one statement; `name` says which, `actions` are those that it can change."""

    at: StatementAt
    part: Part
    name: str
    actions: tuple[str, ...]
    policies: Policies

    @property
    def suspects(self) -> Expectation:
        """The tests that can notice it: losing an allow or what narrows a deny loses access, all else grants."""
        is_allow, narrows = self.at.statement.effect == "Allow", self.part in _NARROWING
        return Expectation.ALLOW if is_allow is not narrows else Expectation.DENY


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many of a persona's mutants change its access, and those of them that no test notices."""

    persona: str
    mutants: int
    unnoticed: tuple[Mutant, ...]
    is_tested: bool = True

    @property
    def percent(self) -> int:
        """The share of noticed mutants, rounded down."""
        return 100 * (self.mutants - len(self.unnoticed)) // self.mutants if self.mutants else 100


def measure(subject: Subject, cases: Sequence[Case]) -> Coverage:
    """A persona and its cases in one place → its coverage; mutants that change no access do not count."""
    made = tuple(mutants(subject.policies))
    unnoticed = tuple(one for one in made if not _is_noticed(one, cases))
    same = {number for number, one in enumerate(unnoticed) if _changes_nothing(one, subject.policies)}
    kept = tuple(one for number, one in enumerate(unnoticed) if number not in same)
    counted = len(made) - len(same)
    return Coverage(persona=subject.persona, mutants=counted, unnoticed=kept, is_tested=bool(cases))


def mutants(policies: Policies) -> Iterator[Mutant]:
    """Every mutant of the statements that come from a profile."""
    for kind, named in _written(policies):
        for number, statement in enumerate(named.document.statements):
            if statement.origins:
                at = StatementAt(kind=kind, policy=named.name, number=number, statement=statement)
                yield from _mutants(at, policies)


def _written(policies: Policies) -> Iterator[tuple[PolicyKind, NamedPolicy]]:
    """The policies that a profile can say: a persona's own, or a guardrail."""
    yield from ((PolicyKind.IDENTITY, one) for one in policies.identity)
    yield from ((PolicyKind.SCP, one) for level in policies.scps for one in level)
    yield from ((PolicyKind.RCP, one) for level in policies.rcps for one in level)


def _mutants(at: StatementAt, policies: Policies) -> Iterator[Mutant]:
    statement = at.statement
    spoken_of = statement.actions or _ANY
    yield Mutant(
        at=at,
        part=Part.STATEMENT,
        name=f"`{statement.sid}`",
        actions=spoken_of,
        policies=_with(policies, at, ()),
    )
    for one in statement.actions if len(statement.actions) > 1 else ():
        left = replace(statement, actions=tuple(other for other in statement.actions if other != one))
        changed = _with(policies, at, (left,))
        yield Mutant(at=at, part=Part.ACTION, name=f"`{one}`", actions=(one,), policies=changed)
    for one in statement.conditions:
        left = replace(statement, conditions=tuple(other for other in statement.conditions if other != one))
        changed = _with(policies, at, (left,))
        yield Mutant(at=at, part=Part.CONDITION, name=describe_condition(one), actions=spoken_of, policies=changed)
    for one, actions, left in _without_exceptions(statement):
        changed = _with(policies, at, (left,))
        yield Mutant(at=at, part=Part.EXCEPTION, name=f"`{one}`", actions=actions, policies=changed)


def _without_exceptions(statement: BoundStatement) -> Iterator[tuple[str, tuple[str, ...], BoundStatement]]:
    """Each entry of NotAction and NotResource, the actions that it is about, and the statement without it."""
    for one in statement.not_actions:
        rest = tuple(other for other in statement.not_actions if other != one)
        yield one, (one,), replace(statement, not_actions=rest, actions=() if rest else _ANY)
    for one in statement.not_resources:
        rest = tuple(other for other in statement.not_resources if other != one)
        yield one, statement.actions or _ANY, replace(statement, not_resources=rest, resources=() if rest else _ANY)


def _with(policies: Policies, at: StatementAt, put: tuple[BoundStatement, ...]) -> Policies:
    """The policies with other statements in the place of one."""
    scps = tuple(tuple(_put(one, at, put) for one in level) for level in policies.scps)
    rcps = tuple(tuple(_put(one, at, put) for one in level) for level in policies.rcps)
    return replace(policies, identity=tuple(_put(one, at, put) for one in policies.identity), scps=scps, rcps=rcps)


def _put(named: NamedPolicy, at: StatementAt, put: tuple[BoundStatement, ...]) -> NamedPolicy:
    if named.name != at.policy:
        return named
    before, after = named.document.statements[: at.number], named.document.statements[at.number + 1 :]
    return replace(named, document=replace(named.document, statements=before + put + after))


def _is_noticed(mutant: Mutant, cases: Iterable[Case]) -> bool:
    speaks = compile_any(text_regex(glob_of(one.lower())) for one in mutant.actions).fullmatch
    suspects = [one for one in cases if one.expected is mutant.suspects]
    told = [one for one in suspects if is_pattern(one.request.action) or speaks(one.request.action.lower())]
    evaluator: Evaluator = prepare(mutant.policies)
    return any(not decide(one, evaluator, mutant.policies).holds for one in told)


def _changes_nothing(mutant: Mutant, whole: Policies) -> bool:
    loses = mutant.suspects is Expectation.ALLOW
    more, less = (whole, mutant.policies) if loses else (mutant.policies, whole)
    return isinstance(search([more], [less]), Nothing)
