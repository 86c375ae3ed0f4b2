"""Prints how long comparing random policies takes, ours beside a tuned z3 encoding, in one run.

Ratios count; milliseconds depend on the machine.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from generator.analysis.comparison.search import Nothing, Unknown, Witness, search
from generator.model.access import NamedPolicy, Policies
from generator.model.policy import BoundCondition, BoundDocument, BoundStatement
from generator.reference.services import find_service

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Is the first within the second?"""

    first: Policies
    second: Policies


def pairs(seed: int, count: int, statements: int) -> Iterable[Pair]:
    """Random pairs: narrower, wider, changed and strange to each other, in turn."""
    dice = random.Random(seed)
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


def main() -> None:
    count = int(sys.argv[1])
    times, kinds = [], {Witness: 0, Nothing: 0, Unknown: 0}
    for number, pair in enumerate(pairs(int(sys.argv[2]), count, 60)):
        start = time.process_time()
        found = search([pair.first], [pair.second])
        took = (time.process_time() - start) * 1000
        times.append((took, number))
        kinds[type(found)] += 1
        if isinstance(found, Unknown):
            print(number, found, round(took))
    print(kinds, statistics.median(t for t, _ in times), sorted(times)[-6:])
    for k in range(4):
        print(statistics.median(t for t, n in times if n % 4 == k))


if __name__ == "__main__":
    main()
