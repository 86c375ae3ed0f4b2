"""Condition clauses → IAM conditions, checked against the Reference.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

import re
from dataclasses import dataclass

from generator.compiler.clause import Clause, Demand, Selected
from generator.compiler.problems import Problems, did_you_mean
from generator.diagnostics import Position
from generator.diagnostics.nearest import nearest
from generator.model.pattern import Literal, Pattern, PolicyVariable
from generator.model.policy import Condition
from generator.model.profile import ConditionClause, UnsupportedConditions
from generator.model.reference import ConditionKey, KeyType
from generator.reference.conditions import find_condition_key, is_policy_variable
from generator.reference.overlay import find_correction
from generator.reference.services import find_service

_OPERATORS: dict[str, tuple[KeyType, ...]] = {
    "StringEquals": (KeyType.STRING, KeyType.ARN),
    "StringNotEquals": (KeyType.STRING, KeyType.ARN),
    "StringEqualsIgnoreCase": (KeyType.STRING, KeyType.ARN),
    "StringNotEqualsIgnoreCase": (KeyType.STRING, KeyType.ARN),
    "StringLike": (KeyType.STRING, KeyType.ARN),
    "StringNotLike": (KeyType.STRING, KeyType.ARN),
    "ArnEquals": (KeyType.ARN,),
    "ArnNotEquals": (KeyType.ARN,),
    "ArnLike": (KeyType.ARN,),
    "ArnNotLike": (KeyType.ARN,),
    "Bool": (KeyType.BOOL,),
    "NumericEquals": (KeyType.NUMERIC,),
    "NumericNotEquals": (KeyType.NUMERIC,),
    "NumericLessThan": (KeyType.NUMERIC,),
    "NumericLessThanEquals": (KeyType.NUMERIC,),
    "NumericGreaterThan": (KeyType.NUMERIC,),
    "NumericGreaterThanEquals": (KeyType.NUMERIC,),
    "DateEquals": (KeyType.DATE,),
    "DateNotEquals": (KeyType.DATE,),
    "DateLessThan": (KeyType.DATE,),
    "DateLessThanEquals": (KeyType.DATE,),
    "DateGreaterThan": (KeyType.DATE,),
    "DateGreaterThanEquals": (KeyType.DATE,),
    "IpAddress": (KeyType.IP_ADDRESS,),
    "NotIpAddress": (KeyType.IP_ADDRESS,),
    "BinaryEquals": (KeyType.BINARY,),
    "Null": tuple(KeyType),
}
DEFAULT_OPERATORS = {
    KeyType.STRING: "StringEquals",
    KeyType.ARN: "ArnLike",
    KeyType.BOOL: "Bool",
    KeyType.NUMERIC: "NumericEquals",
    KeyType.DATE: "DateEquals",
    KeyType.IP_ADDRESS: "IpAddress",
    KeyType.BINARY: "BinaryEquals",
}
_VALUE_FORMS = {
    "Bool": (r"true|false", "`true` or `false`"),
    "Null": (r"true|false", "`true` or `false`"),
    "Numeric": (r"-?[0-9]+(\.[0-9]+)?", "a number"),
    "Date": (r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]+(Z|[+-][0-9:]+))?|[0-9]+", "a date such as `2030-01-31T00:00:00Z`"),
    "Arn": (r"arn:[^:]*:[^:]*:[^:]*:[^:]*:.+|\*", "an ARN"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionCompiler:
    problems: Problems

    def compile(self, clause: Clause) -> tuple[tuple[Demand, Condition], ...]:
        """A clause's conditions, each beside what was written."""
        made = {one: found for one in clause.conditions if (found := self._condition(one, clause.selected)) is not None}
        first: dict[tuple[str, str], Condition] = {}
        for demand, condition in made.items():
            same = first.setdefault((condition.operator, condition.key.casefold()), condition)
            if same != condition:
                message = f"`{condition.operator}` on `{condition.key}` stands twice with different values"
                hint = "IAM knows one list of values for each operator and key"
                self.problems.error("conflicting-condition", message, demand.written.at, hint)
        return tuple(made.items())

    def _condition(self, demand: Demand, selected: tuple[Selected, ...]) -> Condition | None:
        clause = demand.written
        name = clause.key.literal
        if name is None:
            self.problems.error("condition-key", "a condition key must be plain text", clause.at)
            return None
        keys = _keys(name, demand, selected)
        if not keys:
            if selected:
                self._unknown_key(name, selected, clause.at)
            return None
        self._check_variables(clause)
        operator = self._operator(clause, keys[0])
        self._check_values(clause, operator)
        return Condition(operator=operator, key=_spelled(name, keys[0]), values=clause.values) if operator else None

    def _unknown_key(self, name: str, selected: tuple[Selected, ...], at: Position) -> None:
        known = sorted({key.name for one in selected for key in one.service.condition_keys})
        services = ", ".join(sorted({f"`{one.service.prefix}`" for one in selected}))
        message = f"the service {services} has no condition key `{name}`"
        meant = find_correction(name)
        near = (meant,) if meant else nearest(name, known)
        self.problems.error("unknown-condition-key", message, at, did_you_mean(near))

    def _operator(self, clause: ConditionClause, key: ConditionKey) -> str:
        if not clause.operator:
            return self._short_form(clause, key)
        qualifier, _, rest = clause.operator.rpartition(":")
        base = rest.removesuffix("IfExists")
        exact = find_operator(clause.operator)
        if not exact:
            refuse_operator(clause, self.problems)
            return ""
        if key.type not in _OPERATORS[exact]:
            message = f"`{exact}` cannot test `{clause.key}`, which is of the type {key.type.value}"
            self.problems.error("operator-type", message, clause.at, f"use `{DEFAULT_OPERATORS[key.type]}`")
        self._check_qualifier(clause, exact, qualifier, key)
        return (f"{qualifier}:" if qualifier else "") + exact + rest[len(base) :]

    def _check_qualifier(self, clause: ConditionClause, operator: str, qualifier: str, key: ConditionKey) -> None:
        if key.multivalued and not qualifier and operator != "Null":
            self._needs_qualifier(clause)
        if qualifier and not key.multivalued:
            message = f"`{clause.key}` has a single value, so `{qualifier}` would not test it"
            self.problems.error("single-valued-key", message, clause.at, f"use `{operator}`")

    def _short_form(self, clause: ConditionClause, key: ConditionKey) -> str:
        if key.multivalued:
            self._needs_qualifier(clause)
        wild = any(
            mark in part.text
            for one in clause.values
            for part in one.parts
            if isinstance(part, Literal)
            for mark in "*?"
        )
        return "StringLike" if key.type is KeyType.STRING and wild else DEFAULT_OPERATORS[key.type]

    def _needs_qualifier(self, clause: ConditionClause) -> None:
        message = f"`{clause.key}` can have several values, so the operator must say how many count"
        hint = 'spell it: `{"ForAllValues:StringEquals": […]}` or `{"ForAnyValue:StringEquals": […]}`'
        self.problems.error("multivalued-key", message, clause.at, hint)

    def _check_values(self, clause: ConditionClause, operator: str) -> None:
        base = operator.rpartition(":")[2]
        for value in clause.values:
            text = value.literal
            if text is None:
                continue
            if wanted := value_problem(operator, text):
                self.problems.error("condition-value", f"`{operator}` needs {wanted}, found `{text}`", clause.at)
            if ("*" in text or "?" in text) and base.startswith(("StringEquals", "StringNotEquals")):
                message = f"`{operator}` takes `{text}` literally, wildcards and all"
                self.problems.error(
                    "literal-wildcard", message, clause.at, f"use `{operator.replace('Equals', 'Like')}`"
                )

    def _check_variables(self, clause: ConditionClause) -> None:
        for variable in {
            part.key for value in clause.values for part in value.parts if isinstance(part, PolicyVariable)
        }:
            check_variable(variable, clause.at, self.problems)


def find_operator(written: str) -> str:
    """An operator in any case → IAM's spelling, without qualifier and `IfExists`; empty where IAM knows none."""
    qualifier, _, rest = written.rpartition(":")
    base = rest.removesuffix("IfExists")
    exact = next((one for one in _OPERATORS if one.casefold() == base.casefold()), "")
    return "" if exact == "Null" and (rest != base or qualifier) else exact


def refuse_operator(clause: ConditionClause, problems: Problems) -> None:
    """Complains of an operator that IAM does not know."""
    base = clause.operator.rpartition(":")[2].removesuffix("IfExists")
    message = f"IAM has no condition operator `{clause.operator}`"
    problems.error("unknown-operator", message, clause.at, did_you_mean(nearest(base, _OPERATORS)))


def value_problem(operator: str, text: str) -> str:
    """What an operator needs instead of a text; empty where the text will do."""
    base = operator.rpartition(":")[2]
    form = next((form for start, form in _VALUE_FORMS.items() if base.startswith(start)), None)
    if form is not None and not re.fullmatch(form[0], text):
        return form[1]
    is_address = base.startswith(("IpAddress", "NotIpAddress"))
    return "an IP address or CIDR range" if is_address and not _is_network(text) else ""


def _keys(name: str, demand: Demand, selected: tuple[Selected, ...]) -> list[ConditionKey]:
    """What a name means to the services of a clause, A to Z; of another service's key nothing counts on them.

    A grant of several clauses that says what becomes of unsupported conditions can name such a key.
    """
    services = {one.service.prefix: one.service for one in selected}
    other = find_service(name.partition(":")[0])
    if services and other is not None and demand.unsupported is not UnsupportedConditions.REFUSE:
        services.setdefault(other.prefix, other)
    found = (find_condition_key(service, name) for _, service in sorted(services.items()))
    return [one for one in found if one is not None]


def check_variable(key: str, at: Position, problems: Problems) -> None:
    """Complains of a `${…}` that IAM does not fill in."""
    if not is_policy_variable(key):
        hint = "IAM fills in single-valued keys of every request, such as `${aws:PrincipalTag/Team}`"
        problems.error("unknown-policy-variable", f"`{key}` is not a policy variable", at, hint)


def variables_of(patterns: tuple[Pattern, ...]) -> set[str]:
    """The policy variables in patterns."""
    return {part.key for value in patterns for part in value.parts if isinstance(part, PolicyVariable)}


def _spelled(name: str, key: ConditionKey) -> str:
    """A key as the Reference spells it; what a person puts for a placeholder stays as written."""
    fixed = re.split(r"\$\{|<|(?<=/)tag-key$", key.name)[0]
    return fixed + name[len(fixed) :]


def _is_network(text: str) -> bool:
    from ipaddress import ip_network

    try:
        ip_network(text, strict=False)
    except ValueError:
        return False
    return True
