"""A policy's text → tokens, each a character or a wildcard; tokens against a text."""

from collections.abc import Mapping
from enum import Enum
from functools import lru_cache

Context = Mapping[str, tuple[str, ...]]
"""Condition keys in lower case with their values."""

NEW_VERSION = "2012-10-17"
MULTIVALUED = ("aws:calledvia", "aws:tagkeys")
"""Keys of many values, of those that cases have, in lower case.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
("Value type – Multivalued")
"""


class Wild(Enum):
    """A wildcard; the confined ones match no colon."""

    MANY = "*"
    ONE = "?"
    MANY_CONFINED = "* within a segment"
    ONE_CONFINED = "? within a segment"


Token = str | Wild
Tokens = tuple[Token, ...]


def tokens_of(text: str, context: Context, version: str) -> Tokens | None:
    """A text with its variables replaced; None when one of them has no value.

    "Variables were introduced in version 2012-10-17 … If you don't include the Version element and set it to an
    appropriate version date, variables like ${aws:username} are treated as literal strings in the policy."

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
    """
    found: list[Token] = []
    while text:
        if text.startswith("${") and version == NEW_VERSION:
            name, _, text = text.removeprefix("${").partition("}")
            value = _value(name, context)
            if value is None:
                return None
            found.extend(value)
        else:
            found.append(_token(text[0]))
            text = text[1:]
    return tuple(found)


def _token(character: str) -> Token:
    """A wildcard is one only where the policy's author wrote it, not within a variable's value."""
    return Wild(character) if character in "*?" else character


def _value(name: str, context: Context) -> str | None:
    """What a variable stands for.

    "${*} - use where you need an * (asterisk) character." "Key names are case-insensitive." "You can't use a
    multivalued condition key as a variable." "To add a default value to a variable, surround the default value with
    single quotes, and separate the variable text and the default value with a comma and space."

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
    """
    if name in ("*", "?", "$"):
        return name
    key, has_default, default = name.partition(", ")
    values = context.get(key.lower(), ())
    if len(values) == 1 and key.lower() not in MULTIVALUED:
        return values[0]
    return default.strip("'") if has_default else None


def literally(tokens: Tokens) -> str:
    """Tokens as a text in which `*` and `?` are characters."""
    return "".join(one.value if isinstance(one, Wild) else one for one in tokens)


@lru_cache(maxsize=200_000)
def fits(tokens: Tokens, text: str) -> bool:
    """Whether tokens match a whole text: * any number of characters, ? one."""
    if not tokens:
        return not text
    head, rest = tokens[0], tokens[1:]
    if head is Wild.MANY:
        return any(fits(rest, text[start:]) for start in range(len(text) + 1))
    if head is Wild.MANY_CONFINED:
        return any(fits(rest, text[start:]) for start in range(len(text.partition(":")[0]) + 1))
    if not text:
        return False
    same = head in (text[0], Wild.ONE) or (head is Wild.ONE_CONFINED and text[0] != ":")
    return same and fits(rest, text[1:])


def segments(tokens: Tokens) -> list[Tokens]:
    """An ARN's six segments; the last one can hold colons."""
    found: list[list[Token]] = [[]]
    for one in tokens:
        if one == ":" and len(found) < 6:
            found.append([])
        else:
            found[-1].append(one)
    return [tuple(one) for one in found]
