"""Sets of policies as z3 formulas over one request: an oracle that shares no code with the comparison.

The resource is a string in the language of ARNs, a key is a flag and a value; a key with many values has a few
slots, as many as conditions can ask for at once. Policy variables stand in conditions only, as whole values or
before a `*`.
"""

import ipaddress
import re
from collections.abc import Sequence
from datetime import datetime
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

import z3

from generator.model.access import NamedPolicy, Policies
from generator.model.policy import BoundCondition, BoundStatement

SLOTS = 4
MULTIVALUED = ("aws:tagkeys",)
NOT_COLON = z3.Diff(z3.AllChar(z3.ReSort(z3.StringSort())), z3.Re(":"))
ANYTHING = z3.AllChar(z3.ReSort(z3.StringSort()))
RESOURCE = z3.String("resource")


def find(allowed_by: Sequence[Policies], refused_by: Sequence[Policies], action: str, on: str, timeout_ms: int) -> str:
    """Whether a request of an action is a witness: `sat`, `unsat` or `unknown`; `on` is `*`, `arn` or both."""
    solver = z3.Solver()
    solver.set("timeout", timeout_ms)
    solver.add(*formulas(allowed_by, refused_by, action, on))
    return str(solver.check())


def formulas(allowed_by: Sequence[Policies], refused_by: Sequence[Policies], action: str, on: str) -> list[Any]:
    """What has to hold of a witness."""
    places = [RESOURCE == "*"] * ("*" in on) + [z3.InRe(RESOURCE, arn_language())] * ("arn" in on)
    return [
        z3.Or(*places),
        *(allows(one, action) for one in allowed_by),
        *(z3.Not(allows(one, action)) for one in refused_by),
    ]


def allows(policies: Policies, action: str) -> Any:
    """Every layer allows and nothing denies."""
    layers: list[tuple[NamedPolicy, ...]] = [policies.identity, *((one,) for one in (policies.boundary,) if one)]
    layers += [one for one in (policies.sessions,) if one] + list(policies.scps)
    spoken = [
        [one for policy in layer for one in policy.document.statements if speaks(one, action)] for layer in layers
    ]
    applying = [[(one.effect, applies(one)) for one in layer] for layer in spoken]
    granted = [z3.Or(*(term for effect, term in layer if effect == "Allow")) for layer in applying]
    denied = [term for layer in applying for effect, term in layer if effect == "Deny"]
    return z3.And(*granted, z3.Not(z3.Or(*denied)))


def speaks(statement: BoundStatement, action: str) -> bool:
    """Whether a statement's Action or NotAction means an action."""
    named = statement.not_actions or statement.actions
    found = any(fnmatchcase(action.lower(), one.lower()) for one in named)
    return not found if statement.not_actions else found


@cache
def applies(statement: BoundStatement) -> Any:
    """Whether resource and conditions of a statement match."""
    named = z3.Or(*(names(one) for one in statement.not_resources or statement.resources))
    resource = z3.Not(named) if statement.not_resources else named
    return z3.And(resource, *(met(one) for one in statement.conditions))


@cache
def names(pattern: str) -> Any:
    """Whether a resource pattern names the resource; a `*` at the end of a segment reaches beyond it."""
    if pattern == "*":
        return z3.BoolVal(True)
    parts = pattern.split(":", 5)
    if parts[0] != "arn":
        return z3.BoolVal(False)
    heads = [_head(one) for one in parts[:5]]
    tails = [_glob(one, ANYTHING) for one in parts[5:]]
    return z3.InRe(RESOURCE, _sequence([one for each in (*heads, *tails) for one in (z3.Re(":"), each)][1:]))


@cache
def arn_language() -> Any:
    """Six segments."""
    return _sequence([z3.Re("arn"), *[z3.Re(":"), z3.Star(NOT_COLON)] * 4, z3.Re(":"), z3.Star(ANYTHING)])


@cache
def met(condition: BoundCondition) -> Any:
    """Whether the context meets a condition."""
    key, name = condition.key.lower(), condition.operator.lower()
    prefix, _, rest = name.rpartition(":")
    operator = rest.removesuffix("ifexists")
    slots = slots_of(key)
    present = z3.Or(*(flag for flag, _ in slots))
    if operator == "null":
        return z3.Not(present) if condition.values[0] == "true" else present
    negated = "not" in operator
    same = [
        (flag, z3.Or(*(compare(operator.replace("not", ""), value, one) for one in condition.values)))
        for flag, value in slots
    ]
    each = [(flag, z3.Not(term) if negated else term) for flag, term in same]
    every = prefix == "forallvalues" or (negated and prefix == "")
    holds = z3.And(*(z3.Implies(*one) for one in each)) if every else z3.Or(*(z3.And(*one) for one in each))
    absent = name.endswith("ifexists") or prefix == "forallvalues" or (negated and prefix == "")
    return z3.If(present, holds, z3.BoolVal(absent))


def slots_of(key: str) -> list[tuple[Any, Any]]:
    """The values of a key, each with whether it is there."""
    count = SLOTS if key in MULTIVALUED else 1
    sort = z3.RealSort() if key in NUMBERS else z3.IntSort() if key in ADDRESSES else z3.StringSort()
    return [(z3.Bool(f"{key}?{one}"), z3.Const(f"{key}#{one}", sort)) for one in range(count)]


NUMBERS = ("aws:multifactorauthage", "aws:currenttime")
ADDRESSES = ("aws:sourceip",)


def compare(operator: str, value: Any, wanted: str) -> Any:
    """Whether one value of the request matches one of the policy, by a positive operator."""
    if operator.startswith(("numeric", "date")):
        return ORDERS[re.sub("^(numeric|date)", "", operator)](value, _number(wanted))
    if operator == "ipaddress":
        network = ipaddress.ip_network(wanted)
        return z3.And(value >= int(network.network_address), value <= int(network.broadcast_address))
    if variable := re.fullmatch(r"\$\{([^,}]+)(?:, '(.*)')?\}(\*?)", wanted):
        return _filled(value, *variable.groups())
    if operator in ("arnlike", "arnequals"):
        parts = wanted.split(":", 5)
        heads = [one for each in parts[:5] for one in (_glob(each, NOT_COLON), z3.Re(":"))]
        return z3.InRe(value, _sequence([*heads, _glob(parts[5], ANYTHING)]))
    if operator == "stringlike":
        return z3.InRe(value, _glob(wanted, ANYTHING))
    if operator in ("stringequalsignorecase", "bool"):
        letters = [z3.Union(z3.Re(one.lower()), z3.Re(one.upper())) for one in wanted]
        return z3.InRe(value, _sequence(letters))
    return value == z3.StringVal(wanted)


ORDERS = {
    "equals": lambda given, wanted: given == wanted,
    "lessthan": lambda given, wanted: given < wanted,
    "lessthanequals": lambda given, wanted: given <= wanted,
    "greaterthan": lambda given, wanted: given > wanted,
    "greaterthanequals": lambda given, wanted: given >= wanted,
}


def _filled(value: Any, key: str, default: str | None, star: str) -> Any:
    (flag, other), *_ = slots_of(key.lower())
    test = z3.PrefixOf if star else lambda one, given: one == given
    missing = z3.BoolVal(False) if default is None else test(z3.StringVal(default), value)
    return z3.If(flag, test(other, value), missing)


def _number(text: str) -> Any:
    if re.fullmatch(r"-?\d+", text):
        return z3.RealVal(int(text))
    return z3.RealVal(int(datetime.fromisoformat(text).timestamp()))


def _head(segment: str) -> Any:
    if segment.endswith("*"):
        return _sequence([_glob(segment[:-1], NOT_COLON), z3.Star(ANYTHING)])
    return _glob(segment, NOT_COLON)


def _glob(text: str, char: Any) -> Any:
    parts = [one for one in re.split(r"([*?])", text) if one]
    return _sequence([z3.Star(char) if one == "*" else char if one == "?" else z3.Re(one) for one in parts])


def _sequence(parts: Sequence[Any]) -> Any:
    if len(parts) < 2:
        return parts[0] if parts else z3.Re("")
    return z3.Concat(*parts)
