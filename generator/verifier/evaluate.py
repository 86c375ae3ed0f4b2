"""Expressions → values, under the bindings of a target.

Source: https://developer.hashicorp.com/terraform/language/expressions
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never

from generator.verifier.read_hcl import Unreadable, normal
from generator.verifier.syntax import (
    Call,
    Conditional,
    Constant,
    Expression,
    For,
    Items,
    Object,
    Other,
    Reference,
    Template,
    Text,
)


@dataclass(frozen=True, slots=True)
class Symbol:
    """What only Terraform knows: the attribute of a resource or data source, by its address."""

    address: str


Value = str | int | bool | None | Symbol | tuple["Value", ...] | Mapping[str, "Value"]

DOCUMENT_FUNCTIONS = frozenset({"concat"})
"""What a policy document may compute: nothing that could tell one value of an input from another."""

RESOURCE_FUNCTIONS = frozenset({"concat", "toset"})
"""What the arguments of a resource may compute: the set that `for_each` goes through."""

CHOICES = (Reference(("var", "use_name_prefix")), Reference(("var", "create")))
"""The variables whose values may choose between two: everything is evaluated for both of their values."""

CHECK_FUNCTIONS = frozenset({"alltrue", "can", "regex"})
"""What the validation of a variable may compute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The names that an expression can read, and the functions and conditionals that it may use."""

    names: Mapping[tuple[str, ...], Value]
    functions: frozenset[str] = field(default_factory=frozenset[str])
    conditionals: bool = False


class RegexMismatch(Exception):
    """Terraform's `regex` fails where nothing matches; `can` turns that into false."""


def evaluate(expression: Expression, scope: Scope) -> Value:
    """An expression → its value.

    Raises: Unreadable for a name or construct that has no place where the expression stands.
    """
    match expression:
        case Text(value=value) | Constant(value=value):
            return value
        case Template(parts=parts):
            return normal("".join(_spell(evaluate(one, scope)) for one in parts))
        case Reference(path=path):
            return _look_up(path, scope)
        case Items(values=values):
            return tuple(evaluate(one, scope) for one in values)
        case Object(entries=entries):
            return {key: evaluate(one, scope) for key, one in entries}
        case For():
            return tuple(
                evaluate(expression.body, _with(scope, expression.variable, one))
                for one in _list(expression.source, scope)
            )
        case Call():
            return _call(expression, scope)
        case Conditional():
            return _choose(expression, scope)
        case Other(complaint=complaint, line=line):
            raise Unreadable(complaint, line)
        case _:
            assert_never(expression)


def _look_up(path: tuple[str, ...], scope: Scope) -> Value:
    if path not in scope.names:
        raise Unreadable(f"nothing here is called `{'.'.join(path)}`")
    return scope.names[path]


def _with(scope: Scope, name: str, value: Value) -> Scope:
    return replace(scope, names={**scope.names, (name,): value})


def _list(expression: Expression, scope: Scope) -> tuple[Value, ...]:
    value = evaluate(expression, scope)
    if not isinstance(value, tuple):
        raise Unreadable("this is not a list")
    return value


def _spell(value: Value) -> str:
    """A value as Terraform puts it into a template."""
    match value:
        case bool():
            return "true" if value else "false"
        case str() | int():
            return str(value)
        case _:
            raise Unreadable("a template can only hold a text, a number or a truth value")


def _choose(expression: Conditional, scope: Scope) -> Value:
    if not scope.conditionals or expression.condition not in CHOICES:
        choices = " or ".join(f"`{'.'.join(one.path)}`" for one in CHOICES)
        raise Unreadable(f"only a name or a number of resources may depend on a condition, and only on {choices}")
    chosen = evaluate(expression.condition, scope)
    if not isinstance(chosen, bool):
        raise Unreadable("a condition must be true or false")
    return evaluate(expression.if_true if chosen else expression.if_false, scope)


def _call(call: Call, scope: Scope) -> Value:
    if call.function not in scope.functions:
        raise Unreadable(f"the function `{call.function}` has no place here")
    match call.function, call.arguments:
        case "concat", arguments:
            return tuple(value for one in arguments for value in _list(one, scope))
        case "toset", (values,):
            return tuple(sorted({_spell(one) for one in _list(values, scope)}))
        case "alltrue", (values,):
            return all(one is True for one in _list(values, scope))
        case "can", (attempt,):
            return _can(attempt, scope)
        case "regex", (pattern, text):
            return _regex(evaluate(pattern, scope), evaluate(text, scope))
        case _:
            raise Unreadable(f"`{call.function}` is called with the wrong number of arguments")


def _can(attempt: Expression, scope: Scope) -> bool:
    try:
        evaluate(attempt, scope)
    except RegexMismatch:
        return False
    return True


def _regex(pattern: Value, text: Value) -> Value:
    if not isinstance(pattern, str) or not isinstance(text, str):
        raise Unreadable("`regex` takes two texts")
    # RE2's `$` is the end of the text, Python's also stands before a last line break
    try:
        found = re.search(re.sub(r"(?<!\\)\$$", r"\\Z", pattern), text)
    except re.error as error:
        raise Unreadable(f"`{pattern}` is no regular expression: {error}") from None
    if found is None:
        raise RegexMismatch
    return found.group()
