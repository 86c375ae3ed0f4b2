"""Prints how long comparing random policies takes, ours beside a tuned z3 encoding, in one run.

Ratios count; milliseconds depend on the machine.
"""

import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from generator.analysis.comparison.actions import CalledOn, groups
from generator.analysis.comparison.problem import pose
from generator.analysis.comparison.search import Nothing, Unknown, Witness, search
from generator.model.access import NamedPolicy, Policies
from generator.model.policy import BoundCondition, BoundDocument, BoundStatement
from generator.reference.services import find_service
from tests.analysis.comparison.z3_encoding import find, speaks

SEED = 3
PAIRS = 1000
PAIRS_FOR_BOTH = 16
STATEMENTS = 60
Z3_TIMEOUT_MS = 2000
SERVICES = ("imagebuilder", "s3", "ec2", "iam", "kms", "logs", "sns", "ssm")
ACCOUNTS = ("111122223333", "444455556666", "*")
REGIONS = ("eu-west-1", "us-east-1", "*")
TEAMS = ("web", "data", "core")
NAMES = ("web-*", "web-front", "data-*", "*-prod", "app/*", "app/web/*", "core", "*")
CONDITIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("StringEquals", "aws:ResourceTag/Team", TEAMS[:1]),
    ("StringEquals", "aws:ResourceTag/Team", TEAMS[:2]),
    ("StringLike", "aws:ResourceTag/Team", ("w*", "d*")),
    ("StringNotEquals", "aws:RequestedRegion", ("eu-west-1", "eu-central-1")),
    ("StringEquals", "aws:RequestedRegion", ("eu-west-1",)),
    ("Bool", "aws:MultiFactorAuthPresent", ("true",)),
    ("BoolIfExists", "aws:SecureTransport", ("false",)),
    ("NumericLessThan", "aws:MultiFactorAuthAge", ("3600",)),
    ("IpAddress", "aws:SourceIp", ("10.0.0.0/8",)),
    ("NotIpAddress", "aws:SourceIp", ("10.1.0.0/16", "192.0.2.0/24")),
    ("ArnLike", "aws:PrincipalArn", ("arn:aws:iam::111122223333:role/web-*",)),
    ("ForAllValues:StringEquals", "aws:TagKeys", ("Team", "Name")),
    ("ForAnyValue:StringLike", "aws:TagKeys", ("T*",)),
    ("Null", "aws:ResourceTag/Team", ("false",)),
    ("StringEquals", "aws:ResourceTag/Owner", ("${aws:PrincipalTag/Owner}",)),
)


_WORDS = {Witness: "sat", Nothing: "unsat", Unknown: "unknown"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    verdict: str
    took_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Is the first within the second?"""

    first: Policies
    second: Policies


def pairs(seed: int, count: int, statements: int) -> Iterable[Pair]:
    """Random pairs: narrower, wider, changed and strange to each other, in turn."""
    dice = random.Random(seed)  # noqa: S311 - dice, not secrets
    for number in range(count):
        first = [_statement(dice) for _ in range(statements)]
        second = _CHANGES[number % len(_CHANGES)](dice, first)
        yield Pair(first=_policies(first), second=_policies(second))


def _statement(dice: random.Random) -> BoundStatement:
    service = dice.choice(SERVICES)
    actions = tuple(sorted({_action(dice, service) for _ in range(dice.randint(1, 6))}))
    resources = (
        ("*",) if dice.random() < 0.2 else tuple(sorted({_arn(dice, service) for _ in range(dice.randint(1, 3))}))
    )
    conditions = tuple(
        BoundCondition(operator=operator, key=key, values=values)
        for operator, key, values in dice.sample(CONDITIONS, dice.choice((0, 0, 1, 1, 2)))
    )
    effect = "Deny" if dice.random() < 0.15 else "Allow"
    if effect == "Deny" and conditions and dice.random() < 0.2:
        return BoundStatement(sid="", effect=effect, not_actions=actions, resources=("*",), conditions=conditions)
    return BoundStatement(sid="", effect=effect, actions=actions, resources=resources, conditions=conditions)


def _action(dice: random.Random, service: str) -> str:
    found = find_service(service)
    assert found is not None, "the benchmark names services that exist"
    name = dice.choice(found.actions).name
    verb = name[: next((at for at, letter in enumerate(name) if at and letter.isupper()), len(name))]
    return f"{service}:{dice.choice((name, name, name, verb + '*', '*' + name[len(verb) :]))}"


def _arn(dice: random.Random, service: str) -> str:
    account, region = dice.choice(ACCOUNTS), dice.choice(REGIONS)
    return f"arn:aws:{service}:{region}:{account}:{dice.choice(('image', 'role', 'key', 'x'))}/{dice.choice(NAMES)}"


def _narrower(dice: random.Random, statements: Sequence[BoundStatement]) -> list[BoundStatement]:
    kept = [one for one in statements if one.effect == "Deny" or dice.random() < 0.9]
    return [*kept, _statement(dice)]


def _wider(dice: random.Random, statements: Sequence[BoundStatement]) -> list[BoundStatement]:
    return [one for one in (*statements, *(_statement(dice) for _ in range(3))) if one.effect == "Allow"]


def _changed(dice: random.Random, statements: Sequence[BoundStatement]) -> list[BoundStatement]:
    return [_statement(dice) if dice.random() < 0.05 else one for one in statements]


def _strange(dice: random.Random, statements: Sequence[BoundStatement]) -> list[BoundStatement]:
    return [_statement(dice) for _ in statements]


_CHANGES: tuple[Callable[[random.Random, Sequence[BoundStatement]], list[BoundStatement]], ...] = (
    _narrower,
    _wider,
    _changed,
    _strange,
)


def _policies(statements: Sequence[BoundStatement]) -> Policies:
    return Policies(identity=(NamedPolicy(name="policy", document=BoundDocument(statements=tuple(statements))),))


def ours(pair: Pair) -> str:
    """What the search says: `sat` for a witness, `unsat` for a proof."""
    return _WORDS[type(search([pair.first], [pair.second]))]


def tuned_z3(pair: Pair) -> str:
    """What z3 says: for each group of actions one query, terms kept, groups of equal statements asked once."""
    answers = {"unsat"}
    asked: set[object] = set()
    for group in groups(pose([pair.first], [pair.second])):
        spoken = tuple(
            tuple(one for one in side.identity[0].document.statements if speaks(one, group.action))
            for side in (pair.first, pair.second)
        )
        if (spoken, group.on) in asked or set(spoken[0]) == set(spoken[1]):
            continue
        asked.add((spoken, group.on))
        on = "*" * (CalledOn.NOTHING in group.on) + "arn" * (CalledOn.RESOURCE in group.on)
        answers.add(find([pair.first], [pair.second], group.action, on, Z3_TIMEOUT_MS))
        if "sat" in answers:
            return "sat"
    return "unknown" if "unknown" in answers else "unsat"


def timed(decide: Callable[[Pair], str], pair: Pair) -> Run:
    """A verdict and the processor time that it took."""
    start = time.process_time()
    verdict = decide(pair)
    return Run(verdict=verdict, took_ms=(time.process_time() - start) * 1000)


def row(name: str, runs: Sequence[Run]) -> str:
    """A line of the table."""
    times = sorted(one.took_ms for one in runs)
    verdicts = Counter(one.verdict for one in runs)
    said = f"{verdicts['sat']:5} {verdicts['unsat']:6} {verdicts['unknown']:8}"
    return f"{name:28} {len(runs):6} {statistics.median(times):10.1f} {times[-1]:10.1f}  {said}"


def main() -> None:
    """Measures ours on many pairs, and both on the first few of them."""
    measured = [*pairs(SEED, PAIRS, STATEMENTS)]
    both = measured[:PAIRS_FOR_BOTH]
    mine, theirs = [timed(ours, one) for one in measured], [timed(tuned_z3, one) for one in both]
    print(f"{STATEMENTS}-statement policies: is one within the other?")
    print(f"{'':28} {'pairs':>6} {'median ms':>10} {'worst ms':>10}  {'sat':>5} {'unsat':>6} {'unknown':>8}")
    print(row("ours", mine))
    print(row("ours, the same pairs as z3", mine[: len(both)]))
    print(row("z3, tuned", theirs))
    answered = [(one.verdict, other.verdict) for one, other in zip(mine, theirs, strict=False)]
    opposed = sum(set(one) == {"sat", "unsat"} for one in answered)
    print(f"opposed verdicts: {opposed} of {len(answered)}; unknown of ours: what only an action of tomorrow shows")


if __name__ == "__main__":
    main()
