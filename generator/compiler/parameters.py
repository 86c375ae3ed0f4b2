"""A capability's parameters → values put into its texts.

What reads an optional parameter that is not given is left out: one value of a condition, the
condition when no value is left, and for a resource its whole clause.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from math import prod

from generator.compiler.problems import Problems
from generator.diagnostics import Diagnostic, DiagnosticError, Position
from generator.model.pattern import ParameterValue, Pattern, join
from generator.model.profile import Capability, ConditionClause, ResourceClause, ResourceScope

MOST_TEXTS = 1000

Arguments = Mapping[str, tuple[Pattern, ...]]


def arguments_of(capability: Capability, given: Arguments, at: Position, problems: Problems) -> Arguments:
    """The values of a capability's parameters: given, or by default; a required one without either is an error.

    What another capability passes on from an optional parameter of its own that is not given, is not given.
    """
    values: dict[str, tuple[Pattern, ...]] = {}
    for parameter in capability.parameters:
        if given.get(parameter.name):
            values[parameter.name] = given[parameter.name]
        elif parameter.default is not None:
            values[parameter.name] = parameter.default
        elif parameter.required:
            message = f"the capability `{capability.name}` needs the parameter `{parameter.name}`"
            hint = f"add `with: {{{parameter.name}: …}}`, {_inner(parameter.description)}"
            problems.error("missing-parameter", message, at, hint)
    return values


def _inner(sentence: str) -> str:
    """A sentence as part of another one."""
    return sentence[:1].lower() + sentence[1:].rstrip(".")


def fill_words(patterns: tuple[Pattern, ...], arguments: Arguments, at: Position) -> tuple[Pattern, ...]:
    """Patterns → patterns without parameters; a list gives several, an absent value none.

    Raises: DiagnosticError for a text that stands for more texts than any policy holds.
    """
    return tuple(filled for pattern in patterns for filled in _fill(pattern, arguments, at))


def fill_resources(
    resources: tuple[ResourceClause, ...] | ResourceScope, arguments: Arguments
) -> tuple[ResourceClause, ...] | ResourceScope | None:
    """Resource clauses with parameters put in; None where one reads a value that is not given."""
    if isinstance(resources, ResourceScope):
        return resources
    filled = tuple(
        replace(one, names=fill_words(one.names, arguments, one.at), owners=fill_words(one.owners, arguments, one.at))
        for one in resources
    )
    complete = all(
        len(new.names) >= len(old.names) and bool(new.owners) == bool(old.owners)
        for new, old in zip(filled, resources, strict=True)
    )
    return filled if complete else None


def fill_conditions(conditions: tuple[ConditionClause, ...], arguments: Arguments) -> tuple[ConditionClause, ...]:
    """Conditions with parameters put in, without those that read a value that is not given."""
    return tuple(filled for one in conditions for filled in _fill_condition(one, arguments))


def _fill_condition(condition: ConditionClause, arguments: Arguments) -> Iterator[ConditionClause]:
    values = fill_words(condition.values, arguments, condition.at)
    for key in _fill(condition.key, arguments, condition.at) if values else ():
        yield replace(condition, key=key, values=values)


def _fill(pattern: Pattern, arguments: Arguments, at: Position) -> Iterator[Pattern]:
    if not any(isinstance(part, ParameterValue) for part in pattern.parts):
        yield pattern
        return
    choices = [
        arguments.get(part.name, ()) if isinstance(part, ParameterValue) else (Pattern((part,)),)
        for part in pattern.parts
    ]
    count = prod(map(len, choices))
    if count > MOST_TEXTS:
        message = f"`{pattern}` stands for {count} texts, and {MOST_TEXTS} is the most"
        hint = "use patterns instead of lists"
        raise DiagnosticError([Diagnostic(code="too-many-texts", message=message, at=at, hint=hint)])
    yield from (join(*chosen) for chosen in product(*choices))
