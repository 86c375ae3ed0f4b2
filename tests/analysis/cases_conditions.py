"""Random conditions and the contexts that they meet."""

from random import Random

from generator.model.access import Context, Request
from generator.model.policy import BoundCondition
from tests.analysis.cases_vocabulary import FAMILIES, Family, Target

_SET_OPERATORS = ("", "", "", "", "ForAllValues:", "ForAnyValue:")


def chance(random: Random, percent: int) -> bool:
    return random.randrange(100) < percent


def some(random: Random, options: tuple[str, ...], most: int) -> tuple[str, ...]:
    """One to `most` of the options, none twice, in any order."""
    return tuple(random.sample(options, random.randint(1, min(most, len(options)))))


def conditions(random: Random, request: Request, target: Target) -> tuple[BoundCondition, ...]:
    """None to three conditions, no operator twice on one key."""
    if chance(random, 45):
        return ()
    found = {
        (one.operator, one.key.lower()): one
        for one in (_condition(random, request, target) for _ in range(random.choice((1, 1, 2, 3))))
    }
    return tuple(sorted(found.values()))


def _condition(random: Random, request: Request, target: Target) -> BoundCondition:
    (family,) = random.choices(FAMILIES, weights=[len(one.operators) + 1 for one in FAMILIES])
    key = _spelled(random, random.choice(_known(family.keys, target)))
    if chance(random, 10):
        return BoundCondition(operator="Null", key=key, values=(random.choice(("true", "false")),))
    operator = random.choice(family.operators)
    values = some(random, family.wanted, 3)
    carried = {name.lower(): found for name, found in request.context}.get(key.lower(), ())
    prefix = "ForAllValues:" if carried == ("",) else random.choice(_SET_OPERATORS)
    suffix = "IfExists" if chance(random, 25) else ""
    if carried and chance(random, 40):
        values = (*values[1:], carried[0]) if "$" not in carried[0] else values
    return BoundCondition(operator=f"{prefix}{operator}{suffix}", key=key, values=tuple(dict.fromkeys(values)))


def _known(keys: tuple[str, ...], target: Target) -> tuple[str, ...]:
    """The keys that the target's service knows."""
    return tuple(one for one in keys if one.startswith("aws:") or one in target.keys)


def _spelled(random: Random, key: str) -> str:
    """Key names are case-insensitive, but for what follows the slash of a tag's key name."""
    head, slash, tail = key.partition("/")
    return f"{random.choice((head, head, head, head.upper(), head.lower()))}{slash}{tail}"


def context(random: Random, target: Target) -> Context:
    """A value or several for some of the keys; few are present and empty."""
    found: dict[str, tuple[str, ...]] = {}
    for family in FAMILIES:
        for key in _known(family.keys, target):
            if ("Tag" in key or not key.startswith(("aws:Principal", "aws:Resource"))) and chance(random, 55):
                found[key] = _values(random, family, key)
    if chance(random, 30):
        found["aws:ViaAWSService"] = (random.choice(("true", "false")),)
    return tuple(sorted((_spelled(random, key), values) for key, values in found.items()))


def _values(random: Random, family: Family, key: str) -> tuple[str, ...]:
    if key not in family.many:
        can_be_empty = key in ("s3:prefix", "aws:RequestTag/team")
        return ("",) if can_be_empty and chance(random, 20) else (random.choice(family.given),)
    return () if chance(random, 15) else some(random, family.given, 3)
