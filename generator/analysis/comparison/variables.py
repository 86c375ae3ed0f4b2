"""Policy variables in resources → the cases of what a request says of them.

In the proof a variable is a symbol, one letter that only itself and `*` match. What holds of symbols holds
of every value: a word that a glob matches is still matched when a text takes a symbol's place in both. So a pattern
that certainly matches is read exactly, and one that only may match is read widely: its variables are any text,
and a symbol in the word is whatever suits it.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import product

from generator.analysis.comparison.letters import (
    COLON,
    Letters,
    loosened,
    name_symbol,
    resource_letters,
    text_symbol,
)
from generator.analysis.comparison.words import TooMany
from generator.analysis.evaluation.globs import ARN_SEGMENTS, Glob, Token, Wildcard, glob_of
from generator.analysis.evaluation.variables import Template, Variable, variables_of

MOST_VARIABLES = 4
MOST_PIECES = 40
_EVERYWHERE = ("arn", "aws", "s3", "iam")
_WITHOUT_COLON = frozenset(
    {
        "aws:principalaccount",
        "aws:resourceaccount",
        "aws:sourceaccount",
        "aws:vpceaccount",
        "aws:requestedregion",
        "aws:principalorgid",
        "aws:resourceorgid",
        "aws:username",
    }
)
"""Keys whose values cannot hold a colon.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
"""


class Value(Enum):
    """What a request says of a variable; whether its text holds a colon counts where it could move segments."""

    NONE = "none"
    ANY = "any text"
    NAME = "a text without a colon"
    TEXT = "a text with a colon"


class Reading(Enum):
    """Whether a pattern is asked if it matches for certain, or if it may match."""

    CERTAIN = "certain"
    POSSIBLE = "possible"


Case = Mapping[str, Value | str]
"""What a request says of each variable, or its very value."""
ARN = resource_letters(glob_of("arn:?*"))
"""What any ARN matches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InResources:
    """The keys that stand in resource patterns as variables, and texts of patterns that values may be equal to."""

    keys: frozenset[str] = frozenset()
    pieces: tuple[str, ...] = ()


def cases(templates: Iterable[Template]) -> Iterator[dict[str, Value]]:
    """Every combination of what a request can say of the variables; the one empty case without variables.

    Raises: TooMany.
    """
    choices: dict[str, tuple[Value, ...]] = {}
    for template in templates:
        early = {one.key for one in _early(template)}
        for key in (one.key for one in variables_of(template)):
            if key in early or key not in choices:
                choices[key] = _values(key, early)
    keys = sorted(choices)
    if len(keys) > MOST_VARIABLES:
        raise TooMany
    yield from (dict(zip(keys, values, strict=True)) for values in product(*(choices[key] for key in keys)))


def _values(key: str, early: Collection[str]) -> tuple[Value, ...]:
    if key in early:
        return (Value.NONE, Value.NAME, Value.TEXT)
    return (Value.NONE, Value.NAME if key in _WITHOUT_COLON else Value.ANY)


def usual_case(variables: Iterable[Variable]) -> dict[str, Value | str]:
    """The case in which each variable has a value that moves no segments."""
    return {one.key: Value.NAME if one.key in _WITHOUT_COLON else Value.ANY for one in variables}


def in_resources(templates: Iterable[Template]) -> InResources:
    """Resource patterns → the variables in them."""
    known = tuple(templates)
    keys = frozenset(one.key for template in known for one in variables_of(template))
    return InResources(keys=keys, pieces=tuple(dict.fromkeys(_pieces(known)))[:MOST_PIECES] if keys else ())


def _pieces(templates: Iterable[Template]) -> Iterator[str]:
    for template in templates:
        parts = (part for part in template if not isinstance(part, Variable))
        texts = (token for part in parts for token in part if not isinstance(token, Wildcard))
        yield from (one for text in texts for one in re.split("[:/]", text) if one and one not in _EVERYWHERE)


def letters_of_resource(template: Template, case: Case, reading: Reading) -> Letters | None:
    """A resource pattern as it reads in a case; None for one that matches nothing."""
    if Value.TEXT in case.values() and any(case[one.key] is Value.TEXT for one in _early(template)):
        return None if reading is Reading.CERTAIN else ARN
    glob = _read(template, case, reading)
    letters = resource_letters(glob) if glob is not None else None
    return letters if letters is None or reading is Reading.CERTAIN else loosened(letters)


def has_early_variable(template: Template) -> bool:
    """Whether a value could move the segments of a pattern."""
    return any(True for _ in _early(template))


def _letters(case: Case) -> dict[str, str]:
    """What stands for each variable that a request has a value for: the value, or a letter."""
    numbered = enumerate(case.items())
    return {
        key: value if isinstance(value, str) else (text_symbol if value is Value.ANY else name_symbol)(number)
        for number, (key, value) in numbered
        if value is not Value.NONE
    }


def _read(template: Template, case: Case, reading: Reading) -> Glob | None:
    letters = _letters(case)
    tokens: list[Token] = []
    for part in template:
        if not isinstance(part, Variable):
            tokens += part
        elif part.key in letters:
            tokens.append(letters[part.key] if reading is Reading.CERTAIN else Wildcard.ANY)
        elif part.default is None:
            return None
        else:
            tokens.append(part.default)
    return tuple(tokens)


def _early(template: Template) -> Iterator[Variable]:
    """The variables in the first five segments, whose values could move the segments."""
    colons = 0
    for part in template:
        if isinstance(part, Variable):
            if colons < ARN_SEGMENTS - 1 and part.key not in _WITHOUT_COLON:
                yield part
        else:
            colons += sum(one.count(COLON) for one in part if not isinstance(one, Wildcard))
