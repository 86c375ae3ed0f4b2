"""A text of a policy with its policy variables → tokens, once the request is known.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from generator.analysis.evaluation.globs import Glob, Token, glob_of
from generator.model.policy import VERSION
from generator.reference.conditions import is_multivalued

Values = Mapping[str, tuple[str, ...]]
"""A request's context: lower-case keys and their values."""

_HOLE = re.compile(r"\$\{\s*([*?$]|[^{}$*?,\s][^{}$*?,]*?)\s*(?:,\s*'([^']*)'\s*)?\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """`${name, 'default'}`; `key` is the name in lower case."""

    key: str
    name: str
    default: str | None


Template = tuple["Glob | Variable", ...]
"""Tokens between variables."""


@lru_cache(maxsize=4096)
def parse_template(text: str, version: str) -> Template:
    """A text as a policy writes it → tokens and variables; wildcards are tokens.

    `${*}`, `${?}` and `${$}` are the characters themselves. Documents of the first version have no variables.
    """
    if version != VERSION or "${" not in text:
        return (glob_of(text),)
    parts: list[Glob | Variable] = []
    end = 0
    for hole in _HOLE.finditer(text):
        parts.append(glob_of(text[end : hole.start()]))
        key, default = hole.groups()
        parts.append((key,) if key in ("*", "?", "$") else Variable(key=key.lower(), name=key, default=default))
        end = hole.end()
    parts.append(glob_of(text[end:]))
    return tuple(one for one in parts if one)


def variables_of(template: Template) -> tuple[Variable, ...]:
    """The variables that a request has to fill."""
    return tuple(one for one in template if isinstance(one, Variable))


def resolve(template: Template, values: Values) -> Glob | None:
    """Tokens with each variable's value as plain text; None where a variable has no value.

    A key of many values cannot be a variable, however many a request carries, and a wildcard in a value is a
    character like others.
    """
    tokens: list[Token] = []
    for one in template:
        if not isinstance(one, Variable):
            tokens += one
            continue
        value = _value(one, values)
        if value is None:
            return None
        tokens.append(value)
    return tuple(tokens)


def _value(variable: Variable, values: Values) -> str | None:
    found = values.get(variable.key, ())
    return found[0] if len(found) == 1 and not has_many_values(variable.key) else variable.default


@lru_cache(maxsize=1024)
def has_many_values(key: str) -> bool:
    """Whether the Reference says that a key has many values, so that it is no variable."""
    return is_multivalued(key)
